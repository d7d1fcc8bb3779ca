use super::state_tag;
use crate::download;
use crate::pages::national::words::{clock_tag, mean, past_line};
use crate::prelude::*;
use ocop_app::objection::{
    KeepAnswer, ObjectionView, Receive, Withdraw, answer, keep_answer, paper, receive, show as view_of,
    withdraw,
};
use ocop_domain::objection::{Outcome, State};

typed!(KeepAnswer => "objection/show.html", "do", "version");
#[derive(Template)]
#[template(path = "objection/show.html")]
struct Show {
    page: Page,
    form: Form,
    v: ObjectionView,
    state: (String, &'static str),
    clock: Option<(String, &'static str)>,
    facts: Vec<Answer>,
    /// The answer, once given.
    answer: Vec<Answer>,
    /// The result before, and what counts now.
    results: Vec<Answer>,
    outcomes: Vec<Choice>,
}

/// `/objections/{id}`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    Ok(Html(body(&visit, &id, None).await?).into_response())
}

pub async fn receive_it(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    receive(&visit.cx, Receive { id: id.clone(), version: version(&fields) }).await?;
    Ok(redirect_with(&format!("/objections/{id}"), "objection.receive_flash"))
}

pub async fn withdraw_it(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    withdraw(&visit.cx, Withdraw { id: id.clone(), version: version(&fields) }).await?;
    Ok(redirect_with(&format!("/objections/{id}"), "objection.withdraw_flash"))
}

/// `do` says whether the answer is kept for the Chairman or given by the Chairman.
pub async fn answer_it(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = KeepAnswer { id: id.clone(), version: version(&fields), ..fields.read()? };
    let done = match fields.get("do") {
        "give" => answer(&visit.cx, cmd).await.map(|_| "objection.answer_flash"),
        _ => keep_answer(&visit.cx, cmd).await.map(|()| "objection.keep_flash"),
    };
    match done {
        Ok(flash) => Ok(redirect_with(&format!("/objections/{id}"), flash)),
        Err(e) => again(body(&visit, &id, Some(visit.refused(&fields, e)?)).await?),
    }
}

pub async fn paper_of(visit: Visit, Path((id, evidence)): Path<(String, String)>) -> Reply {
    Ok(download::kept(paper(&visit.cx, &id, &evidence).await?))
}

fn version(fields: &Fields) -> i64 {
    fields.get("version").parse().unwrap_or_default()
}

async fn body(visit: &Visit, id: &str, form: Option<Form>) -> Result<Show, Failure> {
    let v = view_of(&visit.cx, id).await?;
    let base = visit.page("objection.title");
    let name = base.tf("objection.one", &[("product", &v.row.product_name)]).into_owned();
    let page = visit.page_titled(name).under("/objections", "objection.title");
    let form = form.unwrap_or_else(|| {
        let mut form = Form::new();
        form.set("outcome", v.row.outcome.map_or("", |o| o.as_str()));
        form.set("words", v.row.answer.clone().unwrap_or_default());
        if v.row.again == Some(true) {
            form.set("again", "yes");
        }
        form
    });
    Ok(Show {
        state: state_tag(&page, v.state),
        clock: v.clock.map(|c| clock_tag(&page, c)),
        facts: facts(&page, &v),
        answer: given(&page, &v),
        results: results(&page, &v),
        outcomes: Outcome::ALL
            .map(|o| Choice::new(o.as_str(), page.t(&format!("objection.outcome.{}", o.as_str()))))
            .to_vec(),
        form,
        v,
        page,
    })
}

fn row(page: &Page, key: &str, value: String) -> Answer {
    Answer::fact(page.say(key), value)
}

fn facts(page: &Page, v: &ObjectionView) -> Vec<Answer> {
    let r = &v.row;
    let mut all = vec![
        row(page, "recognition.show.producer", r.producer_name.clone()),
        row(page, "objection.against", page.say(&format!("objection.about.{}", r.about.as_str()))),
        row(page, "objection.filed_on", page.date(r.filed_on)),
        row(page, "objection.reason", r.reason.clone()),
    ];
    if !v.criteria.is_empty() {
        all.push(row(page, "objection.criteria", v.criteria.join("\n")));
    }
    if let Some(late) = &r.late_reason {
        all.push(row(page, "objection.late_reason", late.clone()));
    }
    if let Some(on) = r.received_on {
        all.push(row(page, "objection.received_on", page.date(on)));
    }
    if v.state.open() {
        let key = if v.state == State::Filed { "objection.receive_by" } else { "objection.answer_by" };
        let mut due = page.date(v.due.shown);
        if v.due.last > v.due.shown {
            due = format!("{due}. {}", page.tf("written.clock.moved", &[("day", &page.date(v.due.last))]));
        }
        all.push(row(page, key, due));
    }
    if let Some(on) = r.withdrawn_on {
        all.push(row(page, "objection.withdrawn_on", page.date(on)));
    }
    all
}

fn given(page: &Page, v: &ObjectionView) -> Vec<Answer> {
    let (State::Answered, Some(outcome)) = (v.state, v.row.outcome) else { return vec![] };
    let effect = if v.row.again == Some(true) { "objection.effect.again" } else { "objection.effect.stands" };
    vec![
        row(page, "objection.outcome_label", page.say(&format!("objection.outcome.{}", outcome.as_str()))),
        row(page, "objection.effect_label", page.say(effect)),
        row(page, "objection.words", v.row.answer.clone().unwrap_or_default()),
        row(page, "objection.number", v.row.answer_number.clone().unwrap_or_default()),
        row(page, "objection.answered_on", page.date(v.row.answered_on)),
    ]
}

fn results(page: &Page, v: &ObjectionView) -> Vec<Answer> {
    let mut all = vec![row(page, "objection.before", mean(page, v.before.hundredths()))];
    all.extend(v.past.iter().map(|p| past_line(page, p)));
    let now = match &v.now {
        Some(r) if r.same(&v.before) => page.say("objection.now_same"),
        Some(r) => mean(page, r.hundredths()),
        None => page.say("objection.now_none"),
    };
    all.push(row(page, "objection.now", now));
    all
}
