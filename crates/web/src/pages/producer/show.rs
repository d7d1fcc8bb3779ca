use super::legal_form;
use crate::pages::account::{PeopleView, of_producer};
use crate::pages::register::history;
use crate::prelude::*;
use ocop_app::producer::{self, ProducerView};

#[derive(Template)]
#[template(path = "producer/show.html")]
struct Show {
    page: Page,
    view: ProducerView,
    facts: Vec<Answer>,
    contact: Vec<Answer>,
    history: Vec<history::Line>,
    people: PeopleView,
}

/// `/producers/{id}`.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let view = producer::show(&visit.cx, &id).await?;
    // The address of a record merged away leads to the one it was merged into.
    if view.producer.id != id {
        return Ok(redirect(&format!("/producers/{}", view.producer.id)));
    }
    let page = visit.page_titled(view.producer.name.clone()).under("/producers", "producer.title");
    let (facts, contact) = (facts(&page, &view), contact(&page, &view));
    let history = history::lines(&visit, &page, "producer", &id).await?;
    let people = of_producer(&visit, &page, &id).await?;
    Ok(Html(Show { page, view, facts, contact, history, people }).into_response())
}

fn answer(page: &Page, key: &str, value: impl Into<String>) -> Answer {
    Answer::fact(page.say(&format!("producer.{key}")), value)
}

fn facts(page: &Page, v: &ProducerView) -> Vec<Answer> {
    let p = &v.producer;
    let place = v.place.as_ref().map(|p| format!("{}, {}", p.commune_name, p.province_name));
    let day = p.founded_on.as_deref().and_then(|d| d.parse::<jiff::civil::Date>().ok());
    vec![
        answer(page, "legal_form", legal_form(page, &p.legal_form)),
        answer(page, "tax_number", p.tax_number.clone().unwrap_or_default()),
        answer(page, "registration_number", p.registration_number.clone().unwrap_or_default()),
        answer(page, "founded_on", page.date(day)),
        answer(page, "address", p.address.clone()),
        answer(page, "commune", place.unwrap_or_default()),
        answer(page, "history", p.history.clone().unwrap_or_default()),
        answer(page, "organisation", p.organisation.clone().unwrap_or_default()),
    ]
}

fn contact(page: &Page, v: &ProducerView) -> Vec<Answer> {
    let p = &v.producer;
    let mut out = vec![
        answer(page, "representative", p.representative.clone().unwrap_or_default()),
        answer(page, "representative_title", p.representative_title.clone().unwrap_or_default()),
        answer(page, "phone", p.phone.clone().unwrap_or_default()),
        answer(page, "email", p.email.clone().unwrap_or_default()),
    ];
    if !v.masked {
        let gender = p.representative_gender.as_deref();
        let gender = gender.map(|g| page.say(&format!("producer.gender.{g}")));
        let ethnicity = p.representative_ethnicity.clone();
        let address = p.representative_address.clone();
        out.push(answer(page, "representative_gender", gender.unwrap_or_default()));
        out.push(answer(page, "representative_ethnicity", ethnicity.unwrap_or_default()));
        out.push(answer(page, "representative_address", address.unwrap_or_default()));
    }
    out
}
