//! What a dossier came to: the result that counts, and those of earlier rounds.

use crate::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ResultRow {
    pub dossier_id: String,
    pub round_id: String,
    pub ballot: i64,
    pub sum: i64,
    pub members: i64,
    pub spread: i64,
    pub band: i64,
    /// 0: not recognised.
    pub rank: i64,
    pub outcome: String,
    pub closed_by: String,
    pub closed_at: i64,
}

const COLUMNS: &str =
    "dossier_id, round_id, ballot, sum, members, spread, band, rank, outcome, closed_by, closed_at";

/// The result that counts now.
pub async fn find(db: &Db, dossier: &str) -> Result<Option<ResultRow>> {
    db.one(&format!("SELECT {COLUMNS} FROM result WHERE dossier_id = $1"), args![dossier]).await
}

/// What a dossier came to in a round, though it may not count any more.
pub async fn find_in(db: &Db, dossier: &str, round: &str) -> Result<Option<ResultRow>> {
    db.one(
        &format!("SELECT {COLUMNS} FROM any_result WHERE dossier_id = $1 AND round_id = $2"),
        args![dossier, round],
    )
    .await
}

/// What a round came to, whether it still counts or not.
pub async fn all_in(db: &Db, round: &str) -> Result<Vec<ResultRow>> {
    db.all(&format!("SELECT {COLUMNS} FROM any_result WHERE round_id = $1 ORDER BY dossier_id"), args![round])
        .await
}

/// Every result of a dossier, of whatever round.
pub async fn all_of(db: &Db, dossier: &str) -> Result<Vec<ResultRow>> {
    db.all(
        &format!("SELECT {COLUMNS} FROM any_result WHERE dossier_id = $1 ORDER BY closed_at"),
        args![dossier],
    )
    .await
}

pub async fn insert(db: &Db, r: &ResultRow) -> Result<()> {
    insert!(db, "result",
        r.{dossier_id, round_id, ballot, sum, members, spread, band, rank, outcome, closed_by, closed_at}
    )
    .await
}
