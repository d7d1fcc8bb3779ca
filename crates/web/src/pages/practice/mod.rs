//! The practice room: invented dossiers with a known score.

mod room;

use crate::prelude::*;

pub(super) const CAPABILITY: Capability = Capability::of(router);

fn router() -> Router<AppState> {
    Router::new()
        .route("/practice", get(room::list))
        .route("/practice/{case}", get(room::begin).post(room::save_new))
        .route("/practice/tries/{id}", get(room::show).post(room::save))
        .route("/practice/tries/{id}/remove", post(room::remove))
}
