//! `/style`: every token and component in one place, alive, in both languages.

use askama::Template;
use axum::http::Uri;
use axum::response::IntoResponse;

use crate::i18n::Lang;
use crate::page::{Html, Page};

#[derive(Template)]
#[template(path = "style.html")]
struct Style {
    page: Page,
}

pub async fn show(uri: Uri) -> impl IntoResponse {
    let lang = if uri.query().is_some_and(|q| q.contains("lang=en")) { Lang::En } else { Lang::Vi };
    let page = Page::new(lang, uri.path_and_query().map_or("/style", |p| p.as_str()));
    let title = page.t("style.title");
    Html(Style { page: page.title(title) })
}
