//! Loads a dossier for an act, with what the policy knows of it.

use crate::assist::{self, Hand};
use crate::{Cx, Error, facts};
use jiff::civil::Date;
use ocop_domain::account::{Act, Actor, Facts, Role, can};
use ocop_domain::criteria::{CriteriaSet, SetId};
use ocop_domain::dossier::State;
use ocop_store::Db;
use ocop_store::dossier::{self as store, DossierRow};

/// A dossier with what its rules are decided from.
pub(super) struct Loaded {
    pub row: DossierRow,
    pub state: State,
    pub set: &'static CriteriaSet,
    pub facts: Facts,
    /// Whose typing it is when the actor changes something.
    pub hand: Hand,
}

/// Loads a dossier for an act. A person who may not see it does not learn that it is there.
pub(super) async fn load(cx: &Cx, db: &Db, id: &str, act: Act) -> Result<Loaded, Error> {
    if cx.actor == Actor::Public {
        return Err(Error::SignIn);
    }
    let row = store::find(db, id).await?.ok_or(Error::NotFound)?;
    let (state, set) = (row.state, criteria_of(&row.set_id)?);
    let mut facts = facts::of_place(db, Some(&row.commune_id), Some(&row.producer_id)).await?;
    facts.submitted = state.submitted();
    let hand = assist::fill(cx, db, &mut facts).await?;
    if cx.actor.has_role(Role::CouncilMember) && row.round_id.is_some() {
        facts.on_council = store::judged_by(db, id, cx.actor.id()).await?;
    }
    if cx.actor.has_role(Role::AdvisoryMember) {
        facts.on_team = store::advised_by(db, id, cx.actor.id()).await?;
    }
    cx.allow_known(Act::DossierView, act, &facts)?;
    Ok(Loaded { row, state, set, facts, hand })
}

/// Loads a dossier that is with the commune, for an act of its check.
pub(super) async fn at_ward(cx: &Cx, db: &Db, id: &str) -> Result<Loaded, Error> {
    let d = load(cx, db, id, Act::DossierWardCheck).await?;
    if d.state == State::AtWard { Ok(d) } else { Err(Error::Conflict("not_at_ward")) }
}

/// State of a dossier the actor may see, and what the policy knows of it.
pub(crate) async fn facts_of(cx: &Cx, id: &str) -> Result<(State, Facts), Error> {
    let loaded = load(cx, cx.db(), id, Act::DossierView).await?;
    Ok((loaded.state, loaded.facts))
}

impl Loaded {
    /// Only a draft or a returned dossier may be changed by its producer.
    pub fn editable(self) -> Result<Loaded, Error> {
        if self.state.editable() { Ok(self) } else { Err(Error::Conflict("dossier_closed")) }
    }

    /// The actor sees what is being filled in: the producer, and the officer who helps with the producer's consent. Others see
    /// of a returned dossier what was last handed in.
    pub fn in_work(&self, cx: &Cx) -> bool {
        self.state.editable() && can(&cx.actor, Act::DossierDraft, &self.facts).allowed()
    }

    /// Claims the dossier inside the transaction that changes a part of it; a writer that came in between is tried
    /// again by the write macro, since the part's own stamp says whether anything was lost.
    pub async fn claim(&self, tx: &Db) -> Result<(), Error> {
        stale_is_busy(store::touch(tx, &self.row.id, self.row.version).await)
    }

    /// Marks these parts as the office's typing, or takes the mark away where the producer typed.
    pub async fn typed(&self, cx: &Cx, tx: &Db, parts: Vec<String>) -> Result<(), Error> {
        assist::typed(cx, tx, &self.hand, ("dossier", &self.row.id), parts).await
    }

    pub fn chain(&self) -> String {
        chain(&self.row.id)
    }

    /// The commune's term was over before today (Điều 7(2), 26/2026).
    pub fn late(&self, today: Date) -> bool {
        self.row.due_on.is_some_and(|due| today > due)
    }
}

/// The journal's chain of a dossier.
pub(super) fn chain(id: &str) -> String {
    format!("dossier:{id}")
}

pub(super) fn stale_is_busy(done: Result<(), ocop_store::Error>) -> Result<(), Error> {
    match done {
        Err(ocop_store::Error::Stale) => Err(Error::Busy),
        other => Ok(other?),
    }
}

pub(super) fn set_of(id: &str) -> Result<&'static CriteriaSet, Error> {
    criteria_of(&id.parse().map_err(Error::internal)?)
}

/// The criteria of a set.
pub(super) fn criteria_of(id: &SetId) -> Result<&'static CriteriaSet, Error> {
    ocop_domain::criteria::set(id).ok_or_else(|| Error::internal(format!("no criteria set {id}")))
}
