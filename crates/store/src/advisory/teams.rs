//! A council's advisory team and its seats.

use crate::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct TeamRow {
    pub council_id: String,
    pub decision_number: String,
    pub decided_on: String,
    pub version: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct TeamMemberRow {
    pub account_id: String,
    pub name: String,
    pub department: String,
    pub duty: String,
}

pub async fn find(db: &Db, council: &str) -> Result<Option<TeamRow>> {
    db.one(
        "SELECT council_id, decision_number, decided_on, version FROM advisory_team WHERE council_id = $1",
        args![council],
    )
    .await
}

/// The lead first, then the secretary, then by name.
pub async fn members(db: &Db, council: &str) -> Result<Vec<TeamMemberRow>> {
    db.all(
        "SELECT m.account_id, a.name, m.department, m.duty \
         FROM advisory_member m JOIN account a ON a.id = m.account_id WHERE m.council_id = $1 \
         ORDER BY CASE m.duty WHEN 'lead' THEN 1 WHEN 'secretary' THEN 2 ELSE 3 END, a.name, m.account_id",
        args![council],
    )
    .await
}

/// Sets a team up, or in the place of the one there was: `seen` is the version its page was made from, 0 for none.
pub async fn set(db: &Db, team: &TeamRow, seen: i64, members: &[TeamMemberRow]) -> Result<()> {
    let council = team.council_id.as_str();
    if seen == 0 {
        insert!(db, "advisory_team",
            team.{decision_number, decided_on}, council_id: council, version: 1_i64
        )
        .await?;
    } else {
        db.exec_guarded(
            "UPDATE advisory_team SET decision_number = $3, decided_on = $4, version = version + 1 \
             WHERE council_id = $1 AND version = $2",
            args![council, seen, team.decision_number.as_str(), team.decided_on.as_str()],
        )
        .await?;
        db.exec("DELETE FROM advisory_member WHERE council_id = $1", args![council]).await?;
    }
    for m in members {
        insert!(db, "advisory_member", m.{account_id, department, duty}, council_id: council).await?;
    }
    Ok(())
}

/// The duty of an account in the team of a council.
pub async fn seat(db: &Db, council: &str, account: &str) -> Result<Option<TeamMemberRow>> {
    db.one(
        "SELECT m.account_id, a.name, m.department, m.duty FROM advisory_member m \
         JOIN account a ON a.id = m.account_id WHERE m.council_id = $1 AND m.account_id = $2",
        args![council, account],
    )
    .await
}
