//! Pages of the survey of potential products.

mod form;
mod list;
mod show;

use crate::prelude::*;
use ocop_app::survey::Stage;
use ocop_domain::criteria::{Law, SetId, set};

pub(super) const CAPABILITY: Capability = Capability {
    places: &[place(
        150,
        "/survey",
        "common.nav.survey",
        &[Role::WardOfficer, Role::ProvinceOffice, Role::Leader, Role::Auditor],
    )],
    things: &[("survey", "/survey")],
    ..Capability::of(router)
};

fn router() -> Router<AppState> {
    Router::new()
        .route("/survey", get(list::show))
        .route("/survey/overlaps", get(list::overlaps))
        .route("/survey/new", get(form::new).post(form::record))
        .route("/survey/{id}", get(show::show))
        .route("/survey/{id}/edit", get(form::edit).post(form::save))
        .route("/survey/{id}/stage", post(show::step))
}

/// The word of a stage.
fn stage_word(page: &Page, stage: Stage) -> String {
    page.say(&format!("survey.stage.{}", stage.as_str()))
}

/// The tone of a stage, as `tag_text` draws it.
fn tone(stage: Stage) -> &'static str {
    match stage {
        Stage::Filed => "good",
        Stage::Dropped => "quiet",
        Stage::Surveyed => "wait",
        Stage::Persuaded | Stage::Preparing => "info",
    }
}

/// A set's number and name; empty where none is chosen.
fn set_name(id: Option<&SetId>) -> String {
    id.and_then(set)
        .filter(|s| s.law == Law::Qd26_2026)
        .map(|s| format!("{}. {}", s.number, s.name))
        .unwrap_or_default()
}
