use super::access::load;
use crate::national::{PastResult, ResultLine, present, result_lines};
use crate::paper::Download;
use crate::prelude::*;
use crate::settings::term_end::reckoning;
use ocop_domain::calendar::{Due, Reckoning};
use ocop_domain::criteria::{self, CriterionCode};
use ocop_domain::objection::{Event, State};
use ocop_domain::term::{Standing, Term};
use ocop_store::dossier::evidence;
use ocop_store::objection::{self as store, ObjectionRow, PaperRow};

/// An objection as its reader may see it: a draft of the answer stays with the province.
pub struct ObjectionView {
    pub row: ObjectionRow,
    pub state: State,
    /// Names of the criteria concerned.
    pub criteria: Vec<String>,
    pub papers: Vec<PaperRow>,
    pub before: ResultLine,
    /// The result that counts now, and those that do not any more.
    pub now: Option<ResultLine>,
    pub past: Vec<PastResult>,
    /// Of the step that runs; none once it came to an end.
    pub clock: Option<Standing>,
    /// The end of that step.
    pub due: Due,
    pub may_withdraw: bool,
    pub may_receive: bool,
    pub may_prepare: bool,
    pub may_answer: bool,
}

/// How the running step stands.
pub(super) fn running(
    row: &ObjectionRow,
    state: State,
    reckoning: &Reckoning,
    today: Date,
) -> Option<Standing> {
    state.open().then(|| Term::running(due(row, reckoning)).on(today))
}

/// The end of the step that runs.
pub(super) fn due(row: &ObjectionRow, reckoning: &Reckoning) -> Due {
    reckoning.due(row.due_on)
}

pub async fn show(cx: &Cx, id: &str) -> Result<ObjectionView, Error> {
    let (mut row, about) = load(cx, cx.db(), id, Act::ObjectionView).await?;
    let state = row.state;
    let may = |act| can(&cx.actor, act, &about).allowed();
    if state != State::Answered && !may(Act::ObjectionReceive) {
        (row.outcome, row.again, row.answer) = (None, None, None);
    }
    let set = criteria::set(&row.set_id);
    let name = |code: &CriterionCode| {
        let found = set.and_then(|set| set.criterion(code));
        found.map_or_else(|| code.to_string(), |c| format!("{code}. {}", c.name))
    };
    let reckoning = reckoning(cx.db()).await?;
    Ok(ObjectionView {
        criteria: row.criteria.value.iter().map(name).collect(),
        papers: store::papers(cx.db(), id).await?,
        before: serde_json::from_str(&row.result_before).map_err(Error::internal)?,
        now: present(cx.db(), &row.dossier_id).await?,
        past: result_lines(cx.db(), &row.dossier_id).await?,
        clock: running(&row, state, &reckoning, cx.today()),
        due: due(&row, &reckoning),
        may_withdraw: state.next(Event::Withdraw).is_ok() && may(Act::ObjectionFile),
        may_receive: state.next(Event::Receive).is_ok() && may(Act::ObjectionReceive),
        may_prepare: state == State::Received && may(Act::ObjectionReceive),
        may_answer: state.next(Event::Answer).is_ok() && may(Act::ObjectionAnswer),
        state,
        row,
    })
}

/// A paper put to an objection, for those who may read the objection.
pub async fn paper(cx: &Cx, id: &str, evidence_id: &str) -> Result<Download, Error> {
    load(cx, cx.db(), id, Act::ObjectionView).await?;
    if !store::papers(cx.db(), id).await?.iter().any(|p| p.id == evidence_id) {
        return Err(Error::NotFound);
    }
    let row = evidence::find(cx.db(), evidence_id).await?.ok_or(Error::NotFound)?;
    crate::evidence::read_paper(cx, row).await
}
