//! One product as the public may see it: what the decision names, and apart from it what the producer says.

use super::sector::sector_of;
use crate::recognition::{StarView, star_view};
use crate::{Cx, Error};
use ocop_domain::criteria::{CriteriaSet, SetId, set};
use ocop_store::portal::{self as store, ProductRow};
use ocop_store::recognition::of_product;

/// A product's public page. Neither telephone nor representative is loaded.
#[derive(Debug, Clone)]
pub struct PublicProduct {
    pub row: ProductRow,
    /// The set it was judged by, else the one the register has for it.
    pub set: Option<&'static CriteriaSet>,
    /// It was judged by that set.
    pub set_judged: bool,
    pub aliases: Vec<String>,
    /// Every star, the newest first.
    pub stars: Vec<StarView>,
}

impl PublicProduct {
    /// The star the product shows today: the newest already begun.
    pub fn current(&self) -> Option<&StarView> {
        self.stars.iter().find(|s| s.standing.as_str() != "not_yet")
    }

    /// What it is called: as it was recognised, whatever its producer calls it since (Điều 4, 26/2026).
    pub fn name(&self) -> &str {
        self.current().map_or(&self.row.name, |s| &s.product_name)
    }

    /// Its producer, by the name on the decision.
    pub fn producer(&self) -> &str {
        self.current().map_or(&self.row.producer_name, |s| &s.producer_name)
    }

    /// The address on the decision, as far as the star has one.
    pub fn address(&self) -> &str {
        self.current().map(|s| s.address.as_str()).filter(|a| !a.is_empty()).unwrap_or(&self.row.address)
    }

    /// Its set's sector, or without a set the one its list's word means.
    pub fn sector(&self) -> Option<&'static str> {
        sector_of(self.set.map_or("", |s| s.id.as_str()), self.row.category.as_deref().unwrap_or_default())
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
    let stars = stars.iter().map(|r| star_view(r, today)).collect();
    let aliases = store::aliases(cx.db(), id).await?;
    let mut found = PublicProduct { row, set: None, set_judged: false, aliases, stars };
    let judged = found.current().and_then(|s| s.set_id.clone());
    found.set_judged = judged.is_some();
    found.set = judged
        .or_else(|| found.row.set_id.clone())
        .and_then(|id| id.parse::<SetId>().ok())
        .and_then(|id| set(&id));
    Ok(ProductFound::One(Box::new(found)))
}
