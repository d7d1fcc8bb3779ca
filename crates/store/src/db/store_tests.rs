//! Waiting for a turn to write, the room that a failed write gives back, and connections that only read.

use super::*;

/// A second try would wait as long again, and the reader with it.
#[test]
fn a_turn_that_did_not_come_is_not_tried_again() {
    let waited = DbErr::ConnectionAcquire(ConnAcquireErr::Timeout);
    let locked = DbErr::Custom("(code: 5) database is locked".into());
    for e in [waited, locked] {
        let told = no_turn(e);
        assert!(matches!(told, Error::NoTurn(_)) && !told.is_busy(), "{told}");
    }
    assert!(matches!(no_turn(DbErr::Custom("disk I/O error".into())), Error::Db(_) | Error::Full(_)));
}

/// A long write that came to nothing leaves its pages in the log: the room comes back before the next act is refused.
#[tokio::test]
async fn a_full_disk_gives_back_what_a_failed_write_left_in_the_log() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("ocop.db");
    let files = dir.path().join("files");
    let store =
        Store::open(&format!("sqlite:{}", file.display()), &files.display().to_string()).await.unwrap();
    let log = || std::fs::metadata(dir.path().join("ocop.db-wal")).map_or(0, |m| m.len());
    let tx = store.begin().await.unwrap();
    tx.exec("CREATE TABLE long_write (a TEXT)", vec![]).await.unwrap();
    for _ in 0..40 {
        tx.exec("INSERT INTO long_write (a) VALUES (HEX(ZEROBLOB(500000)))", vec![]).await.unwrap();
    }
    drop(tx);
    store.space.keep_free(u64::MAX / 2);
    let before = log();
    assert!(matches!(store.begin().await, Err(Error::Full(_))));
    assert!(before > 1_000_000 && log() == 0, "{before} {}", log());
}

/// What only reads cannot change a row: writes go by the one connection that writers stand in line for.
#[tokio::test]
async fn the_connections_for_reading_refuse_a_write() {
    let dir = tempfile::tempdir().unwrap();
    let (file, files) = (dir.path().join("ocop.db"), dir.path().join("files"));
    let store =
        Store::open(&format!("sqlite:{}", file.display()), &files.display().to_string()).await.unwrap();
    let Db::Pool(pool) = store.db() else { panic!("a pool") };
    let sql = "INSERT INTO setting (key, value) VALUES ('a', 'b')";
    assert!(pool.readers.execute_unprepared(sql).await.is_err());
    store.db().exec("INSERT INTO setting (key, value) VALUES ('a', 'b')", vec![]).await.unwrap();
    let kept = store.db().number("SELECT COUNT(*) AS n FROM setting WHERE key = 'a'", vec![]).await;
    assert_eq!(kept.unwrap(), 1);
}
