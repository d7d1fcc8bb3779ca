//! Opening: made once, opened again unchanged, by several nodes at once; a database of a newer program is left alone.

use crate::support::{on_each_engine, places};
use ocop_store::{Error, Store, args};

#[tokio::test]
async fn opening_again_changes_nothing() {
    on_each_engine(async |g| {
        let versions = "SELECT COUNT(*) AS n FROM schema_version";
        let before = g.store.db().number(versions, vec![]).await.unwrap();
        assert!(before > 0);
        let again = Store::open(&g.url, &g.files()).await.unwrap();
        assert_eq!(again.db().number(versions, vec![]).await.unwrap(), before, "{}", g.engine);
        assert_eq!(again.ready().await.writes, ocop_store::Writes::Yes);
    })
    .await;
}

#[tokio::test]
async fn several_nodes_may_open_a_new_database_at_once() {
    for (engine, url, dir) in places().await {
        let files = dir.path().join("files").display().to_string();
        let nodes: Vec<_> = (0..4)
            .map(|_| {
                let (url, files) = (url.clone(), files.clone());
                tokio::spawn(async move { Store::open(&url, &files).await })
            })
            .collect();
        for node in nodes {
            let store = node.await.unwrap().unwrap_or_else(|e| panic!("{engine}: {e}"));
            assert_eq!(store.ready().await.writes, ocop_store::Writes::Yes, "{engine}");
        }
    }
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused_and_left_alone() {
    on_each_engine(async |g| {
        let newer = "INSERT INTO schema_version (version) VALUES ($1)";
        g.store.db().exec(newer, args![9_999_i64]).await.unwrap();
        let Err(Error::Setup(sentence)) = Store::open(&g.url, &g.files()).await else {
            panic!("{}: opened", g.engine);
        };
        assert!(sentence.contains("9999"), "{sentence}");
    })
    .await;
}

#[tokio::test]
async fn an_address_that_is_none_is_said_in_a_sentence() {
    let files = tempfile::TempDir::new().unwrap();
    for url in ["mysql://x", "ocop.db", ""] {
        let Err(Error::Setup(sentence)) = Store::open(url, files.path().to_str().unwrap()).await else {
            panic!("{url} opened");
        };
        assert!(sentence.contains("sqlite:PATH"), "{sentence}");
    }
}
