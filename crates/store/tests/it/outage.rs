//! What was confirmed is written, whatever the disk or the line to the database does: after a transaction that could not
//! be kept the next one is a whole one again, and a second connection reads it at once.

use crate::support::{Ground, on_each_engine};
use ocop_store::{Error, Store, Writes, args, setting};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};
use std::path::Path;
use std::process::Command;

/// A connection that shares nothing with the store's own.
struct Second(DatabaseConnection);

impl Second {
    async fn to(url: &str) -> Second {
        Second(Database::connect(url.to_owned()).await.unwrap())
    }

    async fn reads(&self, key: &str) -> bool {
        let sql = "SELECT value FROM setting WHERE key = $1";
        let st = Statement::from_sql_and_values(self.0.get_database_backend(), sql, args![key]);
        self.0.query_one_raw(st).await.unwrap().is_some()
    }
}

async fn write(store: &Store, key: &str, value: &str) -> Result<(), Error> {
    let tx = store.begin().await?;
    setting::set(&tx, key, value).await?;
    tx.commit().await
}

/// The next writer begins a transaction of its own and what it confirms is there.
async fn next_is_written(g: &Ground, second: &Second, key: &str) {
    for n in 0..3 {
        let key = format!("{key}-{n}");
        write(&g.store, &key, "x").await.unwrap();
        assert!(second.reads(&key).await, "{}: {key} was confirmed and is not there", g.engine);
    }
}

/// A table whose rows can be made to end a transaction in each of the ways an engine knows.
async fn trap(g: &Ground) {
    let db = g.store.db();
    let db = |sql: &'static str| async move { db.exec(sql, vec![]).await.unwrap() };
    db("CREATE TABLE trap (id BIGINT PRIMARY KEY NOT NULL)").await;
    db("INSERT INTO trap (id) VALUES (1)").await;
    db("CREATE TABLE leaf (id BIGINT NOT NULL REFERENCES trap (id) DEFERRABLE INITIALLY DEFERRED)").await;
    if g.engine == "postgres" {
        db("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS \
            $f$ BEGIN RAISE EXCEPTION 'no COMMIT today'; END $f$")
        .await;
        db("CREATE TABLE late (id BIGINT NOT NULL)").await;
        db("CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON late DEFERRABLE INITIALLY DEFERRED \
            FOR EACH ROW EXECUTE FUNCTION refuse()")
        .await;
    }
}

#[tokio::test]
async fn after_a_commit_that_failed_the_next_act_is_written() {
    on_each_engine(async |g| {
        trap(&g).await;
        let second = Second::to(&g.url).await;
        let mut ends = vec!["INSERT INTO leaf (id) VALUES (99)"];
        if g.engine == "postgres" {
            ends.push("INSERT INTO late (id) VALUES (1)");
        }
        for (n, end) in ends.into_iter().enumerate() {
            let tx = g.store.begin().await.unwrap();
            let key = format!("lost-{n}");
            setting::set(&tx, &key, "x").await.unwrap();
            tx.exec(end, vec![]).await.unwrap();
            tx.commit().await.unwrap_err();
            assert!(!second.reads(&key).await, "{}", g.engine);
            next_is_written(&g, &second, &format!("after-{n}")).await;
        }
    })
    .await;
}

/// As SQLite does by itself when the disk is full: the transaction is gone before the driver can roll it back.
#[tokio::test]
async fn after_a_transaction_the_engine_ended_by_itself_the_next_act_is_written() {
    on_each_engine(async |g| {
        trap(&g).await;
        let second = Second::to(&g.url).await;
        let tx = g.store.begin().await.unwrap();
        setting::set(&tx, "lost", "x").await.unwrap();
        let end = if g.engine == "sqlite" {
            "INSERT OR ROLLBACK INTO trap (id) VALUES (1)"
        } else {
            "INSERT INTO trap (id) VALUES (1)"
        };
        tx.exec(end, vec![]).await.unwrap_err();
        drop(tx);
        next_is_written(&g, &second, "after").await;
        assert!(!second.reads("lost").await);
    })
    .await;
}

/// An act that goes on after a statement failed is not confirmed: PostgreSQL answers its COMMIT without an error, SQLite
/// would keep what came after the failure and lose what came before.
#[tokio::test]
async fn a_transaction_with_a_failed_statement_is_never_confirmed() {
    on_each_engine(async |g| {
        trap(&g).await;
        let second = Second::to(&g.url).await;
        let tx = g.store.begin().await.unwrap();
        setting::set(&tx, "before", "x").await.unwrap();
        let end = if g.engine == "sqlite" {
            "INSERT OR ROLLBACK INTO trap (id) VALUES (1)"
        } else {
            "INSERT INTO trap (id) VALUES (1)"
        };
        tx.exec(end, vec![]).await.unwrap_err();
        setting::set(&tx, "later", "x").await.unwrap_err();
        tx.commit().await.unwrap_err();
        next_is_written(&g, &second, "after").await;
        assert!(!second.reads("before").await && !second.reads("later").await, "{}", g.engine);
    })
    .await;
}

