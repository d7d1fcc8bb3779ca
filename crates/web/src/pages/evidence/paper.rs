use super::{kind_word, pages_words, standing, viewer};
use crate::pages::dossier::words::state_tag;
use crate::prelude::*;
use jiff::ToSpan;
use ocop_app::evidence::Paper;
use ocop_app::evidence::{self, PaperView};

struct Version {
    id: String,
    words: String,
    here: bool,
    present: bool,
}

struct Cited {
    dossier: String,
    view: String,
    product: String,
    place: String,
    state: (String, &'static str),
    check_page: bool,
}

#[derive(Template)]
#[template(path = "evidence/paper.html")]
struct PaperPage {
    page: Page,
    view: PaperView,
    standing: (String, &'static str),
    facts: Vec<Answer>,
    /// What such a paper usually holds, when its own last day is not given.
    usual: String,
    versions: Vec<Version>,
    places: Vec<Cited>,
}

/// `/evidence/{id}`.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let view = evidence::show(&visit.cx, &id).await?;
    let page = visit
        .page_titled(view.paper.title.clone())
        .crumb(format!("/producers/{}", view.producer_id), view.producer_name.clone())
        .under(format!("/producers/{}/evidence", view.producer_id), "evidence.title");
    Ok(Html(PaperPage {
        standing: standing(&page, view.paper.expires_on, visit.cx.today()),
        facts: facts(&page, &view.paper),
        usual: usual(&page, &view.paper),
        versions: view.versions.iter().map(|v| version(&page, v, &id)).collect(),
        places: places(&page, &view),
        page,
        view,
    })
    .into_response())
}

pub async fn remove(visit: Visit, Path(id): Path<String>, _: crate::fields::Fields) -> Reply {
    let producer = evidence::remove(&visit.cx, &id).await?;
    Ok(redirect_with(&format!("/producers/{producer}/evidence"), "evidence.removed"))
}

fn facts(page: &Page, p: &Paper) -> Vec<Answer> {
    let fact = |key: &str, value: Option<String>| {
        Answer::fact(page.say(&format!("dossier.evidence.{key}")), value.unwrap_or_default())
    };
    let pages = p.pages.map(|n| say!(page, "evidence.n_pages", n = page.number(n)));
    let file = [Some(p.file_name.clone()), Some(page.size(p.size)), pages];
    vec![
        fact("kind", Some(kind_word(page, p.kind))),
        fact("issuer", p.issuer.clone()),
        fact("number", p.number.clone()),
        fact("issued_on", p.issued_on.map(|d| page.date(d))),
        fact("expires_on", p.expires_on.map(|d| page.date(d))),
        fact("file", Some(file.into_iter().flatten().collect::<Vec<_>>().join(" · "))),
    ]
}

fn usual(page: &Page, p: &Paper) -> String {
    let (Some((months, basis)), Some(issued), None) = (p.kind.usual_months(), p.issued_on, p.expires_on)
    else {
        return String::new();
    };
    let until = page.date(issued.saturating_add(months.months()));
    say!(page, "evidence.usual", months, until, basis)
}

fn version(page: &Page, v: &Paper, here: &str) -> Version {
    let until = v.expires_on.map(|d| format!("{} {}", page.t("dossier.evidence.until"), page.date(d)));
    let issued = v.issued_on.map(|d| page.date(d));
    let words = [v.number.clone(), issued, until, Some(v.file_name.clone())];
    Version {
        id: v.id.clone(),
        words: words.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        here: v.id == here,
        present: v.replaced_by.is_none(),
    }
}

fn places(page: &Page, view: &PaperView) -> Vec<Cited> {
    let place = |p: &evidence::Place| {
        let criterion = match p.criterion.as_str() {
            "" => page.say("dossier.evidence.whole"),
            code => say!(page, "dossier.evidence.criterion_n", code),
        };
        let pages = pages_words(page, p.page, p.page_to);
        Cited {
            dossier: p.dossier_id.clone(),
            view: viewer(&view.paper.id, &p.dossier_id, p.page),
            product: p.product_name.clone(),
            place: if pages.is_empty() { criterion } else { format!("{criterion}, {pages}") },
            state: state_tag(page, p.state),
            check_page: p.check_page,
        }
    };
    view.places.iter().map(place).collect()
}
