use super::super::matter::{Matter, matters, sitting};
use crate::{Cx, Error};
use ocop_domain::account::Act;
use ocop_domain::council::{Interest, Judge, Party, Tie, ties};
use ocop_store::Db;
use ocop_store::council::{
    CaseRow, ConflictRow, InterestRow, MemberRow, PartyRow, RoundRow, Which, conflicts,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A tie between a member and a dossier's producer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::council) struct Found {
    pub account: String,
    pub ties: BTreeSet<Tie>,
}

/// One line of the round's page on conflicts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundTie {
    pub dossier: String,
    pub product: String,
    pub producer: String,
    pub account: String,
    pub name: String,
    pub ties: Vec<Tie>,
    /// None: it waits for a person's word.
    pub decided: Option<ConflictRow>,
    /// The actor may say it: not on the actor's own tie, and not once the dossier is closed.
    pub may_decide: bool,
}

/// What is known of ties in a round, open ones first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundConflicts {
    pub round: RoundRow,
    pub ties: Vec<RoundTie>,
}

/// What members are compared by, in their order.
async fn judges(db: &Db, members: &[&MemberRow]) -> Result<Vec<Judge>, Error> {
    let accounts: Vec<String> = members.iter().map(|m| m.account_id.clone()).collect();
    let people = conflicts::people(db, &accounts).await?;
    let mut declared = conflicts::interests_of(db, &accounts).await?;
    let interest = |i: InterestRow| i.tie.parse().ok().map(|tie| Interest { tie, text: i.text });
    let judge = |member: &&MemberRow| Judge {
        name: member.name.clone(),
        phone: people.iter().find(|p| p.id == member.account_id).and_then(|p| p.phone.clone()),
        department: member.department.clone(),
        interests: declared.remove(&member.account_id).into_iter().flatten().filter_map(interest).collect(),
    };
    Ok(members.iter().map(judge).collect())
}

/// What producers are compared by, by their ids.
async fn parties(
    db: &Db,
    producers: impl Iterator<Item = &String>,
) -> Result<BTreeMap<String, Party>, Error> {
    let ids: Vec<String> = producers.collect::<BTreeSet<_>>().into_iter().cloned().collect();
    let mut workshops = conflicts::workshops(db, &ids).await?;
    let party = |p: PartyRow| {
        let workshops = workshops.remove(&p.id).unwrap_or_default();
        let addresses = std::iter::once(p.address).chain(p.representative_address).chain(workshops);
        let party = Party {
            name: p.name,
            tax_number: p.tax_number,
            representative: p.representative,
            phones: p.phone.into_iter().collect(),
            addresses: addresses.collect(),
        };
        (p.id, party)
    };
    Ok(conflicts::parties(db, &ids).await?.into_iter().map(party).collect())
}

async fn party(db: &Db, m: &Matter) -> Result<Party, Error> {
    let id = &m.case.producer_id;
    Ok(parties(db, std::iter::once(id)).await?.remove(id).unwrap_or_default())
}

/// Ties that are not decided yet.
pub(in crate::council) async fn open_ties(db: &Db, m: &Matter) -> Result<Vec<Found>, Error> {
    let decided = |x: &&MemberRow| m.conflicts.iter().any(|c| c.account_id == x.account_id);
    let open: Vec<&MemberRow> = m.sitting.council.members.iter().filter(|x| !decided(x)).collect();
    let party = party(db, m).await?;
    let found = open
        .iter()
        .zip(judges(db, &open).await?)
        .map(|(member, judge)| Found { account: member.account_id.clone(), ties: ties(&judge, &party) });
    Ok(found.filter(|f| !f.ties.is_empty()).collect())
}

/// The actor's own ties to this producer, so that the actor hears of them first.
pub(in crate::council) async fn own_ties(db: &Db, m: &Matter) -> Result<BTreeSet<Tie>, Error> {
    let Some(seat) = &m.sitting.council.seat else { return Ok(BTreeSet::new()) };
    let judge = judges(db, &[seat]).await?.pop().unwrap_or_default();
    Ok(ties(&judge, &party(db, m).await?))
}

/// Every tie of a round, for those who decide on them. What exactly a member declared is not said, only its kind.
pub async fn round_conflicts(cx: &Cx, round: &str) -> Result<RoundConflicts, Error> {
    let cx = &cx.snapshot().await?;
    let s = Arc::new(sitting(cx.db(), cx, round).await?);
    cx.allow(Act::ConflictDecide, &s.facts())?;
    let members: Vec<&MemberRow> = s.council.members.iter().collect();
    let judges = judges(cx.db(), &members).await?;
    let matters = matters(cx.db(), cx, &s, Which::All).await?;
    let parties = parties(cx.db(), matters.iter().map(|m| &m.case.producer_id)).await?;
    let unknown = Party::default();
    let mut lines = Vec::new();
    for m in &matters {
        let party = parties.get(&m.case.producer_id).unwrap_or(&unknown);
        let running = m.scoring().is_ok();
        for (member, judge) in members.iter().zip(&judges) {
            let decided = m.conflicts.iter().find(|c| c.account_id == member.account_id).cloned();
            let found = ties(judge, party);
            // On a closed dossier nothing can be decided any more.
            if decided.is_none() && (found.is_empty() || !running) {
                continue;
            }
            let recused = decided.as_ref().is_some_and(|c| c.state == "recused");
            let may = running && !recused && member.account_id != cx.actor.id();
            lines.push(line(&m.case, member, found, decided, may));
        }
    }
    lines.sort_by_key(|l| l.decided.is_some());
    Ok(RoundConflicts { round: s.round.clone(), ties: lines })
}

fn line(
    case: &CaseRow,
    member: &MemberRow,
    found: BTreeSet<Tie>,
    decided: Option<ConflictRow>,
    may_decide: bool,
) -> RoundTie {
    let said = decided.iter().flat_map(|c| c.ties.split(',')).filter_map(|t| t.parse().ok());
    let ties: BTreeSet<Tie> = found.into_iter().chain(said).collect();
    RoundTie {
        dossier: case.id.clone(),
        product: case.product_name.clone(),
        producer: case.producer_name.clone(),
        account: member.account_id.clone(),
        name: member.name.clone(),
        ties: ties.into_iter().collect(),
        decided,
        may_decide,
    }
}
