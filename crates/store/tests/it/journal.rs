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
        journal::seal(db, "2026-10-05", 10).await.unwrap();
        assert_eq!(journal::last_seal(db).await.unwrap().as_deref(), Some("2026-10-05"));
        assert_eq!(journal::verify(db).await.unwrap().breaks, Vec::<String>::new(), "{}", g.engine);
        db.exec("DELETE FROM journal WHERE chain = 'a:1' AND seq = 2", vec![]).await.unwrap();
        let breaks = journal::verify(db).await.unwrap().breaks;
        assert_eq!(breaks, ["chain a:1: entry 2 is missing"], "{}", g.engine);
        db.exec("DELETE FROM journal WHERE chain = 'b:1'", vec![]).await.unwrap();
        let breaks = journal::verify(db).await.unwrap().breaks;
        let gone = "the seal of 2026-10-05 does not fit the journal: whole chains are gone";
        assert!(breaks.iter().any(|b| b == gone), "{}: {breaks:?}", g.engine);
    })
    .await;
}
