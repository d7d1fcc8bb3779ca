//! Passwords by letter: taking up an invitation, asking for a reset, carrying it out.

use super::sign_in::raw;
use crate::i18n::t;
use crate::prelude::*;
use ocop_app::account::accept::{self, Pending};
use ocop_app::account::reset;

#[derive(Template)]
#[template(path = "account/set_password.html")]
struct SetPage {
    page: Page,
    form: Form,
    who: Pending,
    lead: String,
}

#[derive(Template)]
#[template(path = "account/reset.html")]
struct RequestPage {
    page: Page,
    form: Form,
}

fn set_page(visit: &Visit, form: Form, who: Pending, kind: &str) -> SetPage {
    let page = visit.page(&format!("account.{kind}.title"));
    let lead = page.say(&format!("account.{kind}.lead"));
    SetPage { page, form, who, lead }
}

fn refused(visit: &Visit, fields: &Fields, e: Error, who: Pending, kind: &str) -> Reply {
    again(set_page(visit, visit.refused(fields, e)?, who, kind))
}

pub async fn show_invite(visit: Visit, Path(token): Path<String>) -> Reply {
    let who = accept::look(&visit.cx, &token).await?;
    Ok(Html(set_page(&visit, Form::new(), who, "invited")).into_response())
}

pub async fn accept(visit: Visit, Path(token): Path<String>, fields: Fields) -> Reply {
    let who = accept::look(&visit.cx, &token).await?;
    let (one, two) = (raw(&fields, "password"), raw(&fields, "password_again"));
    match accept::accept(&visit.cx, &token, one, two).await {
        Ok(()) => Ok(redirect_with("/sign-in", "account.invited.done")),
        Err(e) => refused(&visit, &fields, e, who, "invited"),
    }
}

pub async fn show_request(visit: Visit) -> Response {
    Html(RequestPage { page: visit.page("account.reset.ask_title"), form: Form::new() }).into_response()
}

pub async fn request(visit: Visit, fields: Fields) -> Reply {
    if !fields.has("email") {
        let mut form = fields.form();
        form.fail("email", t(visit.cx.lang, "errors.required"));
        let page = visit.page("account.reset.ask_title");
        return again(RequestPage { page, form });
    }
    reset::request(&visit.cx, fields.get("email")).await?;
    Ok(redirect_with("/sign-in", "account.reset.sent"))
}

pub async fn show_reset(visit: Visit, Path(token): Path<String>) -> Reply {
    let who = reset::look(&visit.cx, &token).await?;
    Ok(Html(set_page(&visit, Form::new(), who, "reset")).into_response())
}

pub async fn reset(visit: Visit, Path(token): Path<String>, fields: Fields) -> Reply {
    let who = reset::look(&visit.cx, &token).await?;
    let (one, two) = (raw(&fields, "password"), raw(&fields, "password_again"));
    match reset::carry_out(&visit.cx, &token, one, two).await {
        Ok(()) => Ok(redirect_with("/sign-in", "account.reset.done")),
        Err(e) => refused(&visit, &fields, e, who, "reset"),
    }
}
