//! What a council needs to read of a dossier: who and what it is, what the producer claims, and the papers cited.

use crate::prelude::*;

use super::which::{ByKey, by_key, in_round};
use super::{Which, WrittenRow};

/// A dossier as a council sees it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct CaseRow {
    pub id: String,
    pub product_id: String,
    pub product_name: String,
    pub producer_id: String,
    pub producer_name: String,
    pub commune_id: String,
    pub commune_name: String,
    pub province_code: String,
    pub kind: String,
    pub set_id: String,
    pub state: String,
    pub registration_number: Option<String>,
    pub proposed_on: Option<String>,
    pub round_id: Option<String>,
    pub version: i64,
}

/// A dossier as it stands in one round.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct MatterRow {
    #[sea_orm(nested)]
    pub case: CaseRow,
    /// The first and the last ballot of the round; 0 where there was none. They are numbered through all rounds.
    pub first_ballot: i64,
    pub last_ballot: i64,
    #[sea_orm(nested(prefix = "asked_"))]
    pub written: Option<WrittenRow>,
}

/// A dossier of a round with how far its ballot has come. Counts only: whose sheets they are is not said.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct AgendaRow {
    pub id: String,
    pub product_name: String,
    pub producer_name: String,
    pub set_id: String,
    pub kind: String,
    pub state: String,
    /// The last of this round, and the round's first: ballots are numbered through all rounds of a dossier.
    pub ballot: i64,
    pub first_ballot: i64,
    pub submitted: i64,
}

/// What the producer claims for a criterion.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ClaimRow {
    pub criterion: String,
    pub option_no: i64,
    pub note: Option<String>,
}

/// A paper cited; an empty criterion means the dossier as a whole.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct CiteRow {
    pub criterion: String,
    pub evidence_id: String,
    pub title: String,
    pub kind: String,
    pub page: Option<i64>,
}

const CASE: &str = "d.id, d.product_id, COALESCE(d.sealed_product, p.name) AS product_name, d.producer_id, COALESCE(d.sealed_producer, r.name) AS producer_name, \
                    d.commune_id, a.full_name AS commune_name, a.province_code, d.kind, d.set_id, d.state, \
                    d.registration_number, d.proposed_on, d.round_id, d.version";

const FROM: &str = "dossier d JOIN product p ON p.id = d.product_id \
                    JOIN producer r ON r.id = d.producer_id JOIN area a ON a.id = d.commune_id";

pub async fn find(db: &Db, id: &str) -> Result<Option<CaseRow>> {
    db.one(&format!("SELECT {CASE} FROM {FROM} WHERE d.id = $1"), args![id]).await
}

/// Dossiers as they stand in a round.
pub async fn matters(db: &Db, round: &str, which: Which<'_>) -> Result<Vec<MatterRow>> {
    let mut args = args![round];
    let among = which.among("d.id", &mut args);
    let here = "FROM ballot b WHERE b.dossier_id = d.id AND b.round_id = $1";
    db.all(
        &format!(
            "SELECT {CASE}, (SELECT COALESCE(MIN(b.ballot), 0) {here}) AS first_ballot, \
             (SELECT COALESCE(MAX(b.ballot), 0) {here}) AS last_ballot, \
             w.round_id AS asked_round_id, w.dossier_id AS asked_dossier_id, \
             w.proposed AS asked_proposed, w.answer_by AS asked_answer_by, w.state AS asked_state, \
             w.ground AS asked_ground, w.reason AS asked_reason, w.opened_by AS asked_opened_by, \
             w.opened_at AS asked_opened_at, w.switched_at AS asked_switched_at, w.version AS asked_version \
             FROM {FROM} LEFT JOIN written_opinion w ON w.dossier_id = d.id AND w.round_id = $1 \
             WHERE d.id IN ({}) AND {among} ORDER BY d.id",
            in_round(1)
        ),
        args,
    )
    .await
}

/// Dossiers waiting for a council of a province, in the order of their proposal.
pub async fn waiting(db: &Db, province: &str, limit: i64, offset: i64) -> Result<(Vec<CaseRow>, i64)> {
    let total = db
        .number(
            "SELECT COUNT(*) AS n FROM dossier d JOIN area a ON a.id = d.commune_id \
             WHERE d.state = 'proposed' AND a.province_code = $1",
            args![province],
        )
        .await?;
    let rows = db
        .all(
            &format!(
                "SELECT {CASE} FROM {FROM} WHERE d.state = 'proposed' AND a.province_code = $1 \
                 ORDER BY d.proposed_on, d.id LIMIT $2 OFFSET $3"
            ),
            args![province, limit, offset],
        )
        .await?;
    Ok((rows, total))
}

/// Dossiers that wait for a national round, by the day the province sent them: that day stands as their proposal
/// (Điều 5(2), 26/2026).
pub async fn waiting_at_ministry(db: &Db, limit: i64, offset: i64) -> Result<(Vec<CaseRow>, i64)> {
    let total = db.number("SELECT COUNT(*) AS n FROM dossier WHERE state = 'at_ministry'", vec![]).await?;
    let rows = db
        .all(
            &format!(
                "{} WHERE d.state = 'at_ministry' ORDER BY k.sent_on, d.id LIMIT $1 OFFSET $2",
                sent_case()
            ),
            args![limit, offset],
        )
        .await?;
    Ok((rows, total))
}

