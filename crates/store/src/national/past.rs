//! Results that no longer count. They are moved here whole; nothing of them is changed or deleted.

use crate::prelude::*;

/// A result a dossier had in a round it has left.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct PastResult {
    pub dossier_id: String,
    pub round_id: String,
    pub round_name: String,
    pub council_name: String,
    pub level: String,
    pub sum: i64,
    pub members: i64,
    pub rank: i64,
    pub outcome: String,
    pub closed_at: i64,
    /// sent_up or set_aside
    pub standing: String,
    /// returned, demand or objection
    pub ground: Option<String>,
    pub reason: Option<String>,
    pub put_at: i64,
}

/// Why a result no longer counts.
#[derive(Debug, Clone)]
pub struct Aside<'a> {
    pub standing: &'a str,
    pub ground: Option<&'a str>,
    pub ground_id: Option<&'a str>,
    pub reason: Option<&'a str>,
    pub put_by: &'a str,
    pub put_at: i64,
}

/// Moves the present result of a dossier to the past ones. Stale if there is none.
pub async fn put_aside(db: &Db, dossier: &str, a: &Aside<'_>) -> Result<()> {
    db.exec_guarded(
        "INSERT INTO past_result (dossier_id, round_id, ballot, sum, members, spread, band, rank, outcome, closed_by, \
         closed_at, standing, ground, ground_id, reason, put_by, put_at) \
         SELECT dossier_id, round_id, ballot, sum, members, spread, band, rank, outcome, closed_by, closed_at, \
         $2, $3, $4, $5, $6, $7 FROM result WHERE dossier_id = $1",
        args![dossier, a.standing, a.ground, a.ground_id, a.reason, a.put_by, a.put_at],
    )
    .await?;
    db.exec_guarded("DELETE FROM result WHERE dossier_id = $1", args![dossier]).await
}

/// Oldest first.
pub async fn past_results(db: &Db, dossier: &str) -> Result<Vec<PastResult>> {
    db.all(
        "SELECT p.dossier_id, p.round_id, r.name AS round_name, c.name AS council_name, c.level, p.sum, p.members, \
         p.rank, p.outcome, p.closed_at, p.standing, p.ground, p.reason, p.put_at FROM past_result p \
         JOIN round r ON r.id = p.round_id JOIN council c ON c.id = r.council_id \
         WHERE p.dossier_id = $1 ORDER BY p.put_at, p.round_id",
        args![dossier],
    )
    .await
}
