//! What every page handler is written with: who asks and what was sent, the page and its form, and the answers.

pub use crate::answer::{Html, Reply, again, answered, saved};
pub use crate::failure::{Failure, redirect, redirect_with};
pub use crate::fields::{Fields, Query, Upload};
pub use crate::form::Form;
pub use crate::nav::place;
pub use crate::page::{Link, Page};
pub use crate::pages::Capability;
pub use crate::state::AppState;
pub use crate::view::{Answer, Choice, Pager};
pub use crate::visit::Visit;
pub use crate::words::moment;
pub use askama::Template;
pub use axum::Router;
pub use axum::extract::Path;
pub use axum::response::{IntoResponse, Response};
pub use axum::routing::{get, post};
pub use ocop_app::Error;
pub use ocop_domain::account::Role;
