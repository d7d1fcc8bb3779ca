use super::words::{home_of, trail, word};
use crate::prelude::*;
use axum::http::StatusCode;
use ocop_app::account::signed::Signed;
use ocop_app::register::{self, Blocker, MergeLine, PAGE, Unmerged};

#[derive(Template)]
#[template(path = "register/merges.html")]
struct List {
    page: Page,
    blockers: Vec<Blocker>,
    items: Vec<Signed<MergeLine>>,
    pager: Pager,
}

/// `/register/merges`: what was merged, and may be taken back.
pub async fn show(visit: Visit, query: Query) -> Reply {
    Ok(Html(filled(&visit, query.page(), vec![]).await?).into_response())
}

async fn filled(visit: &Visit, n: i64, blockers: Vec<Blocker>) -> Result<List, Failure> {
    let (items, total) = register::merges(&visit.cx, n).await?;
    let pager = Pager { page: n, size: PAGE, total, base: "/register/merges".to_owned() };
    Ok(List { page: trail(visit.page("register.merges.title")), blockers, items, pager })
}

pub async fn undo(visit: Visit, Path(id): Path<String>, _: Fields) -> Reply {
    match register::unmerge(&visit.cx, &id).await? {
        Unmerged::Done => Ok(redirect_with("/register/merges", "register.unmerged")),
        Unmerged::Blocked(blockers) => {
            let body = filled(&visit, 1, blockers).await?;
            Ok((StatusCode::CONFLICT, Html(body)).into_response())
        }
    }
}
