use super::{communes, legal_forms};
use crate::prelude::*;
use ocop_app::producer::{self, Edit, Producer};

typed!(producer::ProducerForm => "producer/form.html", "version");
#[derive(Template)]
#[template(path = "producer/form.html")]
struct FormPage {
    page: Page,
    form: Form,
    action: String,
    back: String,
    legal_forms: Vec<Choice>,
    genders: Vec<Choice>,
    communes: Vec<Choice>,
}

/// `/producers/new`.
pub async fn new(visit: Visit) -> Reply {
    producer::may_register(&visit.cx)?;
    let mut form = Form::new();
    let choices = communes(&visit.cx).await?;
    if let [only] = choices.as_slice() {
        form.set("commune_id", only.value.clone());
    }
    Ok(Html(filled(&visit, None, form).await?).into_response())
}

pub async fn register(visit: Visit, fields: Fields) -> Reply {
    match producer::register(&visit.sending(&fields), fields.read()?).await {
        Ok(id) => {
            let twin = ocop_app::producer::has_twin(&visit.cx, &id).await?;
            let said = if twin { "producer.registered_twin" } else { "producer.registered" };
            Ok(redirect_with(&format!("/producers/{id}"), said))
        }
        Err(e) => again(filled(&visit, None, visit.refused(&fields, e)?).await?),
    }
}

/// `/producers/{id}/edit`.
pub async fn edit(visit: Visit, Path(id): Path<String>) -> Reply {
    let view = producer::show(&visit.cx, &id).await?;
    if !view.can_edit {
        return Err(Error::Forbidden.into());
    }
    Ok(Html(filled(&visit, Some(&id), prefilled(&visit, view.producer)).await?).into_response())
}

pub async fn save(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let version = fields.get("version").parse().unwrap_or_default();
    let cmd = Edit { id: id.clone(), version, form: fields.read()? };
    let (done, next) = (producer::edit(&visit.cx, cmd).await, format!("/producers/{id}"));
    let page = async |form| filled(&visit, Some(&id), form).await;
    saved(&visit, &fields, done, (next, "producer.saved"), page).await
}

async fn filled(visit: &Visit, id: Option<&str>, form: Form) -> Result<FormPage, Failure> {
    let title = if id.is_some() { "producer.edit" } else { "producer.new" };
    let page = visit.page(title).under("/producers", "producer.title");
    let back = id.map_or("/producers".to_owned(), |id| format!("/producers/{id}"));
    let genders = ["female", "male", "other"];
    Ok(FormPage {
        action: id.map_or("/producers/new".to_owned(), |id| format!("/producers/{id}/edit")),
        legal_forms: legal_forms(&page),
        genders: genders.map(|g| Choice::new(g, page.t(&format!("producer.gender.{g}")))).to_vec(),
        communes: communes(&visit.cx).await?,
        page,
        form,
        back,
    })
}

fn prefilled(visit: &Visit, p: Producer) -> Form {
    let page = visit.page("producer.edit");
    let day = p.founded_on.and_then(|d| d.parse::<jiff::civil::Date>().ok());
    let day = page.date(day);
    let mut form = Form::new();
    form.set("version", p.version.to_string()).set("name", p.name).set("address", p.address);
    form.set("legal_form", p.legal_form).set("founded_on", day);
    let optional = [
        ("tax_number", p.tax_number),
        ("registration_number", p.registration_number),
        ("representative", p.representative),
        ("representative_title", p.representative_title),
        ("representative_gender", p.representative_gender),
        ("representative_ethnicity", p.representative_ethnicity),
        ("representative_address", p.representative_address),
        ("phone", p.phone),
        ("email", p.email),
        ("commune_id", p.commune_id),
        ("history", p.history),
        ("organisation", p.organisation),
    ];
    for (name, value) in optional {
        form.set(name, value.unwrap_or_default());
    }
    form
}
