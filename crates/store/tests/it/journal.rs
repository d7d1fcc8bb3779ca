//! The chain: entries in order, found by chain and act, paged, and a break named by chain and number.

use crate::support::on_each_engine;
use ocop_store::journal::{self, JournalFilter};
use serde_json::json;

async fn write(db: &ocop_store::Db, chain: &str, at: i64, act: &str) {
    journal::append(db, chain, at, "actor-1", act, "1", &json!({"at": at})).await.unwrap();
}

#[tokio::test]
async fn each_thing_has_a_chain_of_its_own_and_lists_find_it() {
    on_each_engine(async |g| {
        let db = g.store.db();
        for (chain, at, act) in [
            ("dossier:1", 1, "dossier.draft"),
            ("dossier:2", 2, "dossier.draft"),
            ("dossier:1", 3, "dossier.submit"),
            ("council:1", 4, "council.form"),
        ] {
            write(db, chain, at, act).await;
        }
        let one = journal::chain(db, "dossier:1").await.unwrap();
        assert_eq!(one.iter().map(|r| (r.seq, r.at)).collect::<Vec<_>>(), [(1, 1), (2, 3)], "{}", g.engine);
        assert_eq!(one[1].prev, one[0].hash);
        let filter = JournalFilter { chain: "dossier:".into(), act: "dossier.draft".into() };
        assert_eq!(journal::count_filtered(db, &filter).await.unwrap(), 2);
        let page = journal::filtered(db, &filter, 1, 1).await.unwrap();
        assert_eq!(page.len(), 1);
        assert_eq!(page[0].chain, "dossier:1", "newest first: the older one is on the second page");
        let whole = journal::verify(db).await.unwrap();
        assert_eq!((whole.entries, whole.chains, whole.breaks.len()), (4, 3, 0));
    })
    .await;
}

#[tokio::test]
async fn a_dropped_entry_and_a_dropped_chain_are_named() {
    on_each_engine(async |g| {
        let db = g.store.db();
        for at in 1..=3 {
            write(db, "a:1", at, "x").await;
            write(db, "b:1", at, "x").await;
        }
        let first = journal::seal_now(db, 10).await.unwrap();
        assert_eq!((first.n, first.chains), (1, 2));
        assert_eq!(journal::verify(db).await.unwrap().breaks, Vec::<String>::new(), "{}", g.engine);
        db.exec("DELETE FROM journal WHERE chain = 'a:1' AND seq = 2", vec![]).await.unwrap();
        let breaks = journal::verify(db).await.unwrap().breaks;
        assert_eq!(breaks, ["chain a:1: entry 2 is missing"], "{}", g.engine);
        db.exec("DELETE FROM journal WHERE chain = 'b:1'", vec![]).await.unwrap();
        let breaks = journal::verify(db).await.unwrap().breaks;
        let gone = "chain b:1: entry 3 is not as seal 1 found it";
        assert!(breaks.iter().any(|b| b == gone), "{}: {breaks:?}", g.engine);
    })
    .await;
}

/// Since the last seal nothing but the ends of the chains stands against a cut.
#[tokio::test]
async fn an_end_cut_off_before_any_seal_is_named() {
    on_each_engine(async |g| {
        let db = g.store.db();
        for at in 1..=3 {
            write(db, "a:1", at, "x").await;
            write(db, "b:1", at, "x").await;
        }
        db.exec("DELETE FROM journal WHERE chain = 'a:1' AND seq = 3", vec![]).await.unwrap();
        let breaks = journal::verify(db).await.unwrap().breaks;
        assert_eq!(breaks, ["chain a:1: its last entries are missing, up to 3"], "{}", g.engine);
        write(db, "a:1", 4, "x").await;
        let breaks = journal::verify(db).await.unwrap().breaks;
        assert_eq!(breaks, ["chain a:1: entry 3 is missing"], "the chain goes on where it was");
        db.exec("DELETE FROM journal WHERE chain = 'b:1'", vec![]).await.unwrap();
        let breaks = journal::verify(db).await.unwrap().breaks;
        assert!(
            breaks.contains(&"chain b:1: its last entries are missing, up to 3".to_owned()),
            "{breaks:?}"
        );
        db.exec("UPDATE journal_head SET seq = 1 WHERE chain = 'a:1'", vec![]).await.unwrap();
        let breaks = journal::verify(db).await.unwrap().breaks;
        assert!(
            breaks.iter().any(|b| b == "chain a:1: entry 2 was not written by the program"),
            "{breaks:?}"
        );
    })
    .await;
}

/// A seal covers the one before and what grew since; one changed or dropped breaks the row.
#[tokio::test]
async fn seals_stand_on_each_other() {
    on_each_engine(async |g| {
        let db = g.store.db();
        write(db, "a:1", 1, "x").await;
        let one = journal::seal_now(db, 10).await.unwrap();
        let idle = journal::seal_now(db, 20).await.unwrap();
        write(db, "b:1", 21, "x").await;
        write(db, "a:1", 22, "x").await;
        let three = journal::seal_now(db, 30).await.unwrap();
        assert_eq!((one.chains, idle.chains, three.chains), (1, 0, 2), "{}", g.engine);
        assert_eq!((idle.prev.as_str(), three.prev.as_str()), (one.root.as_str(), idle.root.as_str()));
        let whole = journal::verify(db).await.unwrap();
        assert!(whole.breaks.is_empty() && whole.seals == 3, "{whole:?}");
        db.exec("UPDATE journal_sealed SET seq = 1 WHERE n = 3 AND chain = 'a:1'", vec![]).await.unwrap();
        let breaks = journal::verify(db).await.unwrap().breaks;
        assert!(breaks.contains(&"seal 3 does not fit what it covers".to_owned()), "{breaks:?}");
        db.exec("DELETE FROM journal_root WHERE n = 2", vec![]).await.unwrap();
        let breaks = journal::verify(db).await.unwrap().breaks;
        assert!(breaks.contains(&"seal 2 is missing".to_owned()), "{breaks:?}");
    })
    .await;
}

/// The daily seals of before keep their rule: one hash over the ends of all chains.
#[tokio::test]
async fn a_daily_seal_of_before_is_still_proved() {
    on_each_engine(async |g| {
        let db = g.store.db();
        write(db, "a:1", 1, "x").await;
        let head = journal::chain(db, "a:1").await.unwrap().remove(0);
        let root = ocop_domain::journal::sha256(format!("a:1 1 {}\n", head.hash).as_bytes());
        let sql =
            "INSERT INTO journal_seal (day, root, chains, entries, sealed_at) VALUES ($1, $2, 1, 1, 10)";
        db.exec(sql, vec!["2026-10-05".into(), root.as_str().into()]).await.unwrap();
        db.exec("INSERT INTO journal_daily_end (chain, seq) SELECT chain, seq FROM journal_head", vec![])
            .await
            .unwrap();
        // The clock was set back: what is written now belongs to no seal of before.
        write(db, "a:1", 9, "x").await;
        write(db, "c:1", 10, "x").await;
        assert_eq!(journal::seal_now(db, 20).await.unwrap().prev, root, "the first seal stands on it");
        let whole = journal::verify(db).await.unwrap();
        assert!(whole.breaks.is_empty() && whole.seals == 2, "{}: {whole:?}", g.engine);
        db.exec("UPDATE journal_seal SET root = 'x'", vec![]).await.unwrap();
        let breaks = journal::verify(db).await.unwrap().breaks;
        assert!(breaks.contains(&"the seal of 2026-10-05 does not fit the journal".to_owned()), "{breaks:?}");
    })
    .await;
}
