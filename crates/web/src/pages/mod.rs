//! The pages, one folder per capability.

pub mod area;
pub mod council;
pub mod message;
pub mod portal;
pub mod recognition;
pub mod style;

use crate::state::AppState;
use axum::Router;
use axum::routing::get;

/// Every page of the program.
pub fn router() -> Router<AppState> {
    Router::new()
        .route("/style", get(style::show))
        .merge(area::router())
        .merge(council::router())
        .merge(portal::router())
        .merge(recognition::router())
}
