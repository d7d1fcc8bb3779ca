use super::show::place_of;
use crate::prelude::*;
use ocop_store::product as rows;

/// A code the product bore before.
#[derive(Debug, Clone, Default)]
pub struct AddAlias {
    pub product_id: String,
    pub code: String,
    pub source: String,
}

/// Keeps a former code, so that papers and labels that carry it still lead to the product.
pub async fn add_alias(cx: &Cx, cmd: AddAlias) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let product = rows::find(&tx, &cmd.product_id).await?.ok_or(Error::NotFound)?;
        let here = place_of(&tx, &product).await?;
        cx.allow_known(Act::ProductView, Act::ProductEdit, &here)?;
        let mut bad = Invalid::default();
        let code = bad.text("code", &cmd.code, 60);
        let source = bad.optional("source", &cmd.source, 300);
        let letters = |c: char| c.is_ascii_alphanumeric() || "-./".contains(c);
        if !code.is_empty() && !code.chars().all(letters) {
            bad.add("code", "old_code");
        }
        bad.ok()?;
        rows::add_alias(&tx, &product.id, &code, "old_code", source.as_deref()).await?;
        let chain = format!("product:{}", product.id);
        cx.journal(&tx, &chain, Act::ProductEdit.as_str(), &product.id, json!({"alias": code})).await
    })
}
