//! What goes into the package of a five-star candidate, and the row that says it was sent.

use crate::prelude::*;
use ocop_domain::criteria::SetId;
use ocop_domain::dossier::{EvidenceKind, Kind, State};
use std::collections::BTreeMap;

rows! {
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct PackageRow {
        pub dossier_id: String,
        pub decision_id: Option<String>,
        pub file_hash: String,
        pub letter_number: Option<String>,
        pub sent_on: Date,
        pub created_at: i64,
        /// Papers of Điều 6(3) with where each stood, as JSON.
        pub papers: Option<String>,
    }

    /// The dossier with everything sealed in it, its result and its decision.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct PackageDossier {
        pub id: String,
        pub kind: Kind,
        pub state: State,
        pub version: i64,
        pub set_id: SetId,
        pub form01: String,
        pub form02: String,
        pub registration_number: Option<String>,
        pub submitted_at: Option<i64>,
        pub proposed_on: Option<Date>,
        pub seal: Option<String>,
        pub seal_hash: Option<String>,
        pub invented: bool,
        pub product_name: String,
        pub producer_id: String,
        pub producer_name: String,
        pub commune_id: String,
        pub round_id: Option<String>,
        pub ballot: i64,
        pub sum: i64,
        pub members: i64,
        pub spread: i64,
        pub band: i64,
        pub rank: i64,
        pub outcome: String,
        pub closed_at: i64,
    }

    /// A paper cited by the dossier.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct PackageFile {
        pub id: String,
        pub kind: EvidenceKind,
        pub title: String,
        pub issuer: Option<String>,
        pub number: Option<String>,
        pub issued_on: Option<Date>,
        pub expires_on: Option<Date>,
        pub file_hash: String,
        pub file_name: String,
        pub media_type: String,
        pub size: i64,
    }
}

