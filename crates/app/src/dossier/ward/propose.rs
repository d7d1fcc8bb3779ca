//! Proposing a dossier to the province.

use super::judgements::{Judgements, lengths, row};
use crate::dossier::access::at_ward;
use crate::event::Event as Happened;
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_domain::dossier::{Event, State};
use ocop_store::dossier::{self as dossiers, check as store};
use serde_json::json;

/// Propose the product to the province with Mẫu số 03.
#[derive(Debug, Clone, Default)]
pub struct Propose {
    pub dossier_id: String,
    /// The dossier's version the page was made from.
    pub version: i64,
    pub judgements: Judgements,
}

/// Concludes the commune's check in favour (Điều 7(2)b, 26/2026): all four judgements and the conclusion are there.
/// A late proposal counts; the journal says that it was late. Returns the state the dossier then has: an open
/// round takes it at once.
pub async fn propose(cx: &Cx, cmd: Propose) -> Result<State, Error> {
    let mut invalid = Invalid::default();
    let mut kept = lengths(&cmd.judgements, &mut invalid);
    kept.reasons.clear();
    let required = [
        ("local_material", &kept.local_material),
        ("local_labour", &kept.local_labour),
        ("idea_origin", &kept.idea_origin),
        ("local_identity", &kept.local_identity),
        ("conclusion", &kept.conclusion),
    ];
    for (field, value) in required {
        if value.is_empty() {
            invalid.add(field, "required");
        }
    }
    write_tx!(cx, |tx| {
        let d = at_ward(cx, &tx, &cmd.dossier_id).await?;
        invalid.clone().ok()?;
        let after = d.state.next(Event::Propose).map_err(|_| Error::Conflict("not_at_ward"))?;
        let row = row(cx, &tx, &d, &kept, false).await?;
        store::save(&tx, &row).await?;
        let today = cx.today();
        dossiers::set_state(&tx, &d.row.id, cmd.version, after, Some(today)).await?;
        let late = d.late(cx.today());
        let diff = json!({"state": [d.state.as_str(), after.as_str()], "attempt": row.attempt, "late": late,
            "due_on": d.row.due_on});
        cx.journal(&tx, &d.chain(), Act::DossierWardCheck.as_str(), &d.row.id, diff).await?;
        crate::dossier::tell::proposed(cx, &tx, &d.row, row.attempt).await?;
        cx.happened(&tx, Happened::Proposed { dossier: &d.row.id }).await?;
        let now = dossiers::find(&tx, &d.row.id).await?.ok_or(Error::NotFound)?;
        Ok(now.state)
    })
}
