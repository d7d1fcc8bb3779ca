//! A member's tries in the practice room. Every query names the account: a try is read by its owner alone.

use crate::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct TryRow {
    pub id: String,
    pub account_id: String,
    pub case_id: String,
    pub answers: String,
    pub total: Option<i64>,
    pub created_at: i64,
    pub submitted_at: Option<i64>,
    pub version: i64,
}

const COLUMNS: &str = "id, account_id, case_id, answers, total, created_at, submitted_at, version";

pub async fn find(db: &Db, account: &str, id: &str) -> Result<Option<TryRow>> {
    db.one(
        &format!("SELECT {COLUMNS} FROM practice_try WHERE account_id = $1 AND id = $2"),
        args![account, id],
    )
    .await
}

/// The newest first.
pub async fn list(db: &Db, account: &str, limit: i64, offset: i64) -> Result<(Vec<TryRow>, i64)> {
    let total =
        db.number("SELECT COUNT(*) AS n FROM practice_try WHERE account_id = $1", args![account]).await?;
    let rows = db
        .all(
            &format!(
                "SELECT {COLUMNS} FROM practice_try WHERE account_id = $1 ORDER BY created_at DESC, id DESC \
                 LIMIT $2 OFFSET $3"
            ),
            args![account, limit, offset],
        )
        .await?;
    Ok((rows, total))
}

pub async fn insert(db: &Db, t: &TryRow) -> Result<()> {
    insert!(db, "practice_try",
        t.{id, account_id, case_id, answers, total, created_at, submitted_at}, version: 1_i64
    )
    .await
}

/// Only a draft changes.
pub async fn update(db: &Db, t: &TryRow) -> Result<()> {
    db.exec_guarded(
        "UPDATE practice_try SET answers = $4, total = $5, submitted_at = $6, version = version + 1 \
         WHERE account_id = $1 AND id = $2 AND version = $3 AND submitted_at IS NULL",
        args![t.account_id.as_str(), t.id.as_str(), t.version, t.answers.as_str(), t.total, t.submitted_at],
    )
    .await
}

pub async fn remove(db: &Db, account: &str, id: &str) -> Result<()> {
    db.exec_guarded("DELETE FROM practice_try WHERE account_id = $1 AND id = $2", args![account, id]).await
}
