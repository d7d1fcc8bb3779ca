//! Councils: their rules in force one after another, their members and who sits in a round.

use crate::page::List;
use crate::prelude::*;

use super::DelegateRow;
use crate::scope::{Visible, placeholders};

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct CouncilRow {
    pub id: String,
    pub level: String,
    pub province_code: Option<String>,
    pub name: String,
    pub decision_number: String,
    pub decided_on: String,
    pub rules: String,
    pub version: i64,
}

/// One line of the list of councils.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct CouncilLine {
    pub id: String,
    pub level: String,
    pub name: String,
    pub decision_number: String,
    pub decided_on: String,
    pub members: i64,
    pub open_rounds: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct MemberRow {
    pub account_id: String,
    pub name: String,
    pub department: String,
    pub duty: String,
}

/// A member's place, and the delegate this member sent to a round.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct SeatRow {
    #[sea_orm(nested)]
    pub member: MemberRow,
    #[sea_orm(nested(prefix = "by_"))]
    pub delegate: Option<DelegateRow>,
}

/// One version of a council's rules.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct RulesRow {
    pub number: i64,
    pub decision_number: String,
    pub decided_on: String,
    pub rules: String,
    pub created_by: String,
    pub created_at: i64,
}

/// A person who may be called to a council or its advisory team.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Candidate {
    pub account_id: String,
    pub name: String,
}

pub async fn insert(db: &Db, c: &CouncilRow, at: i64) -> Result<()> {
    insert!(db, "council",
        c.{id, level, province_code, name, decision_number, decided_on, rules}, created_at: at,
        version: 1_i64
    )
    .await
}

/// The newest first.
pub async fn rules_versions(db: &Db, council: &str) -> Result<Vec<RulesRow>> {
    db.all(
        "SELECT number, decision_number, decided_on, rules, created_by, created_at FROM council_rules \
         WHERE council_id = $1 ORDER BY number DESC",
        args![council],
    )
    .await
}

pub async fn insert_rules(db: &Db, council: &str, r: &RulesRow) -> Result<()> {
    insert!(db, "council_rules",
        r.{number, decision_number, decided_on, rules, created_by, created_at}, council_id: council
    )
    .await
}

/// The present rules; stale if the council was changed since the page was made.
pub async fn set_rules(db: &Db, council: &str, version: i64, rules: &str) -> Result<()> {
    db.exec_guarded(
        "UPDATE council SET rules = $3, version = version + 1 WHERE id = $1 AND version = $2",
        args![council, version, rules],
    )
    .await
}

pub async fn insert_member(
    db: &Db,
    council: &str,
    account: &str,
    department: &str,
    duty: &str,
) -> Result<()> {
    insert!(db, "council_member", council_id: council, account_id: account, department, duty).await
}

pub async fn find(db: &Db, id: &str) -> Result<Option<CouncilRow>> {
    db.one(
        "SELECT id, level, province_code, name, decision_number, decided_on, rules, version \
         FROM council WHERE id = $1",
        args![id],
    )
    .await
}

const BY_DUTY: &str = "CASE m.duty WHEN 'chair' THEN 1 WHEN 'deputy' THEN 2 WHEN 'secretary' THEN 3 ELSE 4 END, \
                       name, m.account_id";

/// What an account is called in the round `$2`: the name kept there, else its present one.
fn called(account: &str) -> String {
    format!(
        "COALESCE((SELECT k.name FROM round_member_name k WHERE k.round_id = $2 AND k.account_id = {account}.id), \
         {account}.name)"
    )
}

/// Holds the council until the transaction ends: its rounds are numbered one after the other.
pub async fn hold(db: &Db, id: &str) -> Result<()> {
    db.hold("council", "id = $1", args![id]).await
}

/// Keeps what members are called for the papers of the round: the first time counts.
pub async fn keep_names(db: &Db, round: &str, accounts: &[&str]) -> Result<()> {
    for account in accounts {
        db.exec(
            "INSERT INTO round_member_name (round_id, account_id, name) \
             SELECT r.id, a.id, a.name FROM round r, account a WHERE r.id = $1 AND a.id = $2 \
             ON CONFLICT (round_id, account_id) DO NOTHING",
            args![round, *account],
        )
        .await?;
    }
    Ok(())
}

