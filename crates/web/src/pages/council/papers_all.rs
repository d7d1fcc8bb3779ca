//! `/rounds/{id}/papers/all`: the archive of all papers, how far it is, and its file.

use crate::download::{self, How};
use crate::prelude::*;
use axum::Json;
use axum::body::Body;
use axum::http::header;
use ocop_app::council::{BundleState, BundleView, ask_bundle, bundle_file, show_bundle, show_round};
use serde_json::json;

#[derive(Template)]
#[template(path = "council/papers_all.html")]
struct Show {
    page: Page,
    v: BundleView,
    base: String,
    making: bool,
    failed: bool,
    progress: String,
    made: String,
}

fn progress(page: &Page, v: &BundleView) -> String {
    if v.total == 0 {
        return page.say("papers.all.waiting");
    }
    say!(page, "papers.all.making", done = page.number(v.done), total = page.number(v.total))
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let v = show_bundle(&visit.cx, &id).await?;
    let round = show_round(&visit.cx, &id).await?.round.name;
    let page = visit.page("papers.all.title");
    let page =
        page.crumb(format!("/rounds/{id}"), round).under(format!("/rounds/{id}/papers"), "papers.title");
    let made = v.ready.as_ref().map_or_else(String::new, |r| {
        say!(
            page,
            "papers.all.made",
            at = page.moment(r.finished_at),
            size = page.number((r.size + 1023) / 1024)
        )
    });
    let body = Show {
        base: format!("/rounds/{id}/papers/all"),
        making: v.state == BundleState::Waiting,
        failed: v.state == BundleState::Failed,
        progress: progress(&page, &v),
        made,
        v,
        page,
    };
    Ok(Html(body).into_response())
}

/// How far it is, for the page's script.
pub async fn state(visit: Visit, Path(id): Path<String>) -> Reply {
    let v = show_bundle(&visit.cx, &id).await?;
    let words = progress(&visit.page("papers.all.title"), &v);
    let making = v.state == BundleState::Waiting;
    let body = json!({"making": making, "done": v.done, "total": v.total, "words": words});
    Ok(([(header::CACHE_CONTROL, "private, no-store")], Json(body)).into_response())
}

pub async fn ask(visit: Visit, Path(id): Path<String>, _: Fields) -> Reply {
    ask_bundle(&visit.cx, &id).await?;
    Ok(redirect_with(&format!("/rounds/{id}/papers/all"), "papers.all.asked"))
}

pub async fn zip(visit: Visit, Path(id): Path<String>) -> Reply {
    let found = bundle_file(&visit.cx, &id).await?;
    let body = Body::from_stream(found.file.into_stream());
    Ok(download::file(How::Attachment, "application/zip", &found.name, body))
}
