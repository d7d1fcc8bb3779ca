//! Databases of earlier versions with rows in them are brought to the present: they come to the shape of a fresh one and
//! lose no row. The shape itself stands in `schema.ENGINE.txt`, so that a migration shows what it changes.

use crate::support::{on_each_engine, places};
use ocop_store::testing::{as_it_is, at_version, rows, schema, tables, tables_of};
use ocop_store::{Error, Store};

/// The versions that are upgraded, with rows of the demo as a database of that version holds them.
const OLD: [(i64, &str); 3] = [
    (7, include_str!("old/0007.sql")),
    (30, include_str!("old/0030.sql")),
    (50, include_str!("old/0050.sql")),
];

/// Tables that a migration empties because the program computes them again at its start.
const COMPUTED: [&str; 1] = ["register_key"];

/// Columns that a migration after the version fills anew.
const REWRITTEN: [(&str, &str); 2] = [("ballot", "round_id"), ("account", "totp_secret")];

#[tokio::test]
async fn databases_of_earlier_versions_keep_their_rows_and_come_to_the_present_shape() {
    let mut fresh = Vec::new();
    for (_, url, dir) in places().await {
        let store = Store::open(&url, dir.path().join("files").to_str().unwrap()).await.unwrap();
        fresh.push(schema(store.db()).await.unwrap());
    }
    let mut sealed = 0;
    for (version, sql) in OLD {
        for ((engine, url, dir), fresh) in places().await.into_iter().zip(&fresh) {
            let what = format!("{engine} from {version}");
            let inserts: Vec<&str> = sql.lines().filter(|l| l.starts_with("INSERT")).collect();
            assert!(inserts.len() > 40, "{what}");
            at_version(&url, version, &inserts).await.unwrap_or_else(|e| panic!("{what}: {e}"));
            let old = as_it_is(&url).await.unwrap();
            let mut before = tables(&old).await.unwrap();
            before.remove("schema_version");
            let files = dir.path().join("files");
            let mut kept = Vec::new();
            let now = &tables_of(fresh);
            for (table, columns) in before.iter().filter(|(t, _)| !COMPUTED.contains(&t.as_str())) {
                let there = now.get(table).unwrap_or_else(|| panic!("{what}: {table} is gone"));
                let stays = |c: &String| there.contains(c) && !REWRITTEN.contains(&(table, c));
                let columns: Vec<String> = columns.iter().filter(|c| stays(c)).cloned().collect();
                let rows = rows(&old, table, &columns).await.unwrap();
                kept.push((table, columns, rows));
            }
            drop(old);
            assert!(kept.iter().filter(|(_, _, rows)| !rows.is_empty()).count() > 30, "{what}");
            let store = Store::open(&url, files.to_str().unwrap()).await;
            let store = store.unwrap_or_else(|e| panic!("{what}: {e}"));
            let came_to = schema(store.db()).await.unwrap();
            let differ: Vec<_> = came_to.iter().filter(|l| !fresh.contains(l)).collect();
            assert!(differ.is_empty() && came_to.len() == fresh.len(), "{what}: {differ:?}");
            for (table, columns, before) in kept {
                let after = rows(store.db(), table, &columns).await.unwrap();
                let lost: Vec<_> = before.iter().filter(|row| !after.contains(row)).collect();
                assert!(lost.is_empty(), "{what}: {table} lost {lost:#?}");
            }
            let number = |sql: &'static str| store.db().number(sql, vec![]);
            let told = number(
                "SELECT COUNT(*) AS n FROM dossier_seal s JOIN evidence e ON s.seal LIKE '%\"' || e.id || '\"%'",
            );
            let told = told.await.unwrap();
            let found = number("SELECT COUNT(*) AS n FROM dossier_seal_evidence").await.unwrap();
            assert_eq!(found, told, "{what}: the papers of sealed packages");
            sealed += found;
            // Opened again it is as it should be, and nothing is taken twice.
            Store::open(&url, files.to_str().unwrap()).await.unwrap();
        }
    }
    assert!(sealed > 0, "earlier packages hold papers");
}

/// To take a changed shape over: `OCOP_TAKE_SCHEMA=1 scripts/with-postgres cargo test -p ocop-store shape`.
#[tokio::test]
async fn the_shape_is_the_one_written_down() {
    on_each_engine(async |g| {
        let file = format!("{}/schema.{}.txt", env!("CARGO_MANIFEST_DIR"), g.engine);
        let now = schema(g.store.db()).await.unwrap().join("\n") + "\n";
        #[expect(
            clippy::disallowed_methods,
            reason = "the person at the keyboard says that a change is meant"
        )]
        if std::env::var("OCOP_TAKE_SCHEMA").is_ok() {
            std::fs::write(&file, &now).unwrap();
        }
        let known = std::fs::read_to_string(&file).unwrap();
        let new: Vec<&str> = now.lines().filter(|l| !known.lines().any(|k| k == *l)).collect();
        let gone: Vec<&str> = known.lines().filter(|k| !now.lines().any(|l| l == *k)).collect();
        assert!(known == now, "{file} is not what the migrations make; new: {new:#?}, gone: {gone:#?}");
    })
    .await;
}

#[tokio::test]
async fn an_edited_migration_is_refused_and_one_that_was_passed_over_as_well() {
    on_each_engine(async |g| {
        let without = "SELECT COUNT(*) AS n FROM schema_version WHERE checksum IS NULL";
        assert_eq!(g.store.db().number(without, vec![]).await.unwrap(), 0, "{}", g.engine);
        let edit = "UPDATE schema_version SET checksum = 'other' WHERE version = 31";
        g.store.db().exec(edit, vec![]).await.unwrap();
        let Err(Error::Setup(sentence)) = Store::open(&g.url, &g.files()).await else {
            panic!("{}: opened", g.engine);
        };
        assert!(sentence.contains("0031_objection.sql was edited"), "{sentence}");
        g.store.db().exec("DELETE FROM schema_version WHERE version = 31", vec![]).await.unwrap();
        let Err(Error::Setup(sentence)) = Store::open(&g.url, &g.files()).await else {
            panic!("{}: opened", g.engine);
        };
        assert!(sentence.contains("never took migration 0031_objection.sql"), "{sentence}");
    })
    .await;
}
