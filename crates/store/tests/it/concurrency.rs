//! What the engines promise each other's users: whole transactions, numbers given once, no lost update.

use crate::support::on_each_engine;
use ocop_store::{Error, args, counter, mail, producer, setting};

#[tokio::test]
async fn a_dropped_transaction_leaves_nothing() {
    on_each_engine(async |g| {
        let tx = g.store.begin().await.unwrap();
        setting::set(&tx, "k", "v").await.unwrap();
        assert_eq!(counter::next(&tx, "s").await.unwrap(), 1);
        drop(tx);
        // A new writing transaction queues behind the one rolled back.
        let tx = g.store.begin().await.unwrap();
        assert_eq!(setting::get(&tx, "k").await.unwrap(), None, "{}", g.engine);
        assert_eq!(counter::next(&tx, "s").await.unwrap(), 1, "{}", g.engine);
        tx.commit().await.unwrap();
        assert_eq!(counter::next(g.store.db(), "s").await.unwrap(), 2);
    })
    .await;
}

/// On SQLite the second does not even begin: one transaction writes at a time.
#[tokio::test]
async fn a_row_is_held_by_one_transaction_at_a_time() {
    on_each_engine(async |g| {
        if g.store.db().is_sqlite() {
            return;
        }
        let add = "INSERT INTO producer (id, legal_form, name, folded, address, invented, created_at, version) \
                   VALUES ($1, 'cooperative', 'A', 'a', 'Mẫu', TRUE, 1, 1)";
        for id in ["p1", "p2"] {
            g.store.db().exec(add, args![id]).await.unwrap();
        }
        let (first, second) = (g.store.begin().await.unwrap(), g.store.begin().await.unwrap());
        producer::hold(&first, "p1").await.unwrap();
        second.exec("SET LOCAL lock_timeout = '1ms'", vec![]).await.unwrap();
        producer::hold(&second, "p2").await.unwrap();
        assert!(producer::hold(&second, "p1").await.is_err());
    })
    .await;
}

#[tokio::test]
async fn numbers_brought_in_are_not_given_again_and_never_go_back() {
    on_each_engine(async |g| {
        let db = g.store.db();
        counter::at_least(db, "s", 41).await.unwrap();
        counter::at_least(db, "s", 7).await.unwrap();
        assert_eq!(counter::next(db, "s").await.unwrap(), 42, "{}", g.engine);
        assert_eq!(counter::next(db, "t").await.unwrap(), 1, "series know nothing of each other");
    })
    .await;
}

#[tokio::test]
async fn a_letter_is_taken_by_one_node_only_and_loses_its_body_once_sent() {
    on_each_engine(async |g| {
        let db = g.store.db();
        mail::queue(db, "m1", "a@demo.example", "Thư mời", "https://…/bí-mật", 1).await.unwrap();
        let tries: Vec<_> = (0..6)
            .map(|_| {
                let store = g.store.clone();
                tokio::spawn(async move { mail::claim(store.db(), "m1", 0, 0).await })
            })
            .collect();
        let mut taken = 0;
        for t in tries {
            match t.await.unwrap() {
                Ok(()) => taken += 1,
                Err(Error::Stale | Error::Busy(_)) => {}
                Err(e) => panic!("{}: {e}", g.engine),
            }
        }
        assert_eq!(taken, 1, "{}", g.engine);
        mail::sent(db, "m1", 2).await.unwrap();
        assert_eq!(mail::waiting(db, 0, 10).await.unwrap(), vec![]);
        let n = db.number("SELECT COUNT(*) AS n FROM mail WHERE body <> ''", vec![]).await.unwrap();
        assert_eq!(n, 0);
    })
    .await;
}

#[tokio::test]
async fn a_value_taken_is_a_duplicate_and_a_row_moved_on_is_stale() {
    on_each_engine(async |g| {
        let db = g.store.db();
        let add = "INSERT INTO setting (key, value) VALUES ($1, $2)";
        db.exec(add, args!["k", "1"]).await.unwrap();
        assert!(matches!(db.exec(add, args!["k", "2"]).await, Err(Error::Duplicate(_))), "{}", g.engine);
        let moved = "UPDATE setting SET value = $3 WHERE key = $1 AND value = $2";
        db.exec_guarded(moved, args!["k", "1", "2"]).await.unwrap();
        assert!(matches!(db.exec_guarded(moved, args!["k", "1", "3"]).await, Err(Error::Stale)));
        assert_eq!(setting::get(db, "k").await.unwrap().as_deref(), Some("2"));
    })
    .await;
}
