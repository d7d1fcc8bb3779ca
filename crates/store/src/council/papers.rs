//! What a round's papers need beside the sheets: the session's particulars, numbers of the registry, signed copies.

use crate::prelude::*;

/// What an invitation says of a session beyond day and place.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromQueryResult)]
pub struct SessionRow {
    /// HH:MM
    pub starts_at: Option<String>,
    /// One a line.
    pub agenda: String,
    /// One a line.
    pub guests: String,
}

/// Number and date of a paper as the registry gave them.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct PaperNumberRow {
    pub paper: String,
    pub number: i64,
    pub dated_on: String,
    pub noted_at: i64,
}

/// A signed copy of a paper.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct SignedRow {
    pub id: String,
    pub paper: String,
    pub file_hash: String,
    pub media_type: String,
    pub signed_on: String,
    pub added_by: String,
    pub added_name: Option<String>,
    pub added_at: i64,
    pub replaced_at: Option<i64>,
}

/// A signed copy on its way in.
#[derive(Debug, Clone)]
pub struct NewSigned<'a> {
    pub id: &'a str,
    pub round: &'a str,
    pub paper: &'a str,
    pub file_hash: &'a str,
    pub signed_on: &'a str,
    pub added_by: &'a str,
    pub added_at: i64,
}

pub async fn session(db: &Db, round: &str) -> Result<SessionRow> {
    let sql = "SELECT starts_at, agenda, guests FROM council_session WHERE round_id = $1";
    Ok(db.one(sql, args![round]).await?.unwrap_or_default())
}

pub async fn put_session(db: &Db, round: &str, s: &SessionRow) -> Result<()> {
    insert!(db, "council_session",
        s.{starts_at, agenda, guests}, round_id: round; or replace round_id
    )
    .await
}

/// Day and place, guarded by the version of the page and by the round being open.
pub async fn set_meeting(
    db: &Db,
    round: &str,
    version: i64,
    meets_on: Option<&str>,
    place: Option<&str>,
) -> Result<()> {
    db.exec_guarded(
        "UPDATE round SET meets_on = $3, place = $4, version = version + 1 \
         WHERE id = $1 AND version = $2 AND state = 'open'",
        args![round, version, meets_on.map(str::to_owned), place.map(str::to_owned)],
    )
    .await
}

pub async fn numbers(db: &Db, round: &str) -> Result<Vec<PaperNumberRow>> {
    db.all(
        "SELECT paper, number, dated_on, noted_at FROM council_paper_number WHERE round_id = $1 ORDER BY paper",
        args![round],
    )
    .await
}

/// The last one typed stands.
pub async fn put_number(db: &Db, round: &str, n: &PaperNumberRow, by: &str) -> Result<()> {
    insert!(db, "council_paper_number",
        n.{paper, number, dated_on, noted_at}, round_id: round, noted_by: by; or replace round_id, paper
    )
    .await
}

const SIGNED: &str = "SELECT s.id, s.paper, s.file_hash, f.media_type, s.signed_on, s.added_by, a.name AS added_name, \
                      s.added_at, s.replaced_at FROM council_signed s JOIN file f ON f.hash = s.file_hash \
                      LEFT JOIN account a ON a.id = s.added_by";

/// The signed copies of a round that stand, without those replaced.
pub async fn signed_in(db: &Db, round: &str) -> Result<Vec<SignedRow>> {
    let sql = format!("{SIGNED} WHERE s.round_id = $1 AND s.replaced_at IS NULL ORDER BY s.paper, s.id");
    db.all(&sql, args![round]).await
}

/// All signed copies of one paper, the newest first.
pub async fn signed_of(db: &Db, round: &str, paper: &str) -> Result<Vec<SignedRow>> {
    let sql = format!("{SIGNED} WHERE s.round_id = $1 AND s.paper = $2 ORDER BY s.added_at DESC, s.id DESC");
    db.all(&sql, args![round, paper]).await
}

/// The one that stood until now is marked as replaced; says how many there were.
pub async fn replace_signed(db: &Db, round: &str, paper: &str, at: i64) -> Result<u64> {
    db.exec(
        "UPDATE council_signed SET replaced_at = $3 \
         WHERE round_id = $1 AND paper = $2 AND replaced_at IS NULL",
        args![round, paper, at],
    )
    .await
}

pub async fn insert_signed(db: &Db, s: &NewSigned<'_>) -> Result<()> {
    insert!(db, "council_signed",
        s.{id, paper, file_hash, signed_on, added_by, added_at}, round_id: s.round
    )
    .await
}
