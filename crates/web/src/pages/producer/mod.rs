//! Pages of the register of producers.

mod establishment;
mod form;
mod list;
mod show;

use crate::prelude::*;
use ocop_app::{Cx, producer};
use ocop_domain::producer::LegalForm;

pub(super) const CAPABILITY: Capability = Capability {
    places: &[place(
        90,
        "/producers",
        "common.nav.producers",
        &[Role::WardOfficer, Role::ProvinceOffice, Role::Producer],
    )],
    things: &[("producer", "/producers")],
    ..Capability::of(router)
};

fn router() -> Router<AppState> {
    Router::new()
        .route("/producers", get(list::show))
        .route("/producers/new", get(form::new).post(form::register))
        .route("/producers/{id}", get(show::show))
        .route("/producers/{id}/edit", get(form::edit).post(form::save))
        .route("/producers/{id}/establishments/new", get(establishment::new).post(establishment::add))
}

/// The communes the reader may enter something in.
pub(super) async fn communes(cx: &Cx) -> Result<Vec<Choice>, Failure> {
    let found = producer::communes(cx).await?;
    Ok(found.into_iter().map(|c| Choice::new(c.id, format!("{} ({})", c.full_name, c.code))).collect())
}

pub(super) fn legal_forms(page: &Page) -> Vec<Choice> {
    LegalForm::offered().map(|f| Choice::new(f.as_str(), legal_form(page, f.as_str()))).collect()
}

/// A legal form in words, by its code.
pub fn legal_form(page: &Page, form: &str) -> String {
    page.say(&format!("producer.form.{form}"))
}
