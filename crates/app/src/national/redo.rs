use super::evaluate_again::{Ground, evaluate_again};
use super::show_demand::load;
use crate::prelude::*;
use ocop_domain::national::Asked;
use ocop_store::national as store;

/// Điều 10(1)b, 26/2026: the province does the evaluation of one dossier of a demand again.
#[derive(Debug, Clone, Default)]
pub struct Redo {
    pub demand: String,
    /// The demand's, as it was read.
    pub version: i64,
    pub dossier: String,
}

/// The result stands marked as set aside on the demand; the dossier waits for a round of the province.
pub async fn redo(cx: &Cx, cmd: Redo) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let demand = load(cx, &tx, &cmd.demand, Act::DemandAnswer).await?;
        if demand.answered_on.is_some() {
            return Err(Error::Conflict("demand_answered"));
        }
        store::touch_demand(&tx, &demand.id, cmd.version).await?;
        let items = store::items(&tx, &demand.id).await?;
        let item = items.into_iter().find(|i| i.dossier_id == cmd.dossier).ok_or(Error::NotFound)?;
        let asked: Asked = item.asked.parse().map_err(Error::internal)?;
        if asked == Asked::Withdraw || item.redone_at.is_some() {
            return Err(Error::Conflict("cannot_evaluate_again"));
        }
        let ground =
            Ground { kind: "demand", id: Some(&demand.id), reason: &demand.reason, act: Act::DemandAnswer };
        evaluate_again(cx, &tx, &item.dossier_id, item.version, &ground).await?;
        store::mark_redone(&tx, &demand.id, &item.dossier_id, cx.now_ms()).await?;
        Ok(())
    })
}
