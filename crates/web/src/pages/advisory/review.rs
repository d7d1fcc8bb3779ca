//! The team's review as one form: per criterion the options, a finding, and the paper it rests on.

use super::words::{below, seen_words};
use crate::prelude::*;
use ocop_app::advisory::{Desk, Finding, SaveReview, hand_in_review, open_review, save_review};
use ocop_domain::criteria::Scorable;

struct Row {
    code: String,
    name: String,
    heading: String,
    options: Vec<Choice>,
    proposal: String,
    finding: String,
    evidence: String,
    page: String,
    author: String,
    seen: Vec<String>,
    claim_note: String,
    /// Something is written here already, or refused.
    open: bool,
}

struct Part {
    code: String,
    name: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "advisory/review.html")]
struct Show {
    page: Page,
    form: Form,
    d: Desk,
    parts: Vec<Part>,
    papers: Vec<Choice>,
    handed_in: bool,
}

fn row(page: &Page, d: &Desk, form: &Form, leaf: &Scorable<'_>) -> Row {
    let c = leaf.criterion;
    let code = c.code.to_string();
    let claim = d.claims.iter().find(|x| x.criterion == code);
    let options = c.options.iter().filter(|o| o.legible).map(|o| {
        let claimed = claim.is_some_and(|x| x.option_no.to_string() == o.number.to_string());
        let mark = if claimed { format!(" [{}]", page.t("council.sheet.claimed")) } else { String::new() };
        let points = page.t("common.score.points");
        Choice::new(o.number.to_string(), format!("{} ({} {points}){mark}", o.text, o.points))
    });
    let rest = [
        Choice::new("0", page.t("advisory.none_of_these")),
        Choice::new("insufficient", page.t("advisory.insufficient")),
    ];
    let own = d.findings.iter().find(|f| f.criterion == code);
    let seen = d.seen.get(&code).into_iter().flatten().map(|s| seen_words(page, s));
    let (proposal, finding) = (format!("p.{code}"), format!("f.{code}"));
    let (evidence, number) = (format!("e.{code}"), format!("n.{code}"));
    let fields = [&proposal, &finding, &evidence, &number];
    Row {
        name: c.name.clone(),

        heading: leaf.heading().map_or_else(String::new, |h| format!("{}. {}", h.code, h.name)),
        options: options.chain(rest).collect(),
        author: own.map(|f| f.author.clone()).unwrap_or_default(),
        seen: seen.collect(),
        claim_note: claim.and_then(|c| c.note.clone()).unwrap_or_default(),
        open: fields.iter().any(|f| !form.value(f).is_empty() || form.invalid(f)),
        proposal,
        finding,
        evidence,
        page: number,
        code,
    }
}

fn render(visit: &Visit, d: Desk, form: Form) -> Show {
    let page = visit.page("advisory.review.title");
    let page = below(visit, page).crumb(format!("/advisory/{}", d.case.id), d.case.product_name.clone());
    let leaves: Vec<_> = d.set.scorable().collect();
    let parts = d.set.parts.iter().map(|part| Part {
        code: format!("{:?}", part.code),
        name: part.name.clone(),
        rows: leaves.iter().filter(|l| l.part.code == part.code).map(|l| row(&page, &d, &form, l)).collect(),
    });
    let mut papers: Vec<Choice> = Vec::new();
    for c in &d.cites {
        if papers.iter().all(|p| p.value != c.evidence_id) {
            papers.push(Choice::new(c.evidence_id.clone(), c.title.clone()));
        }
    }
    Show {
        parts: parts.collect(),
        papers,
        handed_in: d.review.as_ref().is_some_and(|r| r.handed_in_at.is_some()),
        form,
        d,
        page,
    }
}

fn form_of(d: &Desk) -> Form {
    let mut form = Form::new();
    let version = d.review.as_ref().map_or(0, |r| r.version);
    let conclusion = d.review.as_ref().and_then(|r| r.conclusion.clone()).unwrap_or_default();
    form.set("stamp", version.to_string()).set("conclusion", conclusion);
    for f in &d.findings {
        let c = &f.criterion;
        form.set(&format!("p.{c}"), f.proposal.clone().unwrap_or_default())
            .set(&format!("f.{c}"), f.finding.clone().unwrap_or_default())
            .set(&format!("e.{c}"), f.evidence_id.clone().unwrap_or_default())
            .set(&format!("n.{c}"), f.page.map(|n| n.to_string()).unwrap_or_default());
    }
    form
}

pub async fn show(visit: Visit, Path(dossier): Path<String>) -> Reply {
    let d = open_review(&visit.cx, &dossier).await?;
    let form = form_of(&d);
    Ok(Html(render(&visit, d, form)).into_response())
}

pub async fn save(visit: Visit, Path(dossier): Path<String>, fields: Fields) -> Reply {
    let mut cmd = SaveReview {
        dossier: dossier.clone(),
        version: fields.get("stamp").parse().unwrap_or(-1),
        conclusion: fields.get("conclusion").to_owned(),
        ..SaveReview::default()
    };
    for name in fields.names() {
        if let Some(code) = name.strip_prefix("f.") {
            let text = |kind: &str| fields.get(&format!("{kind}.{code}")).to_owned();
            let finding =
                Finding { finding: text("f"), proposal: text("p"), evidence: text("e"), page: text("n") };
            cmd.findings.insert(code.to_owned(), finding);
        }
    }
    let submit = fields.get("then") == "submit";
    let page = async |form| Ok(render(&visit, open_review(&visit.cx, &dossier).await?, form));
    if submit {
        let done = hand_in_review(&visit.cx, cmd).await;
        let next = (format!("/advisory/{dossier}"), "advisory.review.handed_in");
        return answered(&visit, &fields, done, next, page).await;
    }
    let done = save_review(&visit.cx, cmd).await;
    let next = (format!("/advisory/{dossier}/review"), "advisory.review.saved");
    saved(&visit, &fields, done, next, page).await
}
