use super::super::access::{self, Matter, Sitting};
use crate::{Cx, Error};
use ocop_domain::account::Act;
use ocop_domain::council::{Interest, Judge, Party, Tie, ties};
use ocop_domain::dossier::State;
use ocop_store::Db;
use ocop_store::council::{self as rows, CaseRow, ConflictRow, MemberRow, RoundRow};
use ocop_store::producer as producers;
use std::collections::BTreeSet;

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
    /// The actor may say it: not on his own tie, and not once the dossier is closed.
    pub may_decide: bool,
}

/// What is known of ties in a round, open ones first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundConflicts {
    pub round: RoundRow,
    pub ties: Vec<RoundTie>,
}

async fn judge(db: &Db, member: &MemberRow) -> Result<Judge, Error> {
    let person = rows::person(db, &member.account_id).await?;
    let declared = rows::interests(db, &member.account_id).await?;
    let interest = |i: rows::InterestRow| i.tie.parse().ok().map(|tie| Interest { tie, text: i.text });
    Ok(Judge {
        name: member.name.clone(),
        phone: person.and_then(|p| p.phone),
        department: member.department.clone(),
        interests: declared.into_iter().filter_map(interest).collect(),
    })
}

async fn party(db: &Db, producer_id: &str) -> Result<Party, Error> {
    let Some(p) = producers::find(db, producer_id).await? else { return Ok(Party::default()) };
    let workshops = producers::establishments(db, &p.id).await?;
    let addresses = std::iter::once(p.address)
        .chain(p.representative_address)
        .chain(workshops.into_iter().map(|w| w.address));
    Ok(Party {
        name: p.name,
        tax_number: p.tax_number,
        representative: p.representative,
        phones: p.phone.into_iter().collect(),
        addresses: addresses.collect(),
    })
}

/// Ties that are not decided yet.
pub(in crate::council) async fn open_ties(db: &Db, m: &Matter) -> Result<Vec<Found>, Error> {
    let party = party(db, &m.case.producer_id).await?;
    let mut found = Vec::new();
    for member in &m.sitting.council.members {
        let decided = m.conflicts.iter().any(|c| c.account_id == member.account_id);
        let ties = if decided { BTreeSet::new() } else { ties(&judge(db, member).await?, &party) };
        if !ties.is_empty() {
            found.push(Found { account: member.account_id.clone(), ties });
        }
    }
    Ok(found)
}

/// The actor's own ties to this producer, so that he hears of them first.
pub(in crate::council) async fn own_ties(cx: &Cx, m: &Matter) -> Result<BTreeSet<Tie>, Error> {
    let Some(seat) = &m.sitting.council.seat else { return Ok(BTreeSet::new()) };
    Ok(ties(&judge(cx.db(), seat).await?, &party(cx.db(), &m.case.producer_id).await?))
}

/// Every tie of a round, for those who decide on them. What exactly a member declared is not said, only its kind.
pub async fn round_conflicts(cx: &Cx, round: &str) -> Result<RoundConflicts, Error> {
    let s: Sitting = access::sitting(cx.db(), cx, round).await?;
    cx.allow(Act::ConflictDecide, &s.facts())?;
    let mut judges = Vec::new();
    for member in &s.council.members {
        judges.push((member, judge(cx.db(), member).await?));
    }
    let mut lines = Vec::new();
    for case in rows::cases_in_round(cx.db(), round).await? {
        let party = party(cx.db(), &case.producer_id).await?;
        let mut conflicts = rows::conflicts(cx.db(), &case.id).await?;
        let state: Option<State> = case.state.parse().ok();
        let running = s.open().is_ok()
            && case.round_id.as_deref() == Some(s.round.id.as_str())
            && state.is_some_and(State::before_council);
        for (member, judge) in &judges {
            let at = conflicts.iter().position(|c| c.account_id == member.account_id);
            let decided = at.map(|at| conflicts.swap_remove(at));
            let found = ties(judge, &party);
            // On a closed dossier nothing can be decided any more.
            if decided.is_none() && (found.is_empty() || !running) {
                continue;
            }
            let recused = decided.as_ref().is_some_and(|c| c.state == "recused");
            let may = running && !recused && member.account_id != cx.actor.id();
            lines.push(line(&case, member, found, decided, may));
        }
    }
    lines.sort_by_key(|l| l.decided.is_some());
    Ok(RoundConflicts { round: s.round, ties: lines })
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
