//! The desk of office and leader: what waits for a decision, drafts, signatures, packages for the ministry,
//! withdrawals; and the certificates' papers.

use crate::prelude::*;

pub(super) mod api;
mod correct_decision;
mod correct_star;
mod decision;
mod files;
mod list;
mod listed;
mod new;
mod package;
mod sign;
mod withdraw;

mod number;
#[cfg(test)]
mod tests;

pub(super) const CAPABILITY: Capability = Capability {
    api: api::router,
    places: &[place(
        120,
        "/decisions",
        "common.nav.decisions",
        &[Role::ProvinceOffice, Role::Leader, Role::MinistryOffice],
    )],
    things: &[("decision", "/decisions")],
    ..Capability::of(router)
};

fn router() -> Router<AppState> {
    Router::new()
        .route("/decisions", get(list::show))
        .route("/decisions/new", get(new::show).post(new::draft))
        .route("/decisions/{id}", get(decision::show))
        .route("/decisions/{id}/decision.pdf", get(files::decision))
        .route("/decisions/{id}/sign", post(sign::sign))
        .route("/decisions/{id}/discard", post(sign::discard))
        .route("/decisions/{id}/correct", get(correct_decision::show).post(correct_decision::correct))
        .route(
            "/decisions/{id}/stars/{recognition}/correct",
            get(correct_star::show).post(correct_star::correct),
        )
        .route("/certificates/{file}", get(files::certificate))
        .route("/packages/{dossier}", get(package::show).post(package::send))
        .route("/recognitions/{id}/withdraw", get(withdraw::show).post(withdraw::withdraw))
}
