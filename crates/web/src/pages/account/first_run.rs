//! `/first-run`: the first administrator, asked for while nobody has an account.

use super::sign_in::raw;
use crate::failure::{Failure, redirect, redirect_with};
use crate::fields::Fields;
use crate::form::Form;
use crate::page::{Html, Page};
use crate::visit::Visit;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use ocop_app::Error;
use ocop_app::account::first;

#[derive(Template)]
#[template(path = "account/first_run.html")]
struct FirstRunPage {
    page: Page,
    form: Form,
}

pub async fn show(visit: Visit) -> Result<Response, Failure> {
    if !first::needs_first_admin(&visit.cx).await? {
        return Ok(redirect("/sign-in"));
    }
    Ok(Html(FirstRunPage { page: visit.page("account.first.title"), form: Form::new() }).into_response())
}

pub async fn submit(visit: Visit, fields: Fields) -> Result<Response, Failure> {
    let (name, email) = (fields.get("name"), fields.get("email"));
    let (one, two) = (raw(&fields, "password"), raw(&fields, "password_again"));
    match first::create_first_admin(&visit.cx, name, email, one, two).await {
        Ok(_) => Ok(redirect_with("/sign-in", "account.first.done")),
        Err(Error::Invalid(i)) => {
            let mut page = visit.page("account.first.title");
            page.refused = true;
            let body = FirstRunPage { page, form: visit.form_of(&fields, &i) };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(body)).into_response())
        }
        Err(e) => Err(e.into()),
    }
}
