//! One-time codes, kept hashed; a try is counted before the code is looked at.

use crate::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct CodeRow {
    pub id: String,
    pub about: String,
    pub about_id: String,
    /// Hash of what the code agrees to.
    pub content: String,
    pub code_hash: String,
    pub channel: String,
    pub asked_by: String,
    pub asked_at: i64,
    pub expires_at: i64,
    pub tries: i64,
}

pub async fn insert(db: &Db, c: &CodeRow) -> Result<()> {
    insert!(db, "assist_code",
        c.{id, about, about_id, content, code_hash, channel, asked_by, asked_at, expires_at}, tries: 0_i64
    )
    .await
}

/// The last code sent, unless it was used: a newer one makes the older worthless.
pub async fn last(db: &Db, about: &str, about_id: &str) -> Result<Option<CodeRow>> {
    db.one(
        "SELECT id, about, about_id, content, code_hash, channel, asked_by, asked_at, expires_at, tries \
         FROM assist_code WHERE about = $1 AND about_id = $2 AND used_at IS NULL \
         ORDER BY asked_at DESC, id DESC LIMIT 1",
        args![about, about_id],
    )
    .await
}

pub async fn sent_since(db: &Db, about: &str, about_id: &str, since: i64) -> Result<i64> {
    db.number(
        "SELECT COUNT(*) AS n FROM assist_code WHERE about = $1 AND about_id = $2 AND asked_at > $3",
        args![about, about_id, since],
    )
    .await
}

/// Counts a try; stale where a person tried in the same moment.
pub async fn count_try(db: &Db, id: &str, tries: i64) -> Result<()> {
    db.exec_guarded(
        "UPDATE assist_code SET tries = tries + 1 WHERE id = $1 AND tries = $2 AND used_at IS NULL",
        args![id, tries],
    )
    .await
}

/// Marks it used: stale if a person was faster.
pub async fn spend(db: &Db, id: &str, at: i64) -> Result<()> {
    db.exec_guarded("UPDATE assist_code SET used_at = $2 WHERE id = $1 AND used_at IS NULL", args![id, at])
        .await
}

/// Makes every code for a thing worthless.
pub async fn void(db: &Db, about: &str, about_id: &str, at: i64) -> Result<()> {
    db.run(
        "UPDATE assist_code SET used_at = $3 WHERE about = $1 AND about_id = $2 AND used_at IS NULL",
        args![about, about_id, at],
    )
    .await
}
