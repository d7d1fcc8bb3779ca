use crate::prelude::*;
use ocop_app::advisory::{AdvisoryLine, list};
use ocop_domain::criteria;

const SIZE: i64 = 25;

struct Line {
    row: AdvisoryLine,
    set: String,
    review: &'static str,
}

#[derive(Template)]
#[template(path = "advisory/list.html")]
struct List {
    page: Page,
    lines: Vec<Line>,
    pager: Pager,
}

pub async fn show(visit: Visit, query: Query) -> Reply {
    let (rows, total) = list(&visit.cx, query.page(), SIZE).await?;
    let lines = rows.into_iter().map(|row| Line {
        set: row
            .set_id
            .parse()
            .ok()
            .and_then(|id| criteria::set(&id))
            .map_or_else(String::new, |s| s.name.clone()),
        review: match row.review {
            0 => "todo",
            1 => "doing",
            _ => "submitted",
        },
        row,
    });
    let pager = Pager { page: query.page(), size: SIZE, total, base: "/advisory".into() };
    Ok(Html(List { lines: lines.collect(), pager, page: visit.page("advisory.title") }).into_response())
}
