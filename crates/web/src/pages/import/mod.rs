//! Pages on which lists are looked at, applied and undone.

mod list;
mod show;

use crate::state::AppState;
use axum::Router;
use axum::routing::{get, post};

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/imports", get(list::show).post(list::upload))
        .route("/imports/{id}", get(show::show))
        .route("/imports/{id}/state", get(show::state))
        .route("/imports/{id}/findings.csv", get(show::findings))
        .route("/imports/{id}/rows/{row}", post(show::choose))
        .route("/imports/{id}/apply", post(show::apply))
        .route("/imports/{id}/undo", post(show::undo))
}
