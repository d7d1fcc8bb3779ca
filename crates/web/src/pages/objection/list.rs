use super::state_tag;
use crate::pages::national::words::clock_tag;
use crate::prelude::*;
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
pub async fn show(visit: Visit, query: Query) -> Reply {
    let (lines, total) = list(&visit.cx, query.page(), SIZE).await?;
    let page = visit.page("objection.title");
    let rows = lines.into_iter().map(|l| Row {
        href: format!("/objections/{}", l.row.id),
        about: page.say(&format!("objection.about.{}", l.row.about.as_str())),
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
