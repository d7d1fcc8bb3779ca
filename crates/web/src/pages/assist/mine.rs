//! `/assist`: whom the officer fills in for.

use super::board::{Row, row};
use crate::failure::Failure;
use crate::page::{Html, Page};
use crate::visit::Visit;
use askama::Template;
use axum::response::{IntoResponse, Response};
use ocop_app::assist;

#[derive(Template)]
#[template(path = "assist/mine.html")]
struct Mine {
    page: Page,
    rows: Vec<Row>,
}

pub async fn show(visit: Visit) -> Result<Response, Failure> {
    let mine = assist::mine(&visit.cx).await?;
    let page = visit.page("assist.mine.title");
    let page = page.crumb("/ward", visit.page("dossier.desk.title").title);
    Ok(Html(Mine { rows: mine.into_iter().map(|c| row(&page, c)).collect(), page }).into_response())
}
