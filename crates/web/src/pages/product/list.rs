use crate::prelude::*;
use ocop_app::product::PAGE;
use ocop_app::product::{self, Listed};

#[derive(Template)]
#[template(path = "product/list.html")]
struct List {
    page: Page,
    form: Form,
    items: Vec<Listed>,
    pager: Pager,
    exports: Vec<Link>,
}

/// `/register/products`: every product the reader may see.
pub async fn show(visit: Visit, query: Query) -> Reply {
    let producer = Some(query.get("producer")).filter(|p| !p.is_empty());
    let (items, total) = product::list(&visit.cx, producer, query.get("q"), query.page()).await?;
    let mut base = form_urlencoded::Serializer::new(String::new());
    for name in ["q", "producer"] {
        base.append_pair(name, query.get(name));
    }
    let filters = base.finish();
    let pager =
        Pager { page: query.page(), size: PAGE, total, base: format!("/register/products?{filters}") };
    let page = visit.page("product.register_title");
    let exports = crate::export::links(&page, &format!("/register/products/export?{filters}"));
    Ok(Html(List { page, form: query.form(), items, pager, exports }).into_response())
}