/// One member's sheet, without a name: the package shows the scores, the minutes name the members.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct PackageSheet {
    pub sheet_id: String,
    pub ballot: i64,
    pub total: Option<i64>,
    pub criterion: String,
    pub option_no: i64,
    pub reason: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct PackageWardCheck {
    pub attempt: i64,
    pub local_material: Option<String>,
    pub local_labour: Option<String>,
    pub idea_origin: Option<String>,
    pub local_identity: Option<String>,
    pub conclusion: Option<String>,
    pub reasons: Option<String>,
    pub checked_at: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct SealedAnswer {
    pub criterion: String,
    pub option_no: i64,
    pub note: Option<String>,
}

pub async fn dossier(db: &Db, id: &str) -> Result<Option<PackageDossier>> {
    db.one(
        "SELECT d.id, d.kind, d.state, d.version, d.set_id, d.form01, d.form02, d.registration_number, \
         d.submitted_at, d.proposed_on, d.seal, d.seal_hash, d.invented, COALESCE(d.sealed_product, p.name) AS product_name, d.producer_id, \
         COALESCE(d.sealed_producer, m.name) AS producer_name, d.commune_id, d.round_id, COALESCE(s.ballot, 0) AS ballot, COALESCE(s.sum, 0) AS sum, \
         COALESCE(s.members, 0) AS members, COALESCE(s.spread, 0) AS spread, COALESCE(s.band, 0) AS band, \
         COALESCE(s.rank, 0) AS rank, COALESCE(s.outcome, '') AS outcome, COALESCE(s.closed_at, 0) AS closed_at \
         FROM dossier d JOIN product p ON p.id = d.product_id JOIN producer m ON m.id = d.producer_id \
         LEFT JOIN result s ON s.dossier_id = d.id WHERE d.id = $1",
        args![id],
    )
    .await
}

/// Each cited paper once.
pub async fn files(db: &Db, dossier: &str) -> Result<Vec<PackageFile>> {
    db.all(
        "SELECT DISTINCT e.id, e.kind, e.title, e.issuer, e.number, e.issued_on, e.expires_on, e.file_hash, \
         e.file_name, f.media_type, f.size FROM dossier_evidence c JOIN evidence e ON e.id = c.evidence_id \
         JOIN file f ON f.hash = e.file_hash WHERE c.dossier_id = $1 ORDER BY e.kind, e.title, e.id",
        args![dossier],
    )
    .await
}

pub async fn answers(db: &Db, dossier: &str) -> Result<Vec<SealedAnswer>> {
    db.all(
        "SELECT criterion, option_no, note FROM dossier_answer WHERE dossier_id = $1 ORDER BY criterion",
        args![dossier],
    )
    .await
}

pub async fn ward_checks(db: &Db, dossier: &str) -> Result<Vec<PackageWardCheck>> {
    db.all(
        "SELECT attempt, local_material, local_labour, idea_origin, local_identity, conclusion, reasons, \
         checked_at FROM ward_check WHERE dossier_id = $1 AND NOT draft ORDER BY attempt",
        args![dossier],
    )
    .await
}

/// Submitted sheets of a dossier in the round of its present result, criterion by criterion.
pub async fn sheets(db: &Db, dossier: &str) -> Result<Vec<PackageSheet>> {
    db.all(
        "SELECT s.id AS sheet_id, s.ballot, s.total, a.criterion, a.option_no, a.reason FROM score_sheet s \
         JOIN score_answer a ON a.sheet_id = s.id JOIN result r ON r.dossier_id = s.dossier_id \
         AND r.round_id = s.round_id WHERE s.dossier_id = $1 AND s.submitted_at IS NOT NULL \
         ORDER BY s.ballot, s.id, a.criterion",
        args![dossier],
    )
    .await
}

/// The signed decision that approved the result of this dossier.
pub async fn approval(db: &Db, dossier: &str) -> Result<Option<String>> {
    db.value(
        "SELECT d.id FROM decision d JOIN decision_item i ON i.decision_id = d.id \
         WHERE i.dossier_id = $1 AND d.kind = 'approve_result' AND d.signed_at IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM past_result p WHERE p.dossier_id = i.dossier_id \
         AND p.round_id = d.round_id AND p.standing = 'set_aside') \
         ORDER BY d.signed_at DESC LIMIT 1",
        args![dossier],
    )
    .await
}

#[derive(Debug, Clone)]
pub struct NewPackage<'a> {
    pub dossier_id: &'a str,
    pub decision_id: &'a str,
    pub file_hash: &'a str,
    pub letter_number: Option<&'a str>,
    pub sent_on: Date,
    pub sent_by: &'a str,
    pub created_at: i64,
    pub papers: &'a str,
}

/// A package sent again takes the place of one the ministry returned; what was returned stays with its receipt.
pub async fn insert(db: &Db, p: &NewPackage<'_>) -> Result<()> {
    insert!(db, "package",
        p.{dossier_id, decision_id, file_hash, letter_number, sent_on, sent_by, created_at, papers};
        or replace dossier_id
    )
    .await
}

pub async fn package(db: &Db, dossier: &str) -> Result<Option<PackageRow>> {
    let columns = PackageRow::columns("k");
    db.one(&format!("SELECT {columns} FROM package k WHERE k.dossier_id = $1"), args![dossier]).await
}

/// The days on which the packages of a decision's dossiers went to the ministry, by dossier.
pub async fn packages_sent(db: &Db, decision: &str) -> Result<BTreeMap<String, Date>> {
    db.pairs(
        "SELECT k.dossier_id, k.sent_on FROM package k JOIN decision_item i ON i.dossier_id = k.dossier_id \
         WHERE i.decision_id = $1",
        args![decision],
    )
    .await
}

/// Is the round closed whose result the package holds: that of its decision, and of a dossier not sent yet its own?
pub async fn package_round_closed(db: &Db, dossier: &str) -> Result<bool> {
    db.any(
        "SELECT COUNT(*) AS n FROM dossier d LEFT JOIN package k ON k.dossier_id = d.id \
         LEFT JOIN decision c ON c.id = k.decision_id \
         JOIN round r ON r.id = COALESCE(c.round_id, d.round_id) WHERE d.id = $1 AND r.state = 'closed'",
        args![dossier],
    )
    .await
}
