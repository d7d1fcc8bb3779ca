//! Words of the register: its fields, their values, and the crumbs its pages share.

use crate::prelude::*;

/// The crumbs all pages of duplicates share.
pub(super) fn trail(page: Page) -> Page {
    page.under("/register/duplicates", "register.duplicates.title")
}

/// What a field of the register is called.
pub(in crate::pages) fn field_word(page: &Page, thing: &str, field: &str) -> String {
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
    page.say(&key)
}

/// A word of `locales/register.yml`: a reason, a table, a ground of refusal, a state.
pub(super) fn word(page: &Page, kind: &str, code: &str) -> String {
    page.say(&format!("register.{kind}.{code}"))
}

/// A value of the register as a person reads it: codes by their words, days as dd/mm/yyyy.
pub(in crate::pages) fn value_word(page: &Page, field: &str, value: &str) -> String {
    match field {
        _ if value.is_empty() => String::new(),
        "legal_form" => page.say(&format!("producer.form.{value}")),
        "representative_gender" => page.say(&format!("producer.gender.{value}")),
        "stars" => value.parse().map(|n: i64| page.star_word(n)).unwrap_or_default(),
        "issued_on" | "expires_on" | "decided_on" | "founded_on" => page.date(value),
        "picture" => page.say("product.picture_set"),
        // A story is long: its beginning is enough to recognise it.
        _ if value.chars().count() > 200 => format!("{}…", value.chars().take(200).collect::<String>()),
        _ => value.to_owned(),
    }
}

/// A record's own page.
pub(super) fn home_of(thing: &str, id: &str) -> String {
    if thing == "producer" { format!("/producers/{id}") } else { format!("/register/products/{id}") }
}

pub(super) fn choices(items: Vec<(String, String)>) -> Vec<Choice> {
    items.into_iter().map(|(value, label)| Choice::new(value, label)).collect()
}
