//! Re-rankings asked about in writing. A member's stand is read through the sheet: of a sheet not handed in only its
//! owner's query finds one.

use crate::page::List;
use crate::prelude::*;
use ocop_domain::term::Kind;

use super::Which;
use crate::desk::OpenTerms;
use crate::scope::Visible;
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct WrittenRow {
    pub round_id: String,
    pub dossier_id: String,
    /// 0: the dossier asks for no star.
    pub proposed: i64,
    pub answer_by: String,
    /// open or meeting
    pub state: String,
    pub ground: Option<String>,
    pub reason: Option<String>,
    pub opened_by: String,
    pub opened_at: i64,
    pub switched_at: Option<i64>,
    pub version: i64,
}

/// A member's stand with the handed-in sheet.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct PositionRow {
    pub dossier_id: String,
    pub ballot: i64,
    pub account_id: String,
    pub stand: String,
    pub stars: Option<i64>,
    pub reason: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct OwnPositionRow {
    pub stand: String,
    pub reason: Option<String>,
}

/// A member's answer in writing.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct StandRow {
    pub stand: String,
    pub stars: Option<i64>,
    pub reason: Option<String>,
}

/// A re-ranking whose 45 days run.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct RerankingRow {
    pub id: String,
    pub product_name: String,
    pub producer_name: String,
    pub commune_name: String,
    pub state: String,
    pub round_id: Option<String>,
    /// The day noted as that of full receipt, else that of the proposal.
    pub received_on: String,
    pub written: Option<String>,
    pub answer_by: Option<String>,
}

/// Running ones of every round whose members answer until a day or earlier, by dossier.
pub async fn written_until(db: &Db, day: &str, after: &str, limit: i64) -> Result<Vec<WrittenRow>> {
    db.all(
        "SELECT w.round_id, w.dossier_id, w.proposed, w.answer_by, w.state, w.ground, w.reason, w.opened_by, \
         w.opened_at, w.switched_at, w.version FROM written_opinion w JOIN dossier d ON d.id = w.dossier_id \
         WHERE w.state = 'open' AND d.state IN ('in_round', 'in_national_round') AND w.answer_by <= $1 AND w.dossier_id > $2 \
         ORDER BY w.dossier_id LIMIT $3",
        args![day, after, limit],
    )
    .await
}

pub async fn insert_written(db: &Db, w: &WrittenRow) -> Result<()> {
    insert!(db, "written_opinion",
        w.{round_id, dossier_id, proposed, answer_by, opened_by, opened_at}, state: "open", version: 1_i64
    )
    .await
}

/// Ends the asking in writing: the council meets on it. Once.
pub async fn call_meeting(
    db: &Db,
    round: &str,
    dossier: &str,
    ground: &str,
    reason: Option<&str>,
    at: i64,
) -> Result<()> {
    db.exec_guarded(
        "UPDATE written_opinion SET state = 'meeting', ground = $3, reason = $4, switched_at = $5, \
         version = version + 1 WHERE round_id = $1 AND dossier_id = $2 AND state = 'open'",
        args![round, dossier, ground, reason.map(str::to_owned), at],
    )
    .await
}

/// The stands of those who have handed in their sheets, of every ballot of a round.
pub async fn positions(db: &Db, round: &str, which: Which<'_>) -> Result<Vec<PositionRow>> {
    let mut args = args![round];
    let among = which.among("s.dossier_id", &mut args);
    let sql = format!(
        "SELECT s.dossier_id, s.ballot, s.account_id, p.stand, p.stars, p.reason FROM written_position p \
         JOIN score_sheet s ON s.id = p.sheet_id WHERE s.round_id = $1 AND {among} \
         AND s.submitted_at IS NOT NULL ORDER BY s.dossier_id, s.ballot, s.account_id"
    );
    db.all(&sql, args).await
}

/// What the owner of a sheet wrote, draft or not.
pub async fn own_position(db: &Db, sheet: &str, account: &str) -> Result<Option<OwnPositionRow>> {
    db.one(
        "SELECT p.stand, p.reason FROM written_position p JOIN score_sheet s ON s.id = p.sheet_id \
         WHERE p.sheet_id = $1 AND s.account_id = $2",
        args![sheet, account],
    )
    .await
}

/// What stands with a sheet as its stand: stand, stars, reason.
pub async fn position_of(db: &Db, sheet: &str) -> Result<Option<StandRow>> {
    db.one("SELECT stand, stars, reason FROM written_position WHERE sheet_id = $1", args![sheet]).await
}

/// Replaces the stand of a draft. The caller has just won [`super::sheets::update_draft`] or [`super::sheets::insert`].
pub async fn put_position(
    db: &Db,
    sheet: &str,
    stand: &str,
    stars: Option<i64>,
    reason: Option<&str>,
) -> Result<()> {
    insert!(db, "written_position",
        sheet_id: sheet, stand, stars, reason: reason.map(str::to_owned); or replace sheet_id
    )
    .await
}

/// The day noted as that of full receipt at this level.
pub async fn receipt(db: &Db, dossier: &str, level: &str) -> Result<Option<String>> {
    db.value(
        "SELECT received_on AS day FROM reranking_receipt WHERE dossier_id = $1 AND level = $2",
        args![dossier, level],
    )
    .await
}

