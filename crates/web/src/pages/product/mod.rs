//! Pages of the register of products; the public's catalogue is another capability.

mod form;
mod list;
mod show;

use crate::state::AppState;
use axum::Router;
use axum::routing::{get, post};

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/producers/{id}/products/new", get(form::new).post(form::register))
        .route("/register/products", get(list::show))
        .route("/register/products/{id}", get(show::show))
        .route("/register/products/{id}/edit", get(form::edit).post(form::save))
        .route("/register/products/{id}/picture", post(show::picture))
        .route("/register/products/{id}/aliases", post(show::alias))
}
