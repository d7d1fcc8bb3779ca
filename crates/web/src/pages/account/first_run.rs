//! `/first-run`: the first administrator, asked for while there is no account.

use super::sign_in::raw;
use crate::prelude::*;
use axum::http::StatusCode;
use ocop_app::account::first;

#[derive(Template)]
#[template(path = "account/first_run.html")]
struct FirstRunPage {
    page: Page,
    form: Form,
    /// The token of the terminal was brought along.
    opens: bool,
}

/// The address with the token stands on the terminal where the program was started.
pub async fn show(visit: Visit, query: Query) -> Reply {
    if !first::needs_first_admin(&visit.cx).await? {
        return Ok(redirect("/sign-in"));
    }
    let (page, opens) = (visit.page("account.first.title"), first::opens(&visit.cx, query.get("token")));
    let mut form = Form::new();
    form.set("token", query.get("token"));
    let status = if opens { StatusCode::OK } else { StatusCode::FORBIDDEN };
    Ok((status, Html(FirstRunPage { page, form, opens })).into_response())
}

pub async fn submit(visit: Visit, fields: Fields) -> Reply {
    let (name, email) = (fields.get("name"), fields.get("email"));
    let (one, two) = (raw(&fields, "password"), raw(&fields, "password_again"));
    match first::create_first_admin(&visit.cx, fields.get("token"), name, email, one, two).await {
        Ok(_) => Ok(redirect_with("/sign-in", "account.first.done")),
        Err(e) => {
            let page = visit.page("account.first.title");
            again(FirstRunPage { page, form: visit.refused(&fields, e)?, opens: true })
        }
    }
}
