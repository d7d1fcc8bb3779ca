use super::access::of_province;
use crate::authority::province_name;
use crate::prelude::*;
use ocop_domain::dossier::{Event, State};
use ocop_domain::national::Asked;
use ocop_domain::term::{Standing, Term};
use ocop_store::national::{self as store, DemandItemRow, DemandRow};

/// One dossier of a demand.
pub struct Item {
    pub row: DemandItemRow,
    pub asked: Asked,
    /// Everything asked for it is done.
    pub met: bool,
    pub may_redo: bool,
    pub may_withdraw: bool,
}

/// A demand as both desks read it.
pub struct DemandView {
    pub row: DemandRow,
    pub province_name: String,
    pub clock: Standing,
    pub items: Vec<Item>,
    pub may_answer: bool,
}

pub(super) fn stored(day: &str) -> Result<Date, Error> {
    day.parse().map_err(Error::internal)
}

/// A demand its reader may know of, for an act.
pub(super) async fn load(cx: &Cx, db: &Db, id: &str, act: Act) -> Result<DemandRow, Error> {
    let row = store::demand(db, id).await?.ok_or(Error::NotFound)?;
    let about = of_province(&row.province_code);
    cx.allow_known(Act::NationalView, act, &about)?;
    Ok(row)
}

pub async fn show_demand(cx: &Cx, id: &str) -> Result<DemandView, Error> {
    let row = load(cx, cx.db(), id, Act::NationalView).await?;
    let about = of_province(&row.province_code);
    let may = |act| row.answered_on.is_none() && can(&cx.actor, act, &about).allowed();
    let (answers, withdraws) = (may(Act::DemandAnswer), may(Act::Withdraw));
    let mut items = Vec::new();
    for item in store::items(cx.db(), id).await? {
        let asked: Asked = item.asked.parse().map_err(Error::internal)?;
        let state: State = item.state.parse().map_err(Error::internal)?;
        let (redone, withdrawn) = (item.redone_at.is_some(), item.withdrawn_on.is_some());
        items.push(Item {
            met: asked.met(redone, withdrawn),
            may_redo: answers
                && asked != Asked::Withdraw
                && !redone
                && state.next(Event::EvaluateAgain).is_ok(),
            may_withdraw: withdraws && asked != Asked::Redo && !withdrawn && item.recognition_id.is_some(),
            asked,
            row: item,
        });
    }
    let answered = row.answered_on.as_deref().map(stored).transpose()?;
    Ok(DemandView {
        clock: Term::until(stored(&row.answer_by)?).answered(answered).on(cx.today()),
        province_name: province_name(cx.db(), &row.province_code, cx.today()).await?,
        may_answer: answers,
        items,
        row,
    })
}
