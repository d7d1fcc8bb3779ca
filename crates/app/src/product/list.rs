use crate::producer::{PAGE, reach_of};
use crate::{Cx, Error};
use ocop_domain::account::Act;
use ocop_domain::text::fold;
use ocop_store::product::{self as rows, ProductLine};

/// One page (from 1) of the products the actor may see, and how many there are. `q` is looked for in the names of
/// products and producers and at the beginning of codes.
pub async fn list(
    cx: &Cx,
    producer_id: Option<&str>,
    q: &str,
    page: i64,
) -> Result<(Vec<ProductLine>, i64), Error> {
    let visible = reach_of(cx, Act::ProductView)?;
    let offset = (page.max(1) - 1) * PAGE;
    Ok(rows::list(
        cx.db(),
        &visible,
        producer_id,
        &fold(q),
        &crate::recognition::days(cx.today()),
        (PAGE, offset),
    )
    .await?)
}
