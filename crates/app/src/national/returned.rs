use super::access::of_province;
use super::evaluate_again::{Ground, ResultLine, evaluate_again, present, result_lines};
use crate::prelude::*;
use ocop_domain::dossier::{Event, State, WayAfterReturn, ways_after_return};
use ocop_domain::stars::Stars;
use ocop_store::council::{Settled, cases};
use ocop_store::national::{self as store, PastResult, SentRow};

/// A dossier the ministry gave back, with what its council came to and what the province's had.
pub struct ReturnedView {
    pub sent: SentRow,
    /// Of the national council, as long as nothing is chosen.
    pub national: Option<ResultLine>,
    pub past: Vec<PastResult>,
    pub ways: Vec<WayAfterReturn>,
    pub may_choose: bool,
}

/// Điều 7(4)g, 26/2026, the first way: three or four stars on the national council's result.
#[derive(Debug, Clone, Default)]
pub struct UseNational {
    pub dossier: String,
    /// The dossier's, as it was read.
    pub version: i64,
}

/// The second way: the province evaluates by its own authority.
#[derive(Debug, Clone, Default)]
pub struct EvaluateAgain {
    pub dossier: String,
    pub version: i64,
    pub reason: String,
}

fn rank(result: &ResultLine) -> Option<Stars> {
    u8::try_from(result.rank).ok().and_then(Stars::new)
}

async fn load(cx: &Cx, db: &Db, dossier: &str, act: Act) -> Result<SentRow, Error> {
    let sent = store::sent(db, dossier).await?.ok_or(Error::NotFound)?;
    let about = of_province(&sent.province_code);
    cx.allow_known(Act::NationalView, act, &about)?;
    Ok(sent)
}

pub async fn returned_view(cx: &Cx, dossier: &str) -> Result<ReturnedView, Error> {
    let sent = load(cx, cx.db(), dossier, Act::NationalView).await?;
    let waits = sent.state == State::ReturnedByMinistry.as_str();
    let national = if waits { present(cx.db(), dossier).await? } else { None };
    Ok(ReturnedView {
        ways: national.as_ref().map_or_else(Vec::new, |r| ways_after_return(rank(r))),
        past: result_lines(cx.db(), dossier).await?,
        may_choose: waits && can(&cx.actor, Act::ReturnDecide, &of_province(&sent.province_code)).allowed(),
        national,
        sent,
    })
}

/// The Chairman takes the national council's result as ground: the dossier waits for the Chairman's decision like any
/// with three or four stars.
pub async fn use_national(cx: &Cx, cmd: UseNational) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let sent = load(cx, &tx, &cmd.dossier, Act::ReturnDecide).await?;
        let state: State = sent.state.parse().map_err(Error::internal)?;
        let next = state.next(Event::UseNationalResult).map_err(|_| Error::Conflict("dossier_moved"))?;
        let result = present(&tx, &cmd.dossier).await?.ok_or(Error::Conflict("dossier_moved"))?;
        let open = |w: &WayAfterReturn| matches!(w, WayAfterReturn::Recognise(_));
        if !ways_after_return(rank(&result)).iter().any(open) {
            return Err(Error::Conflict("national_no_stars"));
        }
        cases::move_to(&tx, &cmd.dossier, cmd.version, next.as_str(), None, Settled::Open).await?;
        let diff = json!({"state": [state.as_str(), next.as_str()], "national_result": result});
        let chain = format!("dossier:{}", cmd.dossier);
        cx.journal(&tx, &chain, Act::ReturnDecide.as_str(), &cmd.dossier, diff).await
    })
}

/// The national council's result is kept as a past one, and the dossier waits for a round of the province.
pub async fn choose_again(cx: &Cx, cmd: EvaluateAgain) -> Result<(), Error> {
    let sent = load(cx, cx.db(), &cmd.dossier, Act::ReturnDecide).await?;
    let mut invalid = Invalid::default();
    let reason = invalid.text("reason", &cmd.reason, 2_000);
    invalid.ok()?;
    write_tx!(cx, |tx| {
        let state: State =
            load(cx, &tx, &cmd.dossier, Act::ReturnDecide).await?.state.parse().map_err(Error::internal)?;
        if state != State::ReturnedByMinistry {
            return Err(Error::Conflict("dossier_moved"));
        }
        let ground = Ground { kind: "returned", id: None, reason: &reason, act: Act::ReturnDecide };
        evaluate_again(cx, &tx, &sent.dossier_id, cmd.version, &ground).await?;
        Ok(())
    })
}
