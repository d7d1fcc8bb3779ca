use crate::{Cx, Error, Invalid};
use ocop_domain::producer::{LegalForm, is_email, read_registration, read_tax_number};
use ocop_domain::text::{clean, fold};
use ocop_store::producer::Producer;
use ocop_store::{Db, producer as rows};
use serde::Deserialize;

/// What a form says of a producer, as typed. Field names are those of Mẫu số 01's head.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct ProducerForm {
    pub legal_form: String,
    pub name: String,
    pub tax_number: String,
    pub registration_number: String,
    pub founded_on: String,
    pub representative: String,
    pub representative_title: String,
    pub representative_gender: String,
    pub representative_ethnicity: String,
    pub representative_address: String,
    pub phone: String,
    pub email: String,
    pub address: String,
    pub commune_id: String,
    pub history: String,
    pub organisation: String,
}

/// Reads a form into `into`, or says everything that is wrong with it.
pub(crate) async fn read(cx: &Cx, db: &Db, form: &ProducerForm, into: &mut Producer) -> Result<(), Error> {
    let mut bad = Invalid::default();
    into.legal_form = match form.legal_form.parse::<LegalForm>() {
        Ok(form) if form != LegalForm::Unknown => form.as_str().to_owned(),
        _ if form.legal_form.is_empty() => {
            bad.add("legal_form", "required");
            String::new()
        }
        _ => {
            bad.add("legal_form", "legal_form");
            String::new()
        }
    };
    into.name = bad.name("name", &form.name, 300);
    into.folded = fold(&into.name);
    into.tax_number = bad.optional("tax_number", &form.tax_number, 40).and_then(|typed| {
        read_tax_number(&typed).unwrap_or_else(|_| {
            bad.add("tax_number", "tax_number");
            None
        })
    });
    if let Some(number) = &into.tax_number
        && rows::tax_number_taken(db, number, &into.id).await?
    {
        bad.add("tax_number", "tax_number_taken");
    }
    let typed = bad.optional("registration_number", &form.registration_number, 60);
    into.registration_number = typed.and_then(|typed| {
        read_registration(&typed).unwrap_or_else(|_| {
            bad.add("registration_number", "registration_number");
            None
        })
    });
    if let Some(number) = &into.registration_number {
        super::twin::refuse_taken(cx, db, number, &into.id, &mut bad).await?;
    }
    into.founded_on = bad.optional_day("founded_on", &form.founded_on).map(|day| {
        if day > cx.today() {
            bad.add("founded_on", "date_in_future");
        }
        day.to_string()
    });
    into.representative = bad.optional_name("representative", &form.representative, 120);
    into.representative_title = bad.optional("representative_title", &form.representative_title, 120);
    into.representative_gender = match form.representative_gender.as_str() {
        "" => None,
        g @ ("female" | "male" | "other") => Some(g.to_owned()),
        _ => {
            bad.add("representative_gender", "unknown_choice");
            None
        }
    };
    into.representative_ethnicity =
        bad.optional("representative_ethnicity", &form.representative_ethnicity, 60);
    into.representative_address = bad.optional("representative_address", &form.representative_address, 300);
    into.phone = bad.phone("phone", &form.phone);
    into.email = bad.optional("email", &form.email, 254);
    if into.email.as_deref().is_some_and(|e| !is_email(e)) {
        bad.add("email", "email");
    }
    into.address = clean(&bad.text("address", &form.address, 300));
    into.commune_id = Some(standing(cx, db, &mut bad, "commune_id", &form.commune_id).await?);
    into.history = bad.optional("history", &form.history, 8000);
    into.organisation = bad.optional("organisation", &form.organisation, 8000);
    bad.ok()
}

/// The id of a commune that stands today; says so at the field if it is none.
pub(crate) async fn standing(
    cx: &Cx,
    db: &Db,
    bad: &mut Invalid,
    field: &str,
    id: &str,
) -> Result<String, Error> {
    let id = id.trim();
    if id.is_empty() {
        bad.add(field, "required");
    } else if rows::standing_commune(db, id, &cx.today().to_string()).await?.is_none() {
        bad.add(field, "commune_not_standing");
    }
    Ok(id.to_owned())
}

/// Names of the fields in which two states differ: what the journal keeps instead of the values.
pub(crate) fn changed(old: &Producer, new: &Producer) -> Vec<&'static str> {
    let mut out = Vec::new();
    macro_rules! compare {
        ($($field:ident),*) => { $(if old.$field != new.$field { out.push(stringify!($field)); })* };
    }
    compare!(
        legal_form,
        name,
        tax_number,
        registration_number,
        founded_on,
        representative,
        representative_title,
        representative_gender,
        representative_ethnicity,
        representative_address,
        phone,
        email,
        address,
        commune_id,
        history,
        organisation
    );
    out
}
