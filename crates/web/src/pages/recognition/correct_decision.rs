//! The form that corrects what a list said of a decision.

use crate::pages::portal::words::decision_name;
use crate::prelude::*;
use ocop_app::recognition::{CorrectDecision, DecisionRow, correct_decision, correct_decision_view};

typed!(CorrectDecision => "recognition/correct_decision.html");
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
pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let row = correct_decision_view(&visit.cx, &id).await?;
    let mut form = Form::new();
    let page = visit.page("recognition.correct.decision_title");
    form.set("number", row.number.clone().unwrap_or_default());
    form.set("decided_on", page.date(row.decided_on));
    form.set("issuer", row.issuer.clone());
    Ok(Html(page_of(&visit, row, form)).into_response())
}

pub async fn correct(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = CorrectDecision { decision_id: id.clone(), ..fields.read()? };
    let done = correct_decision(&visit.cx, cmd).await;
    let page = async |form| Ok(page_of(&visit, correct_decision_view(&visit.cx, &id).await?, form));
    saved(&visit, &fields, done, (format!("/decisions/{id}"), "recognition.corrected_flash"), page).await
}

fn page_of(visit: &Visit, row: DecisionRow, form: Form) -> CorrectDecisionPage {
    let page = visit.page("recognition.correct.decision_title");
    let back = format!("/decisions/{}", row.id);
    let name = decision_name(&page, row.number.as_deref(), row.decided_on);
    let page = page.under("/decisions", "recognition.title").crumb(back.clone(), name);
    let facts = [
        ("recognition.correct.decision_number", row.number.clone().unwrap_or_default()),
        ("recognition.correct.decided_on", page.date(row.decided_on)),
        ("recognition.correct.issuer", row.issuer.clone()),
        ("recognition.show.products", page.number(row.items)),
    ];
    let facts = facts.into_iter().map(|(key, value)| Answer::fact(page.say(key), value));
    CorrectDecisionPage { facts: facts.collect(), form, back, version: row.version, page }
}
