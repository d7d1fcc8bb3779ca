//! The form that corrects what a list said of a decision.

use crate::failure::{Failure, redirect_with};
use crate::fields::Fields;
use crate::form::Form;
use crate::i18n;
use crate::page::{Html, Page};
use crate::pages::portal::words::decision_name;
use crate::view::Answer;
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use ocop_app::Error;
use ocop_app::recognition::{CorrectDecision, DecisionRow, correct_decision, correct_decision_view};

#[derive(Template)]
#[template(path = "recognition/correct_decision.html")]
struct CorrectDecisionPage {
    page: Page,
    form: Form,
    back: String,
    version: i64,
    facts: Vec<Answer>,
}

/// `/decisions/{id}/correct`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let row = correct_decision_view(&visit.cx, &id).await?;
    let mut form = Form::new();
    let page = visit.page("recognition.correct.decision_title");
    form.set("number", row.number.clone().unwrap_or_default());
    form.set("decided_on", row.decided_on.map_or_else(String::new, |d| page.date(d)));
    form.set("issuer", row.issuer.clone());
    Ok(Html(page_of(&visit, row, form)).into_response())
}

pub async fn correct(visit: Visit, Path(id): Path<String>, fields: Fields) -> Result<Response, Failure> {
    let text = |name: &str| fields.get(name).to_owned();
    let cmd = CorrectDecision {
        decision_id: id.clone(),
        version: fields.get("version").parse().unwrap_or_default(),
        number: text("number"),
        decided_on: text("decided_on"),
        issuer: text("issuer"),
        reason: text("reason"),
    };
    let (status, form) = match correct_decision(&visit.cx, cmd).await {
        Ok(()) => return Ok(redirect_with(&format!("/decisions/{id}"), "recognition.corrected_flash")),
        Err(Error::Invalid(wrong)) => (StatusCode::UNPROCESSABLE_ENTITY, visit.form_of(&fields, &wrong)),
        // What another person wrote meanwhile stands above the words that were typed, which are kept.
        Err(Error::Conflict("stale")) => {
            let mut form = fields.form();
            form.fail("", i18n::t(visit.cx.lang, "recognition.correct.decision_stale"));
            (StatusCode::CONFLICT, form)
        }
        Err(e) => return Err(e.into()),
    };
    let row = correct_decision_view(&visit.cx, &id).await?;
    let mut body = page_of(&visit, row, form);
    body.page.refused = true;
    Ok((status, Html(body)).into_response())
}

fn page_of(visit: &Visit, row: DecisionRow, form: Form) -> CorrectDecisionPage {
    let page = visit.page("recognition.correct.decision_title");
    let back = format!("/decisions/{}", row.id);
    let name = decision_name(&page, row.number.as_deref(), row.decided_on);
    let page =
        page.crumb("/decisions", i18n::t(visit.cx.lang, "recognition.title")).crumb(back.clone(), name);
    let facts = [
        ("recognition.correct.decision_number", row.number.clone().unwrap_or_default()),
        ("recognition.correct.decided_on", row.decided_on.map_or_else(String::new, |d| page.date(d))),
        ("recognition.correct.issuer", row.issuer.clone()),
        ("recognition.show.products", page.number(row.items)),
    ];
    let facts = facts.into_iter().map(|(key, value)| Answer {
        label: page.t(key).into_owned(),
        value,
        href: String::new(),
    });
    CorrectDecisionPage { facts: facts.collect(), form, back, version: row.version, page }
}
