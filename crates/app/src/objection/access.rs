use crate::facts;
use crate::national::{ResultLine, present};
use crate::prelude::*;
use jiff::Timestamp;
use ocop_domain::council::Level;
use ocop_domain::dossier::State;
use ocop_domain::objection::About;
use ocop_store::council::{councils, rounds};
use ocop_store::dossier::{self as dossiers, DossierRow};
use ocop_store::objection::{self as store, ObjectionRow};
use ocop_store::recognition as decisions;

/// What a producer may object to in a dossier, with the day it was known from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objectionable {
    pub about: About,
    pub known: Date,
    pub decision_id: Option<String>,
    pub decision_number: Option<String>,
}

/// The facts of a dossier's objections.
pub(super) async fn facts_of(db: &Db, commune: &str, producer: &str) -> Result<Facts, Error> {
    Ok(Facts { submitted: true, ..facts::of_place(db, Some(commune), Some(producer)).await? })
}

/// An objection its reader may know of, for an act.
pub(super) async fn load(cx: &Cx, db: &Db, id: &str, act: Act) -> Result<(ObjectionRow, Facts), Error> {
    let row = store::find(db, id).await?.ok_or(Error::NotFound)?;
    let about = facts_of(db, &row.commune_id, &row.producer_id).await?;
    cx.allow_known(Act::ObjectionView, act, &about)?;
    Ok((row, about))
}

/// The province's result and the decision signed on it. What the ministry's council or the Minister decided is answered
/// by the ministry and not here.
pub(super) async fn objectionable(
    db: &Db,
    d: &DossierRow,
) -> Result<(Option<ResultLine>, Vec<Objectionable>), Error> {
    let decided = matches!(d.state, State::Scored | State::NotRecognised | State::Recognised);
    let result = if decided { present(db, &d.id).await? } else { None };
    let Some(result) = result else { return Ok((None, vec![])) };
    let mut out = Vec::new();
    let level = match rounds::find(db, &result.round).await? {
        Some(round) => councils::find(db, &round.council_id).await?.map(|c| c.level),
        None => None,
    };
    if level.as_deref() == Some(Level::Province.as_str()) {
        let closed = Timestamp::from_millisecond(result.closed_at).map_err(Error::internal)?;
        let known = crate::clock::day_of(closed);
        out.push(Objectionable { about: About::Result, known, decision_id: None, decision_number: None });
    }
    if let Some(signed) = decisions::signed_on(db, &d.id, &result.round).await?
        && signed.province_code.is_some()
        && let Some(known) = signed.decided_on
    {
        out.push(Objectionable {
            about: About::Decision,
            known,
            decision_id: Some(signed.id),
            decision_number: signed.number,
        });
    }
    // Three and four stars are withdrawn by the province, five by the Minister (Điều 8(2), 26/2026).
    if let Some(w) = decisions::withdrawal_of(db, &d.id).await?.filter(|w| w.stars < 5) {
        let (known, decision_number) = (w.withdrawn_on, w.decision_number);
        out.push(Objectionable { about: About::Withdrawal, known, decision_id: None, decision_number });
    }
    Ok((Some(result), out))
}

pub(super) async fn dossier(db: &Db, id: &str) -> Result<DossierRow, Error> {
    dossiers::find(db, id).await?.ok_or(Error::NotFound)
}

/// An objection that still waits for a person.
pub(super) async fn open_on(db: &Db, dossier: &str) -> Result<Option<ObjectionRow>, Error> {
    let all = store::of_dossier(db, dossier).await?;
    Ok(all.into_iter().find(|o| o.state.open()))
}
