use crate::council::count::count;
use crate::council::matter::{Matter, matter};
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_domain::council::OpenPoint;
use ocop_store::Db;
use ocop_store::council::{BallotRow, Which, ballots, rounds};
use serde_json::json;

/// Sends the members back to score again: their totals lie too far apart, or the council found that a zero stops nothing
/// and sheets that ended there are to be filled in. The ballots before are kept.
#[derive(Debug, Clone, Default)]
pub struct SecondBallot {
    pub round: String,
    pub dossier: String,
    pub reason: String,
}

pub async fn second_ballot(cx: &Cx, cmd: SecondBallot) -> Result<(), Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        rounds::hold(&tx, &cmd.round).await?;
        let m = matter(&tx, cx, &cmd.round, &cmd.dossier).await?;
        cx.allow(Act::BallotManage, &m.facts())?;
        let mut invalid = Invalid::default();
        let reason = invalid.text("ballot_reason", &cmd.reason, 2_000);
        invalid.ok()?;
        m.scoring()?;
        let count = count(&tx, &m, m.ballot).await?;
        let tally = count.complete_for(&m, cx.actor.id())?;
        let again = |point: &OpenPoint| matches!(point, OpenPoint::SecondBallot | OpenPoint::Unfinished(_));
        if !tally.open.iter().any(again) && !m.may_score_again() {
            return Err(Error::Conflict("council_no_second_ballot"));
        }
        let next = BallotRow {
            ballot: m.ballot + 1,
            reason: Some(reason.clone()),
            opened_by: cx.actor.id().into(),
            opened_at: cx.now_ms(),
        };
        ballots::insert(&tx, &cmd.dossier, &cmd.round, &next).await?;
        let diff = json!({"round": cmd.round, "ballot": next.ballot});
        let chain = format!("dossier:{}", cmd.dossier);
        cx.journal(&tx, &chain, Act::BallotManage.as_str(), &cmd.dossier, diff).await
    })
}

/// Whether the council last found, at a ballot of this round before the present one, that 0 points stop nothing. Then the
/// steps that follow are judged, and a sheet leaves none of them out (Phụ lục II, set 16, 26/2026).
pub(in crate::council) async fn goes_on(db: &Db, m: &Matter) -> Result<bool, Error> {
    if m.ballot == m.first || m.set.computed().next().is_none() {
        return Ok(false);
    }
    let found = ballots::settlements(db, &m.sitting.round.id, Which::One(&m.case.id)).await?;
    let mut found: Vec<_> = found.into_values().flatten().collect();
    found.retain(|s| (m.first..m.ballot).contains(&s.ballot));
    // Settlements come in the order of the ballots.
    let last = |key: &str| found.iter().rfind(|s| s.item == key).map(|s| s.points);
    Ok(m.set.computed().any(|question| last(&question.key) == Some(0)))
}
