use super::words::choices;
use crate::pages::producer::{communes, legal_forms};
use crate::prelude::*;
use ocop_app::producer::{self, ProducerForm};
use ocop_app::register::{self, AskFacts, AskTransfer};

#[derive(Template)]
#[template(path = "register/ask_facts.html")]
struct FactsPage {
    page: Page,
    form: Form,
    id: String,
    legal_forms: Vec<Choice>,
    communes: Vec<Choice>,
    papers: Vec<Choice>,
}

/// `/producers/{id}/corrections/new`: the producer proposes legal facts, with their ground.
pub async fn new_facts(visit: Visit, Path(id): Path<String>) -> Reply {
    let p = producer::show(&visit.cx, &id).await?.producer;
    let mut form = Form::new();
    form.set("name", p.name).set("legal_form", p.legal_form).set("address", p.address);
    form.set("tax_number", p.tax_number.unwrap_or_default());
    form.set("registration_number", p.registration_number.unwrap_or_default());
    form.set("representative", p.representative.unwrap_or_default());
    form.set("commune_id", p.commune_id.unwrap_or_default());
    Ok(Html(facts_page(&visit, &p.id, form).await?).into_response())
}

pub async fn facts(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let text = |name: &str| fields.get(name).to_owned();
    let form = ProducerForm {
        legal_form: text("legal_form"),
        name: text("name"),
        tax_number: text("tax_number"),
        registration_number: text("registration_number"),
        representative: text("representative"),
        address: text("address"),
        commune_id: text("commune_id"),
        ..ProducerForm::default()
    };
    let cmd = AskFacts { producer_id: id.clone(), form, ground: fields.read()? };
    match register::ask_facts(&visit.sending(&fields), cmd).await {
        Ok(case) => Ok(redirect_with(&format!("/register/cases/{case}"), "register.cases.asked_done")),
        Err(e) => again(facts_page(&visit, &id, visit.refused(&fields, e)?).await?),
    }
}

async fn papers(visit: &Visit, id: &str) -> Result<Vec<Choice>, Failure> {
    let found = register::papers(&visit.cx, id).await?;
    Ok(choices(found.into_iter().map(|p| (p.id, p.title)).collect()))
}

async fn facts_page(visit: &Visit, id: &str, form: Form) -> Result<FactsPage, Failure> {
    let name = producer::show(&visit.cx, id).await?.producer.name;
    let page = visit.page("register.ask.facts").crumb(format!("/producers/{id}"), name);
    Ok(FactsPage {
        legal_forms: legal_forms(&page),
        communes: communes(&visit.cx).await?,
        papers: papers(visit, id).await?,
        id: id.to_owned(),
        page,
        form,
    })
}

typed!(register::Ground => "register/ask_transfer.html", "to");
#[derive(Template)]
#[template(path = "register/ask_transfer.html")]
struct TransferPage {
    page: Page,
    form: Form,
    id: String,
    papers: Vec<Choice>,
}

/// `/register/products/{id}/transfer`: a product is to go over to another producer.
pub async fn new_transfer(visit: Visit, Path(id): Path<String>) -> Reply {
    Ok(Html(transfer_page(&visit, &id, Form::new()).await?).into_response())
}

pub async fn transfer(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = AskTransfer { product_id: id.clone(), to: fields.get("to").into(), ground: fields.read()? };
    match register::ask_transfer(&visit.sending(&fields), cmd).await {
        Ok(case) => Ok(redirect_with(&format!("/register/cases/{case}"), "register.cases.asked_done")),
        Err(e) => again(transfer_page(&visit, &id, visit.refused(&fields, e)?).await?),
    }
}

async fn transfer_page(visit: &Visit, id: &str, form: Form) -> Result<TransferPage, Failure> {
    let product = ocop_app::product::show(&visit.cx, id).await?.product;
    let id = product.id;
    let page = visit.page("register.ask.transfer").crumb(format!("/register/products/{id}"), product.name);
    Ok(TransferPage { papers: papers(visit, &id).await?, page, form, id })
}
