//! The small shared parts: files by their hash, settings, days of the calendar.

use crate::support::on_each_engine;
use ocop_domain::journal::sha256;
use ocop_store::holiday::{self, HolidayRow};
use ocop_store::{Error, files, setting};

#[tokio::test]
async fn the_same_bytes_are_kept_once_under_their_hash() {
    on_each_engine(async |g| {
        let bytes = "Nước mắm cá cơm".as_bytes().to_vec();
        let hash = g.store.files.put(bytes.clone()).await.unwrap();
        assert_eq!(hash, sha256(&bytes));
        assert_eq!(g.store.files.put(bytes.clone()).await.unwrap(), hash);
        assert_eq!(g.store.files.get(&hash).await.unwrap(), bytes);
        // A file that was emptied or changed on the disk is put right by the same bytes coming in again.
        let path = format!("{}/sha256/{}/{hash}", g.files(), &hash[..2]);
        for spoilt in [b"".to_vec(), vec![b'x'; bytes.len()]] {
            std::fs::write(&path, spoilt).unwrap();
            assert_eq!(g.store.files.put(bytes.clone()).await.unwrap(), hash);
            assert_eq!(g.store.files.get(&hash).await.unwrap(), bytes);
        }
        let missing = g.store.files.get(&sha256(b"nothing")).await;
        assert!(matches!(missing, Err(Error::FileLost(_))), "{}", g.engine);
        let db = g.store.db();
        for _ in 0..2 {
            files::register(db, &hash, "text/plain", bytes.len() as i64, 5).await.unwrap();
        }
        let row = files::find(db, &hash).await.unwrap().unwrap();
        assert_eq!((row.size, row.created_at), (bytes.len() as i64, 5), "{}", g.engine);
    })
    .await;
}

#[tokio::test]
async fn a_setting_is_said_again_and_the_public_version_only_grows() {
    on_each_engine(async |g| {
        let db = g.store.db();
        assert_eq!(setting::get(db, "k").await.unwrap(), None);
        setting::set(db, "k", "một").await.unwrap();
        setting::set(db, "k", "hai").await.unwrap();
        assert_eq!(setting::get(db, "k").await.unwrap().as_deref(), Some("hai"));
        let before = setting::public_version(db).await.unwrap();
        setting::touch_public(db).await.unwrap();
        setting::touch_public(db).await.unwrap();
        assert_eq!(setting::public_version(db).await.unwrap(), before + 2, "{}", g.engine);
    })
    .await;
}

#[tokio::test]
async fn a_day_of_the_calendar_is_put_said_otherwise_and_taken_out() {
    on_each_engine(async |g| {
        let db = g.store.db();
        let day = |day: &str, kind: &str| HolidayRow {
            day: day.into(),
            kind: kind.into(),
            name: "Nghỉ bù".into(),
            source: "Thông báo (thử)".into(),
            basis: None,
        };
        for (d, kind) in
            [("2099-02-12", "off"), ("2099-02-10", "off"), ("2099-02-12", "work"), ("2099-03-01", "off")]
        {
            holiday::put(db, &day(d, kind)).await.unwrap();
        }
        let rows = holiday::between(db, "2099-02-10", "2099-02-12").await.unwrap();
        let rows: Vec<_> = rows.iter().map(|r| (r.day.as_str(), r.kind.as_str())).collect();
        assert_eq!(rows, [("2099-02-10", "off"), ("2099-02-12", "work")], "{}", g.engine);
        let gone = day("2099-02-12", "work");
        holiday::remove(db, &gone, "test", 0).await.unwrap();
        assert!(matches!(holiday::remove(db, &gone, "test", 0).await, Err(Error::Stale)));
        let kept = holiday::removed_between(db, "2099-01-01", "2099-12-31").await.unwrap();
        assert_eq!(kept.iter().map(|r| r.day.as_str()).collect::<Vec<_>>(), ["2099-02-12"], "{}", g.engine);
    })
    .await;
}
