//! `/evidence/{id}/view?page=n`: a paper opened at the very page that is cited; `/evidence/{id}/file`: its bytes.

use crate::download;
use crate::prelude::*;
use ocop_app::dossier;
use ocop_app::evidence::Paper;

#[derive(Template)]
#[template(path = "evidence/view.html")]
struct ViewPage {
    page: Page,
    paper: Paper,
    about: String,
    picture: bool,
    /// The bytes, opened at the page.
    src: String,
    here: String,
    prev: String,
    next: String,
}

pub async fn show(visit: Visit, Path(id): Path<String>, query: Query) -> Reply {
    let dossier = Some(query.get("dossier")).filter(|d| !d.is_empty());
    let paper = dossier::paper_view(&visit.cx, &id, dossier).await?;
    let page = visit.page_titled(paper.title.clone());
    let page = match dossier {
        Some(d) => page.under(format!("/dossiers/{}", encoded(d)), "dossier.title"),
        None => page,
    };
    let picture = paper.media_type.starts_with("image/");
    let last = paper.pages.unwrap_or(1).max(1);
    let at = query.get("page").parse::<u32>().unwrap_or(1).clamp(1, last);
    let from = dossier.map(|d| format!("dossier={}", encoded(d))).unwrap_or_default();
    let to = |n: u32| format!("/evidence/{id}/view?page={n}&{from}");
    let anchor = if picture { String::new() } else { format!("#page={at}") };
    Ok(Html(ViewPage {
        about: [paper.number.clone(), paper.issuer.clone(), Some(page.size(paper.size))]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
        src: format!("/evidence/{id}/file?{from}{anchor}"),
        here: say!(page, "evidence.page_of", n = at, last),
        prev: if at > 1 { to(at - 1) } else { String::new() },
        next: if at < last { to(at + 1) } else { String::new() },
        picture,
        paper,
        page,
    })
    .into_response())
}

pub async fn file(visit: Visit, Path(id): Path<String>, query: Query) -> Reply {
    let dossier = Some(query.get("dossier")).filter(|d| !d.is_empty());
    let file = dossier::paper_bytes(&visit.cx, &id, dossier).await?;
    Ok(download::kept(file))
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
