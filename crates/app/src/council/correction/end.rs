use super::super::count::{answers, count};
use super::super::matter::{Matter, matter};
use super::correctable;
use super::show::Standing;
use super::tell;
use crate::council::scoring::result::result;
use crate::council::scoring::ruling::gone_over;
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::{Act, Facts};
use ocop_domain::council::{Change, CorrectionError, CorrectionState, OpenPoint, corrected};
use ocop_domain::criteria::score;
use ocop_domain::dossier::State;
use ocop_domain::stars::Stars;
use ocop_store::Db;
use ocop_store::council::{ChangeRow, CorrectionEnd, CorrectionRow, Settled, cases, corrections, rounds};
use serde_json::json;

/// What becomes of an open correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Sign,
    /// With a reason.
    Refuse,
    /// By the member.
    Withdraw,
}

#[derive(Debug, Clone)]
pub struct EndCorrection {
    pub round: String,
    pub dossier: String,
    pub correction: String,
    pub version: i64,
    pub ending: Ending,
    pub reason: String,
}

/// Signs, refuses or takes back. Once signed the sheet says what the correction says, and the result is counted anew.
pub async fn end_correction(cx: &Cx, cmd: EndCorrection) -> Result<(), Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        rounds::hold(&tx, &cmd.round).await?;
        let m = matter(&tx, cx, &cmd.round, &cmd.dossier).await?;
        cx.allow(Act::CouncilView, &m.facts())?;
        let row = found(&tx, &cmd).await?;
        leave(cx, &m, &row, cmd.ending)?;
        let mut invalid = Invalid::default();
        let answer = match cmd.ending {
            Ending::Refuse => Some(invalid.text("answer", &cmd.reason, 1_000)),
            Ending::Sign | Ending::Withdraw => None,
        };
        invalid.ok()?;
        if row.state != CorrectionState::Open.as_str() {
            return Err(Error::Conflict("council_correction_ended"));
        }
        let chain = format!("dossier:{}", cmd.dossier);
        let mut end = CorrectionEnd { by: cx.actor.id(), at: cx.now_ms(), ..CorrectionEnd::default() };
        let (act, diff) = match cmd.ending {
            Ending::Sign => {
                end.state = CorrectionState::Signed.as_str();
                let signed = sign(cx, &tx, &m, &row, cmd.version, end).await?;
                (Act::CorrectionSign.as_str(), signed)
            }
            Ending::Refuse | Ending::Withdraw => {
                let (state, act) = match cmd.ending {
                    Ending::Refuse => (CorrectionState::Refused, Act::CorrectionSign),
                    _ => (CorrectionState::Withdrawn, Act::CorrectionPropose),
                };
                end.state = state.as_str();
                end.answer = answer;
                corrections::end(&tx, &row.id, cmd.version, &end).await?;
                (act.as_str(), json!({"correction": row.id, "ended": state.as_str()}))
            }
        };
        cx.journal(&tx, &chain, act, &cmd.dossier, diff).await
    })
}

async fn found(db: &Db, cmd: &EndCorrection) -> Result<CorrectionRow, Error> {
    let row = corrections::find(db, &cmd.correction).await?;
    row.filter(|r| r.round_id == cmd.round && r.dossier_id == cmd.dossier).ok_or(Error::NotFound)
}

fn leave(cx: &Cx, m: &Matter, row: &CorrectionRow, ending: Ending) -> Result<(), Error> {
    let facts = Facts { sheet_of: Some(row.account_id.clone()), sheet_submitted: true, ..m.facts() };
    let act = match ending {
        Ending::Sign | Ending::Refuse => Act::CorrectionSign,
        Ending::Withdraw => Act::CorrectionPropose,
    };
    cx.allow(act, &facts)
}

