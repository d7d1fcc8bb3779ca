use super::super::matter::sitting;
use crate::{Cx, Error, write_tx};
use ocop_domain::account::Act;
use ocop_domain::council::subgroup::{Item, Subgroup, propose};
use ocop_domain::criteria;
use ocop_store::Db;
use ocop_store::council::{SubgroupDossierRow, SubgroupRow, cases, rounds, subgroups};
use serde_json::json;
use std::collections::BTreeMap;

/// Which sub-group leads which dossiers; an empty one: none does. What is changed here stays against every proposal.
#[derive(Debug, Clone, Default)]
pub struct Assign {
    pub round: String,
    pub version: i64,
    pub groups: BTreeMap<String, String>,
}

/// How many were changed.
pub async fn assign_subgroups(cx: &Cx, cmd: Assign) -> Result<usize, Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        rounds::hold(&tx, &cmd.round).await?;
        let s = sitting(&tx, cx, &cmd.round).await?;
        cx.allow(Act::AgendaArrange, &s.facts())?;
        s.open()?;
        rounds::touch(&tx, &cmd.round, cmd.version).await?;
        let groups = subgroups::in_round(&tx, &cmd.round).await?;
        let cases = cases::of_round(&tx, &cmd.round).await?;
        let have = subgroups::dossiers(&tx, &cmd.round).await?;
        let mut changed = BTreeMap::new();
        for (dossier, group) in &cmd.groups {
            if !cases.iter().any(|c| c.id == *dossier) {
                return Err(Error::NotFound);
            }
            let group = (!group.is_empty()).then(|| group.clone());
            if group.as_ref().is_some_and(|id| !groups.iter().any(|g| g.id == *id)) {
                return Err(Error::field(&format!("g.{dossier}"), "council_group_unknown"));
            }
            let before = have.iter().find(|h| h.dossier_id == *dossier).and_then(|h| h.subgroup_id.clone());
            if before != group {
                let row = SubgroupDossierRow {
                    dossier_id: dossier.clone(),
                    subgroup_id: group.clone(),
                    by_hand: true,
                };
                subgroups::put_dossier(&tx, &cmd.round, &row).await?;
                changed.insert(dossier.clone(), [before, group]);
            }
        }
        if !changed.is_empty() {
            let diff = json!({"led_by": changed});
            cx.journal(&tx, &format!("round:{}", cmd.round), "agenda.assign", &cmd.round, diff).await?;
        }
        Ok(changed.len())
    })
}

/// Proposes a sub-group for every dossier anew; `keep` leaves what was chosen by hand. How many were changed.
pub async fn propose_subgroups(cx: &Cx, round: &str, version: i64, keep: bool) -> Result<usize, Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        rounds::hold(&tx, round).await?;
        let s = sitting(&tx, cx, round).await?;
        cx.allow(Act::AgendaArrange, &s.facts())?;
        s.open()?;
        rounds::touch(&tx, round, version).await?;
        let changed = propose_all(&tx, round, !keep).await?;
        let diff = json!({"proposed": changed, "by_hand_kept": keep});
        cx.journal(&tx, &format!("round:{round}"), "agenda.assign", round, diff).await?;
        Ok(changed)
    })
}

pub(super) async fn propose_all(tx: &Db, round: &str, all: bool) -> Result<usize, Error> {
    let groups: Vec<Subgroup> = subgroups::in_round(tx, round).await?.into_iter().map(known).collect();
    let have = subgroups::dossiers(tx, round).await?;
    let before = |id: &str| have.iter().find(|h| h.dossier_id == id);
    let items = cases::of_round(tx, round).await?.into_iter().filter(|c| {
        let by_hand = before(&c.id).is_some_and(|h| h.by_hand && h.subgroup_id.is_some());
        all || !by_hand
    });
    let items: Vec<Item> = items
        .map(|c| {
            let set = c.set_id.parse().ok().and_then(|id| criteria::set(&id));
            Item {
                id: c.id,
                sector: set.and_then(|s| s.sector.as_ref()).map(|s| s.code.clone()),
                agencies: set.map_or_else(Vec::new, |s| s.agencies.clone()),
            }
        })
        .collect();
    let mut changed = 0;
    for (dossier_id, subgroup_id) in propose(&groups, &items) {
        if before(&dossier_id).and_then(|h| h.subgroup_id.clone()) != subgroup_id {
            changed += 1;
        }
        let row = SubgroupDossierRow { dossier_id, subgroup_id, by_hand: false };
        subgroups::put_dossier(tx, round, &row).await?;
    }
    Ok(changed)
}

fn known(g: SubgroupRow) -> Subgroup {
    let list = |text: &str| text.lines().map(str::to_owned).collect();
    Subgroup { sectors: list(&g.sectors), agencies: list(&g.agencies), id: g.id }
}