#[derive(FromQueryResult)]
struct ReceivedRow {
    dossier_id: String,
    day: Option<String>,
}

/// The day from which the 45 days of dossiers of a round run: the one noted, else the day the commune proposed or, at the
/// ministry, the day the province sent its package.
pub async fn received(
    db: &Db,
    level: &str,
    round: &str,
    which: Which<'_>,
) -> Result<BTreeMap<String, String>> {
    let mut args = args![level];
    let of_round = which.of_round(round, "d.id", &mut args);
    let sql = format!(
        "SELECT d.id AS dossier_id, COALESCE(r.received_on, CASE WHEN $1 = 'national' THEN k.sent_on \
         ELSE d.proposed_on END) AS day FROM dossier d \
         LEFT JOIN reranking_receipt r ON r.dossier_id = d.id AND r.level = $1 \
         LEFT JOIN package k ON k.dossier_id = d.id WHERE {of_round}"
    );
    let rows: Vec<ReceivedRow> = db.all(&sql, args).await?;
    Ok(rows.into_iter().filter_map(|r| Some((r.dossier_id, r.day?))).collect())
}

pub async fn put_receipt(
    db: &Db,
    dossier: &str,
    level: &str,
    received_on: &str,
    reason: &str,
    (by, at): (&str, i64),
) -> Result<()> {
    insert!(db, "reranking_receipt",
        dossier_id: dossier, level, received_on, reason, noted_by: by, noted_at: at;
        or replace dossier_id, level
    )
    .await
}

const RUNNING: &str = "FROM dossier d JOIN product p ON p.id = d.product_id JOIN producer m ON m.id = d.producer_id \
     JOIN area a ON a.id = d.commune_id \
     LEFT JOIN reranking_receipt r ON r.dossier_id = d.id AND r.level = 'province' \
     WHERE d.kind = 'reranking' AND d.state IN ('proposed', 'in_round', 'scored') AND d.proposed_on IS NOT NULL";

/// Re-rankings before a province whose 45 days run, the soonest due first.
pub async fn rerankings(db: &Db, who: &Visible, limit: i64, offset: i64) -> Result<(Vec<RerankingRow>, i64)> {
    let mut values = Vec::new();
    let scope = who.condition("a", "m.id", &mut values);
    let from = format!("{RUNNING} AND {scope}");
    let columns = "d.id, COALESCE(d.sealed_product, p.name) AS product_name, \
         COALESCE(d.sealed_producer, m.name) AS producer_name, a.full_name AS commune_name, d.state, \
         d.round_id, COALESCE(r.received_on, d.proposed_on) AS received_on, \
         (SELECT w.state FROM written_opinion w WHERE w.dossier_id = d.id AND w.round_id = d.round_id) AS written, \
         (SELECT w.answer_by FROM written_opinion w WHERE w.dossier_id = d.id AND w.round_id = d.round_id) AS answer_by";
    let order = "COALESCE(r.received_on, d.proposed_on), d.id";
    List { columns, from: &from, order, args: values }.page(db, limit, offset).await
}

/// A re-ranking of a round with the day its request came in, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct RoundClockRow {
    pub id: String,
    pub received_on: Option<String>,
    pub written: Option<String>,
    pub answer_by: Option<String>,
}

/// The re-rankings of a round at a level of council.
pub async fn clocks_in(db: &Db, round: &str, level: &str) -> Result<Vec<RoundClockRow>> {
    db.all(
        "SELECT d.id, COALESCE(r.received_on, CASE WHEN $2 = 'national' THEN k.sent_on ELSE d.proposed_on END) \
         AS received_on, w.state AS written, w.answer_by FROM dossier d \
         LEFT JOIN reranking_receipt r ON r.dossier_id = d.id AND r.level = $2 \
         LEFT JOIN package k ON k.dossier_id = d.id \
         LEFT JOIN written_opinion w ON w.dossier_id = d.id AND w.round_id = d.round_id \
         WHERE d.round_id = $1 AND d.kind = 'reranking' ORDER BY d.id",
        args![round, level],
    )
    .await
}

/// The forty-five days of re-rankings before a province.
pub(crate) const RUNNING_RERANKINGS: OpenTerms = OpenTerms {
    kind: Kind::Reranking,
    thing: "d.id",
    about: "COALESCE(d.sealed_product, p.name)",
    day: "COALESCE(r.received_on, d.proposed_on)",
    producer: "d.producer_id",
    from: RUNNING,
};

/// Re-rankings whose members answer in writing.
pub(crate) const OPEN_WRITTEN: OpenTerms = OpenTerms {
    kind: Kind::WrittenOpinion,
    thing: "d.id",
    about: "COALESCE(d.sealed_product, p.name)",
    day: "w.answer_by",
    producer: "d.producer_id",
    from: "FROM written_opinion w JOIN dossier d ON d.id = w.dossier_id AND d.round_id = w.round_id \
           JOIN product p ON p.id = d.product_id JOIN area a ON a.id = d.commune_id \
           WHERE w.state = 'open' AND d.state IN ('in_round', 'in_national_round')",
};
