use super::form::chosen_set;
use super::show::place_of;
use crate::prelude::*;
use ocop_store::product as rows;

/// Puts a product into another set of criteria.
#[derive(Debug, Clone, Default)]
pub struct Reclassify {
    pub id: String,
    pub version: i64,
    pub set_id: String,
    pub reason: String,
}

/// Moves a product to another set, with the reason. Dossiers already begun stay pinned to theirs.
pub async fn reclassify(cx: &Cx, cmd: Reclassify) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let mut product = rows::find(&tx, &cmd.id).await?.ok_or(Error::NotFound)?;
        let here = place_of(&tx, &product).await?;
        cx.allow_known(Act::ProductView, Act::ProductEdit, &here)?;
        let producer = ocop_store::producer::find(&tx, &product.producer_id).await?.ok_or(Error::NotFound)?;
        let mut bad = Invalid::default();
        let set = chosen_set(&mut bad, &cmd.set_id, &producer.legal_form);
        let reason = bad.text("reason", &cmd.reason, 1000);
        bad.ok()?;
        let from = product.set_id.take();
        product.set_id = set.map(|s| s.id.to_string());
        product.version = cmd.version;
        rows::update(&tx, &product).await?;
        crate::catalogue::refresh(&tx, &product.id).await?;
        ocop_store::setting::touch_public(&tx).await?;
        let diff = json!({"from": from, "to": product.set_id, "reason": reason});
        cx.journal(&tx, &format!("product:{}", product.id), Act::ProductEdit.as_str(), &product.id, diff)
            .await
    })
}
