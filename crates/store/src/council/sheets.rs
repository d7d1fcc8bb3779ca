//! Members' sheets: one's own draft, and what is handed in.

use crate::prelude::*;

use super::Which;
use super::which::{ByKey, by_key};

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct SheetRow {
    pub id: String,
    pub dossier_id: String,
    pub round_id: String,
    pub account_id: String,
    pub ballot: i64,
    pub opinion: Option<String>,
    /// Which of the product's samples the member looked at or tasted.
    pub sample_number: Option<i64>,
    /// What the member found in it.
    pub tasting: Option<String>,
    pub total: Option<i64>,
    pub submitted_at: Option<i64>,
    pub version: i64,
}

/// What a member writes of the product as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remarks {
    pub opinion: Option<String>,
    pub sample_number: Option<i64>,
    pub tasting: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct AnswerRow {
    pub criterion: String,
    /// From 1; 0 for none of the options, −1 for a reason written before an option is picked.
    pub option_no: i64,
    pub reason: Option<String>,
    /// The papers do not show it; `option_no` is 0 then.
    pub insufficient: bool,
}

/// A member's mark that the papers do not show what a criterion asks for.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct MarkRow {
    pub criterion: String,
    pub account_id: String,
    pub reason: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct FindingRow {
    pub question: String,
    pub reason: Option<String>,
}

/// A sheet of a member who stepped aside afterwards is kept and counts for nothing.
const COUNTED: &str = "NOT EXISTS (SELECT 1 FROM council_conflict c WHERE c.dossier_id = s.dossier_id \
                       AND c.account_id = s.account_id AND c.state = 'recused')";

const COLUMNS: &str = "id, dossier_id, round_id, account_id, ballot, opinion, sample_number, tasting, total, \
                       submitted_at, version";

/// A member's own sheet, draft or submitted.
pub async fn own(
    db: &Db,
    round: &str,
    dossier: &str,
    account: &str,
    ballot: i64,
) -> Result<Option<SheetRow>> {
    db.one(
        &format!(
            "SELECT {COLUMNS} FROM score_sheet \
             WHERE round_id = $1 AND dossier_id = $2 AND account_id = $3 AND ballot = $4"
        ),
        args![round, dossier, account, ballot],
    )
    .await
}

/// The submitted sheets of one ballot. Drafts are not in it.
pub async fn submitted(db: &Db, round: &str, dossier: &str, ballot: i64) -> Result<Vec<SheetRow>> {
    db.all(
        &format!(
            "SELECT {COLUMNS} FROM score_sheet WHERE round_id = $1 AND dossier_id = $2 AND ballot = $3 \
             AND submitted_at IS NOT NULL ORDER BY account_id"
        ),
        args![round, dossier, ballot],
    )
    .await
}

/// Dossiers with a sheet handed in or a result, by id, after one: for a caller that reads all of them a page at a time.
pub async fn scored_after(db: &Db, after: &str, limit: i64) -> Result<Vec<String>> {
    db.values(
        "SELECT d.id FROM dossier d WHERE d.id > $1 AND (EXISTS (SELECT 1 FROM score_sheet s \
         WHERE s.dossier_id = d.id AND s.submitted_at IS NOT NULL) OR EXISTS (SELECT 1 FROM any_result r \
         WHERE r.dossier_id = d.id) OR EXISTS (SELECT 1 FROM journal j WHERE j.chain = 'dossier:' || d.id \
         AND j.act = 'sheet.submit')) ORDER BY d.id LIMIT $2",
        args![after, limit],
    )
    .await
}

/// Every sheet of a dossier that was handed in, of whatever round and ballot.
pub async fn handed_in_of(db: &Db, dossier: &str) -> Result<Vec<SheetRow>> {
    db.all(
        &format!(
            "SELECT {COLUMNS} FROM score_sheet WHERE dossier_id = $1 AND submitted_at IS NOT NULL ORDER BY ballot, id"
        ),
        args![dossier],
    )
    .await
}

/// The submitted sheets of one member in a round, over its dossiers.
pub async fn submitted_of(db: &Db, round: &str, account: &str) -> Result<Vec<SheetRow>> {
    db.all(
        &format!(
            "SELECT {COLUMNS} FROM score_sheet WHERE round_id = $1 AND account_id = $2 \
             AND submitted_at IS NOT NULL ORDER BY dossier_id, ballot"
        ),
        args![round, account],
    )
    .await
}

/// Every submitted sheet of a round, of whatever ballot, also of members who stepped aside afterwards.
pub async fn handed_in(db: &Db, round: &str, which: Which<'_>) -> Result<Vec<SheetRow>> {
    let mut args = args![round];
    let among = which.among("dossier_id", &mut args);
    let sql = format!(
        "SELECT {COLUMNS} FROM score_sheet WHERE round_id = $1 AND {among} AND submitted_at IS NOT NULL \
         ORDER BY dossier_id, ballot, account_id"
    );
    db.all(&sql, args).await
}

