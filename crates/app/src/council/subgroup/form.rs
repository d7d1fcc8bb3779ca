use super::super::matter::sitting;
use super::assign::propose_all;
use super::show::{agencies, sectors};
use crate::{Cx, Error, Invalid, once, write_once, write_tx};
use ocop_domain::account::Act;
use ocop_store::council::{SubgroupRow, rounds, subgroups};
use serde_json::json;

/// A sub-group with its members and what it looks after.
#[derive(Debug, Clone, Default)]
pub struct AddSubgroup {
    pub round: String,
    /// The round's version the page was made from.
    pub version: i64,
    pub name: String,
    pub leader: String,
    pub members: Vec<String>,
    pub sectors: Vec<String>,
    pub agencies: Vec<String>,
}

/// Its id. Dossiers that were not assigned by hand are proposed anew.
pub async fn add_subgroup(cx: &Cx, cmd: AddSubgroup) -> Result<String, Error> {
    cx.signed_in()?;
    let id = cx.id();
    write_once!(cx, id, |tx| {
        rounds::hold(&tx, &cmd.round).await?;
        let s = sitting(&tx, cx, &cmd.round).await?;
        cx.allow(Act::AgendaArrange, &s.facts())?;
        s.open()?;
        let mut invalid = Invalid::default();
        let name = invalid.text("group_name", &cmd.name, 100);
        let sits = |account: &String| s.council.members.iter().any(|m| m.account_id == *account);
        let mut members = cmd.members.clone();
        if !cmd.leader.is_empty() && !members.contains(&cmd.leader) {
            members.push(cmd.leader.clone());
        }
        members.sort();
        members.dedup();
        if cmd.leader.is_empty() {
            invalid.add("leader", "required");
        }
        if !members.iter().all(sits) {
            invalid.add("member", "council_member");
        }
        let known_sector = |code: &String| sectors().iter().any(|(known, _)| known == code);
        if !cmd.sectors.iter().all(known_sector) {
            invalid.add("sector", "required");
        }
        if !cmd.agencies.iter().all(|a| agencies().contains(&a.as_str())) {
            invalid.add("agency", "required");
        }
        if cmd.sectors.is_empty() && cmd.agencies.is_empty() {
            invalid.add("sector", "council_group_covers");
        }
        invalid.ok()?;
        let row = SubgroupRow {
            id: id.clone(),
            round_id: cmd.round.clone(),
            name,
            leader_id: cmd.leader.clone(),
            sectors: cmd.sectors.join("\n"),
            agencies: cmd.agencies.join("\n"),
        };
        rounds::touch(&tx, &cmd.round, cmd.version).await?;
        if subgroups::in_round(&tx, &cmd.round).await?.iter().any(|g| g.name == row.name) {
            return Err(Error::field("group_name", "council_group_taken"));
        }
        subgroups::insert(&tx, &row, &members, cx.now_ms()).await?;
        let assigned = propose_all(&tx, &cmd.round, false).await?;
        let diff = json!({"group": row.id, "name": row.name, "leader": row.leader_id, "members": members,
                          "sectors": cmd.sectors, "agencies": cmd.agencies, "assigned": assigned});
        cx.journal(&tx, &format!("round:{}", cmd.round), "agenda.group", &cmd.round, diff).await?;
        Ok(row.id.clone())
    })
}

#[derive(Debug, Clone, Default)]
pub struct RemoveSubgroup {
    pub round: String,
    pub version: i64,
    pub id: String,
}

pub async fn remove_subgroup(cx: &Cx, cmd: RemoveSubgroup) -> Result<(), Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        rounds::hold(&tx, &cmd.round).await?;
        let s = sitting(&tx, cx, &cmd.round).await?;
        cx.allow(Act::AgendaArrange, &s.facts())?;
        s.open()?;
        rounds::touch(&tx, &cmd.round, cmd.version).await?;
        let there = subgroups::in_round(&tx, &cmd.round).await?;
        let Some(group) = there.iter().find(|g| g.id == cmd.id) else { return Err(Error::NotFound) };
        subgroups::remove(&tx, &cmd.round, &cmd.id).await?;
        once::undone(&tx, &cmd.id).await?;
        let assigned = propose_all(&tx, &cmd.round, false).await?;
        let diff = json!({"group": cmd.id, "name": [group.name, null], "assigned": assigned});
        cx.journal(&tx, &format!("round:{}", cmd.round), "agenda.group", &cmd.round, diff).await
    })
}
