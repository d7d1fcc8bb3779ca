use super::access::load;
use super::tell;
use crate::prelude::*;
use ocop_domain::objection::Event;
use ocop_store::objection as store;

/// Luật Khiếu nại 02/2011/QH13, Điều 10: the producer takes the objection back, at any time before it is answered.
#[derive(Debug, Clone, Default)]
pub struct Withdraw {
    pub id: String,
    /// As it was read.
    pub version: i64,
}

pub async fn withdraw(cx: &Cx, cmd: Withdraw) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let (row, _) = load(cx, &tx, &cmd.id, Act::ObjectionFile).await?;
        let state = row.state;
        let next = state.next(Event::Withdraw).map_err(|_| Error::Conflict("objection_moved"))?;
        store::withdraw(&tx, &row.id, cmd.version, cx.today()).await?;
        let diff = json!({"objection": row.id, "objection_state": [state.as_str(), next.as_str()]});
        for chain in [format!("objection:{}", row.id), format!("dossier:{}", row.dossier_id)] {
            cx.journal(&tx, &chain, Act::ObjectionFile.as_str(), &row.id, diff.clone()).await?;
        }
        tell::withdrawn(cx, &tx, &row).await
    })
}