/// The answers of a sheet as one text: of each the criterion, the option, whether the papers do not show it, how many letters
/// its reason has, and the reason. A round has more than ten thousand answers, and each row of its own costs a hand-over between
/// the threads of the driver.
#[derive(FromQueryResult)]
struct Answered {
    sheet_id: String,
    answers: String,
}

/// What those sheets pick, by sheet.
pub async fn submitted_answers(db: &Db, round: &str, which: Which<'_>) -> Result<ByKey<AnswerRow>> {
    let mut args = args![round];
    let among = which.among("s.dossier_id", &mut args);
    let sql = format!(
        "SELECT a.sheet_id, string_agg(a.criterion || ' ' || a.option_no || CASE WHEN a.insufficient THEN ' 1 ' \
         ELSE ' 0 ' END || COALESCE(length(a.reason), -1) || ' ' || COALESCE(a.reason, ''), '' ORDER BY a.criterion) \
         AS answers FROM score_answer a JOIN score_sheet s ON s.id = a.sheet_id \
         WHERE s.round_id = $1 AND {among} AND s.submitted_at IS NOT NULL GROUP BY a.sheet_id"
    );
    let rows: Vec<Answered> = db.all(&sql, args).await?;
    let read = |row: Answered| {
        let answers =
            answers(&row.answers).ok_or_else(|| Error::Corrupt(format!("answers of {}", row.sheet_id)))?;
        Ok((row.sheet_id, answers))
    };
    rows.into_iter().map(read).collect()
}

/// Takes such a text apart.
fn answers(text: &str) -> Option<Vec<AnswerRow>> {
    let (mut rest, mut out) = (text, Vec::new());
    while !rest.is_empty() {
        let mut parts = rest.splitn(5, ' ');
        let criterion = parts.next()?.to_owned();
        let option_no = parts.next()?.parse().ok()?;
        let insufficient = parts.next()? == "1";
        let letters: i64 = parts.next()?.parse().ok()?;
        let after = parts.next()?;
        let end = match usize::try_from(letters) {
            Ok(letters) => after.char_indices().map(|(at, _)| at).chain([after.len()]).nth(letters)?,
            Err(_) => 0,
        };
        let reason = (letters >= 0).then(|| after[..end].to_owned());
        out.push(AnswerRow { criterion, option_no, reason, insufficient });
        rest = &after[end..];
    }
    Some(out)
}

/// The grounds for elimination they find, by sheet.
pub async fn submitted_findings(db: &Db, round: &str, which: Which<'_>) -> Result<ByKey<FindingRow>> {
    let mut args = args![round];
    let among = which.among("s.dossier_id", &mut args);
    let sql = format!(
        "SELECT f.sheet_id AS key, f.question, f.reason FROM score_finding f \
         JOIN score_sheet s ON s.id = f.sheet_id WHERE s.round_id = $1 AND {among} \
         AND s.submitted_at IS NOT NULL ORDER BY f.sheet_id, f.question"
    );
    by_key(db, &sql, args).await
}

pub async fn answers_of(db: &Db, sheet: &str) -> Result<Vec<AnswerRow>> {
    db.all(
        "SELECT criterion, option_no, reason, insufficient FROM score_answer WHERE sheet_id = $1 ORDER BY criterion",
        args![sheet],
    )
    .await
}

pub async fn findings_of(db: &Db, sheet: &str) -> Result<Vec<FindingRow>> {
    db.all("SELECT question, reason FROM score_finding WHERE sheet_id = $1 ORDER BY question", args![sheet])
        .await
}

pub async fn insert(db: &Db, s: &SheetRow, at: i64) -> Result<()> {
    insert!(db, "score_sheet",
        s.{id, dossier_id, round_id, account_id, ballot, opinion, sample_number, tasting}, created_at: at,
        version: 1_i64
    )
    .await
}

/// The id of the member's draft, if there is one of that version: a submitted sheet is never changed. One query and
/// not two, since drafts are kept again after every few words.
pub async fn update_draft(
    db: &Db,
    (round, dossier, account, ballot): (&str, &str, &str, i64),
    version: i64,
    r: &Remarks,
) -> Result<Option<String>> {
    db.value(
        "UPDATE score_sheet SET opinion = $6, sample_number = $7, tasting = $8, version = version + 1 \
         WHERE round_id = $1 AND dossier_id = $2 AND account_id = $3 AND ballot = $4 AND version = $5 \
         AND submitted_at IS NULL RETURNING id",
        args![
            round,
            dossier,
            account,
            ballot,
            version,
            r.opinion.clone(),
            r.sample_number,
            r.tasting.clone()
        ],
    )
    .await
}

