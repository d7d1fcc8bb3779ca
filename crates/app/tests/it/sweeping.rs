//! What need not be kept: letters that went out long ago go, files that no row names are set aside.

use crate::support::{World, on_each_engine};
use jiff::civil::date;
use ocop_app::upload::{Unnamed, unnamed};
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

/// What failed acts left behind is told and, on demand, set aside; no file is thrown away, and one that a row names after
/// all comes back when it is read.
#[tokio::test]
async fn a_file_without_a_name_is_set_aside_after_a_week_and_no_other() {
    on_each_engine(async |w| {
        let store = &w.cx.store.files;
        let orphan = store.put(b"khong ai nhac den".to_vec()).await.unwrap();
        let named = store.put(b"co ten".to_vec()).await.unwrap();
        files::register(w.cx.db(), &named, "application/pdf", 6, 1).await.unwrap();
        // The bytes of a file tell their age by the clock of the machine, so the program's is set ahead of it.
        w.on(date(2026, 1, 1));
        assert_eq!(
            unnamed(&w.cx, true).await.unwrap(),
            Unnamed::default(),
            "nothing has lain there for a week"
        );
        w.on(date(2126, 1, 1));
        assert!(matches!(unnamed(&w.province_office(), true).await, Err(Error::Forbidden)));
        let told = Unnamed { found: 1, aside: 0, foreign: false };
        assert_eq!(unnamed(&w.cx, false).await.unwrap(), told, "{}", w.engine);
        assert_eq!(unnamed(&w.cx, true).await.unwrap(), Unnamed { aside: 1, ..told });
        assert_eq!(unnamed(&w.cx, true).await.unwrap(), Unnamed::default(), "once");
        assert!(w.files_dir().join("aside").join(&orphan).is_file());
        assert_eq!(store.get(&named).await.unwrap(), b"co ten");
        let chain = ocop_store::journal::chain(w.cx.db(), "files").await.unwrap();
        let said = (chain.len(), chain[0].act.as_str(), chain[0].diff.as_str());
        assert_eq!(said, (1, "files.set_aside", r#"{"files":1}"#));

        // An act found the bytes before they were set aside, and names them now.
        files::register(w.cx.db(), &orphan, "application/pdf", 17, 1).await.unwrap();
        assert_eq!(store.get(&orphan).await.unwrap(), b"khong ai nhac den");
        assert!(!w.files_dir().join("aside").join(&orphan).exists());
        crate::support::whole(&w.cx).await;
    })
    .await;
}

/// A directory of files beside a database that names fewer than it leaves without a name is left as it is.
#[tokio::test]
async fn files_that_a_database_does_not_know_stay() {
    on_each_engine(async |w| {
        for n in 0..3 {
            w.cx.store.files.put(format!("tep {n}").into_bytes()).await.unwrap();
        }
        let known = w.cx.store.files.put(b"co ten".to_vec()).await.unwrap();
        files::register(w.cx.db(), &known, "application/pdf", 6, 1).await.unwrap();
        w.on(date(2126, 1, 1));
        let foreign = Unnamed { found: 3, aside: 0, foreign: true };
        assert_eq!(unnamed(&w.cx, true).await.unwrap(), foreign, "{}", w.engine);
    })
    .await;
}
