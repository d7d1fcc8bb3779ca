//! `/admin/settings`: how this installation was started, and the way to what can be set on pages.

use crate::failure::Failure;
use crate::page::{Html, Page};
use crate::view::Answer;
use crate::visit::Visit;
use askama::Template;
use axum::response::{IntoResponse, Response};
use ocop_app::MailTo;
use ocop_domain::account::{Act, Facts};

#[derive(Template)]
#[template(path = "account/settings.html")]
struct SettingsPage {
    page: Page,
    answers: Vec<Answer>,
}

pub async fn show(visit: Visit) -> Result<Response, Failure> {
    visit.cx.allow(Act::SettingsEdit, &Facts::default())?;
    let page = visit.page("account.settings.title");
    let config = &visit.cx.config;
    // An SMTP address may hold a password: only that there is one is shown.
    let mail = match &config.mail {
        MailTo::Directory(dir) => {
            page.tf("account.settings.mail_dir", &[("dir", &dir.display().to_string())])
        }
        MailTo::Smtp(_) => page.t("account.settings.mail_smtp"),
    };
    let row = |key: &str, value: &str| Answer {
        label: page.t(&format!("account.settings.{key}")).into_owned(),
        value: value.to_owned(),
        href: String::new(),
    };
    let answers =
        vec![row("base_url", &config.base_url), row("mail", &mail), row("mail_from", &config.mail_from)];
    Ok(Html(SettingsPage { page, answers }).into_response())
}
