//! Pages that keep the register true: likely duplicates, merging and taking it back, cases of correction.

use crate::prelude::*;

mod ask;
mod cases;
mod compare;
mod duplicates;
pub(super) mod history;
mod merges;
pub(super) mod words;

pub(super) const CAPABILITY: Capability = Capability {
    places: &[
        place(
            160,
            "/register/duplicates",
            "common.nav.duplicates",
            &[Role::WardOfficer, Role::ProvinceOffice],
        ),
        place(
            170,
            "/register/cases",
            "common.nav.cases",
            &[Role::WardOfficer, Role::ProvinceOffice, Role::Producer],
        ),
    ],
    ..Capability::of(router)
};

fn router() -> Router<AppState> {
    Router::new()
        .route("/register/duplicates", get(duplicates::show))
        .route("/register/duplicates/distinct", get(duplicates::distinct))
        .route("/register/duplicates/{a}/{b}", get(compare::show))
        .route("/register/duplicates/{a}/{b}/merge", post(compare::merge))
        .route("/register/duplicates/{a}/{b}/distinct", post(compare::say))
        .route("/register/duplicates/{a}/{b}/again", post(compare::unsay))
        .route("/register/merges", get(merges::show))
        .route("/register/merges/{id}/undo", post(merges::undo))
        .route("/register/cases", get(cases::list))
        .route("/register/cases/{id}", get(cases::show).post(cases::answer))
        .route("/producers/{id}/corrections/new", get(ask::new_facts).post(ask::facts))
        .route("/register/products/{id}/transfer", get(ask::new_transfer).post(ask::transfer))
}
