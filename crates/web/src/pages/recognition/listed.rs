//! A decision read from a list: what the list says of it, its products, and the ways to correct and to withdraw
//! their stars.

use crate::failure::Failure;
use crate::i18n;
use crate::page::{Html, Page};
use crate::pages::portal::words::{SourceLine, decision_name, source_of, star_label, status_key};
use crate::view::{Answer, Pager};
use crate::visit::Visit;
use askama::Template;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use ocop_app::recognition::{ListedDecision, ListedProduct, listed_products};

struct Row {
    product: String,
    product_href: String,
    producer: String,
    stars: i64,
    status: String,
    known_as: String,
    href: String,
    withdraw: String,
    correct: String,
}

#[derive(Template)]
#[template(path = "recognition/listed.html")]
struct ListedPage {
    page: Page,
    facts: Vec<Answer>,
    source: SourceLine,
    rows: Vec<Row>,
    pager: Pager,
    /// Empty for those who may not.
    correct: String,
}

pub(super) async fn show(visit: &Visit, id: &str, page: i64) -> Result<Response, Failure> {
    let view = listed_products(&visit.cx, id, page).await?;
    let lang = visit.cx.lang;
    let d = &view.row;
    let day = d.decided_on;
    let page = visit.page("recognition.title");
    let page = visit
        .page_titled(decision_name(&page, d.number.as_deref(), day))
        .crumb("/decisions", i18n::t(lang, "recognition.title"));
    let correct = if view.may_correct { format!("/decisions/{}/correct", d.id) } else { String::new() };
    let body = ListedPage {
        correct,
        facts: facts(&page, &view, day),
        source: source_of(&page, d.source.as_deref()),
        rows: view.products.iter().map(|p| row(&page, &d.id, p)).collect(),
        pager: Pager {
            page: view.page,
            size: view.size,
            total: d.items,
            base: format!("/decisions/{}", d.id),
        },
        page,
    };
    Ok(Html(body).into_response())
}

fn facts(page: &Page, view: &ListedDecision, day: Option<Date>) -> Vec<Answer> {
    let d = &view.row;
    [
        ("kind", page.t("recognition.kind.imported").into_owned()),
        ("issuer", d.issuer.clone()),
        ("number", d.number.clone().unwrap_or_default()),
        ("day", day.map_or_else(String::new, |d| page.date(d))),
        ("products", page.number(d.items)),
    ]
    .into_iter()
    .map(|(key, value)| Answer {
        label: page.t(&format!("recognition.show.{key}")).into_owned(),
        value,
        href: String::new(),
    })
    .collect()
}

fn row(page: &Page, decision: &str, p: &ListedProduct) -> Row {
    let s = &p.star;
    Row {
        product: s.product_name.clone(),
        product_href: format!("/products/{}", p.product_code.as_deref().unwrap_or(&p.product_id)),
        producer: s.producer_name.clone(),
        stars: s.stars,
        status: status_key(s.standing).to_owned(),
        known_as: star_label(page, s),
        href: format!("/v/{}", s.key),
        withdraw: if p.may_withdraw {
            format!("/recognitions/{}/withdraw", s.recognition_id)
        } else {
            String::new()
        },
        correct: if p.may_correct {
            format!("/decisions/{decision}/stars/{}/correct", s.recognition_id)
        } else {
            String::new()
        },
    }
}
