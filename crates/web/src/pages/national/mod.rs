//! Between province and ministry: the desk both look at, the check of a package, what came back and the Chairman's two
//! ways, and demands to evaluate again.

mod demand;
mod demand_new;
mod desk;
mod receive;
mod returned;
pub(super) mod words;

use crate::prelude::*;

pub(in crate::pages) use receive::standing;

pub(super) const CAPABILITY: Capability = Capability {
    places: &[place(
        130,
        "/ministry",
        "common.nav.national",
        &[Role::MinistryOffice, Role::ProvinceOffice, Role::Leader],
    )],
    things: &[("demand", "/ministry/demands")],
    ..Capability::of(router)
};

fn router() -> Router<AppState> {
    Router::new()
        .route("/ministry", get(desk::show))
        .route("/ministry/packages/{dossier}", get(receive::show).post(receive::save))
        .route("/ministry/returned/{dossier}", get(returned::show))
        .route("/ministry/returned/{dossier}/use", post(returned::use_result))
        .route("/ministry/returned/{dossier}/again", post(returned::again))
        .route("/ministry/demands/new", get(demand_new::show).post(demand_new::save))
        .route("/ministry/demands/{id}", get(demand::show))
        .route("/ministry/demands/{id}/redo", post(demand::redo_one))
        .route("/ministry/demands/{id}/answer", post(demand::answer))
}
