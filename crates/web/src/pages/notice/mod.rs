//! What one was told, how one wants to be told, and whom the commune has to call.

use crate::prelude::*;

mod calls;
mod choices;
mod inbox;

pub(super) const CAPABILITY: Capability = Capability {
    places: &[place(80, "/ward/calls", "notice.calls.title", &[Role::WardOfficer])],
    ..Capability::of(router)
};

fn router() -> Router<AppState> {
    Router::new()
        .route("/notices", get(inbox::show))
        .route("/notices/read", post(inbox::read_all))
        .route("/notices/choices", get(choices::show).post(choices::save))
        .route("/notices/{id}", post(inbox::open))
        .route("/ward/calls", get(calls::show))
        .route("/ward/calls/{id}", post(calls::called))
}
