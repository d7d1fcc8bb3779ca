//! Rounds of a council: the state they are in, and who attends.

use crate::prelude::*;

use super::CouncilRow;

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct RoundRow {
    pub id: String,
    pub council_id: String,
    pub name: String,
    pub year: i64,
    pub ordinal: i64,
    pub proposed_before: String,
    pub held_before: String,
    pub extra_decision: Option<String>,
    pub rules: String,
    pub meets_on: Option<String>,
    pub place: Option<String>,
    pub state: String,
    pub minutes_number: Option<String>,
    pub version: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct AttendanceRow {
    pub account_id: String,
    pub present: bool,
}

/// A round and the council that holds it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct CalledRow {
    #[sea_orm(nested)]
    pub round: RoundRow,
    #[sea_orm(nested(prefix = "of_"))]
    pub council: CouncilRow,
}

const COLUMNS: &str = "id, council_id, name, year, ordinal, proposed_before, held_before, extra_decision, rules, \
                       meets_on, place, state, minutes_number, version";

pub async fn insert(db: &Db, r: &RoundRow, at: i64) -> Result<()> {
    insert!(db, "round",
        r.{id, council_id, name, year, ordinal, proposed_before, held_before, extra_decision, rules,
        meets_on, place, state}, created_at: at, version: 1_i64
    )
    .await
}

pub async fn find(db: &Db, id: &str) -> Result<Option<RoundRow>> {
    db.one(&format!("SELECT {COLUMNS} FROM round WHERE id = $1"), args![id]).await
}

/// The same with its council: every act on a round asks for both.
pub async fn called(db: &Db, id: &str) -> Result<Option<CalledRow>> {
    db.one(
        "SELECT r.id, r.council_id, r.name, r.year, r.ordinal, r.proposed_before, r.held_before, r.extra_decision, \
         r.rules, r.meets_on, r.place, r.state, r.minutes_number, r.version, c.id AS of_id, c.level AS of_level, \
         c.province_code AS of_province_code, c.name AS of_name, c.decision_number AS of_decision_number, \
         c.decided_on AS of_decided_on, c.rules AS of_rules, c.version AS of_version \
         FROM round r JOIN council c ON c.id = r.council_id WHERE r.id = $1",
        args![id],
    )
    .await
}

/// The newest first.
pub async fn of_council(db: &Db, council: &str, limit: i64, offset: i64) -> Result<Vec<RoundRow>> {
    db.all(
        &format!(
            "SELECT {COLUMNS} FROM round WHERE council_id = $1 ORDER BY year DESC, ordinal DESC, id DESC \
             LIMIT $2 OFFSET $3"
        ),
        args![council, limit, offset],
    )
    .await
}

pub async fn taken(db: &Db, council: &str, year: i64, ordinal: i64) -> Result<bool> {
    db.any(
        "SELECT COUNT(*) AS n FROM round WHERE council_id = $1 AND year = $2 AND ordinal = $3",
        args![council, year, ordinal],
    )
    .await
}

/// Takes the round for this transaction: what is counted afterwards still holds when it is written.
pub async fn hold(db: &Db, id: &str) -> Result<()> {
    db.hold("round", "id = $1", args![id]).await
}

/// Moves the version of the page the round was changed from; stale if another person was first.
pub async fn touch(db: &Db, id: &str, version: i64) -> Result<()> {
    db.exec_guarded(
        "UPDATE round SET version = version + 1 WHERE id = $1 AND version = $2 AND state = 'open'",
        args![id, version],
    )
    .await
}

pub async fn set_minutes_number(db: &Db, id: &str, number: &str) -> Result<()> {
    db.run("UPDATE round SET minutes_number = $2 WHERE id = $1", args![id, number]).await
}

pub async fn close(db: &Db, id: &str) -> Result<()> {
    db.exec_guarded(
        "UPDATE round SET state = 'closed', version = version + 1 WHERE id = $1 AND state = 'open'",
        args![id],
    )
    .await
}

pub async fn attendance(db: &Db, round: &str) -> Result<Vec<AttendanceRow>> {
    db.all("SELECT account_id, present FROM attendance WHERE round_id = $1 ORDER BY account_id", args![round])
        .await
}

pub async fn set_attendance(db: &Db, round: &str, account: &str, present: bool) -> Result<()> {
    insert!(db, "attendance",
        round_id: round, account_id: account, present; or replace round_id, account_id
    )
    .await
}

/// The province's open round with the nearest cut-off that a proposal of `day` still meets.
pub async fn open_for(db: &Db, province: &str, day: &str) -> Result<Option<String>> {
    db.value(
        "SELECT r.id FROM round r JOIN council c ON c.id = r.council_id WHERE r.state = 'open' \
         AND c.level = 'province' AND c.province_code = $1 AND r.proposed_before > $2 \
         ORDER BY r.proposed_before, r.id LIMIT 1",
        args![province, day],
    )
    .await
}
