//! `/assist`: whom the officer fills in for.

use super::board::{Row, row};
use crate::prelude::*;
use ocop_app::assist;

#[derive(Template)]
#[template(path = "assist/mine.html")]
struct Mine {
    page: Page,
    rows: Vec<Row>,
}

pub async fn show(visit: Visit) -> Reply {
    let mine = assist::mine(&visit.cx).await?;
    let page = visit.page("assist.mine.title").under("/ward", "dossier.desk.title");
    Ok(Html(Mine { rows: mine.into_iter().map(|c| row(&page, c)).collect(), page }).into_response())
}
