//! The desk of office and leader: what waits for a decision, drafts, signatures, packages for the ministry,
//! withdrawals; and the certificates' papers.

mod correct_decision;
mod correct_star;
mod decision;
mod files;
mod list;
mod listed;
mod new;
mod package;
mod sign;
mod withdraw;

#[cfg(test)]
mod tests;

use crate::form::Form;
use crate::state::AppState;
use crate::view::Choice;
use axum::Router;
use axum::routing::{get, post};

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/decisions", get(list::show))
        .route("/decisions/new", get(new::show).post(new::draft))
        .route("/decisions/{id}", get(decision::show))
        .route("/decisions/{id}/decision.pdf", get(files::decision))
        .route("/decisions/{id}/sign", post(sign::sign))
        .route("/decisions/{id}/discard", post(sign::discard))
        .route("/decisions/{id}/correct", get(correct_decision::show).post(correct_decision::correct))
        .route(
            "/decisions/{id}/stars/{recognition}/correct",
            get(correct_star::show).post(correct_star::correct),
        )
        .route("/certificates/{file}", get(files::certificate))
        .route("/packages/{dossier}", get(package::show).post(package::send))
        .route("/recognitions/{id}/withdraw", get(withdraw::show).post(withdraw::withdraw))
}

/// Number and symbol of a decision from their two fields; a number typed whole says its own symbol.
fn whole_number(number: &str, symbol: &str) -> String {
    if number.is_empty() || symbol.is_empty() || number.contains('/') {
        number.to_owned()
    } else {
        format!("{number}/{symbol}")
    }
}

/// The symbols an agency may put behind its numbers; the usual one is chosen where none was.
fn symbol_choices(form: &mut Form, field: &str, symbols: &[&str]) -> Vec<Choice> {
    if form.value(field).is_empty()
        && let Some(usual) = symbols.first()
    {
        form.set(field, *usual);
    }
    symbols.iter().map(|s| Choice::new(*s, *s)).collect()
}
