//! The face of ocop: pages, API and command line, and the shell they stand in.
//!
//! A page is an askama template that extends `layout.html` and holds a [`page::Page`]; `/style` shows every part.
//! Handlers parse, call one verb of `ocop_app`, and render.

#[macro_use]
pub mod i18n;
#[macro_use]
mod read;
mod answer;
pub mod api;
pub mod assets;
pub mod cache;
pub mod cli;
pub mod csrf;
pub mod download;
mod export;
pub mod failure;
pub mod fields;
pub mod form;
mod gate;
pub mod listen;
mod markup;
pub mod metrics;
pub mod motif;
pub mod nav;
mod outward;
mod pace;
pub mod page;
pub mod pages;
mod prelude;
mod presses;
mod reads;
mod refusal;
mod request_log;
#[cfg(test)]
mod secrecy;
pub mod server;
pub mod state;
#[cfg(test)]
mod statement_counts;
pub mod status;
#[cfg(test)]
mod stress;
mod upload;
pub mod view;
pub mod visit;
#[cfg(test)]
mod walk;
mod words;

rust_i18n::i18n!("locales", fallback = "vi");

/// `/style` and `/static/…` alone: everything of the shell that needs no database, to look at while drawing it.
pub fn style_router<S: Clone + Send + Sync + 'static>() -> axum::Router<S> {
    axum::Router::new().route("/style", axum::routing::get(pages::style::show)).merge(assets::router())
}
