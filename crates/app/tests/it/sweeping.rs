//! What need not be kept goes: letters that went out long ago, files that no row names.

use crate::support::{World, on_each_engine};
use jiff::civil::date;
use ocop_app::upload::{Swept, sweep_daily, sweep_unnamed};
use ocop_app::{Error, mail};
use ocop_store::{args, files};

async fn count(w: &World, sql: &str) -> i64 {
    w.cx.db().number(sql, vec![]).await.unwrap()
}

/// Luật 91/2025/QH15: an address is kept no longer than there is need for it. What waits to go out stays.
#[tokio::test]
async fn letters_that_went_out_long_ago_are_forgotten() {
    on_each_engine(async |w| {
        let day = 24 * 3_600_000_i64;
        let now = w.cx.now_ms();
        for (id, created, sent, attempts) in [
            ("sent-long-ago", now - 200 * day, Some(now - 91 * day), 1_i64),
            ("sent-lately", now - 200 * day, Some(now - 89 * day), 1),
            ("waits", now - 200 * day, None, 3),
            ("failed-long-ago", now - 91 * day, None, 8),
            ("failed-lately", now - 89 * day, None, 8),
        ] {
            let sql = "INSERT INTO mail (id, to_address, subject, body, created_at, sent_at, attempts) \
                       VALUES ($1, 'a@vi.du', 'Thư', '', $2, $3, $4)";
            w.cx.db().exec(sql, args![id, created, sent, attempts]).await.unwrap();
        }
        assert!(matches!(mail::sweep(&w.province_office()).await, Err(Error::Forbidden)));
        assert_eq!(mail::sweep(&w.cx).await.unwrap(), 2, "{}", w.engine);
        let gone = "SELECT COUNT(*) AS n FROM mail WHERE id IN ('sent-long-ago', 'failed-long-ago')";
        assert_eq!((count(&w, gone).await, count(&w, "SELECT COUNT(*) AS n FROM mail").await), (0, 3));
        assert_eq!(mail::sweep(&w.cx).await.unwrap(), 0);
        // The journal says how many, and nothing of whom.
        let chain = ocop_store::journal::chain(w.cx.db(), "mail").await.unwrap();
        assert_eq!(
            (chain.len(), chain[0].act.as_str(), chain[0].diff.as_str()),
            (1, "mail.sweep", r#"{"gone":2}"#)
        );
        crate::support::whole(&w.cx).await;
    })
    .await;
}

#[tokio::test]
async fn a_file_without_a_name_goes_after_a_week_and_no_other() {
    on_each_engine(async |w| {
        let store = &w.cx.store.files;
        let orphan = store.put(b"khong ai nhac den".to_vec()).await.unwrap();
        let named = store.put(b"co ten".to_vec()).await.unwrap();
        files::register(w.cx.db(), &named, "application/pdf", 6, 1).await.unwrap();
        // The bytes of a file tell their age by the clock of the machine, so the program's is set ahead of it.
        w.on(date(2026, 1, 1));
        assert_eq!(
            sweep_unnamed(&w.cx).await.unwrap(),
            Swept::default(),
            "nothing has lain there for a week"
        );
        w.on(date(2126, 1, 1));
        assert!(matches!(sweep_unnamed(&w.province_office()).await, Err(Error::Forbidden)));
        assert_eq!(sweep_unnamed(&w.cx).await.unwrap(), Swept { gone: 1, held_back: 0 }, "{}", w.engine);
        assert!(store.get(&orphan).await.is_err());
        assert_eq!(store.get(&named).await.unwrap(), b"co ten");
        let chain = ocop_store::journal::chain(w.cx.db(), "files").await.unwrap();
        assert_eq!(
            (chain.len(), chain[0].act.as_str(), chain[0].diff.as_str()),
            (1, "files.sweep", r#"{"gone":1}"#)
        );

        // The same bytes come in again and are named: they stay.
        let again = store.put(b"khong ai nhac den".to_vec()).await.unwrap();
        files::register(w.cx.db(), &again, "application/pdf", 17, 1).await.unwrap();
        assert_eq!(sweep_unnamed(&w.cx).await.unwrap(), Swept::default());
        assert!(store.get(&again).await.is_ok());

        // Once a day.
        store.put(b"mot tep nua".to_vec()).await.unwrap();
        sweep_daily(&w.cx).await.unwrap();
        store.put(b"va mot tep nua".to_vec()).await.unwrap();
        sweep_daily(&w.cx).await.unwrap();
        assert_eq!(sweep_unnamed(&w.cx).await.unwrap().gone, 1, "{}", w.engine);
    })
    .await;
}

/// A directory of files beside a database that is not its own is left as it is.
#[tokio::test]
async fn many_files_that_a_database_does_not_know_are_held_back() {
    on_each_engine(async |w| {
        for n in 0..101 {
            w.cx.store.files.put(format!("tep {n}").into_bytes()).await.unwrap();
        }
        w.on(date(2126, 1, 1));
        assert_eq!(sweep_unnamed(&w.cx).await.unwrap(), Swept { gone: 0, held_back: 101 }, "{}", w.engine);
    })
    .await;
}

/// What an interrupted sweep left aside lies in its place again, and what came in meanwhile is not thrown away.
#[tokio::test]
async fn an_interrupted_sweep_loses_nothing() {
    on_each_engine(async |w| {
        let store = &w.cx.store.files;
        let hash = store.put(b"bi gian doan".to_vec()).await.unwrap();
        let dir = w.files_dir();
        std::fs::create_dir_all(dir.join("aside")).unwrap();
        std::fs::rename(dir.join("sha256").join(&hash[..2]).join(&hash), dir.join("aside").join(&hash))
            .unwrap();
        assert!(store.get(&hash).await.is_err());
        store.put_back().await.unwrap();
        assert_eq!(store.get(&hash).await.unwrap(), b"bi gian doan", "{}", w.engine);
        // Written since: a sweep that looked before it came in leaves it.
        assert!(!store.drop_unnamed(&hash, 1).await.unwrap());
        assert!(store.get(&hash).await.is_ok());
    })
    .await;
}
