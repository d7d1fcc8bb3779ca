//! Settings an administrator may change while the program runs.

use crate::prelude::*;

pub async fn get(db: &Db, key: &str) -> Result<Option<String>> {
    db.value("SELECT value FROM setting WHERE key = $1", args![key]).await
}

pub async fn set(db: &Db, key: &str, value: &str) -> Result<()> {
    insert!(db, "setting", key, value; or replace key).await
}

/// Moves the version of public data: whatever was remembered of public pages is out of date.
pub async fn touch_public(db: &Db) -> Result<()> {
    db.run(
        "INSERT INTO data_version (name, version) VALUES ('public', 1) \
         ON CONFLICT (name) DO UPDATE SET version = data_version.version + 1",
        vec![],
    )
    .await
}

pub async fn public_version(db: &Db) -> Result<i64> {
    db.number("SELECT version AS n FROM data_version WHERE name = 'public'", vec![]).await
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Pair {
    pub key: String,
    pub value: String,
}

/// Every setting whose key begins with `prefix`, by key; few by nature.
pub async fn beginning_with(db: &Db, prefix: &str) -> Result<Vec<Pair>> {
    db.all(
        "SELECT key, value FROM setting WHERE SUBSTR(key, 1, LENGTH($1)) = $1 ORDER BY key LIMIT 500",
        args![prefix],
    )
    .await
}

pub async fn remove(db: &Db, key: &str) -> Result<()> {
    db.exec_guarded("DELETE FROM setting WHERE key = $1", args![key]).await
}
