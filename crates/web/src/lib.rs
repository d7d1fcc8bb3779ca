//! The face of ocop: pages, the shell they stand in, and the static files they need.
//!
//! A page is an askama template that extends `layout.html` and holds a [`page::Page`]; `/style` shows every part.

pub mod assets;
pub mod form;
pub mod i18n;
pub mod page;
pub mod pages;
pub mod status;
pub mod view;

rust_i18n::i18n!("locales", fallback = "vi");

use axum::Router;
use axum::routing::get;

/// `/style` and `/static/…`: everything of the shell that needs no database.
pub fn style_router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/style", get(pages::style::show)).merge(assets::router())
}
