use super::result::result;
use super::tally::{Blocker, blockers};
use crate::council::conflict::open_ties;
use crate::council::count::count;
use crate::council::matter::matter;
use crate::council::proof::outcome_hash;
use crate::event::Event as Happened;
use crate::{Cx, Error, write_tx};
use ocop_domain::account::Act;
use ocop_domain::dossier::{Event, State};
use ocop_store::council::{Settled, cases, councils, results, rounds};
use ocop_store::counter;
use serde_json::json;

/// Ends a dossier's assessment. It carries no figure: the result is what the sheets come to.
#[derive(Debug, Clone, Default)]
pub struct Close {
    pub round: String,
    pub dossier: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// 0: not recognised.
    pub rank: i64,
    pub round_closed: bool,
}

pub async fn close(cx: &Cx, cmd: Close) -> Result<Closed, Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        rounds::hold(&tx, &cmd.round).await?;
        let m = matter(&tx, cx, &cmd.round, &cmd.dossier).await?;
        cx.allow(Act::RoundClose, &m.facts())?;
        m.scoring()?;
        let count = count(&tx, &m, m.ballot).await?;
        let tally = count.complete_for(&m, cx.actor.id())?;
        count.decided()?;
        if let Some(first) = blockers(&count, tally, &open_ties(&tx, &m).await?).first() {
            return Err(Error::Conflict(match first {
                Blocker::Conflict(_) => "council_conflict_open",
                Blocker::Quorum => "council_quorum",
                Blocker::SecondBallot => "council_spread",
                Blocker::Unfinished(_) => "council_unfinished",
                Blocker::Gate(_) | Blocker::Finding(_) => "council_unsettled",
            }));
        }
        let result = result(&m, tally, (cx.actor.id(), cx.now_ms()))?;
        let rank = tally.outcome.as_ref().and_then(|o| o.rank);
        let state: State = m.case.state.parse().map_err(Error::internal)?;
        let event = Event::closing(m.sitting.council.level, rank);
        let next = state.next(event).map_err(|_| Error::Conflict("council_dossier_closed"))?;
        results::insert(&tx, &result).await?;
        let sitting: Vec<&str> = m.sitting.council.members.iter().map(|m| m.account_id.as_str()).collect();
        councils::keep_names(&tx, &cmd.round, &sitting).await?;
        let today = cx.today().to_string();
        let settled = if next.settled() { Settled::On(&today) } else { Settled::Open };
        cases::move_to(&tx, &cmd.dossier, m.case.version, next.as_str(), None, settled).await?;
        let diff = json!({"state": [state.as_str(), next.as_str()], "round": cmd.round, "ballot": m.ballot,
                          "sum": result.sum, "members": result.members, "rank": result.rank,
                          "outcome": outcome_hash(&result)});
        let chain = format!("dossier:{}", cmd.dossier);
        cx.journal(&tx, &chain, Act::RoundClose.as_str(), &cmd.dossier, diff).await?;
        match event {
            Event::CloseUnranked => {
                // A re-ranking that ends so ends what it carried on (Điều 12(3)): the public reads it at once.
                ocop_store::setting::touch_public(&tx).await?;
                crate::dossier::tell_not_recognised(cx, &tx, &cmd.dossier, tally.ending.as_ref()).await?;
            }
            Event::CloseBelowFive => {
                let (case, result) = (&m.case, &result);
                cx.happened(&tx, Happened::BelowFive { case, result }).await?;
            }
            _ => {}
        }

        let round_closed = cases::count_open(&tx, &cmd.round).await? == 0;
        if round_closed {
            let (round, council) = (&m.sitting.round, &m.sitting.council.row);
            let number = counter::next(&tx, &format!("bb:{}:{}", council.id, round.year)).await?;
            rounds::set_minutes_number(&tx, &cmd.round, &number.to_string()).await?;
            rounds::close(&tx, &cmd.round).await?;
            let diff = json!({"state": ["open", "closed"], "minutes": number});
            let chain = format!("round:{}", cmd.round);
            cx.journal(&tx, &chain, Act::RoundClose.as_str(), &cmd.round, diff).await?;
        }
        Ok(Closed { rank: result.rank, round_closed })
    })
}
