//! Sub-groups of a round and the dossiers they lead, and what a forecast of the round's load counts.

use crate::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct SubgroupRow {
    pub id: String,
    pub round_id: String,
    pub name: String,
    pub leader_id: String,
    /// A line each.
    pub sectors: String,
    pub agencies: String,
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct SubgroupMemberRow {
    pub subgroup_id: String,
    pub account_id: String,
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct SubgroupDossierRow {
    pub dossier_id: String,
    pub subgroup_id: Option<String>,
    pub by_hand: bool,
}

pub async fn in_round(db: &Db, round: &str) -> Result<Vec<SubgroupRow>> {
    db.all(
        "SELECT id, round_id, name, leader_id, sectors, agencies FROM subgroup WHERE round_id = $1 \
         ORDER BY created_at, id",
        args![round],
    )
    .await
}

pub async fn members(db: &Db, round: &str) -> Result<Vec<SubgroupMemberRow>> {
    db.all(
        "SELECT m.subgroup_id, m.account_id FROM subgroup_member m JOIN subgroup g ON g.id = m.subgroup_id \
         WHERE g.round_id = $1 ORDER BY m.subgroup_id, m.account_id",
        args![round],
    )
    .await
}

pub async fn dossiers(db: &Db, round: &str) -> Result<Vec<SubgroupDossierRow>> {
    db.all(
        "SELECT dossier_id, subgroup_id, by_hand FROM subgroup_dossier WHERE round_id = $1 ORDER BY dossier_id",
        args![round],
    )
    .await
}

pub async fn insert(db: &Db, g: &SubgroupRow, members: &[String], at: i64) -> Result<()> {
    insert!(db, "subgroup", g.{id, round_id, name, leader_id, sectors, agencies}, created_at: at).await?;
    for member in members {
        insert!(db, "subgroup_member", subgroup_id: g.id.as_str(), account_id: member.as_str()).await?;
    }
    Ok(())
}

/// Takes a sub-group away; its dossiers are led by none.
pub async fn remove(db: &Db, round: &str, id: &str) -> Result<()> {
    db.exec("DELETE FROM subgroup_dossier WHERE round_id = $1 AND subgroup_id = $2", args![round, id])
        .await?;
    db.exec("DELETE FROM subgroup_member WHERE subgroup_id = $1", args![id]).await?;
    db.exec_guarded("DELETE FROM subgroup WHERE id = $2 AND round_id = $1", args![round, id]).await
}

pub async fn put_dossier(db: &Db, round: &str, d: &SubgroupDossierRow) -> Result<()> {
    insert!(db, "subgroup_dossier",
        d.{dossier_id, subgroup_id, by_hand}, round_id: round; or replace round_id, dossier_id
    )
    .await
}

/// Figures a forecast starts from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoadFigures {
    pub admitted: i64,
    pub waiting: i64,
    pub at_ward: i64,
    pub returned: i64,
    pub proposed: i64,
    pub concluded: i64,
    pub recused: i64,
}

/// Counts for a round: `province` empty for the ministry's, `before` its cut-off, `since` the instant from which past
/// checks are looked at.
pub async fn load_figures(
    db: &Db,
    round: &str,
    province: &str,
    before: &str,
    since: i64,
) -> Result<LoadFigures> {
    let place = "FROM dossier d JOIN area a ON a.id = d.commune_id WHERE a.province_code = $1";
    let waiting = if province.is_empty() {
        let sql = "SELECT COUNT(*) AS n FROM dossier d JOIN package k ON k.dossier_id = d.id \
                   WHERE d.state = 'sent_to_ministry' AND k.sent_on < $1";
        db.number(sql, args![before]).await?
    } else {
        let sql = format!("SELECT COUNT(*) AS n {place} AND d.state = 'proposed' AND d.proposed_on < $2");
        db.number(&sql, args![province, before]).await?
    };
    let at_ward = format!("SELECT COUNT(*) AS n {place} AND d.state = 'at_ward' AND d.due_on < $2");
    let returned = format!("SELECT COUNT(*) AS n {place} AND d.state = 'returned'");
    let checks = "SELECT COUNT(*) AS n FROM ward_check w JOIN dossier d ON d.id = w.dossier_id \
                  JOIN area a ON a.id = d.commune_id WHERE a.province_code = $1 AND w.draft = $2 AND w.checked_at >= $3";
    let recused = "SELECT COUNT(*) AS n FROM council_conflict c JOIN dossier d ON d.id = c.dossier_id \
                   WHERE d.round_id = $1 AND c.state = 'recused'";
    Ok(LoadFigures {
        admitted: db.number("SELECT COUNT(*) AS n FROM dossier WHERE round_id = $1", args![round]).await?,
        waiting,
        at_ward: db.number(&at_ward, args![province, before]).await?,
        returned: db.number(&returned, args![province]).await?,
        concluded: db.number(checks, args![province, false, since]).await?,
        proposed: db
            .number(&format!("{checks} AND w.conclusion IS NOT NULL"), args![province, false, since])
            .await?,
        recused: db.number(recused, args![round]).await?,
    })
}
