//! `/dossiers/{id}/check`: check your answers, declare, submit.

use super::sheet;
use super::words::page_below;
use crate::pages::assist::{Help, help};
use crate::pages::evidence::kind_word;
use crate::prelude::*;
use ocop_app::dossier::{self, Dossier, Missing, Submit};
use ocop_app::guide;
use ocop_domain::criteria::Criterion;
use ocop_domain::dossier::EvidenceKind;
use ocop_domain::guide::papers_for;

#[derive(Template)]
#[template(path = "dossier/check.html")]
struct CheckPage {
    page: Page,
    form: Form,
    answers: Vec<Answer>,
    /// (sentence, where to mend it)
    missing: Vec<(String, String)>,
    /// Worth a look, but no hindrance.
    advice: Vec<(String, String)>,
    result: sheet::Result,
    help: Help,
    d: Dossier,
}

/// The sentence and the page of what is missing.
pub fn missing(page: &Page, d: &Dossier, m: &Missing) -> (String, String) {
    if m.section == "updates" {
        return super::updates::missing(page, d, m);
    }
    if m.code == "check_page" {
        let place = match m.about.as_deref() {
            Some("") | None => page.t("dossier.evidence.whole"),
            Some(code) => page.tf("dossier.evidence.criterion_n", &[("code", code)]),
        };
        let words = say!(page, "dossier.missing.check_page", place);
        return (words, format!("/dossiers/{}/evidence", d.id));
    }
    let question = m.about.as_ref().and_then(|key| d.set.question(key));
    let place = match question.and_then(|q| q.criterion.as_ref()) {
        Some(code) => say!(page, "dossier.evidence.criterion_n", code = code.as_str()),
        None => d.set.name.clone(),
    };
    let words = say!(page, &format!("dossier.missing.{}", m.code), place);
    (words, format!("/dossiers/{}/{}", d.id, m.section))
}

fn answers(page: &Page, d: &Dossier) -> Vec<Answer> {
    let at = |section: &str| format!("/dossiers/{}/{section}", d.id);
    let f = &d.form02;
    let text = |label: std::borrow::Cow<'static, str>, value: String, section: &str| Answer {
        label: label.into_owned(),
        value,
        href: at(section),
    };
    // Nothing given is nothing shown: no points of a sheet without an answer, no count of papers without one.
    let given = |given: bool, words: String| if given { words } else { String::new() };
    let score = given(!d.answers.is_empty(), format!("{} / 100", d.scored.total));
    let papers = say!(page, "dossier.check.papers", n = d.papers.len());
    let papers = given(!d.papers.is_empty(), papers);
    vec![
        text(page.t("dossier.form.year"), d.form01.year.map(|y| y.to_string()).unwrap_or_default(), "form"),
        text(
            page.t("dossier.form.samples"),
            d.form01.samples.map(|n| n.to_string()).unwrap_or_default(),
            "form",
        ),
        text(page.t("dossier.report.specification"), f.specification.clone(), "report"),
        text(page.t("dossier.report.history"), f.history.clone(), "report"),
        text(page.t("dossier.report.organisation"), f.organisation.clone(), "report"),
        text(page.t("dossier.report.production"), f.production.clone(), "report"),
        text(page.t("dossier.report.quality"), f.quality.clone(), "report"),
        text(page.t("dossier.report.market"), f.market.clone(), "report"),
        text(page.t("dossier.report.business"), f.business.clone(), "report"),
        text(page.t("dossier.report.plan"), f.plan.clone(), "report"),
        text(page.t("dossier.score.title"), score, "score"),
        text(page.t("dossier.evidence.title"), papers, "evidence"),
    ]
}

/// The papers that the checklist lacks, each kind with the criteria it would prove, leading to where it is added.
fn wanted_papers(page: &Page, d: &Dossier, gaps: &guide::Gaps) -> Vec<(String, String)> {
    let mut by_kind: Vec<(EvidenceKind, Vec<&Criterion>)> = Vec::new();
    for criterion in gaps.papers().filter_map(|code| d.set.criterion(code)) {
        for kind in papers_for(criterion) {
            match by_kind.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, criteria)) => criteria.push(criterion),
                None => by_kind.push((kind, vec![criterion])),
            }
        }
    }
    let line = |(kind, criteria): (EvidenceKind, Vec<&Criterion>)| {
        let names: Vec<String> = criteria.iter().map(|c| format!("{} {}", c.code, c.name)).collect();
        let first = criteria.first().map_or("", |c| c.code.as_str());
        (
            say!(
                page,
                "dossier.check.paper_wanted",
                kind = kind_word(page, kind),
                criteria = names.join("; ")
            ),
            format!("/dossiers/{}/evidence?criterion={first}#add", d.id),
        )
    };
    by_kind.into_iter().map(line).collect()
}

async fn render(visit: &Visit, d: Dossier, form: Form) -> Result<CheckPage, Error> {
    let page = page_below(visit, &d, "dossier.check.title");
    let today = visit.cx.today();
    let mut advice: Vec<(String, String)> = d
        .papers
        .iter()
        .filter(|p| p.expired(today))
        .map(|p| {
            let words = say!(page, "dossier.check.expired", title = p.title);
            (words, format!("/dossiers/{}/evidence", d.id))
        })
        .collect();
    if let Some(request) = dossier::open_request(&visit.cx, &d).await?.filter(|r| r.open() > 0) {
        let words = say!(page, "desk.additions.open", n = request.open());
        advice.push((words, format!("/dossiers/{}/additions", d.id)));
    }
    advice.extend(wanted_papers(&page, &d, &guide::gaps(&d, today)));
    for u in dossier::undrawn(&d) {
        let part = page.t(&format!("dossier.check.undrawn_{}", u.part));
        let words = say!(page, "dossier.check.undrawn", part, letters = u.letters);
        let href = match u.part {
            "product" => format!("/register/products/{}/edit", d.subject.product_id),
            "report" => format!("/dossiers/{}/report", d.id),
            _ => format!("/producers/{}/edit", d.subject.producer_id),
        };
        advice.push((words, href));
    }
    let bare = d.unsupported();
    if !bare.is_empty() {
        let codes: Vec<&str> = bare.iter().map(|c| c.as_str()).collect();
        let words = say!(page, "dossier.check.unsupported", codes = codes.join(", "));
        advice.push((words, format!("/dossiers/{}/evidence", d.id)));
    }
    Ok(CheckPage {
        answers: answers(&page, &d),
        missing: dossier::readiness(&d)
            .iter()
            .chain(&dossier::missing(&d, today))
            .map(|m| missing(&page, &d, m))
            .collect(),
        advice,
        result: sheet::result(&page, &d.scored),
        help: help(&page, &d, visit.cx.actor.id()),
        page,
        form,
        d,
    })
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let d = dossier::show(&visit.cx, &id).await?;
    if !d.may_edit {
        return Err(Failure(Error::Conflict("dossier_closed")));
    }
    Ok(Html(render(&visit, d, Form::new()).await?).into_response())
}

pub async fn submit(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = Submit { dossier_id: id.clone(), declared: fields.get("declared") == "yes" };
    match dossier::submit(&visit.cx, cmd).await {
        Ok(_) => Ok(redirect_with(&format!("/dossiers/{id}/sealed"), "dossier.submitted")),
        Err(e) => {
            let d = dossier::show(&visit.cx, &id).await?;
            again(render(&visit, d, visit.refused(&fields, e)?).await?)
        }
    }
}
