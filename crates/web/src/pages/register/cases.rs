use super::words::{field_word, home_of, value_word, word};
use crate::prelude::*;
use crate::view::Answer as Line;
use ocop_app::register::{self, AmendmentLine, AmendmentState, Answer, CaseView, PAGE};

#[derive(Template)]
#[template(path = "register/cases.html")]
struct List {
    page: Page,
    items: Vec<AmendmentLine>,
    pager: Pager,
}

/// `/register/cases`: corrections and transfers within the reader's reach, open ones first.
pub async fn list(visit: Visit, query: Query) -> Reply {
    let (items, total) = register::cases(&visit.cx, None, query.page()).await?;
    let pager = Pager { page: query.page(), size: PAGE, total, base: "/register/cases".into() };
    let page = visit.page("register.cases.title");
    Ok(Html(List { page, items, pager }).into_response())
}

typed!(Answer => "register/case.html");
#[derive(Template)]
#[template(path = "register/case.html")]
struct Show {
    page: Page,
    form: Form,
    view: CaseView,
    facts: Vec<Line>,
}

/// `/register/cases/{id}`.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    Ok(Html(filled(&visit, &id, Form::new()).await?).into_response())
}

pub async fn answer(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = Answer { id: id.clone(), ..fields.read()? };
    match register::answer(&visit.cx, cmd).await {
        Ok(()) => Ok(redirect_with(&format!("/register/cases/{id}"), "register.cases.answered")),
        Err(e) => again(filled(&visit, &id, visit.refused(&fields, e)?).await?),
    }
}

async fn filled(visit: &Visit, id: &str, form: Form) -> Result<Show, Failure> {
    let view = register::case(&visit.cx, id).await?;
    let page = visit.page_titled(format!("{}: {}", word_of(visit, &view), view.name));
    let page = page.under("/register/cases", "register.cases.title");
    let facts = facts(&page, &view);
    Ok(Show { page, form, view, facts })
}

fn word_of(visit: &Visit, view: &CaseView) -> String {
    word(&visit.page("register.cases.title"), "kind", &view.case.kind)
}

fn facts(page: &Page, v: &CaseView) -> Vec<Line> {
    let line = |key: &str, value: String, href: String| Line { label: page.say(key), value, href };
    let effective = page.date(&v.case.effective_on);
    let mut out = vec![
        line("register.cases.state_word", word(page, "state", v.state.as_str()), String::new()),
        line("register.cases.asked", page.day_of(v.case.asked_at), String::new()),
        line("register.cases.effective", effective, String::new()),
        line("register.reason_word", v.case.reason.clone(), String::new()),
    ];
    let more = [
        ("register.cases.receiver", v.receiver.clone()),
        ("register.cases.paper", v.paper.clone()),
        ("register.cases.note", v.case.decision_note.clone()),
    ];
    out.extend(more.into_iter().filter_map(|(key, value)| Some(line(key, value?, String::new()))));
    out
}

/// The tone of a state, as `tag_text` draws it.
fn tone(state: &str) -> &'static str {
    match state.parse() {
        Ok(AmendmentState::Applied) => "good",
        Ok(AmendmentState::Refused) => "bad",
        Ok(AmendmentState::Dropped) => "quiet",
        _ => "wait",
    }
}
