//! Ballots on a dossier, and the points that the council settled in them.

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

/// Those of one round by dossier, in order; the last is the one being scored. A dossier that came before several rounds
/// has its ballots numbered through.
pub async fn in_round(db: &Db, round: &str, which: Which<'_>) -> Result<ByKey<BallotRow>> {
    let mut args = args![round];
    let among = which.among("dossier_id", &mut args);
    let sql = format!(
        "SELECT dossier_id AS key, ballot, reason, opened_by, opened_at FROM ballot \
         WHERE round_id = $1 AND {among} ORDER BY dossier_id, ballot"
    );
    by_key(db, &sql, args).await
}

/// The number of the last ballot of all rounds; 0 for a dossier that was in none.
pub async fn current(db: &Db, dossier: &str) -> Result<i64> {
    db.number("SELECT COALESCE(MAX(ballot), 0) AS n FROM ballot WHERE dossier_id = $1", args![dossier]).await
}

pub async fn insert(db: &Db, dossier: &str, round: &str, b: &BallotRow) -> Result<()> {
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
