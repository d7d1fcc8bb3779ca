//! The scoring sheet on one screen: criterion, options, the producer's claim and papers side by side.

use crate::pages::dossier::score_set;
use crate::pages::evidence::viewer;
use crate::prelude::*;
use axum::Json;
use ocop_app::council::{Content, Desk, Position, SaveSheet, open_sheet, save_sheet, submit_sheet};
use ocop_domain::criteria::{Answers, CriteriaSet, CriterionCode, Scorable};

/// What the radio button "the papers do not show enough" sends.
const INSUFFICIENT: &str = "insufficient";

pub(in crate::pages) struct Opt {
    pub id: String,
    pub value: String,
    pub points: u32,
    pub text: String,
    pub mark: String,
    pub checked: bool,
    pub claimed: bool,
}

pub(in crate::pages) struct Paper {
    pub href: String,
    pub label: String,
}

pub(in crate::pages) struct Row {
    pub code: String,
    pub name: String,
    pub max: u32,
    pub heading: String,
    pub field: String,
    pub reason_field: String,
    /// No option was picked: the criterion was not judged.
    pub open: bool,
    pub options: Vec<Opt>,
    pub claim_note: String,
    pub papers: Vec<Paper>,
    pub notes: Vec<String>,
    pub advice: Option<super::advice::Beside>,
}

pub(in crate::pages) struct Part {
    pub code: String,
    pub name: String,
    pub max: u32,
    pub rows: Vec<Row>,
}

struct Ask {
    field: String,
    reason_field: String,
    text: String,
    yes: bool,
}

#[derive(Template)]
#[template(path = "council/sheet.html")]
struct Sheet {
    page: Page,
    form: Form,
    d: Desk,
    action: String,
    ballot: String,
    ties: String,
    submitted: String,
    /// Where 0 points on this sheet stop the assessment, in words; empty where nothing does.
    stopped: String,
    parts: Vec<Part>,
    asks: Vec<Ask>,
    written: Option<super::opinion::Asked>,
    papers: Vec<Paper>,
    samples: Vec<Choice>,
    /// What the script that adds up reads.
    score_set: String,
}

fn papers(page: &Page, d: &Desk, criterion: &str) -> Vec<Paper> {
    let cited = d.cites.iter().filter(|c| c.criterion == criterion);
    let paper = cited.map(|c| {
        let href = viewer(&c.evidence_id, &d.case.id, c.page);
        match c.page {
            Some(n) => Paper { href, label: say!(page, "council.sheet.paper_page", title = c.title, n) },
            None => Paper { href, label: c.title.clone() },
        }
    });
    paper.collect()
}

fn row(page: &Page, d: &Desk, form: &Form, leaf: &Scorable<'_>) -> Row {
    let code = leaf.criterion.code.to_string();
    let claim = d.claims.iter().find(|c| c.criterion == code);
    let claimed = claim.map_or(0, |c| c.option_no);
    let mut row = scored_row(page, form, leaf, claimed);
    row.claim_note = claim.and_then(|c| c.note.clone()).unwrap_or_default();
    row.papers = papers(page, d, &code);
    row.advice = super::advice::beside(page, d, leaf.criterion);
    row.options.push(Opt {
        id: form.option_id(&row.field, row.options.len()),
        value: INSUFFICIENT.to_owned(),
        points: 0,
        text: page.say("council.sheet.insufficient"),
        mark: String::new(),
        checked: form.value(&row.field) == INSUFFICIENT,
        claimed: false,
    });
    row
}

/// A criterion to be scored, without papers; `claimed` is the option the producer claims, 0 none.
pub(in crate::pages) fn scored_row(page: &Page, form: &Form, leaf: &Scorable<'_>, claimed: i64) -> Row {
    let code = leaf.criterion.code.to_string();
    let field = format!("c.{code}");
    let picked = form.value(&field).to_owned();
    let printed = leaf.criterion.options.iter().filter(|o| o.legible).map(|o| {
        let stars = o.min_star.map_or_else(String::new, |n| "★".repeat(usize::from(n)));
        let case = o.case.as_ref().and_then(|c| leaf.criterion.cases.get(c));
        let text = case.map_or_else(|| o.text.clone(), |case| format!("{case}: {}", o.text));
        (o.number.to_string(), o.points.get(), text, stars)
    });
    let none = ("0".to_owned(), 0, page.say("council.sheet.none"), String::new());
    let options = printed.chain([none]).enumerate().map(|(at, (value, points, text, mark))| Opt {
        id: form.option_id(&field, at),
        checked: picked == value,
        claimed: value != "0" && value == claimed.to_string(),
        value,
        points,
        text,
        mark,
    });
    Row {
        options: options.collect(),
        name: leaf.criterion.name.clone(),
        max: leaf.criterion.max.get(),
        heading: leaf.heading().map_or_else(String::new, |h| format!("{}. {}", h.code, h.name)),
        open: picked.is_empty() || picked == "-1",
        reason_field: format!("r.{code}"),
        claim_note: String::new(),
        papers: Vec::new(),
        advice: None,
        notes: leaf.criterion.notes.iter().map(|n| n.text.clone()).collect(),
        field,
        code,
    }
}

