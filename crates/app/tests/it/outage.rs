//! What a disk without room means for the acts, and what the hourly sweep takes away.

use crate::support::on_each_engine;
use jiff::civil::date;
use ocop_app::account::session;
use ocop_app::account::{PostForm, add, reset, sweep};
use ocop_app::holiday::{Put, put};
use ocop_app::{Error, Outage};

fn day(name: &str) -> Put {
    let day = "24/11/2026".to_owned();
    Put { day, kind: "off".into(), name: name.into(), source: "Nghị quyết mẫu".into() }
}

#[tokio::test]
async fn without_room_an_act_is_refused_whole_and_done_when_there_is_room() {
    on_each_engine(async |w| {
        let rows = "SELECT (SELECT COUNT(*) FROM holiday) + (SELECT COUNT(*) FROM journal) AS n";
        let before = w.cx.db().number(rows, vec![]).await.unwrap();
        w.cx.store.space.keep_free(u64::MAX);
        let refused = put(&w.cx, day("Ngày thử")).await;
        assert!(matches!(refused, Err(Error::Unavailable(Outage::Full(_)))), "{}", w.engine);
        assert_eq!(w.cx.db().number(rows, vec![]).await.unwrap(), before);
        w.cx.store.space.keep_free(0);
        put(&w.cx, day("Ngày thử")).await.unwrap();
        assert!(w.cx.db().number(rows, vec![]).await.unwrap() > before);
    })
    .await;
}

#[tokio::test]
async fn a_text_with_nul_is_refused_or_kept_without_it() {
    on_each_engine(async |w| {
        put(&w.cx, day("Ngày\0 \u{202e}thử\u{1b}")).await.unwrap();
        let kept = "SELECT COUNT(*) AS n FROM holiday WHERE name = 'Ngày thử'";
        assert_eq!(w.cx.db().number(kept, vec![]).await.unwrap(), 1, "{}", w.engine);
        let refused = ocop_app::dossier::show(&w.cx, "a\0b").await.map(drop);
        assert!(matches!(refused, Err(Error::Conflict("unreadable"))), "{}", w.engine);
    })
    .await;
}

#[tokio::test]
async fn sessions_and_links_that_ran_out_go_and_the_living_stay() {
    on_each_engine(async |w| {
        let post = PostForm { role: "administrator".into(), ..PostForm::default() };
        let cmd = add::Add {
            name: "Nguyễn Văn Mẫu".into(),
            email: "mau@example.org".into(),
            password: "ruộng bậc thang 26".into(),
            post,
        };
        let account = add::add(&w.cx, cmd).await.unwrap();
        for _ in 0..1_100 {
            session::open(&w.cx, &account, true).await.unwrap();
        }
        reset::request(&w.cx, "mau@example.org").await.unwrap();
        reset::answer(&w.cx).await.unwrap();
        let count = async |table: &str| {
            let sql = format!("SELECT COUNT(*) AS n FROM {table}");
            w.cx.db().number(&sql, vec![]).await.unwrap()
        };
        assert_eq!(sweep(&w.cx).await.unwrap(), 0, "{}", w.engine);
        w.on(date(2026, 10, 7));
        let living = session::open(&w.cx, &account, true).await.unwrap();
        assert_eq!(sweep(&w.cx).await.unwrap(), 1_100, "more than two batches hold");
        assert_eq!((count("session").await, count("invitation").await), (1, 1));
        assert!(session::find(&w.cx, &living.token).await.unwrap().is_some());
        w.on(date(2026, 11, 20));
        assert_eq!(sweep(&w.cx).await.unwrap(), 2);
        assert_eq!((count("session").await, count("invitation").await), (0, 0));
    })
    .await;
}
