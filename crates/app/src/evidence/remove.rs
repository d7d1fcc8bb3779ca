use super::access::{chain, own_by};
use crate::prelude::*;
use crate::{assist, once};
use ocop_store::dossier::evidence as papers;

/// Takes a paper out of the library, and out of the drafts that cite it; returns the producer's id. One that a sealed
/// package holds stays, and so does one that was renewed: it is the history of its renewal.
pub async fn remove(cx: &Cx, id: &str) -> Result<String, Error> {
    write_tx!(cx, |tx| {
        let (row, hand) = own_by(cx, &tx, id, Act::EvidenceKeep).await?;
        assist::own_typing(&tx, &hand, id).await?;
        if row.replaced_by.is_some() {
            return Err(Error::Conflict("evidence_replaced"));
        }
        if papers::sealed_citations(&tx, id).await? > 0 {
            return Err(Error::Conflict("evidence_sealed"));
        }
        papers::delete(&tx, id).await?;
        once::undone(&tx, id).await?;
        assist::forget(&tx, ("evidence", id), "paper").await?;
        let diff = json!({"removed": id, "sha256": row.file_hash});
        cx.journal(&tx, &chain(&row.producer_id), Act::EvidenceKeep.as_str(), id, diff).await?;
        Ok(row.producer_id)
    })
}
