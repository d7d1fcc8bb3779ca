//! Settings an administrator may change while the program runs.

use crate::db::Db;
use crate::error::Error;
use sea_orm::FromQueryResult;

#[derive(FromQueryResult)]
struct Row {
    value: String,
}

pub async fn get(db: &Db, key: &str) -> Result<Option<String>, Error> {
    let row = db.one::<Row>("SELECT value FROM setting WHERE key = $1", crate::args![key]).await?;
    Ok(row.map(|r| r.value))
}

pub async fn set(db: &Db, key: &str, value: &str) -> Result<(), Error> {
    db.exec(
        "INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        crate::args![key, value],
    )
    .await?;
    Ok(())
}

/// Moves the version of public data: whatever was remembered of public pages is out of date.
pub async fn touch_public(db: &Db) -> Result<(), Error> {
    db.exec(
        "INSERT INTO data_version (name, version) VALUES ('public', 1) \
         ON CONFLICT (name) DO UPDATE SET version = data_version.version + 1",
        vec![],
    )
    .await?;
    Ok(())
}

pub async fn public_version(db: &Db) -> Result<i64, Error> {
    db.number("SELECT version AS n FROM data_version WHERE name = 'public'", vec![]).await
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Pair {
    pub key: String,
    pub value: String,
}

/// Every setting whose key begins with `prefix`, by key; few by nature.
pub async fn beginning_with(db: &Db, prefix: &str) -> Result<Vec<Pair>, Error> {
    db.all(
        "SELECT key, value FROM setting WHERE SUBSTR(key, 1, LENGTH($1)) = $1 ORDER BY key LIMIT 500",
        crate::args![prefix],
    )
    .await
}

pub async fn remove(db: &Db, key: &str) -> Result<(), Error> {
    db.exec_guarded("DELETE FROM setting WHERE key = $1", crate::args![key]).await
}
