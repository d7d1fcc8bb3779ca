//! The ground under the acts: transactions, counters, files, the journal's chain.

use crate::support::{XOM_CHIEU, on_each_engine};
use ocop_app::journal::{JournalFilter, list};
use ocop_app::{Error, write_tx};
use ocop_domain::account::{Role, Scope};
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

/// The journal is read by posts that may not open every thing it speaks of: only what opens is a link.
#[tokio::test]
async fn an_entry_says_whether_its_reader_may_open_the_thing() {
    on_each_engine(async |w| {
        let officer = w.ward_officer();
        let form = ocop_app::producer::ProducerForm {
            name: "HTX Nhật Ký".into(),
            legal_form: "cooperative".into(),
            address: "Ấp Mẫu".into(),
            commune_id: XOM_CHIEU.into(),
            ..Default::default()
        };
        let id = ocop_app::producer::register(&officer, form).await.unwrap();
        let filter = JournalFilter { chain: format!("producer:{id}"), ..JournalFilter::default() };
        let auditor = w.as_role("a", Role::Auditor, Scope::Nation);
        let keeper = w.as_role("k", Role::Administrator, Scope::Nation);
        for (reader, opens) in [(&auditor, true), (&keeper, false)] {
            let (lines, _) = list(reader, &filter, 1, 10).await.unwrap();
            assert!(!lines.is_empty() && lines.iter().all(|l| l.opens == opens), "{}", w.engine);
        }
    })
    .await;
}

fn sources(at: &std::path::Path, out: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(at).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else {
            out.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        }
    }
}

/// Whatever writes does it in a transaction of the one writer, which has its turn and its floor of free room: no statement
/// that changes something is handed the pool. The demo's own marks aside.
#[test]
fn nothing_writes_beside_the_one_writer() {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut store, mut app) = (Vec::new(), Vec::new());
    sources(&here.join("../store/src"), &mut store);
    sources(&here.join("src"), &mut app);
    let (mut writers, mut readers) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
    // Queries are called by their file, like `sheets::insert`; one that its folder hands on is called by the folder.
    let functions =
        store.iter().flat_map(|(path, text)| text.split("pub async fn ").skip(1).map(move |f| (path, f)));
    for (path, function) in functions {
        let name = function.split(['(', '<']).next().unwrap();
        let body = function.split("\n}").next().unwrap();
        let writes = [
            "exec(",
            "exec_guarded(",
            ".hold(",
            "INSERT INTO",
            "UPDATE ",
            "DELETE FROM",
            "insert!(",
            ".update(",
        ];
        let list = if writes.iter().any(|w| body.contains(w)) { &mut writers } else { &mut readers };
        let file = std::path::Path::new(path).file_stem().unwrap().to_string_lossy();
        list.extend([name.to_owned(), format!("{file}::{name}")]);
    }
    assert!(writers.len() > 100, "{writers:?}");
    let mut beside = Vec::new();
    for (path, text) in app.iter().filter(|(path, _)| !path.contains("/demo/")) {
        for (at, _) in text.match_indices("(cx.db()") {
            let called =
                text[..at].rsplit(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').next().unwrap();
            let name = called.rsplit("::").next().unwrap();
            // By file and name where the call names a file of the store, else by the name alone.
            let by_file = writers.contains(called) || readers.contains(called);
            let name = if by_file { called } else { name };
            if writers.contains(name) && !readers.contains(name) {
                beside.push(format!("{path}: {name}"));
            }
        }
    }
    assert!(beside.is_empty(), "{beside:?}");
}
