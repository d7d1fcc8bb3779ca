use super::access::matter;
use super::count::count;
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_domain::council::OpenPoint;
use ocop_store::council::{self as rows, BallotRow};
use serde_json::json;

/// Sends the members back to score again, because their totals lie too far apart; the first ballot is kept.
#[derive(Debug, Clone, Default)]
pub struct SecondBallot {
    pub round: String,
    pub dossier: String,
    pub reason: String,
}

pub async fn second_ballot(cx: &Cx, cmd: SecondBallot) -> Result<(), Error> {
    let m = matter(cx.db(), cx, &cmd.round, &cmd.dossier).await?;
    cx.allow(Act::BallotManage, &m.facts())?;
    let mut invalid = Invalid::default();
    let reason = invalid.text("ballot_reason", &cmd.reason, 2_000);
    invalid.ok()?;
    write_tx!(cx, |tx| {
        rows::lock_round(&tx, &cmd.round).await?;
        let m = matter(&tx, cx, &cmd.round, &cmd.dossier).await?;
        m.scoring()?;
        let count = count(&tx, &m, m.ballot).await?;
        let open = &count.complete_for(&m, cx.actor.id())?.open;
        if !open.contains(&OpenPoint::SecondBallot) && !m.may_score_again() {
            return Err(Error::Conflict("council_no_second_ballot"));
        }
        let next = BallotRow {
            ballot: m.ballot + 1,
            reason: Some(reason.clone()),
            opened_by: cx.actor.id().into(),
            opened_at: cx.now_ms(),
        };
        rows::insert_ballot(&tx, &cmd.dossier, &cmd.round, &next).await?;
        let diff = json!({"round": cmd.round, "ballot": next.ballot});
        let chain = format!("dossier:{}", cmd.dossier);
        cx.journal(&tx, &chain, Act::BallotManage.as_str(), &cmd.dossier, diff).await
    })
}
