//! `/readings`: what the law leaves open and an office sets: how a province reads Điều 12(3), and which day counts where
//! a term ends on a day of rest.

use crate::prelude::*;
use ocop_app::settings::{extension, term_end};
use ocop_domain::account::{Act, Facts};
use ocop_domain::calendar::TermEnd;
use ocop_domain::recognition::Extension;

#[derive(Template)]
#[template(path = "account/readings.html")]
struct ReadingsPage {
    page: Page,
    form: Form,
    /// Provinces within reach, and those of them that read the clause as a transition.
    provinces: Vec<Choice>,
    transitional: Vec<String>,
    extensions: Vec<Choice>,
    /// Empty for a person who may not set it.
    ends: Vec<Choice>,
}

async fn page(visit: &Visit, form: Option<Form>) -> Result<ReadingsPage, Failure> {
    let reach = extension::within_reach(&visit.cx).await?;
    let page = visit.page("account.readings.title");
    let choice =
        |group: &str, key: &str| Choice::new(key, page.t(&format!("account.readings.{group}.{key}")));
    let everywhere = visit.cx.allow(Act::SettingsEdit, &Facts::default()).is_ok();
    let ends = if everywhere { TermEnd::ALL.map(|e| choice("ends", e.as_str())).to_vec() } else { vec![] };
    let form = match form {
        Some(form) => form,
        None => {
            let mut form = Form::new();
            form.set("term_end", term_end::get(visit.cx.db()).await?.as_str());
            if let [(only, now)] = reach.as_slice() {
                form.set("province", only.code.clone());
                form.set("extension", now.as_str());
            }
            form
        }
    };
    Ok(ReadingsPage {
        extensions: Extension::ALL.map(|e| choice("extension", e.as_str())).to_vec(),
        transitional: reach
            .iter()
            .filter(|(_, now)| *now == Extension::Transitional)
            .map(|(p, _)| p.full_name.clone())
            .collect(),
        provinces: reach.into_iter().map(|(p, _)| Choice::new(p.code, p.full_name)).collect(),
        ends,
        form,
        page,
    })
}

pub async fn show(visit: Visit) -> Reply {
    Ok(Html(page(&visit, None).await?).into_response())
}

async fn answer<T>(visit: &Visit, fields: &Fields, done: Result<T, Error>) -> Reply {
    match done {
        Ok(_) => Ok(redirect_with("/readings", "account.settings.saved")),
        Err(e) => again(page(visit, Some(visit.refused(fields, e)?)).await?),
    }
}

pub async fn put_extension(visit: Visit, fields: Fields) -> Reply {
    let text = |name: &str| fields.get(name).to_owned();
    let cmd = extension::Put { province: text("province"), extension: text("extension") };
    answer(&visit, &fields, extension::put(&visit.cx, cmd).await).await
}

pub async fn put_term_end(visit: Visit, fields: Fields) -> Reply {
    answer(&visit, &fields, term_end::put(&visit.cx, fields.get("term_end")).await).await
}
