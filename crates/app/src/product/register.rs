use super::form::{ProductForm, read};
use crate::prelude::*;
use crate::{assist, facts, once};
use ocop_store::product::{self as rows, Product};

/// A new product of a producer.
#[derive(Debug, Clone, Default)]
pub struct Register {
    pub producer_id: String,
    pub form: ProductForm,
}

/// Enters a product into the register. Its code is given when its evaluation begins. Returns its id. A form sent twice
/// makes one product.
pub async fn register(cx: &Cx, cmd: Register) -> Result<String, Error> {
    once::once(cx, entered(cx, cmd)).await
}

async fn entered(cx: &Cx, cmd: Register) -> Result<String, Error> {
    let id = cx.id();
    write_tx!(cx, |tx| {
        if let Some(earlier) = once::claim(cx, &tx, &id).await? {
            return Ok(earlier);
        }
        let producer = ocop_store::producer::find(&tx, &cmd.producer_id).await?.ok_or(Error::NotFound)?;
        let mut here = facts::of_place(&tx, producer.commune_id.as_deref(), Some(&producer.id)).await?;
        let hand = assist::fill(cx, &tx, &mut here).await?;
        cx.allow_known(Act::ProducerView, Act::ProductRegister, &here)?;
        let mut product = Product {
            id: id.clone(),
            producer_id: producer.id.clone(),
            invented: producer.invented,
            created_at: cx.now_ms(),
            ..Product::default()
        };
        read(&tx, &cmd.form, &producer, &mut product).await?;
        rows::insert(&tx, &product).await?;
        let hand = assist::of_register(hand, &here);
        let typed = ["name", "brand_place", "specification", "story"].map(str::to_owned).to_vec();
        assist::typed(cx, &tx, &hand, ("product", &id), typed).await?;
        let diff = json!({"producer": producer.id, "set": product.set_id, "commune": product.commune_id});
        cx.journal(&tx, &format!("product:{id}"), Act::ProductRegister.as_str(), &id, diff).await?;
        Ok(id.clone())
    })
}
