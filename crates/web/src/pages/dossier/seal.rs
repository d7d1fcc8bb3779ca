//! `/seal/{hash}`: what the code in the foot of a printed form leads to. Says that such a package was handed in, when,
//! where and under which number; never whose it is.

use crate::prelude::*;
use axum::http::StatusCode;
use ocop_app::dossier::{KnownSeal, seal_known};
use ocop_domain::dossier::seal::short;

#[derive(Template)]
#[template(path = "dossier/seal.html")]
struct SealPage {
    page: Page,
    form: Form,
    /// What is known of the seal; empty where nothing is.
    facts: Vec<Answer>,
    hash: String,
    missing: bool,
    invented: bool,
}

/// `/seal`: a code typed off the paper leads to its page.
pub async fn ask(visit: Visit, query: Query) -> Reply {
    let code: String = query.get("code").chars().filter(char::is_ascii_hexdigit).take(64).collect();
    if !code.is_empty() {
        return Ok(redirect(&format!("/seal/{}", code.to_lowercase())));
    }
    let (page, form) = (visit.page("dossier.seal.title"), query.form());
    let body = SealPage { page, form, facts: vec![], hash: String::new(), missing: false, invented: false };
    Ok(Html(body).into_response())
}

pub async fn show(visit: Visit, Path(hash): Path<String>) -> Reply {
    let page = visit.page("dossier.seal.title");
    let mut form = Form::new();
    match seal_known(&visit.cx, &hash).await {
        Ok(known) => {
            let facts = facts(&page, &known);
            let body =
                SealPage { page, form, facts, hash: known.hash, missing: false, invented: known.invented };
            Ok(Html(body).into_response())
        }
        Err(Error::NotFound) => {
            let asked: String = hash.chars().take(80).collect();
            form.set("code", asked);
            let body =
                SealPage { page, form, facts: vec![], hash: String::new(), missing: true, invented: false };
            Ok((StatusCode::NOT_FOUND, Html(body)).into_response())
        }
        Err(e) => Err(e.into()),
    }
}

fn facts(page: &Page, known: &KnownSeal) -> Vec<Answer> {
    let fact = |key: &str, value: String| Answer::fact(page.say(&format!("dossier.seal.{key}")), value);
    vec![
        fact("short", short(&known.hash)),
        fact("at", page.moment(known.submitted_at)),
        fact("received", page.date(known.received_on)),
        fact("to", format!("{}, {}", known.commune_name, known.province_name)),
        fact("number", known.registration_number.clone()),
        fact("attempt", known.attempt.to_string()),
    ]
}
