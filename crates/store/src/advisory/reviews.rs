//! A team's review of a dossier and its findings.

use crate::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ReviewRow {
    pub id: String,
    pub dossier_id: String,
    pub council_id: String,
    pub conclusion: Option<String>,
    pub begun_by: String,
    pub created_at: i64,
    pub handed_in_by: Option<String>,
    pub handed_in_at: Option<i64>,
    pub version: i64,
}

/// What was found on one criterion, with the name of who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct AdvisoryFindingRow {
    pub criterion: String,
    pub finding: Option<String>,
    pub proposal: Option<String>,
    pub evidence_id: Option<String>,
    pub page: Option<i64>,
    pub author_id: String,
    pub author: String,
    pub written_at: i64,
}

const COLUMNS: &str =
    "id, dossier_id, council_id, conclusion, begun_by, created_at, handed_in_by, handed_in_at, version";

pub async fn find(db: &Db, dossier: &str, council: &str) -> Result<Option<ReviewRow>> {
    db.one(
        &format!("SELECT {COLUMNS} FROM advisory_review WHERE dossier_id = $1 AND council_id = $2"),
        args![dossier, council],
    )
    .await
}

/// The review of a dossier by the team of a council, once it is handed in.
pub async fn handed_in(db: &Db, dossier: &str, council: &str) -> Result<Option<ReviewRow>> {
    Ok(find(db, dossier, council).await?.filter(|r| r.handed_in_at.is_some()))
}

pub async fn insert(db: &Db, r: &ReviewRow) -> Result<()> {
    insert!(db, "advisory_review",
        r.{id, dossier_id, council_id, conclusion, begun_by, created_at}, version: 1_i64
    )
    .await
}

/// Only a draft changes.
pub async fn update(db: &Db, id: &str, version: i64, conclusion: Option<&str>) -> Result<()> {
    db.exec_guarded(
        "UPDATE advisory_review SET conclusion = $3, version = version + 1 \
         WHERE id = $1 AND version = $2 AND handed_in_at IS NULL",
        args![id, version, conclusion.map(str::to_owned)],
    )
    .await
}

pub async fn hand_in(db: &Db, id: &str, by: &str, at: i64) -> Result<()> {
    db.exec_guarded(
        "UPDATE advisory_review SET handed_in_by = $2, handed_in_at = $3 WHERE id = $1 AND handed_in_at IS NULL",
        args![id, by, at],
    )
    .await
}

pub async fn findings(db: &Db, review: &str) -> Result<Vec<AdvisoryFindingRow>> {
    db.all(
        "SELECT f.criterion, f.finding, f.proposal, f.evidence_id, f.page, f.author_id, a.name AS author, \
         f.written_at FROM advisory_finding f JOIN account a ON a.id = f.author_id \
         WHERE f.review_id = $1 ORDER BY f.criterion",
        args![review],
    )
    .await
}

/// Puts one finding in the place of what stood there; nothing at all takes it away.
pub async fn put_finding(db: &Db, review: &str, f: &AdvisoryFindingRow) -> Result<()> {
    db.exec(
        "DELETE FROM advisory_finding WHERE review_id = $1 AND criterion = $2",
        args![review, f.criterion.as_str()],
    )
    .await?;
    if f.finding.is_none() && f.proposal.is_none() && f.evidence_id.is_none() {
        return Ok(());
    }
    insert!(db, "advisory_finding",
        f.{criterion, finding, proposal, evidence_id, page, author_id, written_at}, review_id: review
    )
    .await
}
