//! The ground under the acts: transactions, counters, files, the journal's chain.

use crate::support::on_each_engine;
use ocop_app::{Error, write_tx};
use ocop_store::{args, counter, journal};
use serde_json::json;

#[tokio::test]
async fn a_failed_transaction_leaves_nothing_and_gives_its_number_back() {
    on_each_engine(async |w| {
        let failed: Result<(), Error> = write_tx!(w.cx, |tx| {
            assert_eq!(counter::next(&tx, "x").await?, 1);
            w.cx.journal(&tx, "thing:1", "thing.make", "1", json!({"a": 1})).await?;
            Err(Error::NotFound)
        });
        assert!(matches!(failed, Err(Error::NotFound | Error::Hidden)));
        let n: Result<i64, Error> = write_tx!(w.cx, |tx| { Ok(counter::next(&tx, "x").await?) });
        assert_eq!(n.unwrap(), 1, "{}", w.engine);
        assert_eq!(journal::count(w.cx.db()).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn the_journal_notices_a_changed_a_dropped_and_a_cut_off_entry() {
    on_each_engine(async |w| {
        for i in 1..=3 {
            let done: Result<(), Error> = write_tx!(w.cx, |tx| {
                w.cx.journal(&tx, "thing:1", "thing.edit", "1", json!({"n": i})).await
            });
            done.unwrap();
        }
        journal::seal_now(w.cx.db(), w.cx.now_ms()).await.unwrap();
        assert_eq!(journal::verify(w.cx.db()).await.unwrap().breaks, Vec::<String>::new());

        w.cx.db().exec("UPDATE journal SET actor = 'x' WHERE seq = 2", vec![]).await.unwrap();
        let broken = journal::verify(w.cx.db()).await.unwrap();
        assert_eq!(broken.breaks, ["chain thing:1: entry 2 does not fit its hash"]);
        w.cx.db().exec("DELETE FROM journal WHERE seq = $1", args![3_i64]).await.unwrap();
        w.cx.db().exec("UPDATE journal SET actor = 'system' WHERE seq = 2", vec![]).await.unwrap();
        let cut = journal::verify(w.cx.db()).await.unwrap();
        let gone = [
            "chain thing:1: its last entries are missing, up to 3",
            "chain thing:1: entry 3 is not as seal 1 found it",
        ];
        assert_eq!(cut.breaks, gone);
    })
    .await;
}

#[tokio::test]
async fn writers_at_once_each_get_their_own_number() {
    on_each_engine(async |w| {
        let tasks: Vec<_> = (0..12)
            .map(|_| {
                let cx = w.cx.clone();
                tokio::spawn(async move {
                    let n: Result<i64, Error> = write_tx!(cx, |tx| {
                        cx.journal(&tx, "one-chain", "thing.edit", "1", json!({})).await?;
                        Ok(counter::next(&tx, "n").await?)
                    });
                    n.unwrap()
                })
            })
            .collect();
        let mut got = Vec::new();
        for t in tasks {
            got.push(t.await.unwrap());
        }
        got.sort_unstable();
        assert_eq!(got, (1..=12).collect::<Vec<i64>>(), "{}", w.engine);
        assert!(journal::verify(w.cx.db()).await.unwrap().breaks.is_empty());
    })
    .await;
}
