//! Corrections of sheets after a result was closed. Besides the draft of a sheet only a signed one writes to a sheet.

use crate::prelude::*;

use super::which::{ByKey, by_key};
use super::{ResultRow, Which};

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct CorrectionRow {
    pub id: String,
    pub round_id: String,
    pub dossier_id: String,
    pub sheet_id: String,
    /// Whose sheet it is.
    pub account_id: String,
    pub name: String,
    pub reason: String,
    /// Name of a `CorrectionState`.
    pub state: String,
    pub proposed_at: i64,
    pub decided_by: Option<String>,
    pub decided_name: Option<String>,
    pub decided_at: Option<i64>,
    /// Why it was refused.
    pub answer: Option<String>,
    /// The result before and after, as JSON; once signed.
    pub before: Option<String>,
    pub after: Option<String>,
    pub version: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ChangeRow {
    pub criterion: String,
    pub before: i64,
    pub after: i64,
}

const SELECT: &str = "SELECT c.dossier_id AS key, c.id, c.round_id, c.dossier_id, c.sheet_id, c.account_id, \
     COALESCE((SELECT k.name FROM round_member_name k WHERE k.round_id = c.round_id AND k.account_id = a.id), a.name) \
     AS name, c.reason, c.state, \
     c.proposed_at, c.decided_by, b.name AS decided_name, c.decided_at, c.answer, c.before, c.after, c.version \
     FROM correction c JOIN account a ON a.id = c.account_id LEFT JOIN account b ON b.id = c.decided_by";

pub async fn find(db: &Db, id: &str) -> Result<Option<CorrectionRow>> {
    db.one(&format!("{SELECT} WHERE c.id = $1"), args![id]).await
}

/// Of a round by dossier, the oldest first.
pub async fn in_round(db: &Db, round: &str, which: Which<'_>) -> Result<ByKey<CorrectionRow>> {
    let mut args = args![round];
    let among = which.among("c.dossier_id", &mut args);
    let sql =
        format!("{SELECT} WHERE c.round_id = $1 AND {among} ORDER BY c.dossier_id, c.proposed_at, c.id");
    by_key(db, &sql, args).await
}

/// How many of a state there are over the dossiers of a round.
pub async fn count(db: &Db, round: &str, state: &str) -> Result<i64> {
    let sql = "SELECT COUNT(*) AS n FROM correction WHERE round_id = $1 AND state = $2";
    db.number(sql, args![round, state]).await
}

pub async fn changes(db: &Db, id: &str) -> Result<Vec<ChangeRow>> {
    db.all(
        "SELECT criterion, before, after FROM correction_change WHERE correction_id = $1 ORDER BY criterion",
        args![id],
    )
    .await
}

/// What the corrections of a round change, by correction.
pub async fn changes_in(db: &Db, round: &str, which: Which<'_>) -> Result<ByKey<ChangeRow>> {
    let mut args = args![round];
    let among = which.among("c.dossier_id", &mut args);
    let sql = format!(
        "SELECT x.correction_id AS key, x.criterion, x.before, x.after FROM correction_change x \
         JOIN correction c ON c.id = x.correction_id WHERE c.round_id = $1 AND {among} \
         ORDER BY x.correction_id, x.criterion"
    );
    by_key(db, &sql, args).await
}

/// An open one. Names and decision are read from elsewhere or come later.
pub async fn insert(db: &Db, c: &CorrectionRow, changes: &[ChangeRow]) -> Result<()> {
    insert!(db, "correction",
        c.{id, round_id, dossier_id, sheet_id, account_id, reason, proposed_at}, state: "open",
        version: 1_i64
    )
    .await?;
    for x in changes {
        insert!(db, "correction_change", x.{criterion, before, after}, correction_id: c.id.as_str()).await?;
    }
    Ok(())
}

/// How an open one ended.
#[derive(Debug, Clone, Default)]
pub struct CorrectionEnd<'a> {
    pub state: &'a str,
    pub by: &'a str,
    pub at: i64,
    pub answer: Option<String>,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// Once: stale if another person ended it since the page was made.
pub async fn end(db: &Db, id: &str, version: i64, end: &CorrectionEnd<'_>) -> Result<()> {
    let set = values!(end.{state, answer, before, after}, decided_by: end.by, decided_at: end.at);
    let end = ", version = version + 1 WHERE id = $1 AND version = $2 AND state = 'open'";
    db.update("correction", set, end, args![id, version]).await
}

/// What a signed correction does to the sheet. The caller has just won [`end_correction`].
pub async fn correct_sheet(db: &Db, sheet: &str, changes: &[ChangeRow], total: i64) -> Result<()> {
    for x in changes {
        insert!(db, "score_answer",
            x.{criterion}, sheet_id: sheet, option_no: x.after, insufficient: false;
            or replace sheet_id, criterion
        )
        .await?;
    }
    db.exec_guarded(
        "UPDATE score_sheet SET total = $2, version = version + 1 WHERE id = $1 AND submitted_at IS NOT NULL",
        args![sheet, total],
    )
    .await
}

/// The result as the corrected sheets make it; who closed it and when stays.
pub async fn correct_result(db: &Db, r: &ResultRow) -> Result<()> {
    let set = values!(r.{sum, members, spread, band, rank, outcome});
    let end = " WHERE dossier_id = $1 AND round_id = $2";
    db.update("result", set, end, args![r.dossier_id.as_str(), r.round_id.as_str()]).await
}
