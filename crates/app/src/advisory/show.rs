use super::access::matter;
use crate::prelude::*;
use ocop_domain::criteria::CriteriaSet;
use ocop_store::advisory::{
    AdvisoryFindingRow, AdvisoryRequestRow, ReviewRow, TeamMemberRow, TeamRow, VisitCheckRow, VisitFileRow,
    VisitPersonRow, VisitRow, requests, reviews, teams, visits,
};
use ocop_store::council::{CaseRow, ClaimRow};

/// One visit with all that hangs on it.
#[derive(Debug, Clone)]
pub struct Visit {
    pub row: VisitRow,
    pub checks: Vec<VisitCheckRow>,
    pub people: Vec<VisitPersonRow>,
    pub files: Vec<VisitFileRow>,
}

/// A team's work on one dossier.
pub struct Overview {
    pub case: CaseRow,
    pub set: &'static CriteriaSet,
    pub claims: Vec<ClaimRow>,
    pub team: Option<TeamRow>,
    pub members: Vec<TeamMemberRow>,
    /// A draft only for its own team.
    pub review: Option<ReviewRow>,
    pub findings: Vec<AdvisoryFindingRow>,
    pub visits: Vec<Visit>,
    pub requests: Vec<AdvisoryRequestRow>,
    pub may_write: bool,
    /// The council the dossier lies before.
    pub council: String,
}

pub async fn show(cx: &Cx, dossier: &str) -> Result<Overview, Error> {
    let m = matter(cx, cx.db(), dossier).await?;
    cx.allow(Act::AdvisoryView, &m.facts)?;
    let may_write = m.writing(cx).is_ok();
    let own = m.duty.is_some();
    gather(cx, m, own, may_write).await
}

/// The same for a paper whose reader was asked already.
pub(super) async fn gather(
    cx: &Cx,
    m: super::access::Matter,
    drafts: bool,
    may_write: bool,
) -> Result<Overview, Error> {
    let db = cx.db();
    let id = m.case.id.clone();
    let council = m.council()?.to_owned();
    let review = reviews::find(db, &id, &council).await?.filter(|r| drafts || r.handed_in_at.is_some());
    let findings = match &review {
        Some(r) => reviews::findings(db, &r.id).await?,
        None => Vec::new(),
    };
    let (checks, people) = (visits::checks(db, &id).await?, visits::people(db, &id).await?);
    let files = visits::files(db, &id).await?;
    let visits = visits::of_dossier(db, &id).await?.into_iter().map(|row| Visit {
        checks: checks.iter().filter(|c| c.visit_id == row.id).cloned().collect(),
        people: people.iter().filter(|p| p.visit_id == row.id).cloned().collect(),
        files: files.iter().filter(|f| f.visit_id == row.id).cloned().collect(),
        row,
    });
    Ok(Overview {
        visits: visits.collect(),
        claims: ocop_store::council::cases::claims(db, &id).await?,
        team: teams::find(db, &council).await?,
        members: teams::members(db, &council).await?,
        requests: requests::of_dossier(db, &id).await?,
        set: m.set,
        case: m.case,
        review,
        findings,
        may_write,
        council,
    })
}
