//! Pages on which lists are looked at, applied and undone.

use crate::prelude::*;

mod act;
mod findings;
mod list;
mod row;
mod show;

pub(super) const CAPABILITY: Capability = Capability {
    places: &[place(180, "/imports", "common.nav.imports", &[Role::ProvinceOffice, Role::Administrator])],
    things: &[("import", "/imports")],
    ..Capability::of(router)
};

fn router() -> Router<AppState> {
    Router::new()
        .route("/imports", get(list::show).post(list::upload))
        .route("/imports/{id}", get(show::show))
        .route("/imports/{id}/state", get(show::state))
        .route("/imports/{id}/findings.csv", get(findings::findings))
        .route("/imports/{id}/rows/{row}", post(act::choose))
        .route("/imports/{id}/apply", post(act::apply))
        .route("/imports/{id}/undo", post(act::undo))
}
