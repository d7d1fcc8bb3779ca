//! Sending a dossier back with plain reasons.

use super::judgements::{Judgements, lengths, row};
use crate::dossier::access::at_ward;
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_domain::dossier::{Event, State};
use ocop_store::dossier::{self as dossiers, check as store};
use serde_json::json;

/// Send the dossier back with reasons.
#[derive(Debug, Clone, Default)]
pub struct Return {
    pub dossier_id: String,
    /// The dossier's version the page was made from.
    pub version: i64,
    pub judgements: Judgements,
}

/// Sends the dossier back to its producer, who reads the reasons, mends it and submits again. What was judged so far
/// stays with this submission.
pub async fn return_to_producer(cx: &Cx, cmd: Return) -> Result<State, Error> {
    let mut invalid = Invalid::default();
    let mut kept = lengths(&cmd.judgements, &mut invalid);
    kept.conclusion.clear();
    if kept.reasons.is_empty() {
        invalid.add("reasons", "required");
    }
    write_tx!(cx, |tx| {
        let d = at_ward(cx, &tx, &cmd.dossier_id).await?;
        invalid.clone().ok()?;
        let after = d.state.next(Event::ReturnToProducer).map_err(|_| Error::Conflict("not_at_ward"))?;
        let row = row(cx, &tx, &d, &kept, false).await?;
        store::save(&tx, &row).await?;
        dossiers::set_state(&tx, &d.row.id, cmd.version, after, None).await?;
        let late = d.late(cx.today());
        let diff = json!({"state": [d.state.as_str(), after.as_str()], "attempt": row.attempt, "late": late});
        cx.journal(&tx, &d.chain(), Act::DossierWardCheck.as_str(), &d.row.id, diff).await?;
        crate::dossier::tell::returned(cx, &tx, &d.row, row.attempt, &kept.reasons).await?;
        Ok(after)
    })
}
