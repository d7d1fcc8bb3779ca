use super::words::{trail, word};
use crate::prelude::*;
use ocop_app::account::signed::Signed;
use ocop_app::register::{self, Distinct, Likely, PAGE, Thing};

#[derive(Template)]
#[template(path = "register/duplicates.html")]
struct List {
    page: Page,
    thing: &'static str,
    items: Vec<Likely>,
    pager: Pager,
}

/// `/register/duplicates`: pairs that may be one, the likeliest first.
pub async fn show(visit: Visit, query: Query) -> Reply {
    let thing = if query.get("thing") == "product" { Thing::Product } else { Thing::Producer };
    let (items, total) = register::duplicates(&visit.cx, thing, query.page()).await?;
    let thing = thing.as_str();
    let base = format!("/register/duplicates?thing={thing}");
    let pager = Pager { page: query.page(), size: PAGE, total, base };
    let page = visit.page("register.duplicates.title").under("/producers", "producer.title");
    Ok(Html(List { page, thing, items, pager }).into_response())
}

#[derive(Template)]
#[template(path = "register/distinct.html")]
struct DistinctList {
    page: Page,
    items: Vec<Signed<Distinct>>,
    pager: Pager,
}

/// `/register/duplicates/distinct`: pairs a person found to be two.
pub async fn distinct(visit: Visit, query: Query) -> Reply {
    let (items, total) = register::distinct_list(&visit.cx, query.page()).await?;
    let base = "/register/duplicates/distinct".to_owned();
    let pager = Pager { page: query.page(), size: PAGE, total, base };
    let page = trail(visit.page("register.distinct.title"));
    Ok(Html(DistinctList { page, items, pager }).into_response())
}
