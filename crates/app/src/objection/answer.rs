use super::access::load;
use super::show::due;
use super::tell;
use crate::national::{Ground, evaluate_again};
use crate::prelude::*;
use crate::settings::term_end::reckoning;
use ocop_domain::objection::{About, Answer, Event, Outcome, State};
use ocop_store::council::cases;
use ocop_store::objection::{self as store, AnswerWords};
use serde::Deserialize;

/// An answer as the office prepares it or the Chairman gives it.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct KeepAnswer {
    #[serde(skip)]
    pub id: String,
    /// As it was read.
    #[serde(skip)]
    pub version: i64,
    /// `rejected`, `partly` or `accepted`.
    pub outcome: String,
    /// The dossier goes back to a new evaluation.
    pub again: bool,
    pub words: String,
    /// Of the letter; asked for when the answer is given.
    pub number: String,
}

/// What the answer did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    pub evaluates_again: bool,
}

fn check(cmd: &KeepAnswer, given: bool) -> Result<(Answer, String, String), Error> {
    let mut invalid = Invalid::default();
    let outcome: Option<Outcome> = cmd.outcome.parse().ok();
    if outcome.is_none() {
        invalid.add("outcome", "choose_one");
    }
    let answer = outcome.and_then(|o| Answer::of(o, cmd.again));
    if outcome.is_some() && answer.is_none() {
        invalid.add("again", "objection_rejected_again");
    }
    let words = invalid.text("words", &cmd.words, 5_000);
    let number = match given {
        true => ocop_domain::text::clean(&invalid.text("number", &cmd.number, 60)),
        false => String::new(),
    };
    invalid.ok()?;
    Ok((answer.ok_or_else(|| Error::field("outcome", "choose_one"))?, words, number))
}

/// The office prepares the answer; the producer does not see it.
pub async fn keep_answer(cx: &Cx, cmd: KeepAnswer) -> Result<(), Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        let (row, _) = load(cx, &tx, &cmd.id, Act::ObjectionReceive).await?;
        let (answer, words, _) = check(&cmd, false)?;
        if row.state != State::Received {
            return Err(Error::Conflict("objection_moved"));
        }
        let kept = AnswerWords { outcome: answer.outcome(), again: answer.evaluates_again(), answer: &words };
        store::keep_draft(&tx, &row.id, cmd.version, &kept).await?;
        let diff = json!({"draft": answer.outcome().as_str(), "again": answer.evaluates_again()});
        let chain = format!("objection:{}", row.id);
        cx.journal(&tx, &chain, Act::ObjectionReceive.as_str(), &row.id, diff).await
    })
}

/// The Chairman answers, with reasons. Found right, wholly or in part, the objection may send the dossier back to a new
/// evaluation; the result it had is set aside and kept.
pub async fn answer(cx: &Cx, cmd: KeepAnswer) -> Result<Answered, Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        let (row, _) = load(cx, &tx, &cmd.id, Act::ObjectionAnswer).await?;
        let (answer, words, number) = check(&cmd, true)?;
        let state = row.state;
        let next = state.next(Event::Answer).map_err(|_| Error::Conflict("objection_moved"))?;
        let case = cases::find(&tx, &row.dossier_id).await?.ok_or(Error::NotFound)?;
        let mut after = json!({"state": case.state, "result": "stands"});
        if answer.evaluates_again() {
            // A withdrawal is no result: it is set right by a decision, not by evaluating again.
            if row.about == About::Withdrawal {
                return Err(Error::field("again", "objection_withdrawal"));
            }
            // The result objected to, and not one that came after it.
            let now = crate::national::present(&tx, &row.dossier_id).await?;
            if now.is_none_or(|r| r.round != row.round_id) {
                return Err(Error::Conflict("cannot_evaluate_again"));
            }
            let ground =
                Ground { kind: "objection", id: Some(&row.id), reason: &words, act: Act::ObjectionAnswer };
            let moved = evaluate_again(cx, &tx, &row.dossier_id, case.version, &ground).await?;
            after = json!({"state": moved.as_str(), "result": "set_aside"});
        }
        let kept = AnswerWords { outcome: answer.outcome(), again: answer.evaluates_again(), answer: &words };
        let on = cx.today();
        let in_time = !due(&row, &reckoning(&tx).await?).late(cx.today());
        let by = cx.actor.id();
        store::answer(&tx, &row.id, cmd.version, &kept, &number, on, by, &after.to_string()).await?;
        let before: serde_json::Value = serde_json::from_str(&row.result_before).map_err(Error::internal)?;
        let diff = json!({"objection_state": [state.as_str(), next.as_str()], "outcome": kept.outcome.as_str(),
                          "again": kept.again, "number": number, "in_time": in_time,
                          "before": before, "after": after});
        for chain in [format!("objection:{}", row.id), format!("dossier:{}", row.dossier_id)] {
            cx.journal(&tx, &chain, Act::ObjectionAnswer.as_str(), &row.id, diff.clone()).await?;
        }
        tell::answered(cx, &tx, &row, kept.outcome.as_str(), &number, &words).await?;
        Ok(Answered { evaluates_again: kept.again })
    })
}
