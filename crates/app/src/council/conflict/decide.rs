use super::super::matter::matter;
use super::open_ties;
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_store::council::{ConflictRow, conflicts, rounds};
use serde_json::json;

/// A word on a tie that was found: the member steps aside, or it does not matter, each with a reason.
#[derive(Debug, Clone, Default)]
pub struct DecideConflict {
    pub round: String,
    pub dossier: String,
    pub account: String,
    /// recused or cleared
    pub state: String,
    pub reason: String,
}

pub async fn decide_conflict(cx: &Cx, cmd: DecideConflict) -> Result<(), Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        rounds::hold(&tx, &cmd.round).await?;
        let m = matter(&tx, cx, &cmd.round, &cmd.dossier).await?;
        cx.allow(Act::ConflictDecide, &m.facts())?;
        if cmd.account == cx.actor.id() {
            return Err(Error::Conflict("council_own_conflict"));
        }
        if !m.sitting.council.members.iter().any(|s| s.account_id == cmd.account) {
            return Err(Error::NotFound);
        }
        let mut invalid = Invalid::default();
        if !matches!(cmd.state.as_str(), "recused" | "cleared") {
            invalid.add(format!("state.{}.{}", cmd.dossier, cmd.account), "required");
        }
        let field = format!("reason.{}.{}", cmd.dossier, cmd.account);
        let reason = invalid.text(&field, &cmd.reason, 1_000);
        invalid.ok()?;
        m.scoring()?;
        if m.recused(&cmd.account) {
            return Err(Error::Conflict("council_recused_already"));
        }
        let open = open_ties(&tx, &m).await?;
        let found = open.into_iter().find(|f| f.account == cmd.account).map(|f| f.ties).unwrap_or_default();
        let before = m.conflicts.iter().find(|c| c.account_id == cmd.account);
        if found.is_empty() && before.is_none() {
            return Err(Error::NotFound);
        }
        let names: Vec<&str> = found.iter().map(|t| t.as_str()).collect();
        let ties = before.map_or_else(|| names.join(","), |c| c.ties.clone());
        let row = ConflictRow {
            dossier_id: cmd.dossier.clone(),
            account_id: cmd.account.clone(),
            state: cmd.state.clone(),
            ties,
            declared: false,
            reason: reason.clone(),
            decided_by: cx.actor.id().into(),
            decided_at: cx.now_ms(),
        };
        conflicts::put(&tx, &row).await?;
        let diff = json!({"account": cmd.account, "ties": row.ties, "round": cmd.round,
                          "state": [before.map(|c| c.state.as_str()), Some(cmd.state.as_str())]});
        let chain = format!("dossier:{}", cmd.dossier);
        cx.journal(&tx, &chain, Act::ConflictDecide.as_str(), &cmd.dossier, diff).await
    })
}
