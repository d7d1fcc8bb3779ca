//! `/admin/settings`: how this installation was started, and the way to what can be set on pages.

use crate::prelude::*;
use ocop_app::MailTo;
use ocop_app::settings::limits;
use ocop_domain::account::{Act, Facts};

typed!(limits::PutLimits => "account/settings.html");
#[derive(Template)]
#[template(path = "account/settings.html")]
struct SettingsPage {
    page: Page,
    answers: Vec<Answer>,
    form: Form,
}

pub async fn show(visit: Visit) -> Reply {
    let now = limits::show(&visit.cx).await?;
    let mut form = Form::new();
    form.set("seen", now.stamp());
    form.set("assist_days", now.assist_days.to_string());
    form.set("library_mb", now.library_mb.to_string());
    Ok(Html(render(&visit, form)?).into_response())
}

/// For how long a producer's consent to be helped may run; how much a library may hold.
pub async fn save(visit: Visit, fields: Fields) -> Reply {
    let done = limits::put(&visit.cx, fields.read()?).await;
    let next = ("/admin/settings".to_owned(), "account.settings.saved");
    saved(&visit, &fields, done, next, async |form| render(&visit, form)).await
}

fn render(visit: &Visit, form: Form) -> Result<SettingsPage, Failure> {
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
    let row = |key: &str, value: &str| Answer::fact(page.say(&format!("account.settings.{key}")), value);
    let answers =
        vec![row("base_url", &config.base_url), row("mail", &mail), row("mail_from", &config.mail_from)];
    Ok(SettingsPage { page, answers, form })
}
