use super::super::matter::sitting;
use crate::{Cx, Error};
use ocop_domain::account::Act;
use ocop_domain::criteria::{self, Law};
use ocop_store::Db;
use ocop_store::council::{MemberRow, RoundRow, SubgroupDossierRow, cases, subgroups};

/// The sectors of Phụ lục I, 26/2026: numeral and name, in printed order.
pub fn sectors() -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for sector in criteria::sets_of(Law::Qd26_2026).filter_map(|s| s.sector.as_ref()) {
        if !out.iter().any(|(code, _)| *code == sector.code) {
            out.push((sector.code.clone(), sector.name.clone()));
        }
    }
    out
}

/// The ministries of the column "Cơ quan chủ trì quản lý" of Phụ lục I.
pub fn agencies() -> Vec<&'static str> {
    let mut out: Vec<&'static str> = Vec::new();
    for agency in criteria::sets_of(Law::Qd26_2026).flat_map(|s| &s.agencies) {
        if !out.contains(&agency.as_str()) {
            out.push(agency);
        }
    }
    out
}

/// A sub-group as its round shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubgroupView {
    pub id: String,
    pub name: String,
    /// Members' names, who leads it first.
    pub members: Vec<String>,
    pub sectors: Vec<String>,
    pub agencies: Vec<String>,
    pub dossiers: usize,
}

/// A dossier of the round with the sub-group that leads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubgroupDossier {
    pub id: String,
    pub product: String,
    pub set: String,
    pub sector: String,
    pub agencies: Vec<String>,
    pub group: Option<String>,
    pub by_hand: bool,
}

pub struct SubgroupsView {
    pub round: RoundRow,
    pub members: Vec<MemberRow>,
    pub groups: Vec<SubgroupView>,
    /// A page of them.
    pub dossiers: Vec<SubgroupDossier>,
    pub total: i64,
    pub may_arrange: bool,
}

pub async fn show_subgroups(cx: &Cx, round: &str, page: i64, size: i64) -> Result<SubgroupsView, Error> {
    let s = sitting(cx.db(), cx, round).await?;
    cx.allow(Act::CouncilView, &s.facts())?;
    let assigned = subgroups::dossiers(cx.db(), round).await?;
    let sits = subgroups::members(cx.db(), round).await?;
    let name = |account: &str| {
        let member = s.council.members.iter().find(|m| m.account_id == account);
        member.map(|m| m.name.clone())
    };
    let groups = subgroups::in_round(cx.db(), round).await?.into_iter().map(|g| {
        let others = sits.iter().filter(|m| m.subgroup_id == g.id && m.account_id != g.leader_id);
        let names = std::iter::once(g.leader_id.as_str()).chain(others.map(|m| m.account_id.as_str()));
        SubgroupView {
            members: names.filter_map(name).collect(),
            sectors: g.sectors.lines().map(str::to_owned).collect(),
            agencies: g.agencies.lines().map(str::to_owned).collect(),
            dossiers: assigned.iter().filter(|a| a.subgroup_id.as_ref() == Some(&g.id)).count(),
            name: g.name,
            id: g.id,
        }
    });
    let groups = groups.collect();
    let cases = cases::of_round(cx.db(), round).await?;
    let total = i64::try_from(cases.len()).unwrap_or(i64::MAX);
    let from = usize::try_from((page.max(1) - 1).saturating_mul(size)).unwrap_or(usize::MAX);
    let take = usize::try_from(size).unwrap_or_default();
    let dossiers = cases.into_iter().skip(from).take(take).map(|c| {
        let set = c.set_id.parse().ok().and_then(|id| criteria::set(&id));
        let led = assigned.iter().find(|a| a.dossier_id == c.id);
        SubgroupDossier {
            product: c.product_name,
            set: set.map_or_else(String::new, |s| s.name.clone()),
            sector: set.and_then(|s| s.sector.as_ref()).map_or_else(String::new, |s| s.code.clone()),
            agencies: set.map_or_else(Vec::new, |s| s.agencies.clone()),
            group: led.and_then(|l| l.subgroup_id.clone()),
            by_hand: led.is_some_and(|l| l.by_hand),
            id: c.id,
        }
    });
    Ok(SubgroupsView {
        may_arrange: s.open().is_ok() && cx.allow(Act::AgendaArrange, &s.facts()).is_ok(),
        dossiers: dossiers.collect(),
        members: s.council.members,
        round: s.round,
        groups,
        total,
    })
}

/// Name of the sub-group for each dossier of a round that has one.
pub(in crate::council) async fn led_by(db: &Db, round: &str) -> Result<Vec<(String, String)>, Error> {
    let groups = subgroups::in_round(db, round).await?;
    let assigned = subgroups::dossiers(db, round).await?;
    let named = |a: SubgroupDossierRow| {
        let group = groups.iter().find(|g| a.subgroup_id.as_ref() == Some(&g.id))?;
        Some((a.dossier_id, group.name.clone()))
    };
    Ok(assigned.into_iter().filter_map(named).collect())
}
