use super::past_star;
use crate::export;
use crate::prelude::*;
use ocop_app::export::{Cell, Column};
use ocop_app::product::{self, Listed};

/// `/register/products/export`: the list of the register with its filters, as a file.
pub async fn download(visit: Visit, query: Query) -> Reply {
    let format = export::format(&query)?;
    let producer = Some(query.get("producer")).filter(|p| !p.is_empty());
    let source = product::export(&visit.cx, producer, query.get("q"))?;
    let columns = columns(visit.page("product.register_title"));
    Ok(export::answer(format, columns, source, "san-pham", visit.cx.today()))
}

/// What the page shows, in its order.
fn columns(page: Page) -> Vec<Column<Listed>> {
    vec![
        Column::new("name", page.t("product.name"), |l: &Listed| Cell::Text(l.name.clone())),
        Column::new("producer", page.t("product.producer"), |l: &Listed| Cell::Text(l.producer_name.clone())),
        Column::new("commune", page.t("producer.commune"), |l: &Listed| l.commune_name.clone().into()),
        Column::new("code", page.t("product.code"), |l: &Listed| l.code.clone().into()),
        Column::new("stars", page.t("product.stars"), |l: &Listed| l.stars.into()),
        Column::new("past", page.t("product.past_stars"), move |l: &Listed| match l.stars {
            Some(_) => Cell::Empty,
            None => Cell::Text(past_star(&page, l.past.as_ref())),
        }),
    ]
}
