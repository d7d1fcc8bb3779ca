use crate::prelude::*;

use super::Which;
use super::which::{ByKey, by_key};

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct BallotRow {
    pub ballot: i64,
    pub reason: Option<String>,
    pub opened_by: String,
    pub opened_at: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct SettlementRow {
    pub ballot: i64,
    pub item: String,
    pub points: i64,
    pub reason: String,
    pub settled_by: String,
    pub settled_at: i64,
}

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

/// Those of one round by dossier, in order; the last is the one being scored. A dossier that came before several rounds
/// has its ballots numbered through.
pub async fn ballots(db: &Db, round: &str, which: Which<'_>) -> Result<ByKey<BallotRow>> {
    let mut args = args![round];
    let among = which.among("dossier_id", &mut args);
    let sql = format!(
        "SELECT dossier_id AS key, ballot, reason, opened_by, opened_at FROM ballot \
         WHERE round_id = $1 AND {among} ORDER BY dossier_id, ballot"
    );
    by_key(db, &sql, args).await
}

/// The number of the last ballot of all rounds; 0 for a dossier that was in none.
pub async fn current_ballot(db: &Db, dossier: &str) -> Result<i64> {
    db.number("SELECT COALESCE(MAX(ballot), 0) AS n FROM ballot WHERE dossier_id = $1", args![dossier]).await
}

pub async fn insert_ballot(db: &Db, dossier: &str, round: &str, b: &BallotRow) -> Result<()> {
    insert!(db, "ballot",
        b.{ballot, reason, opened_by, opened_at}, dossier_id: dossier, round_id: round
    )
    .await
}

/// By dossier, in the order of its ballots, those of other rounds too.
pub async fn settlements(db: &Db, round: &str, which: Which<'_>) -> Result<ByKey<SettlementRow>> {
    let mut args = Vec::new();
    let of_round = which.of_round(round, "dossier_id", &mut args);
    let sql = format!(
        "SELECT dossier_id AS key, ballot, item, points, reason, settled_by, settled_at FROM settlement \
         WHERE {of_round} ORDER BY dossier_id, ballot, item"
    );
    by_key(db, &sql, args).await
}

/// Until the result is closed the council may think again: the last settlement of a point stands, the journal keeps
/// the earlier ones.
pub async fn put_settlement(db: &Db, dossier: &str, s: &SettlementRow) -> Result<()> {
    insert!(db, "settlement",
        s.{ballot, item, points, reason, settled_by, settled_at}, dossier_id: dossier;
        or replace dossier_id, ballot, item
    )
    .await
}

/// The result that counts now.
pub async fn result_of(db: &Db, dossier: &str) -> Result<Option<ResultRow>> {
    db.one(
        "SELECT dossier_id, round_id, ballot, sum, members, spread, band, rank, outcome, closed_by, closed_at \
         FROM result WHERE dossier_id = $1",
        args![dossier],
    )
    .await
}

/// What a dossier came to in a round, though it may not count any more.
pub async fn result_in(db: &Db, dossier: &str, round: &str) -> Result<Option<ResultRow>> {
    db.one(
        "SELECT dossier_id, round_id, ballot, sum, members, spread, band, rank, outcome, closed_by, closed_at \
         FROM any_result WHERE dossier_id = $1 AND round_id = $2",
        args![dossier, round],
    )
    .await
}

/// What a round came to, whether it still counts or not.
pub async fn results_in(db: &Db, round: &str) -> Result<Vec<ResultRow>> {
    db.all(
        "SELECT dossier_id, round_id, ballot, sum, members, spread, band, rank, outcome, closed_by, closed_at \
         FROM any_result WHERE round_id = $1 ORDER BY dossier_id",
        args![round],
    )
    .await
}

/// Every result of a dossier, of whatever round.
pub async fn results_of(db: &Db, dossier: &str) -> Result<Vec<ResultRow>> {
    db.all(
        "SELECT dossier_id, round_id, ballot, sum, members, spread, band, rank, outcome, closed_by, closed_at \
         FROM any_result WHERE dossier_id = $1 ORDER BY closed_at",
        args![dossier],
    )
    .await
}

pub async fn insert_result(db: &Db, r: &ResultRow) -> Result<()> {
    insert!(db, "result",
        r.{dossier_id, round_id, ballot, sum, members, spread, band, rank, outcome, closed_by, closed_at}
    )
    .await
}
