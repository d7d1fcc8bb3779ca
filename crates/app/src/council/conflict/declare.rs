use super::super::matter::matter;
use super::own_ties;
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::{Act, Facts};
use ocop_domain::council::Tie;
use ocop_store::council::{ConflictRow, conflicts, rounds};
use serde_json::json;

/// A member steps aside from a dossier. It cannot be taken back: from then on the member knows that the others judge
/// it, and the member's sheet, if handed in, is kept but not counted.
#[derive(Debug, Clone, Default)]
pub struct StepAside {
    pub round: String,
    pub dossier: String,
    pub tie: String,
    pub reason: String,
}

pub async fn step_aside(cx: &Cx, cmd: StepAside) -> Result<(), Error> {
    cx.signed_in()?;
    write_tx!(cx, |tx| {
        rounds::hold(&tx, &cmd.round).await?;
        let m = matter(&tx, cx, &cmd.round, &cmd.dossier).await?;
        let account = cx.actor.id().to_owned();
        cx.allow(Act::ConflictDeclare, &Facts { sheet_of: Some(account.clone()), ..m.facts() })?;
        let mut invalid = Invalid::default();
        let tie: Option<Tie> = cmd.tie.parse().ok();
        if tie.is_none() {
            invalid.add("tie", "required");
        }
        let reason = invalid.optional("aside_reason", &cmd.reason, 1_000).unwrap_or_default();
        if tie == Some(Tie::Other) && reason.is_empty() {
            invalid.add("aside_reason", "required");
        }
        let Some(tie) = tie else { return Err(Error::Invalid(invalid)) };
        invalid.ok()?;
        let mut ties = own_ties(&tx, &m).await?;
        ties.insert(tie);
        m.scoring()?;
        if m.sitting.council.seat.is_none() || m.recused(&account) {
            return Err(Error::Forbidden);
        }
        let names: Vec<&str> = ties.iter().map(|t| t.as_str()).collect();
        let row = ConflictRow {
            dossier_id: cmd.dossier.clone(),
            account_id: account.clone(),
            state: "recused".into(),
            ties: names.join(","),
            declared: true,
            reason: reason.clone(),
            decided_by: account.clone(),
            decided_at: cx.now_ms(),
        };
        conflicts::put(&tx, &row).await?;
        let diff = json!({"account": account, "state": "recused", "ties": names, "round": cmd.round});
        let chain = format!("dossier:{}", cmd.dossier);
        cx.journal(&tx, &chain, Act::ConflictDeclare.as_str(), &cmd.dossier, diff).await
    })
}
