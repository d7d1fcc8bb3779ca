//! The products of a decision that was read from a list: signed elsewhere, known here by what the list says.

use super::standing::{StarView, star_view};
use super::view::readable;
use crate::prelude::*;
use ocop_domain::recognition::Origin;
use ocop_store::recognition::{self as store, DecisionRow};

/// One product of it, with its star.
#[derive(Debug, Clone)]
pub struct ListedProduct {
    pub star: StarView,
    pub product_id: String,
    pub product_code: Option<String>,
    /// Điều 8(2): the star may be withdrawn by the reader.
    pub may_withdraw: bool,
    /// What the list said of the star may be corrected by the reader.
    pub may_correct: bool,
}

/// A page of them.
#[derive(Debug, Clone)]
pub struct ListedDecision {
    pub row: DecisionRow,
    pub products: Vec<ListedProduct>,
    pub page: i64,
    pub size: i64,
    /// What the list said of the decision itself may be corrected by the reader.
    pub may_correct: bool,
}

const SIZE: i64 = 50;

pub async fn listed_products(cx: &Cx, id: &str, page: i64) -> Result<ListedDecision, Error> {
    let row = readable(cx, id).await?;
    if row.kind != Origin::Listed {
        return Err(Error::NotFound);
    }
    let page = page.max(1);
    let offset = (page - 1).saturating_mul(SIZE);
    let mut products = Vec::new();
    for r in store::listed_of_decision(cx.db(), id, SIZE, offset).await? {
        let about = super::withdraw::facts(cx.db(), &r).await?;
        let here = super::correct_listed::place(cx.db(), &r).await?;
        let open = r.withdrawn_on.is_none();
        products.push(ListedProduct {
            star: star_view(&r, cx.today()),
            may_correct: open && r.lookup.is_some() && can(&cx.actor, Act::ImportProducts, &here).allowed(),
            may_withdraw: open && can(&cx.actor, Act::Withdraw, &about).allowed(),
            product_id: r.product_id,
            product_code: r.product_code,
        });
    }
    let own = crate::facts::of_authority(row.province_code.as_deref());
    let may_correct = can(&cx.actor, Act::ImportProducts, &own).allowed();
    Ok(ListedDecision { row, products, page, size: SIZE, may_correct })
}
