//! `/dossiers/{id}/carried`: what an upgrade or a re-ranking took over from the last sealed dossier, what of it is still
//! untouched, and what was left behind and why.

use super::words::page_below;
use crate::prelude::*;
use ocop_app::dossier::{self, Dossier};
use ocop_domain::dossier::compare::form_texts;

/// An item left behind.
struct Left {
    what: String,
    why: String,
}

#[derive(Template)]
#[template(path = "dossier/carried.html")]
struct CarriedPage {
    page: Page,
    /// There was a sealed dossier to carry from.
    source: bool,
    texts: Vec<String>,
    /// Criteria untouched.
    answers: Vec<String>,
    papers: Vec<String>,
    left: Vec<Left>,
    d: Dossier,
}

/// The boxes of Mẫu số 02 still as they were carried over, by their labels.
pub fn texts(page: &Page, d: &Dossier) -> Vec<String> {
    let untouched = form_texts(&d.form02).into_iter().filter(|(name, _)| d.text_carried(name));
    untouched.map(|(name, _)| page.say(&format!("dossier.report.{name}"))).collect()
}

fn answers(d: &Dossier) -> Vec<String> {
    let untouched = d.answers.keys().filter(|code| d.answer_carried(code));
    let named = untouched.map(|code| {
        let name = d.set.criterion(code).map(|c| c.name.clone()).unwrap_or_default();
        format!("{code} {name}")
    });
    named.collect()
}

fn papers(d: &Dossier) -> Vec<String> {
    let carried = |id: &str| {
        let of_paper = d.citations.iter().filter(|c| c.evidence_id == id);
        of_paper.clone().count() > 0 && of_paper.clone().all(|c| d.citation_carried(&c.criterion, id))
    };
    d.papers.iter().filter(|p| carried(&p.id)).map(|p| p.title.clone()).collect()
}

fn left(page: &Page, d: &Dossier) -> Vec<Left> {
    let Some(basis) = &d.basis else { return vec![] };
    let why = |o: &str| page.say(&format!("kinds.left.{o}"));
    let papers = basis.papers_left_behind().into_iter().map(|(file, outcome)| Left {
        what: file.title.clone(),
        why: match file.expires_on.as_deref().and_then(|e| e.parse::<jiff::civil::Date>().ok()) {
            Some(day) => format!("{} ({})", why(outcome.as_str()), page.date(day)),
            None => why(outcome.as_str()),
        },
    });
    let answers = basis.left_behind("answer").map(|(code, outcome)| Left {
        what: say!(page, "dossier.evidence.criterion_n", code),
        why: why(outcome.as_str()),
    });
    papers.chain(answers).collect()
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let d = dossier::show(&visit.cx, &id).await?;
    if d.basis.is_none() {
        return Err(Failure(Error::NotFound));
    }
    let page = page_below(&visit, &d, "kinds.carried.title");
    Ok(Html(CarriedPage {
        source: d.basis.as_ref().is_some_and(|b| b.source.is_some()),
        texts: texts(&page, &d),
        answers: answers(&d),
        papers: papers(&d),
        left: left(&page, &d),
        page,
        d,
    })
    .into_response())
}
