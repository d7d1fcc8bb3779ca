//! Pages of the survey of potential products.

mod form;
mod list;
mod show;

use crate::page::Page;
use crate::state::AppState;
use axum::Router;
use axum::routing::{get, post};
use ocop_domain::criteria::{Law, SetId, set};

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/survey", get(list::show))
        .route("/survey/overlaps", get(list::overlaps))
        .route("/survey/new", get(form::new).post(form::record))
        .route("/survey/{id}", get(show::show))
        .route("/survey/{id}/edit", get(form::edit).post(form::save))
        .route("/survey/{id}/stage", post(show::step))
}

/// The word of a stage.
fn stage_word(page: &Page, stage: &str) -> String {
    page.t(&format!("survey.stage.{stage}")).into_owned()
}

/// The tone of a stage, as `tag_text` draws it.
fn tone(stage: &str) -> &'static str {
    match stage {
        "filed" => "good",
        "dropped" => "quiet",
        "surveyed" => "wait",
        _ => "info",
    }
}

/// A set's number and name; empty where none is chosen.
fn set_name(id: Option<&str>) -> String {
    let found = id.and_then(|id| id.parse::<SetId>().ok()).and_then(|id| set(&id));
    found.filter(|s| s.law == Law::Qd26_2026).map(|s| format!("{}. {}", s.number, s.name)).unwrap_or_default()
}
