use super::state_tag;
use crate::failure::Failure;
use crate::fields::Query;
use crate::page::{Html, Page};
use crate::pages::national::clock_tag;
use crate::view::Pager;
use crate::visit::Visit;
use askama::Template;
use axum::response::{IntoResponse, Response};
use ocop_app::objection::list;
use ocop_domain::account::Role;

const SIZE: i64 = 20;

struct Row {
    href: String,
    product: String,
    producer: String,
    about: String,
    filed: String,
    state: (String, &'static str),
    clock: Option<(String, &'static str)>,
}

#[derive(Template)]
#[template(path = "objection/list.html")]
struct Show {
    page: Page,
    rows: Vec<Row>,
    pager: Pager,
    producer: bool,
}

/// `/objections`
pub async fn show(visit: Visit, query: Query) -> Result<Response, Failure> {
    let (lines, total) = list(&visit.cx, query.page(), SIZE).await?;
    let page = visit.page("objection.title");
    let rows = lines.into_iter().map(|l| Row {
        href: format!("/objections/{}", l.row.id),
        about: page.t(&format!("objection.about.{}", l.row.about.as_str())).into_owned(),
        filed: page.date(l.row.filed_on),
        state: state_tag(&page, l.state),
        clock: l.clock.map(|c| clock_tag(&page, c)),
        product: l.row.product_name,
        producer: l.row.producer_name,
    });
    let rows = rows.collect();
    let pager = Pager { page: query.page(), size: SIZE, total, base: "/objections".into() };
    Ok(Html(Show { rows, pager, producer: visit.cx.actor.has_role(Role::Producer), page }).into_response())
}
