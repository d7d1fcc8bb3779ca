//! One product as anyone may see it: facts vouched for by an authority, and apart from them what the producer tells.

use crate::recognition::{StarView, star_view};
use crate::{Cx, Error};
use ocop_domain::criteria::{CriteriaSet, SetId, set};
use ocop_store::portal::{self as store, ProductRow};
use ocop_store::recognition::of_product;

/// A product's public page. Neither telephone nor representative is loaded.
#[derive(Debug, Clone)]
pub struct PublicProduct {
    pub row: ProductRow,
    pub set: Option<&'static CriteriaSet>,
    pub aliases: Vec<String>,
    /// Every star, the newest first.
    pub stars: Vec<StarView>,
}

impl PublicProduct {
    /// The star the product shows today: the newest already begun.
    pub fn current(&self) -> Option<&StarView> {
        self.stars.iter().find(|s| s.standing.as_str() != "not_yet")
    }

    /// What its address is made of: the code once it has one.
    pub fn key(&self) -> &str {
        self.row.code.as_deref().unwrap_or(&self.row.id)
    }
}

/// What a code led to.
#[derive(Debug, Clone)]
pub enum ProductFound {
    One(Box<PublicProduct>),
    /// An old code that several products carried.
    Several,
}

/// By product code, id, or an old code.
pub async fn product(cx: &Cx, key: &str) -> Result<ProductFound, Error> {
    let found = store::find(cx.db(), key.trim()).await?;
    let id = match &found[..] {
        [] => return Err(Error::NotFound),
        [one] => &one.id,
        _ => return Ok(ProductFound::Several),
    };
    let row = store::product(cx.db(), id).await?.ok_or(Error::NotFound)?;
    let today = cx.today();
    let stars = of_product(cx.db(), id).await?;
    let stars = stars.iter().map(|r| star_view(r, today)).collect::<Result<_, _>>()?;
    let set = row.set_id.as_deref().and_then(|id| id.parse::<SetId>().ok()).and_then(|id| set(&id));
    let aliases = store::aliases(cx.db(), id).await?;
    Ok(ProductFound::One(Box::new(PublicProduct { row, set, aliases, stars })))
}
