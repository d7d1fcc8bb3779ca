use crate::clock::{Clock, day_of};
use crate::config::Config;
use crate::error::Error;
use crate::event::AfterEffect;
use crate::facts;
use crate::ids::Ids;
use jiff::Timestamp;
use jiff::civil::Date;
use ocop_domain::account::{Act, Actor, Facts, can};
use ocop_domain::lang::Lang;
use ocop_store::scope::Visible;
use ocop_store::{Db, Store};
use std::net::IpAddr;
use std::sync::Arc;

/// Everything an act needs from around it: who acts, when, with which ids, on which store.
#[derive(Clone)]
pub struct Cx {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub actor: Actor,
    pub lang: Lang,
    pub config: Arc<Config>,
    /// Which sending of which form is being carried out, where one is ([`crate::once`]).
    pub sending: Option<String>,
    /// Where the request comes from; none for the command line and the program's own jobs.
    pub from: Option<IpAddr>,
    /// What other capabilities do after events ([`crate::event`]).
    pub after_effects: &'static [AfterEffect],
}

impl Cx {
    pub fn as_actor(&self, actor: Actor) -> Cx {
        Cx { actor, ..self.clone() }
    }

    pub fn db(&self) -> &Db {
        self.store.db()
    }

    /// The same for a page: everything it reads is of one moment, whatever is written meanwhile. A page reads by this
    /// alone as long as it has it ([`Store::snapshot`]).
    pub async fn snapshot(&self) -> Result<Cx, Error> {
        Ok(Cx { store: self.store.snapshot().await?, ..self.clone() })
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub fn now_ms(&self) -> i64 {
        self.now().as_millisecond()
    }

    /// Today in Vietnam.
    pub fn today(&self) -> Date {
        day_of(self.now())
    }

    pub fn id(&self) -> String {
        self.ids.id()
    }

    /// Refuses a person who is not signed in. An act that reads and decides inside its transaction asks this before it:
    /// such a person does not keep the writers waiting.
    pub fn signed_in(&self) -> Result<(), Error> {
        if self.actor == Actor::Public { Err(Error::SignIn) } else { Ok(()) }
    }

    /// May the actor do this? [`Error::SignIn`] for an unknown person, [`Error::Forbidden`] for a known person.
    pub fn allow(&self, act: Act, facts: &Facts) -> Result<(), Error> {
        if can(&self.actor, act, facts).allowed() {
            Ok(())
        } else if self.actor == Actor::Public {
            Err(Error::SignIn)
        } else {
            Err(Error::Forbidden)
        }
    }

    /// May the actor know of the thing? [`Error::Hidden`] for a known person who may not `view` it.
    pub fn know(&self, view: Act, facts: &Facts) -> Result<(), Error> {
        self.allow(view, facts).map_err(|refused| match refused {
            Error::Forbidden => Error::Hidden,
            other => other,
        })
    }

    /// May the actor do this to a thing of which only those learn who may `view` it?
    pub fn allow_known(&self, view: Act, act: Act, facts: &Facts) -> Result<(), Error> {
        self.know(view, facts)?;
        self.allow(act, facts)
    }

    /// The rows on which the actor may do `act` ([`facts::reach`]); refused where there can be none.
    pub fn reach(&self, act: Act, about: &Facts) -> Result<Visible, Error> {
        let rows = facts::reach(&self.actor, act, about);
        if rows != Visible::default() {
            Ok(rows)
        } else if self.actor == Actor::Public {
            Err(Error::SignIn)
        } else {
            Err(Error::Forbidden)
        }
    }

    /// Writes a journal entry inside the transaction. `chain` is the thing the entry belongs to, like `dossier:ID`;
    /// `diff` holds what changed, without personal data (names of fields instead of their values).
    pub async fn journal(
        &self,
        db: &Db,
        chain: &str,
        act: &str,
        subject: &str,
        diff: serde_json::Value,
    ) -> Result<(), Error> {
        ocop_store::journal::append(db, chain, self.now_ms(), self.actor.id(), act, subject, &diff).await?;
        Ok(())
    }

    /// Writes into the journal how each row of law stands that the transaction wrote; [`crate::write_tx`] does it last.
    pub async fn keep_rows(&self, db: &Db) -> Result<(), Error> {
        Ok(ocop_store::journal::rows::keep(db, self.now_ms(), self.actor.id()).await?)
    }
}
