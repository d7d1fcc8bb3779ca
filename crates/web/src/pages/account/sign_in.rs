//! `/sign-in` and `/sign-out`. The demo shows its accounts beside the form.

use super::{cookie, safe_next};
use crate::nav;
use crate::prelude::*;
use ocop_app::account::{first, session, sign_in};

/// An account of the demo, as the sign-in page shows it.
struct DemoAccount {
    email: String,
    password: String,
    role: String,
    name: String,
}

#[derive(Template)]
#[template(path = "account/sign_in.html")]
struct SignInPage {
    page: Page,
    form: Form,
    next: String,
    demo: Vec<DemoAccount>,
}

async fn page(visit: &Visit, form: Form, next: &str) -> Result<SignInPage, Failure> {
    let page = visit.page("account.sign_in.title");
    let text = ocop_app::account::sample::demo_accounts(&visit.cx).await?;
    let demo = text
        .into_iter()
        .map(|a| DemoAccount {
            role: crate::nav::post_word(page.lang, a.role, a.nation),
            email: a.email,
            password: a.password,
            name: a.name,
        })
        .collect();
    Ok(SignInPage { page, form, next: asked_for(next), demo })
}

pub async fn show(visit: Visit, query: Query) -> Reply {
    if first::needs_first_admin(&visit.cx).await? {
        return Ok(redirect("/first-run"));
    }
    match &visit.session {
        Some(s) if s.needs_second_factor => {
            let next: String = form_urlencoded::byte_serialize(query.get("next").as_bytes()).collect();
            return Ok(redirect(&format!("/sign-in/code?next={next}")));
        }
        Some(s) if s.needs_totp_setup => return Ok(redirect("/account/second-factor")),
        _ => {}
    }
    let mut form = Form::new();
    form.set("email", query.get("email")).set("lost", query.get("lost"));
    Ok(Html(page(&visit, form, query.get("next")).await?).into_response())
}

pub async fn submit(visit: Visit, fields: Fields) -> Reply {
    let cmd = sign_in::SignIn {
        email: fields.get("email").into(),
        password: raw(&fields, "password").into(),
        presented: visit.token.clone(),
    };
    match sign_in::sign_in(&visit.cx, cmd).await {
        Ok(done) => {
            let next = asked_for(fields.get("next"));
            let next = if next.is_empty() { "/desk" } else { next.as_str() };
            let to = if done.needs_code {
                let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
                format!("/sign-in/code?next={next}")
            } else {
                next.to_owned()
            };
            Ok(cookie::set(&visit.cx, redirect(&to), &done.session))
        }
        Err(e) => again(page(&visit, visit.refused(&fields, e)?, fields.get("next")).await?),
    }
}

/// `/desk`: where the work of the person's post begins.
pub async fn desk(visit: Visit) -> Response {
    // Without a post that holds, the person's own page says what is waited for.
    let waits = visit.session.as_ref().is_some_and(|who| who.posts.is_empty());
    redirect(if waits { "/account" } else { nav::home(&visit.cx) })
}

/// The page asked for before signing in; empty if none was.
fn asked_for(next: &str) -> String {
    if next.is_empty() { String::new() } else { safe_next(next).to_owned() }
}

/// `nothing_waits` comes from the page's script: no visit is kept on the device that was not sent yet.
pub async fn out(visit: Visit, fields: Fields) -> Reply {
    if let Some(session) = &visit.session {
        session::close(&visit.cx, session).await?;
    }
    Ok(cookie::clear(&visit.cx, redirect("/"), fields.get("nothing_waits") == "yes"))
}

/// A password as it was typed, spaces and all.
pub(super) fn raw<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.all(name).next().unwrap_or_default()
}
