//! What anyone reads without signing in: the first page, the catalogue, a product, the check of a certificate.

mod about;
mod api;
mod home;
mod list;
mod product;
#[cfg(test)]
mod tests;
mod verify;
pub mod words;

use crate::cache::Cache;
use crate::prelude::*;
use axum::Extension;

pub(super) const CAPABILITY: Capability = Capability {
    api: api::router,
    places: &[place(10, "/products", "common.nav.products", &[]), place(30, "/v", "common.nav.verify", &[])],
    ..Capability::of(router)
};

fn router() -> Router<AppState> {
    Router::new()
        .route("/", get(home::show))
        .route("/products", get(list::show))
        .route("/products/{code}", get(product::show))
        .route("/products/{code}/picture", get(product::picture))
        .route("/v", get(verify::ask))
        .route("/v/{certificate}", get(verify::show))
        .route("/help", get(about::help))
        .route("/open-data", get(about::open_data))
        .layer(Extension(Cache::default()))
}
