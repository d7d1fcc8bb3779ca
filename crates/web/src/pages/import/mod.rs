//! Pages on which lists are looked at, applied and undone.

use crate::prelude::*;

mod act;
mod findings;
mod list;
mod row;
mod show;

/// Where the navigation leads to.
pub const PLACES: &[Place] =
    &[place(180, "/imports", "common.nav.imports", &[Role::ProvinceOffice, Role::Administrator])];

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/imports", get(list::show).post(list::upload))
        .route("/imports/{id}", get(show::show))
        .route("/imports/{id}/state", get(show::state))
        .route("/imports/{id}/findings.csv", get(findings::findings))
        .route("/imports/{id}/rows/{row}", post(act::choose))
        .route("/imports/{id}/apply", post(act::apply))
        .route("/imports/{id}/undo", post(act::undo))
}