#[tokio::test]
async fn after_a_broken_line_to_the_server_the_next_act_is_written() {
    on_each_engine(async |g| {
        if g.engine == "sqlite" {
            return;
        }
        let second = Second::to(&g.url).await;
        for at_commit in [false, true] {
            let tx = g.store.begin().await.unwrap();
            setting::set(&tx, "lost", "x").await.unwrap();
            let pid = tx.number("SELECT CAST(pg_backend_pid() AS BIGINT) AS n", vec![]).await.unwrap();
            let end = "SELECT COUNT(*) AS n FROM (SELECT pg_terminate_backend(CAST($1 AS INT))) t";
            g.store.db().number(end, args![pid]).await.unwrap();
            if at_commit {
                assert!(matches!(tx.commit().await, Err(Error::Unsure(_))));
            } else {
                assert!(matches!(setting::set(&tx, "lost", "y").await, Err(Error::Down(_))));
                drop(tx);
            }
            next_is_written(&g, &second, &format!("after-{at_commit}")).await;
            assert!(!second.reads("lost").await);
        }
    })
    .await;
}

#[tokio::test]
async fn below_the_floor_nothing_is_written_and_reading_goes_on() {
    on_each_engine(async |g| {
        write(&g.store, "k", "x").await.unwrap();
        g.store.space.keep_free(u64::MAX);
        assert!(matches!(write(&g.store, "k", "y").await, Err(Error::Full(_))), "{}", g.engine);
        assert!(matches!(g.store.files.put(vec![1]).await, Err(Error::Full(_))));
        assert_eq!(setting::get(g.store.db(), "k").await.unwrap().as_deref(), Some("x"));
        let ready = g.store.ready().await;
        assert!(ready.reads && ready.writes == Writes::Yes && !ready.has_room() && ready.left.is_some());
        g.store.space.keep_free(0);
        write(&g.store, "k", "y").await.unwrap();
        g.store.files.put(vec![1]).await.unwrap();
        assert!(g.store.ready().await.has_room());
    })
    .await;
}

#[tokio::test]
async fn readiness_waits_a_bounded_time_for_its_turn_to_write() {
    on_each_engine(async |g| {
        assert_eq!(g.store.ready().await.writes, Writes::Yes);
        if g.engine == "postgres" {
            return;
        }
        let held = g.store.begin().await.unwrap();
        let ready = g.store.ready().await;
        // An act that takes long keeps others waiting; that is no fault of the database.
        assert!(ready.reads && ready.writes == Writes::Busy);
        drop(held);
        assert_eq!(g.store.ready().await.writes, Writes::Yes);
        write(&g.store, "k", "x").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn no_text_with_nul_gets_as_far_as_the_engine() {
    on_each_engine(async |g| {
        assert!(matches!(write(&g.store, "k", "a\0b").await, Err(Error::Nul)), "{}", g.engine);
        assert!(matches!(setting::get(g.store.db(), "\0").await, Err(Error::Nul)));
    })
    .await;
}

/// A small disk, filled while acts are written. Mounting one takes rights that not every machine gives.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount(megabytes: u32) -> Option<SmallDisk> {
        let dir = tempfile::tempdir().unwrap();
        let size = format!("size={megabytes}m");
        let done = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(dir.path()).output();
        match done {
            Ok(out) if out.status.success() => Some(SmallDisk(dir)),
            refused => {
                eprintln!("no small disk could be mounted here, the test is left out: {refused:?}");
                None
            }
        }
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).output();
    }
}

#[tokio::test]
async fn on_a_full_disk_no_act_is_confirmed_that_is_not_there_and_writing_comes_back() {
    let Some(disk) = SmallDisk::mount(12) else { return };
    let url = format!("sqlite:{}", disk.path().join("ocop.db").display());
    let store = Store::open(&url, disk.path().join("files").to_str().unwrap()).await.unwrap();
    store.space.keep_free(0);
    let second = Second::to(&url).await;
    let weight = "x".repeat(200_000);
    for round in 0..3 {
        let (mut kept, mut refused) = (0, 0);
        // What others keep on the same disk takes the last bytes.
        let filler = disk.path().join("filler");
        let mut last = std::fs::File::create(&filler).unwrap();
        while refused < 12 {
            let key = format!("full-{round}-{}", kept + refused);
            if kept == 5 {
                while std::io::Write::write(&mut last, &[0; 4096]).is_ok_and(|n| n > 0) {}
            }
            match write(&store, &key, &weight).await {
                Ok(()) => {
                    kept += 1;
                    assert!(second.reads(&key).await, "{key} was confirmed and is not there");
                }
                Err(e) => {
                    refused += 1;
                    assert!(matches!(e, Error::Full(_) | Error::Db(_) | Error::NoTurn(_)), "{e}");
                    assert!(!second.reads(&key).await, "{key} was refused and is there");
                }
            }
        }
        drop(last);
        std::fs::remove_file(&filler).unwrap();
        for n in 0..3 {
            let key = format!("free-{round}-{n}");
            write(&store, &key, "x").await.unwrap();
            assert!(second.reads(&key).await, "{key} was confirmed and is not there");
        }
        let tx = store.begin().await.unwrap();
        tx.exec("DELETE FROM setting WHERE key LIKE 'full-%'", vec![]).await.unwrap();
        tx.commit().await.unwrap();
    }
}
