use super::access::{chain, own_by, typed};
use super::particulars::Particulars;
use crate::prelude::*;
use ocop_store::evidence as store;

/// Correct what is written about a paper; its file stays.
#[derive(Debug, Clone, Default)]
pub struct Edit {
    pub id: String,
    /// The version the page was made from.
    pub version: i64,
    pub particulars: Particulars,
}

/// Corrects the facts of a paper. Packages sealed with it keep the facts they were sealed with.
pub async fn edit(cx: &Cx, cmd: Edit) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let (mut row, hand) = own_by(cx, &tx, &cmd.id, Act::EvidenceKeep).await?;
        if row.replaced_by.is_some() {
            return Err(Error::Conflict("evidence_replaced"));
        }
        let mut invalid = Invalid::default();
        let read = cmd.particulars.read(cx, &mut invalid);
        invalid.ok()?;
        row.version = cmd.version;
        let fields = read.onto(&mut row);
        store::update(&tx, &row).await?;
        if !fields.is_empty() {
            typed(cx, &tx, &hand, &cmd.id).await?;
        }
        let diff = json!({"fields": fields, "version": cmd.version + 1});
        cx.journal(&tx, &chain(&row.producer_id), Act::EvidenceKeep.as_str(), &cmd.id, diff).await
    })
}