/// A pick or, where `finding` is set, a ground for elimination of one sheet.
#[derive(FromQueryResult)]
struct ContentRow {
    finding: bool,
    key: String,
    option_no: i64,
    reason: Option<String>,
    insufficient: bool,
}

async fn content_of(db: &Db, sheet: &str) -> Result<(Vec<AnswerRow>, Vec<FindingRow>)> {
    let rows: Vec<ContentRow> = db
        .all(
            "SELECT FALSE AS finding, criterion AS key, option_no, reason, insufficient FROM score_answer \
             WHERE sheet_id = $1 UNION ALL SELECT TRUE, question, 0, reason, FALSE FROM score_finding \
             WHERE sheet_id = $1",
            args![sheet],
        )
        .await?;
    let (findings, answers): (Vec<_>, Vec<_>) = rows.into_iter().partition(|r| r.finding);
    let answer = |r: ContentRow| AnswerRow {
        criterion: r.key,
        option_no: r.option_no,
        reason: r.reason,
        insufficient: r.insufficient,
    };
    let finding = |r: ContentRow| FindingRow { question: r.key, reason: r.reason };
    Ok((answers.into_iter().map(answer).collect(), findings.into_iter().map(finding).collect()))
}

/// Makes a draft hold exactly this. The caller has just won [`update_draft`] or [`insert_sheet`]. Only what differs is
/// written: a draft is kept again after every few words.
pub async fn replace_content(
    db: &Db,
    sheet: &str,
    answers: &[AnswerRow],
    findings: &[FindingRow],
) -> Result<()> {
    let (had, had_found) = content_of(db, sheet).await?;
    for gone in had.iter().filter(|h| !answers.iter().any(|a| a.criterion == h.criterion)) {
        db.exec(
            "DELETE FROM score_answer WHERE sheet_id = $1 AND criterion = $2",
            args![sheet, gone.criterion.as_str()],
        )
        .await?;
    }
    for a in answers.iter().filter(|a| !had.contains(a)) {
        insert!(db, "score_answer",
            a.{criterion, option_no, reason, insufficient}, sheet_id: sheet; or replace sheet_id, criterion
        )
        .await?;
    }
    for gone in had_found.iter().filter(|h| !findings.iter().any(|f| f.question == h.question)) {
        db.exec(
            "DELETE FROM score_finding WHERE sheet_id = $1 AND question = $2",
            args![sheet, gone.question.as_str()],
        )
        .await?;
    }
    for f in findings.iter().filter(|f| !had_found.contains(f)) {
        insert!(db, "score_finding",
            f.{question, reason}, sheet_id: sheet; or replace sheet_id, question
        )
        .await?;
    }
    Ok(())
}

/// On which criteria the sheets handed in on one ballot say that the papers do not show it.
pub async fn submitted_marks(db: &Db, round: &str, dossier: &str, ballot: i64) -> Result<Vec<MarkRow>> {
    db.all(
        &format!(
            "SELECT a.criterion, s.account_id, a.reason FROM score_answer a JOIN score_sheet s ON s.id = a.sheet_id \
             WHERE s.round_id = $1 AND s.dossier_id = $2 AND s.ballot = $3 AND s.submitted_at IS NOT NULL \
             AND a.insufficient AND {COUNTED} ORDER BY a.criterion, s.account_id"
        ),
        args![round, dossier, ballot],
    )
    .await
}

/// Hands the sheet in, once.
pub async fn submit(db: &Db, id: &str, total: i64, at: i64) -> Result<()> {
    db.exec_guarded(
        "UPDATE score_sheet SET total = $2, submitted_at = $3, version = version + 1 \
         WHERE id = $1 AND submitted_at IS NULL",
        args![id, total, at],
    )
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_taken_apart_by_the_length_of_their_reasons() {
        let one = |criterion: &str, option_no, reason: Option<&str>, insufficient| AnswerRow {
            criterion: criterion.into(),
            option_no,
            reason: reason.map(str::to_owned),
            insufficient,
        };
        let read = answers("1.1 2 0 -1 1.2 0 1 9 đủ 3 0 4 2.1 -1 0 0 10 1 0 -1 ").unwrap();
        let expected = [
            one("1.1", 2, None, false),
            one("1.2", 0, Some("đủ 3 0 4 "), true),
            one("2.1", -1, Some(""), false),
            one("10", 1, None, false),
        ];
        assert_eq!(read, expected);
        assert_eq!(answers(""), Some(vec![]));
        for damaged in ["1.1", "1.1 x 0 -1 ", "1.1 2 0 9 kurz"] {
            assert_eq!(answers(damaged), None, "{damaged}");
        }
    }
}
