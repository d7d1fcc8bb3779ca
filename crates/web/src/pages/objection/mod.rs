//! Objections: the producer's form and page, the province's list, receipt and answer, the terms as a setting.

mod file;
mod list;
mod show;
mod terms;

use crate::prelude::*;
use ocop_domain::objection::State;

pub(super) const CAPABILITY: Capability = Capability {
    places: &[place(
        140,
        "/objections",
        "common.nav.objections",
        &[Role::ProvinceOffice, Role::Leader, Role::Producer],
    )],
    things: &[("objection", "/objections")],
    ..Capability::of(router)
};

fn router() -> Router<AppState> {
    Router::new()
        .route("/objections", get(list::show))
        .route("/dossiers/{id}/objection", get(file::show).post(file::save))
        .route("/objections/{id}", get(show::show))
        .route("/objections/{id}/receive", post(show::receive_it))
        .route("/objections/{id}/answer", post(show::answer_it))
        .route("/objections/{id}/withdraw", post(show::withdraw_it))
        .route("/objections/{id}/papers/{evidence}", get(show::paper_of))
        .route("/admin/objections", get(terms::show).post(terms::save))
}

/// The word and the tone of a state.
fn state_tag(page: &Page, state: State) -> (String, &'static str) {
    let tone = match state {
        State::Filed => "wait",
        State::Received => "info",
        State::Answered => "good",
        State::Withdrawn => "quiet",
    };
    (page.say(&format!("objection.state.{}", state.as_str())), tone)
}