/// In the order of duties, then by name; as they were appointed, also where a delegate sits in.
pub async fn members(db: &Db, council: &str) -> Result<Vec<MemberRow>> {
    db.all(
        &format!(
            "SELECT m.account_id, a.name, m.department, m.duty FROM council_member m \
             JOIN account a ON a.id = m.account_id WHERE m.council_id = $1 ORDER BY {BY_DUTY}"
        ),
        args![council],
    )
    .await
}

/// The members, in the same order, each with the delegate sent to one round: another member or a person from outside. They
/// are called what they were called when the round was held.
pub async fn seats(db: &Db, council: &str, round: &str) -> Result<Vec<SeatRow>> {
    let (member, delegate) = (called("a"), called("s"));
    db.all(
        &format!(
            "SELECT m.account_id, {member} AS name, m.department, m.duty, g.member_id AS by_member_id, \
             CASE WHEN g.member_id IS NULL THEN NULL ELSE {member} END AS by_member_name, \
             g.delegate_id AS by_delegate_id, {delegate} AS by_delegate_name, g.letter_number AS by_letter_number, \
             g.letter_on AS by_letter_on FROM council_member m JOIN account a ON a.id = m.account_id \
             LEFT JOIN council_delegate g ON g.round_id = $2 AND g.member_id = m.account_id \
             LEFT JOIN account s ON s.id = g.delegate_id WHERE m.council_id = $1 ORDER BY {BY_DUTY}"
        ),
        args![council, round],
    )
    .await
}

/// Councils of the provinces a reader's posts reach, and those the reader sits on.
fn reach(visible: &Visible, account: &str, args: &mut Vec<crate::Value>) -> String {
    if visible.all {
        return "1 = 1".into();
    }
    args.push(account.into());
    let mut condition = format!(
        "EXISTS (SELECT 1 FROM council_member s WHERE s.council_id = c.id AND s.account_id = ${n}) \
         OR EXISTS (SELECT 1 FROM round r JOIN council_delegate g ON g.round_id = r.id \
         WHERE r.council_id = c.id AND g.delegate_id = ${n})",
        n = args.len()
    );
    if !visible.provinces.is_empty() {
        let list = placeholders(args, &visible.provinces);
        condition.push_str(&format!(" OR (c.level = 'province' AND c.province_code IN ({list}))"));
    }
    condition
}

/// The newest decision first.
pub async fn list(
    db: &Db,
    visible: &Visible,
    account: &str,
    limit: i64,
    offset: i64,
) -> Result<(Vec<CouncilLine>, i64)> {
    let mut values = Vec::new();
    let condition = reach(visible, account, &mut values);
    let from = format!("FROM council c WHERE {condition}");
    let columns = "c.id, c.level, c.name, c.decision_number, c.decided_on, \
         (SELECT COUNT(*) FROM council_member m WHERE m.council_id = c.id) AS members, \
         (SELECT COUNT(*) FROM round r WHERE r.council_id = c.id AND r.state = 'open') AS open_rounds";
    let order = "c.decided_on DESC, c.id DESC";
    List { columns, from: &from, order, args: values }.page(db, limit, offset).await
}

/// People with a post of a role today who may be called: of the province, or of no particular one.
pub async fn candidates(
    db: &Db,
    role: &str,
    province: Option<&str>,
    today: &str,
    limit: i64,
) -> Result<Vec<Candidate>> {
    db.all(
        "SELECT DISTINCT a.id AS account_id, a.name FROM account a JOIN post p ON p.account_id = a.id \
         LEFT JOIN area r ON r.id = p.area_id \
         WHERE p.role = $6 AND a.disabled = $1 AND p.valid_from <= $2 \
         AND (p.valid_until IS NULL OR p.valid_until >= $3) \
         AND (r.id IS NULL OR r.province_code = $4) ORDER BY a.name, a.id LIMIT $5",
        args![false, today, today, province.unwrap_or_default(), limit, role],
    )
    .await
}
