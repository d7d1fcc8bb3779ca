//! `/rounds/{id}/papers`: all papers of a round with their numbers and signed copies.

use crate::prelude::*;
use ocop_app::council::{BundleState, PaperLine, PapersView, show_papers};
use ocop_domain::council::PaperKey;

/// A line of a table.
struct Line {
    label: String,
    hint: String,
    /// The paper's own page; `/pdf` and `/docx` lie below it.
    href: String,
    docx: bool,
    number: String,
    signed: String,
}

struct Product {
    id: String,
    name: String,
    producer: String,
    lines: Vec<Line>,
    forms: usize,
}

#[derive(Template)]
#[template(path = "council/papers.html")]
struct Show {
    page: Page,
    v: PapersView,
    base: String,
    own: Vec<Line>,
    invitees: Vec<Line>,
    products: Vec<Product>,
    meeting: String,
    making: bool,
    pager: Pager,
}

/// The word for a kind of paper.
pub(super) fn kind(key: &PaperKey) -> &'static str {
    match key {
        PaperKey::Minutes => "papers.kind.minutes",
        PaperKey::Summary => "papers.kind.summary",
        PaperKey::Report => "papers.kind.report",
        PaperKey::Sheet { .. } => "papers.kind.sheet",
        PaperKey::Notice { .. } => "papers.kind.notice",
        PaperKey::Invitation(_) => "papers.kind.invitation",
    }
}

fn line(page: &Page, base: &str, p: &PaperLine, label: String, hint: String) -> Line {
    let number = match &p.number {
        Some((number, on)) if on.is_empty() => number.clone(),
        Some((number, on)) => {
            say!(page, "papers.dated", number, day = page.date(on))
        }
        None if p.key.is_numbered() => page.say("papers.no_number"),
        None => "–".to_owned(),
    };
    let signed = p
        .signed
        .as_ref()
        .map_or_else(String::new, |s| say!(page, "papers.signed_on", day = page.date(&s.signed_on)));
    Line { href: format!("{base}/{}", p.key), docx: p.key != PaperKey::Minutes, label, hint, number, signed }
}

pub async fn show(visit: Visit, Path(id): Path<String>, query: Query) -> Reply {
    let v = show_papers(&visit.cx, &id, query.page()).await?;
    let page = visit.page("papers.title").crumb(format!("/rounds/{id}"), v.round.name.clone());
    let base = format!("/rounds/{id}/papers");
    let word = |key: &PaperKey| page.say(kind(key));
    let own = v.own.iter().map(|p| line(&page, &base, p, word(&p.key), String::new())).collect();
    let invitees = v.invitees.iter();
    let invitees =
        invitees.map(|i| line(&page, &base, &i.paper, i.name.clone(), i.capacity.clone())).collect();
    let products = v.products.iter().map(|p| {
        let notice = p.notice.iter().map(|n| line(&page, &base, n, word(&n.key), String::new()));
        let forms = p.forms.iter().map(|f| {
            let n = f.ballot.map(|n| say!(page, "papers.ballot", n));
            let label = format!("{}: {}", word(&f.paper.key), f.member);
            line(&page, &base, &f.paper, label, n.unwrap_or_default())
        });
        Product {
            id: p.dossier.clone(),
            name: p.product.clone(),
            producer: p.producer.clone(),
            lines: notice.chain(forms).collect(),
            forms: p.forms.len(),
        }
    });
    let products = products.collect();
    let when = v.round.meets_on.as_deref().map(|d| page.date(d));
    let parts = [v.session.starts_at.clone(), when, v.round.place.clone()];
    let meeting = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let pager = Pager {
        page: i64::try_from(v.page).unwrap_or(1),
        size: i64::try_from(v.size).unwrap_or(1),
        total: i64::try_from(v.product_count).unwrap_or(0),
        base: format!("{base}?"),
    };
    let making = v.bundle.as_ref().is_some_and(|b| b.state == BundleState::Waiting);
    let body = Show { own, invitees, products, meeting, making, pager, base, v, page };
    Ok(Html(body).into_response())
}