/// A set's parts with the rows of their criteria, in printed order.
pub(in crate::pages) fn parts_of(set: &CriteriaSet, row: impl Fn(&Scorable<'_>) -> Row) -> Vec<Part> {
    let leaves: Vec<_> = set.scorable().collect();
    let parts = set.parts.iter().map(|part| Part {
        code: format!("{:?}", part.code),
        name: part.name.clone(),
        max: part.max.get(),
        rows: leaves.iter().filter(|l| l.part.code == part.code).map(&row).collect(),
    });
    parts.collect()
}

fn render(visit: &Visit, d: Desk, form: Form) -> Sheet {
    let page = visit
        .page_titled(d.case.product_name.clone())
        .crumb(format!("/rounds/{}", d.round.id), d.round.name.clone());
    let parts = parts_of(d.set, |leaf| row(&page, &d, &form, leaf));
    let asks = d.set.asked().map(|q| Ask {
        field: format!("q.{}", q.key),
        reason_field: format!("qr.{}", q.key),
        text: q.text.clone(),
        yes: form.has(&format!("q.{}", q.key), "yes"),
    });
    Sheet {
        asks: asks.collect(),
        written: super::opinion::asked(&page, &d),
        action: format!("/rounds/{}/dossiers/{}", d.round.id, d.case.id),
        ballot: say!(page, "council.sheet.ballot", n = d.ballot),
        stopped: crate::pages::dossier::stopped(&page, &stopped_at(&d)),
        submitted: d
            .submitted_at
            .map_or_else(String::new, |ms| say!(page, "council.sheet.done_at", at = page.moment(ms))),
        ties: super::conflict::words(&page, d.ties.iter().copied()),
        papers: papers(&page, &d, ""),
        samples: super::samples::choices(&page, &d),
        score_set: score_set(d.set),
        parts,
        form,
        d,
        page,
    }
}

fn form_of(d: &Desk) -> Form {
    let mut form = Form::new();
    form.set("version", d.version.to_string()).set("opinion", d.content.opinion.clone());
    form.set("sample", d.content.sample.clone()).set("tasting", d.content.tasting.clone());
    form.set("position", d.content.position.stand.clone());
    form.set("position_reason", d.content.position.reason.clone());
    for (code, option) in &d.content.options {
        form.set(&format!("c.{code}"), option.to_string());
    }
    for code in &d.content.insufficient {
        form.set(&format!("c.{code}"), INSUFFICIENT);
    }
    for (code, reason) in &d.content.reasons {
        form.set(&format!("r.{code}"), reason.clone());
    }
    for (key, reason) in &d.content.findings {
        form.set(&format!("q.{key}"), "yes").set(&format!("qr.{key}"), reason.clone());
    }
    form
}

pub async fn show(visit: Visit, Path((id, dossier)): Path<(String, String)>) -> Reply {
    let d = open_sheet(&visit.cx, &id, &dossier).await?;
    let form = form_of(&d);
    Ok(Html(render(&visit, d, form)).into_response())
}

fn content(fields: &Fields) -> Content {
    let position = Position {
        stand: fields.get("position").to_owned(),
        reason: fields.get("position_reason").to_owned(),
    };
    let text = |name: &str| fields.get(name).to_owned();
    let (opinion, sample, tasting) = (text("opinion"), text("sample"), text("tasting"));
    let mut out = Content { opinion, sample, tasting, position, ..Content::default() };
    for name in fields.names() {
        let value = fields.get(name);
        if let Some(code) = name.strip_prefix("c.").filter(|_| value == INSUFFICIENT) {
            out.insufficient.insert(code.to_owned());
        } else if let Some(code) = name.strip_prefix("c.") {
            out.options.insert(code.to_owned(), value.parse().unwrap_or(-9));
        } else if let Some(code) = name.strip_prefix("r.").filter(|_| !value.is_empty()) {
            out.reasons.insert(code.to_owned(), value.to_owned());
        } else if let Some(key) = name.strip_prefix("q.").filter(|_| value == "yes") {
            out.findings.insert(key.to_owned(), fields.get(&format!("qr.{key}")).to_owned());
        }
    }
    out
}

fn command(id: &str, dossier: &str, fields: &Fields) -> SaveSheet {
    SaveSheet {
        round: id.to_owned(),
        dossier: dossier.to_owned(),
        version: fields.get("version").parse().unwrap_or(0),
        content: content(fields),
    }
}

/// Phụ lục II, set 16, 26/2026: the criteria whose 0 points on the sheet stop the assessment.
fn stopped_at(d: &Desk) -> Vec<CriterionCode> {
    let picks = d.content.options.iter();
    let picks = picks.filter_map(|(code, n)| Some((code.parse().ok()?, usize::try_from(*n).ok()?)));
    d.set.stopped(&Answers(picks.collect()))
}

/// The draft as the script keeps it while the member works: the version to send along next time.
pub async fn keep(visit: Visit, Path((id, dossier)): Path<(String, String)>, fields: Fields) -> Reply {
    let kept = save_sheet(&visit.cx, command(&id, &dossier, &fields)).await?;
    Ok(Json(serde_json::json!({"version": kept.version})).into_response())
}

pub async fn save(visit: Visit, Path((id, dossier)): Path<(String, String)>, fields: Fields) -> Reply {
    let cmd = command(&id, &dossier, &fields);
    let here = format!("/rounds/{id}/dossiers/{dossier}");
    let page = async |form| Ok(render(&visit, open_sheet(&visit.cx, &id, &dossier).await?, form));
    if fields.get("then") == "submit" {
        let done = submit_sheet(&visit.cx, cmd).await;
        return answered(&visit, &fields, done, (here, "council.sheet.handed_in"), page).await;
    }
    let done = save_sheet(&visit.cx, cmd).await;
    saved(&visit, &fields, done, (here, "council.sheet.saved"), page).await
}
