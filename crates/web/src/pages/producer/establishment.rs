use super::communes;
use crate::prelude::*;
use ocop_app::producer::{self, AddEstablishment};

typed!(AddEstablishment => "producer/establishment.html");
#[derive(Template)]
#[template(path = "producer/establishment.html")]
struct FormPage {
    page: Page,
    form: Form,
    producer_id: String,
    communes: Vec<Choice>,
}

/// `/producers/{id}/establishments/new`.
pub async fn new(visit: Visit, Path(id): Path<String>) -> Reply {
    if !producer::show(&visit.cx, &id).await?.can_edit {
        return Err(Error::Forbidden.into());
    }
    Ok(Html(filled(&visit, id, Form::new()).await?).into_response())
}

pub async fn add(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = AddEstablishment { producer_id: id.clone(), ..fields.read()? };
    match producer::add_establishment(&visit.sending(&fields), cmd).await {
        Ok(_) => Ok(redirect_with(&format!("/producers/{id}"), "producer.establishment_added")),
        Err(e) => again(filled(&visit, id, visit.refused(&fields, e)?).await?),
    }
}

async fn filled(visit: &Visit, id: String, form: Form) -> Result<FormPage, Failure> {
    let name = producer::show(&visit.cx, &id).await?.producer.name;
    let page = visit.page("producer.establishment.new").crumb(format!("/producers/{id}"), name);
    Ok(FormPage { page, form, producer_id: id, communes: communes(&visit.cx).await? })
}
