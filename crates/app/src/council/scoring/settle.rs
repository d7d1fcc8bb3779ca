use crate::council::count::count;
use crate::council::matter::matter;
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_domain::points::Points;
use ocop_store::council::{SettlementRow, ballots, rounds};
use serde_json::json;

/// What the council agreed, as a body, on a gate or a knock-out question where its members differ.
#[derive(Debug, Clone, Default)]
pub struct Settle {
    pub round: String,
    pub dossier: String,
    /// A criterion's code or a question's key.
    pub item: String,
    /// Points of an option; for a question 1 (applies) or 0.
    pub points: String,
    pub reason: String,
    /// The points the page showed as agreed before; empty where nothing was. Two who settle at once do not pass over
    /// each other.
    pub was: String,
}

pub async fn settle(cx: &Cx, cmd: Settle) -> Result<(), Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        rounds::hold(&tx, &cmd.round).await?;
        let m = matter(&tx, cx, &cmd.round, &cmd.dossier).await?;
        cx.allow(Act::GateSettle, &m.facts())?;
        let mut invalid = Invalid::default();
        let reason = invalid.text(&format!("reason.{}", cmd.item), &cmd.reason, 2_000);
        let field = format!("points.{}", cmd.item);
        let points: Option<u32> = cmd.points.trim().parse().ok();
        if points.is_none() {
            invalid.add(&field, "council_choose_points");
        }
        let Some(points) = points else { return Err(Error::Invalid(invalid)) };
        invalid.ok()?;
        m.scoring()?;
        let count = count(&tx, &m, m.ballot).await?;
        let tally = count.complete_for(&m, cx.actor.id())?;
        count.decided()?;
        tally
            .may_settle(m.set, &cmd.item, Points(points))
            .map_err(|_| Error::field(&field, "council_settle_between"))?;
        let before = count.settlements.iter().find(|s| s.item == cmd.item);
        if before.map_or_else(String::new, |s| s.points.to_string()) != cmd.was.trim() {
            return Err(Error::Conflict("stale"));
        }
        let row = SettlementRow {
            ballot: m.ballot,
            item: cmd.item.clone(),
            points: i64::from(points),
            reason: reason.clone(),
            settled_by: cx.actor.id().into(),
            settled_at: cx.now_ms(),
        };
        ballots::put_settlement(&tx, &cmd.dossier, &row).await?;
        let diff = json!({"ballot": m.ballot, "item": cmd.item, "points": points});
        let chain = format!("dossier:{}", cmd.dossier);
        cx.journal(&tx, &chain, Act::GateSettle.as_str(), &cmd.dossier, diff).await
    })
}
