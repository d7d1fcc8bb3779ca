use crate::prelude::*;
use ocop_app::producer::{self, PAGE, ProducerLine};

#[derive(Template)]
#[template(path = "producer/list.html")]
struct List {
    page: Page,
    form: Form,
    items: Vec<ProducerLine>,
    pager: Pager,
    may_register: bool,
}

/// `/producers`: those the reader may see.
pub async fn show(visit: Visit, query: Query) -> Reply {
    let (items, total) = producer::list(&visit.cx, query.get("q"), query.page()).await?;
    let q: String = form_urlencoded::byte_serialize(query.get("q").as_bytes()).collect();
    let pager = Pager { page: query.page(), size: PAGE, total, base: format!("/producers?q={q}") };
    let page = visit.page("producer.title");
    let may_register = producer::may_register(&visit.cx).is_ok();
    Ok(Html(List { page, form: query.form(), items, pager, may_register }).into_response())
}