/// Returns what the journal keeps.
async fn sign(
    cx: &Cx,
    tx: &Db,
    m: &Matter,
    row: &CorrectionRow,
    version: i64,
    mut end: CorrectionEnd<'_>,
) -> Result<serde_json::Value, Error> {
    let (before, state) = correctable(tx, m).await?;
    let changes = corrections::changes(tx, &row.id).await?;
    let total = total(tx, m, &row.sheet_id, &changes).await?;
    let counted = count(tx, m, m.ballot).await?;
    corrections::correct_sheet(tx, &row.sheet_id, &changes, total).await?;
    let count = count(tx, m, m.ballot).await?;
    // What the council agreed on as a body is not a member's to change.
    if let Some(what) = gone_over(m, &counted, &count) {
        let mut invalid = Invalid::default();
        invalid.add_with("", "council_correction_ruling", vec![("what", what)]);
        return Err(Error::Invalid(invalid));
    }
    let open = count.tally.as_ref().map_or(&[][..], |t| t.open.as_slice());
    // “Does not stop” was agreed on: then every sheet has to go on to its end.
    if open.iter().any(|point| matches!(point, OpenPoint::Unfinished(_))) {
        return Err(Error::Conflict("council_correction_unfinished"));
    }
    // A correction ends nothing the members have not agreed on: that would be a new discussion.
    let tally = count.tally.as_ref().filter(|t| t.open.is_empty());
    let tally = tally.ok_or(Error::Conflict("council_correction_unsettled"))?;
    let after = result(m, tally, (&before.closed_by, before.closed_at))?;
    corrections::correct_result(tx, &after).await?;
    let (was, is) = (Standing::from(&before), Standing::from(&after));
    end.before = Some(was.to_json()?);
    end.after = Some(is.to_json()?);
    corrections::end(tx, &row.id, version, &end).await?;
    let rank = u8::try_from(after.rank).ok().and_then(Stars::new);
    let next: State = state.closed_anew(m.sitting.council.level, rank).map_err(Error::internal)?;
    // A result that stays one keeps its day; one that the correction brings has the correction's.
    let today = cx.today().to_string();
    let settled = match (state.settled(), next.settled()) {
        (true, true) => Settled::AsBefore,
        (false, true) => Settled::On(&today),
        (_, false) => Settled::Open,
    };
    cases::move_to(tx, &m.case.id, m.case.version, next.as_str(), None, settled).await?;
    if state.settled() != next.settled() {
        // What a star ran on until is another day now (Điều 12(3)): the public reads it at once.
        ocop_store::setting::touch_public(tx).await?;
    }
    if was != is {
        tell::corrected(cx, tx, m, row, (&before, state), (&after, next)).await?;
    }
    let changes: Vec<_> = changes.iter().map(|c| json!([c.criterion, c.before, c.after])).collect();
    let mut diff = json!({"correction": row.id, "sheet": row.sheet_id, "round": m.sitting.round.id, "changes": changes,
                          "total": total, "sum": [before.sum, after.sum], "members": [before.members, after.members],
                          "rank": [before.rank, after.rank], "outcome": super::super::proof::outcome_hash(&after)});
    if state != next {
        diff["state"] = json!([state.as_str(), next.as_str()]);
    }
    Ok(diff)
}

/// The sheet's total once it is put right.
async fn total(tx: &Db, m: &Matter, sheet: &str, rows: &[ChangeRow]) -> Result<i64, Error> {
    let read = |c: &ChangeRow| {
        Ok::<_, Error>(Change {
            criterion: c.criterion.parse().map_err(Error::internal)?,
            before: usize::try_from(c.before).ok(),
            after: usize::try_from(c.after).ok(),
        })
    };
    let changes: Vec<Change> = rows.iter().map(read).collect::<Result<_, _>>()?;
    let now = answers(tx, sheet).await?;
    let wanted = corrected(m.set, &now, &changes).map_err(|why| match why {
        CorrectionError::Unfinished(_) => Error::Conflict("council_correction_unfinished"),
        _ => Error::Conflict("stale"),
    })?;
    Ok(i64::from(score(m.set, &wanted).map_err(Error::internal)?.total.get()))
}
