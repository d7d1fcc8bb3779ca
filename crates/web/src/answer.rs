//! Pages as answers. A refused form is answered with its page, every word that was typed, a sentence at each wrong field
//! and the status 422. Which refusals are told there, and not on a page of their own, is said by
//! [`ocop_app::Error::on_form`].

use crate::failure::{Failure, redirect_with};
use crate::fields::Fields;
use crate::form::Form;
use crate::visit::Visit;
use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use ocop_app::Error;

/// What a handler of a page comes to: an answer, or the refusal that [`Failure`] answers.
pub type Reply = Result<Response, Failure>;

/// Renders a template: `Html(Show { page, … })`. A page with another status: `(StatusCode::NOT_FOUND, Html(…))`.
#[derive(Debug)]
pub struct Html<T>(pub T);

impl<T: askama::Template> IntoResponse for Html<T> {
    fn into_response(self) -> Response {
        match self.0.render() {
            Ok(body) => {
                let body = crate::form::name_fields_in_summary(crate::form::name_refusal_in_title(body));
                ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response()
            }
            Err(error) => {
                tracing::error!(%error, "a template could not be rendered");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

/// The page with the refused form in it.
pub fn again<P: Template>(page: P) -> Reply {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page)).into_response())
}

/// On to the next page with a word; what was refused comes back on the page it was typed on.
pub async fn answered<P: Template, T>(
    visit: &Visit,
    fields: &Fields,
    done: Result<T, Error>,
    (next, flash): (String, &str),
    page: impl AsyncFnOnce(Form) -> Result<P, Failure>,
) -> Reply {
    match done {
        Ok(_) => Ok(redirect_with(&next, flash)),
        Err(e) => again(Box::pin(page(visit.refused(fields, e)?)).await?),
    }
}

/// Like [`answered`] for a form that says how a thing is to stand: refused as stale it shows what is stored, see
/// [`crate::refusal`].
pub async fn saved<P: Template, T>(
    visit: &Visit,
    fields: &Fields,
    done: Result<T, Error>,
    (next, flash): (String, &str),
    page: impl AsyncFnOnce(Form) -> Result<P, Failure>,
) -> Reply {
    match done {
        Err(Error::Conflict("stale")) => {
            let mut response = Failure(Error::Conflict("stale")).into_response();
            response.extensions_mut().insert(ShowsStored);
            Ok(response)
        }
        done => Box::pin(answered(visit, fields, done, (next, flash), page)).await,
    }
}

/// Of a refusal as stale: the page of the form shows what is stored.
#[derive(Debug, Clone, Copy)]
pub struct ShowsStored;

impl Visit {
    /// What was typed, with what the refusal says; an error that is not told on a form passes through.
    pub fn refused(&self, fields: &Fields, error: Error) -> Result<Form, Failure> {
        Ok(self.form_of(fields, &error.on_form()?))
    }
}