/// One dossier with the day its package was sent as its proposal.
pub async fn find_at_ministry(db: &Db, id: &str) -> Result<Option<CaseRow>> {
    db.one(&format!("{} WHERE d.id = $1", sent_case()), args![id]).await
}

fn sent_case() -> String {
    let columns = CASE.replace("d.proposed_on", "k.sent_on AS proposed_on");
    format!("SELECT {columns} FROM {FROM} JOIN package k ON k.dossier_id = d.id")
}

pub async fn of_round(db: &Db, round: &str) -> Result<Vec<CaseRow>> {
    let sql = format!("SELECT {CASE} FROM {FROM} WHERE d.id IN ({}) ORDER BY d.id", in_round(1));
    db.all(&sql, args![round]).await
}

pub async fn agenda(db: &Db, round: &str) -> Result<Vec<AgendaRow>> {
    db.all(
        &format!(
            "SELECT d.id, COALESCE(d.sealed_product, p.name) AS product_name, COALESCE(d.sealed_producer, r.name) AS producer_name, d.set_id, d.kind, \
             CASE WHEN d.round_id = $1 OR d.state = 'recognised' THEN d.state ELSE 'scored' END AS state, \
             COALESCE((SELECT MAX(b.ballot) FROM ballot b WHERE b.dossier_id = d.id AND b.round_id = $1), 0) AS ballot, \
             (SELECT COUNT(*) FROM score_sheet s WHERE s.dossier_id = d.id AND s.round_id = $1 \
               AND s.submitted_at IS NOT NULL \
               AND s.ballot = (SELECT MAX(b.ballot) FROM ballot b WHERE b.dossier_id = d.id \
                 AND b.round_id = $1)) AS submitted, \
             COALESCE((SELECT MIN(b.ballot) FROM ballot b WHERE b.dossier_id = d.id AND b.round_id = $1), 1) \
               AS first_ballot \
             FROM dossier d JOIN product p ON p.id = d.product_id JOIN producer r ON r.id = d.producer_id \
             WHERE d.id IN ({}) ORDER BY d.id",
            in_round(1)
        ),
        args![round],
    )
    .await
}

/// What becomes of the day of a dossier's result when it moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled<'a> {
    /// It has none.
    Open,
    On(&'a str),
    /// The result stays one, and keeps its day.
    AsBefore,
}

/// Moves a dossier from one state to the next: [`Error::Stale`] when it has moved meanwhile.
pub async fn move_to(
    db: &Db,
    id: &str,
    version: i64,
    state: &str,
    round: Option<&str>,
    settled: Settled<'_>,
) -> Result<()> {
    // Statements of their own: a statement writes each column it names, and the journal keeps what is written.
    if let Some(round) = round {
        db.exec("UPDATE dossier SET round_id = $2 WHERE id = $1", args![id, round]).await?;
    }
    let day = match settled {
        Settled::AsBefore => None,
        Settled::Open => Some(None),
        Settled::On(day) => Some(Some(day.to_owned())),
    };
    if let Some(day) = day {
        db.exec("UPDATE dossier SET settled_on = $2 WHERE id = $1", args![id, day]).await?;
    }
    db.exec_guarded(
        "UPDATE dossier SET state = $3, version = version + 1 WHERE id = $1 AND version = $2",
        args![id, version, state],
    )
    .await
}

pub async fn count_open(db: &Db, round: &str) -> Result<i64> {
    db.number(
        "SELECT COUNT(*) AS n FROM dossier WHERE round_id = $1 \
               AND state IN ('in_round', 'in_national_round')",
        args![round],
    )
    .await
}

pub async fn claims(db: &Db, dossier: &str) -> Result<Vec<ClaimRow>> {
    db.all(
        "SELECT criterion, option_no, note FROM dossier_answer WHERE dossier_id = $1 ORDER BY criterion",
        args![dossier],
    )
    .await
}

/// The same for dossiers of a round, by dossier.
pub async fn claims_in(db: &Db, round: &str, which: Which<'_>) -> Result<ByKey<ClaimRow>> {
    let mut args = Vec::new();
    let of_round = which.of_round(round, "dossier_id", &mut args);
    let sql = format!(
        "SELECT dossier_id AS key, criterion, option_no, note FROM dossier_answer \
         WHERE {of_round} ORDER BY dossier_id, criterion"
    );
    by_key(db, &sql, args).await
}

pub async fn cites(db: &Db, dossier: &str) -> Result<Vec<CiteRow>> {
    db.all(
        "SELECT c.criterion, c.evidence_id, e.title, e.kind, c.page FROM dossier_evidence c \
         JOIN evidence e ON e.id = c.evidence_id WHERE c.dossier_id = $1 \
         ORDER BY c.criterion, e.title, c.evidence_id",
        args![dossier],
    )
    .await
}
