use super::form::{ProductForm, changed, read};
use super::show::place_of;
use crate::assist;
use crate::prelude::*;
use crate::register_change::{Noted, note_between};
use ocop_domain::register::Thing;
use ocop_store::product as rows;
use ocop_store::register::image;

/// A correction of a product's entry, made on the state that stood at `version`.
#[derive(Debug, Clone, Default)]
pub struct Edit {
    pub id: String,
    pub version: i64,
    pub form: ProductForm,
}

/// Corrects a product's entry. Certificates and sealed dossiers keep what they were made with.
pub async fn edit(cx: &Cx, cmd: Edit) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let old = rows::find(&tx, &cmd.id).await?.ok_or(Error::NotFound)?;
        let mut here = place_of(&tx, &old).await?;
        let hand = assist::fill(cx, &tx, &mut here).await?;
        cx.allow_known(Act::ProductView, Act::ProductEdit, &here)?;
        let producer = ocop_store::producer::find(&tx, &old.producer_id).await?.ok_or(Error::NotFound)?;
        let mut new = old.clone();
        new.version = cmd.version;
        read(&tx, &cmd.form, &producer, &mut new).await?;
        let before = image::find(&tx, "product", &old.id).await?.ok_or(Error::NotFound)?;
        rows::update(&tx, &new).await?;
        let day = cx.today().to_string();
        let about =
            Noted { thing: Thing::Product, id: &old.id, effective_on: &day, ground: None, amendment: None };
        note_between(cx, &tx, &about, &before, &changed(&old, &new)).await?;
        let (hand, fields) = (assist::of_register(hand, &here), changed(&old, &new));
        assist::typed(cx, &tx, &hand, ("product", &old.id), fields.iter().map(|f| (*f).to_owned()).collect())
            .await?;
        crate::catalogue::refresh(&tx, &new.id).await?;
        ocop_store::setting::touch_public(&tx).await?;
        let diff = json!({"fields": changed(&old, &new), "version": cmd.version + 1});
        cx.journal(&tx, &format!("product:{}", old.id), Act::ProductEdit.as_str(), &old.id, diff).await
    })
}
