//! Pages that keep the register true: likely duplicates, merging and taking it back, cases of correction.

mod ask;
mod cases;
mod compare;
mod duplicates;
pub(super) mod history;
mod merges;

use crate::page::Page;
use crate::state::AppState;
use crate::view::Choice;
use axum::Router;
use axum::routing::{get, post};

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/register/duplicates", get(duplicates::show))
        .route("/register/duplicates/distinct", get(duplicates::distinct))
        .route("/register/duplicates/{a}/{b}", get(compare::show))
        .route("/register/duplicates/{a}/{b}/merge", post(compare::merge))
        .route("/register/duplicates/{a}/{b}/distinct", post(compare::say))
        .route("/register/duplicates/{a}/{b}/again", post(compare::unsay))
        .route("/register/merges", get(merges::show))
        .route("/register/merges/{id}/undo", post(merges::undo))
        .route("/register/cases", get(cases::list))
        .route("/register/cases/{id}", get(cases::show).post(cases::answer))
        .route("/producers/{id}/corrections/new", get(ask::new_facts).post(ask::facts))
        .route("/register/products/{id}/transfer", get(ask::new_transfer).post(ask::transfer))
}

/// The crumbs all pages of duplicates share.
fn trail(page: Page) -> Page {
    let title = page.t("register.duplicates.title").into_owned();
    page.crumb("/register/duplicates", title)
}

/// What a field of the register is called.
pub(super) fn field_word(page: &Page, thing: &str, field: &str) -> String {
    let key = match field {
        "set_id" => "product.set".to_owned(),
        "commune_id" => "producer.commune".to_owned(),
        "producer_id" => "product.producer".to_owned(),
        "establishment_id" => "product.made_at".to_owned(),
        // What lists said of a product's stars, and was corrected.
        "stars" | "issued_on" | "expires_on" | "certificate_no" | "decision_number" | "decided_on"
        | "issuer" => {
            format!("recognition.correct.{field}")
        }
        "product" => "register.history.product".to_owned(),
        "set" | "made_at" | "category" => format!("product.{field}"),
        other => format!("{thing}.{other}"),
    };
    page.t(&key).into_owned()
}

/// A word of `locales/register.yml`: a reason, a table, a ground of refusal, a state.
fn word(page: &Page, kind: &str, code: &str) -> String {
    page.t(&format!("register.{kind}.{code}")).into_owned()
}

/// A value of the register as a person reads it: codes by their words, days as dd/mm/yyyy.
pub(super) fn value_word(page: &Page, field: &str, value: &str) -> String {
    match field {
        _ if value.is_empty() => String::new(),
        "legal_form" => page.t(&format!("producer.form.{value}")).into_owned(),
        "representative_gender" => page.t(&format!("producer.gender.{value}")).into_owned(),
        "stars" => value.parse().map(|n: i64| page.star_word(n)).unwrap_or_default(),
        "issued_on" | "expires_on" | "decided_on" => {
            value.parse::<jiff::civil::Date>().map_or_else(|_| value.to_owned(), |d| page.date(d))
        }
        "founded_on" => value.parse::<jiff::civil::Date>().map(|d| page.date(d)).unwrap_or_default(),
        "picture" => page.t("product.picture_set").into_owned(),
        // A story is long: its beginning is enough to recognise it.
        _ if value.chars().count() > 200 => format!("{}…", value.chars().take(200).collect::<String>()),
        _ => value.to_owned(),
    }
}

/// A record's own page.
fn home_of(thing: &str, id: &str) -> String {
    if thing == "producer" { format!("/producers/{id}") } else { format!("/register/products/{id}") }
}

fn choices(items: Vec<(String, String)>) -> Vec<Choice> {
    items.into_iter().map(|(value, label)| Choice::new(value, label)).collect()
}
