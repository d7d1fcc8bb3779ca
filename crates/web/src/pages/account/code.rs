//! The second factor: the code after the password, and setting it up.

use super::{cookie, safe_next, signed_in};
use crate::prelude::*;
use ocop_app::account::second_factor::{self, SetUp};

#[derive(Template)]
#[template(path = "account/code.html")]
struct CodePage {
    page: Page,
    form: Form,
    next: String,
}

#[derive(Template)]
#[template(path = "account/second_factor.html")]
struct SetUpPage {
    page: Page,
    form: Form,
    set_up: SetUp,
}

pub async fn show(visit: Visit, query: Query) -> Reply {
    if !signed_in(&visit)?.needs_second_factor {
        return Ok(redirect(safe_next(query.get("next"))));
    }
    Ok(Html(code_page(&visit, Form::new(), query.get("next"))).into_response())
}

fn code_page(visit: &Visit, form: Form, next: &str) -> CodePage {
    let page = visit.page("account.code.title");
    CodePage { page, form, next: safe_next(next).to_owned() }
}

pub async fn submit(visit: Visit, fields: Fields) -> Reply {
    match second_factor::pass(&visit.cx, signed_in(&visit)?, fields.get("code")).await {
        Ok(new) => {
            let response = redirect(safe_next(fields.get("next")));
            Ok(match new {
                Some(session) => cookie::set(&visit.cx, response, &session),
                None => response,
            })
        }
        Err(e) => {
            let mut form = visit.refused(&fields, e)?;
            form.set("code", "");
            again(code_page(&visit, form, fields.get("next")))
        }
    }
}

pub async fn show_set_up(visit: Visit) -> Reply {
    Ok(Html(set_up_page(&visit, Form::new()).await?).into_response())
}

async fn set_up_page(visit: &Visit, form: Form) -> Result<SetUpPage, Failure> {
    let set_up = second_factor::set_up(&visit.cx, signed_in(visit)?).await?;
    let page = visit.page("account.second.title");
    Ok(SetUpPage { page, form, set_up })
}

pub async fn confirm(visit: Visit, fields: Fields) -> Reply {
    match second_factor::confirm(&visit.cx, signed_in(&visit)?, fields.get("code")).await {
        Ok(session) => Ok(cookie::set(&visit.cx, redirect_with("/account", "account.second.done"), &session)),
        Err(e) => again(set_up_page(&visit, visit.refused(&fields, e)?).await?),
    }
}
