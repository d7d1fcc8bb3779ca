//! What the policy needs to know of a dossier before an advisory team.

use crate::{Cx, Error, facts};
use ocop_domain::account::{Act, Actor, Facts, Role};
use ocop_domain::advisory::Duty;
use ocop_domain::criteria::{self, CriteriaSet};
use ocop_domain::dossier::State;
use ocop_store::Db;
use ocop_store::advisory::{dossiers, teams};
use ocop_store::council::{CaseRow, cases};

/// A dossier with the council it lies before.
pub(super) struct Matter {
    pub case: CaseRow,
    pub state: State,
    pub set: &'static CriteriaSet,
    /// None: the province has no council yet.
    pub council: Option<String>,
    /// What the actor does in the team.
    pub duty: Option<Duty>,
    pub facts: Facts,
}

impl Matter {
    /// The team's work on it goes on.
    pub fn open(&self) -> bool {
        matches!(self.state, State::Proposed | State::InRound)
    }

    pub fn council(&self) -> Result<&str, Error> {
        self.council.as_deref().ok_or(Error::NotFound)
    }

    /// The team may write; a closed dossier is said to be closed.
    pub fn writing(&self, cx: &Cx) -> Result<(), Error> {
        let open = Facts { closed: false, ..self.facts.clone() };
        cx.allow(Act::AdvisoryWrite, &open)?;
        if self.open() { Ok(()) } else { Err(Error::Conflict("advisory_closed")) }
    }

    pub fn chain(&self) -> String {
        format!("dossier:{}", self.case.id)
    }
}

/// Loads a dossier for an act. A person who may not see it does not learn that it is there.
pub(super) async fn matter(cx: &Cx, db: &Db, dossier: &str) -> Result<Matter, Error> {
    if cx.actor == Actor::Public {
        return Err(Error::SignIn);
    }
    let case = cases::find(db, dossier).await?.ok_or(Error::NotFound)?;
    let state: State = case.state.parse().map_err(Error::internal)?;
    let set = case.set_id.parse().ok().and_then(|id| criteria::set(&id));
    let set = set.ok_or_else(|| Error::internal(format!("dossier {dossier}: no set {}", case.set_id)))?;
    let council = dossiers::council_before(db, dossier).await?;
    let mut facts = facts::of_place(db, Some(&case.commune_id), Some(&case.producer_id)).await?;
    facts.submitted = state.submitted();
    facts.closed = !matches!(state, State::Proposed | State::InRound);
    if cx.actor.has_role(Role::CouncilMember) && case.round_id.is_some() {
        facts.on_council = ocop_store::dossier::judged_by(db, dossier, cx.actor.id()).await?;
    }
    let mut duty = None;
    if let Some(council) = council.as_deref().filter(|_| cx.actor.has_role(Role::AdvisoryMember))
        && let Some(seat) = teams::seat(db, council, cx.actor.id()).await?
    {
        duty = Some(seat.duty.parse().map_err(Error::internal)?);
        facts.on_team = true;
    }
    cx.know(Act::DossierView, &facts)?;
    Ok(Matter { case, state, set, council, duty, facts })
}
