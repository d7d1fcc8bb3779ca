use super::words::clock_tag;
use crate::prelude::*;
use ocop_app::national::{AnswerDemand, DemandView, Item, Redo, answer_demand, redo, show_demand};
use ocop_domain::dossier::State;

/// One dossier of the demand.
struct Row {
    id: String,
    product: String,
    producer: String,
    place: String,
    asked: String,
    state: (String, &'static str),
    done: String,
    redo: bool,
    withdraw: String,
}

#[derive(Template)]
#[template(path = "national/demand.html")]
struct Show {
    page: Page,
    form: Form,
    id: String,
    version: i64,
    clock: (String, &'static str),
    facts: Vec<Answer>,
    rows: Vec<Row>,
    answered: bool,
    may_answer: bool,
}

/// `/ministry/demands/{id}`
pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    Ok(Html(body(&visit, &id, Form::new()).await?).into_response())
}

pub async fn redo_one(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = Redo {
        demand: id.clone(),
        version: fields.get("version").parse().unwrap_or_default(),
        dossier: fields.get("dossier").to_owned(),
    };
    redo(&visit.cx, cmd).await?;
    Ok(redirect_with(&format!("/ministry/demands/{id}"), "national.demand.redo_flash"))
}

pub async fn answer(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = AnswerDemand {
        demand: id.clone(),
        version: fields.get("version").parse().unwrap_or_default(),
        number: fields.get("answer_number").to_owned(),
        words: fields.get("words").to_owned(),
    };
    match answer_demand(&visit.cx, cmd).await {
        Ok(()) => Ok(redirect_with(&format!("/ministry/demands/{id}"), "national.demand.answered_flash")),
        Err(e) => again(body(&visit, &id, visit.refused(&fields, e)?).await?),
    }
}

async fn body(visit: &Visit, id: &str, form: Form) -> Result<Show, Failure> {
    let view = show_demand(&visit.cx, id).await?;
    let page = visit.page_titled(
        visit
            .page("national.title")
            .tf("national.demand.title", &[("number", &view.row.number)])
            .into_owned(),
    );
    let page = page.under("/ministry", "national.title");
    Ok(Show {
        id: id.to_owned(),
        version: view.row.version,
        clock: clock_tag(&page, view.clock),
        facts: facts(&page, &view),
        rows: view.items.iter().map(|i| row(&page, i)).collect(),
        answered: view.row.answered_on.is_some(),
        may_answer: view.may_answer,
        form,
        page,
    })
}

fn facts(page: &Page, view: &DemandView) -> Vec<Answer> {
    let m = &view.row;
    let mut all = vec![
        ("national.demand.province", view.province_name.clone()),
        ("national.demand.day", page.date(&m.demanded_on)),
        ("national.demand.answer_by", page.date(&m.answer_by)),
        ("national.demand.reason", m.reason.clone()),
    ];
    if let Some(on) = &m.answered_on {
        all.push(("national.demand.answered_on", page.date(on)));
        all.push(("national.demand.answer_number", m.answer_number.clone().unwrap_or_default()));
        all.push(("national.demand.words", m.answer.clone().unwrap_or_default()));
    }
    let fact = |(key, value): (&str, String)| Answer::fact(page.say(key), value);
    all.into_iter().map(fact).collect()
}

fn row(page: &Page, item: &Item) -> Row {
    let r = &item.row;
    let state: Option<State> = r.state.parse().ok();
    let mut done = Vec::new();
    if r.redone_at.is_some() {
        done.push(page.say("national.demand.redone"));
    }
    if let Some(on) = &r.withdrawn_on {
        done.push(say!(page, "national.demand.withdrawn", day = page.date(on)));
    }
    if done.is_empty() {
        done.push(page.say("national.demand.nothing_yet"));
    }
    Row {
        id: r.dossier_id.clone(),
        product: r.product_name.clone(),
        producer: r.producer_name.clone(),
        place: r.commune_name.clone(),
        asked: page.say(&format!("national.asked.{}", item.asked.as_str())),
        state: state
            .map_or_else(|| (String::new(), "quiet"), |s| crate::pages::dossier::words::state_tag(page, s)),
        done: done.join(". "),
        redo: item.may_redo,
        withdraw: match &r.recognition_id {
            Some(star) if item.may_withdraw => format!("/recognitions/{star}/withdraw"),
            _ => String::new(),
        },
    }
}
