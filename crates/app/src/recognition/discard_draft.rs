use crate::facts;
use crate::once;
use crate::prelude::*;
use ocop_store::recognition as store;

/// Takes an unsigned draft away, so that its dossiers wait again; the journal keeps that it was there.
pub async fn discard_draft(cx: &Cx, id: &str, version: i64) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let d = store::decision(&tx, id).await?.ok_or(Error::NotFound)?;
        cx.allow(Act::DecisionDraft, &facts::of_authority(d.province_code.as_deref()))?;
        if d.kind == ocop_domain::recognition::Origin::Listed {
            return Err(Error::Conflict("decision_listed"));
        }
        if d.signed_at.is_some() || d.source.is_some() {
            return Err(Error::Conflict("already_signed"));
        }
        store::delete_draft(&tx, id, version).await?;
        once::undone(&tx, id).await?;
        let diff = json!({"discarded": true, "items": d.items});
        cx.journal(&tx, &format!("decision:{id}"), Act::DecisionDraft.as_str(), id, diff).await
    })
}
