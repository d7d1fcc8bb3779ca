//! Sealed packages, one for each submission.

use crate::db::Db;
use crate::error::Error;
use sea_orm::FromQueryResult;

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct SealRow {
    pub dossier_id: String,
    pub attempt: i64,
    pub submitted_at: i64,
    pub due_on: String,
    pub seal: String,
    pub seal_hash: String,
}

pub async fn insert(db: &Db, s: &SealRow) -> Result<(), Error> {
    db.exec(
        "INSERT INTO dossier_seal (dossier_id, attempt, submitted_at, due_on, seal, seal_hash) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        crate::args![
            s.dossier_id.as_str(),
            s.attempt,
            s.submitted_at,
            s.due_on.as_str(),
            s.seal.as_str(),
            s.seal_hash.as_str()
        ],
    )
    .await?;
    Ok(())
}

/// How often the dossier was submitted.
pub async fn attempts(db: &Db, dossier_id: &str) -> Result<i64, Error> {
    db.number("SELECT COUNT(*) AS n FROM dossier_seal WHERE dossier_id = $1", crate::args![dossier_id]).await
}

/// The package of one submission, or of the last one.
pub async fn find(db: &Db, dossier_id: &str, attempt: Option<i64>) -> Result<Option<SealRow>, Error> {
    db.one(
        "SELECT dossier_id, attempt, submitted_at, due_on, seal, seal_hash FROM dossier_seal \
         WHERE dossier_id = $1 AND attempt = COALESCE($2, (SELECT MAX(attempt) FROM dossier_seal WHERE dossier_id = $1))",
        crate::args![dossier_id, attempt],
    )
    .await
}
