use super::tell;
use crate::council::ToldMean as _;
use crate::prelude::*;
use ocop_domain::dossier::{Event, State};
use ocop_store::council::{ResultRow, Settled, cases, results};
use ocop_store::dossier::subject;
use ocop_store::national::{self as store, Aside, PastResult};
use ocop_store::recognition as decisions;
use serde::{Deserialize, Serialize};

/// Why a result is set aside.
pub(crate) struct Ground<'a> {
    /// returned, demand or objection
    pub kind: &'static str,
    /// Of the demand or objection.
    pub id: Option<&'a str>,
    /// Told to the producer.
    pub reason: &'a str,
    /// The act it is done by.
    pub act: Act,
}

/// A result as a line on a page or in a record: exact, by its round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultLine {
    pub round: String,
    pub sum: i64,
    pub members: i64,
    /// 0: not recognised.
    pub rank: i64,
    pub closed_at: i64,
    /// The assessment stopped: there is no mean.
    #[serde(default)]
    pub stopped: bool,
}

impl ResultLine {
    /// Cut, not rounded: 90,00 has reached 90. None where the assessment stopped.
    pub fn hundredths(&self) -> Option<i64> {
        (!self.stopped).then(|| ocop_domain::criteria::mean_hundredths(self.sum, self.members))
    }

    /// The same result, also where an older record does not say that it stopped.
    pub fn same(&self, other: &ResultLine) -> bool {
        *self == ResultLine { stopped: self.stopped, ..other.clone() }
    }
}

impl From<&ResultRow> for ResultLine {
    fn from(r: &ResultRow) -> ResultLine {
        ResultLine {
            round: r.round_id.clone(),
            sum: r.sum,
            members: r.members,
            rank: r.rank,
            closed_at: r.closed_at,
            stopped: r.told_mean().is_none(),
        }
    }
}

/// The result that counts now.
pub(crate) async fn present(db: &Db, dossier: &str) -> Result<Option<ResultLine>, Error> {
    Ok(results::find(db, dossier).await?.as_ref().map(ResultLine::from))
}

/// Those that do not count any more, oldest first.
pub(crate) async fn result_lines(db: &Db, dossier: &str) -> Result<Vec<PastResult>, Error> {
    Ok(store::past_results(db, dossier).await?)
}

/// Sets the present result aside, whole and with its ground, and puts the dossier back among those that wait for a
/// provincial round. A star that was given stays until it is withdrawn or a new one takes its place. `version` is the
/// dossier's as it was read.
pub(crate) async fn evaluate_again(
    cx: &Cx,
    tx: &Db,
    dossier: &str,
    version: i64,
    ground: &Ground<'_>,
) -> Result<State, Error> {
    let case = cases::find(tx, dossier).await?.ok_or(Error::NotFound)?;
    let state: State = case.state.parse().map_err(Error::internal)?;
    let next = state.next(Event::EvaluateAgain).map_err(|_| Error::Conflict("cannot_evaluate_again"))?;
    if decisions::in_draft(tx, dossier).await? {
        return Err(Error::Conflict("decision_in_draft"));
    }
    if subject::open_dossier(tx, &case.product_id).await?.is_some_and(|other| other != dossier) {
        return Err(Error::Conflict("product_has_dossier"));
    }
    let before = present(tx, dossier).await?.ok_or(Error::Conflict("cannot_evaluate_again"))?;
    let aside = Aside {
        standing: "set_aside",
        ground: Some(ground.kind),
        ground_id: ground.id,
        reason: Some(ground.reason),
        put_by: cx.actor.id(),
        put_at: cx.now_ms(),
    };
    store::put_aside(tx, dossier, &aside).await?;
    cases::move_to(tx, dossier, version, next.as_str(), None, Settled::Open).await?;
    let diff = json!({"state": [state.as_str(), next.as_str()], "set_aside": before, "ground": ground.kind,
                      "ground_id": ground.id});
    cx.journal(tx, &format!("dossier:{dossier}"), ground.act.as_str(), dossier, diff).await?;
    // A re-ranking that is open again carries its star on (Điều 12(3)): the public reads it at once.
    ocop_store::setting::touch_public(tx).await?;
    tell::evaluated_again(cx, tx, &case, &before.round, ground.reason).await?;
    Ok(next)
}
