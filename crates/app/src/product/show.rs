use super::tree::{TreeSet, set_of};
use crate::facts;
use crate::prelude::*;
use ocop_store::producer::Establishment;
use ocop_store::product::{self as rows, Alias, Product};
use ocop_store::scope::{Place, place};

/// A product's entry as its reader may see it.
#[derive(Debug, Clone)]
pub struct ProductView {
    pub product: Product,
    pub producer_name: String,
    pub producer_legal_form: String,
    pub place: Option<Place>,
    pub establishment: Option<Establishment>,
    /// Where it stands in the tree of the law; none while the set is not chosen.
    pub set: Option<TreeSet>,
    pub aliases: Vec<Alias>,
    pub can_edit: bool,
}

/// A product by its id, its code or a former code.
pub async fn show(cx: &Cx, code_or_id: &str) -> Result<ProductView, Error> {
    let db = cx.db();
    let product = rows::resolve(db, code_or_id.trim()).await?.ok_or(Error::NotFound)?;
    let here = place_of(db, &product).await?;
    cx.know(Act::ProductView, &here)?;
    let producer = ocop_store::producer::find(db, &product.producer_id).await?.ok_or(Error::NotFound)?;
    let establishment = match &product.establishment_id {
        Some(id) => ocop_store::producer::establishment(db, id).await?,
        None => None,
    };
    let commune = match &product.commune_id {
        Some(id) => place(db, id).await?,
        None => None,
    };
    Ok(ProductView {
        producer_name: producer.name,
        producer_legal_form: producer.legal_form,
        place: commune,
        establishment,
        set: product.set_id.as_deref().and_then(set_of),
        aliases: rows::aliases(db, &product.id).await?,
        can_edit: can(&cx.actor, Act::ProductEdit, &here).allowed(),
        product,
    })
}

/// A product lies where it is made.
pub(super) async fn place_of(db: &Db, product: &Product) -> Result<Facts, Error> {
    facts::of_place(db, product.commune_id.as_deref(), Some(&product.producer_id)).await
}
