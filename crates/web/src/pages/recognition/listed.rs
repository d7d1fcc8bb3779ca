//! A decision read from a list: what the list says of it, its products, and the ways to correct and to withdraw
//! their stars.

use crate::pages::portal::words::{SourceLine, decision_name, source_of, star_label, status_key};
use crate::prelude::*;
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

pub(super) async fn show(visit: &Visit, id: &str, page: i64) -> Reply {
    let view = listed_products(&visit.cx, id, page).await?;
    let d = &view.row;
    let day = d.decided_on;
    let page = visit.page("recognition.title");
    let page = visit
        .page_titled(decision_name(&page, d.number.as_deref(), day))
        .under("/decisions", "recognition.title");
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
        ("kind", page.say("recognition.kind.imported")),
        ("issuer", d.issuer.clone()),
        ("number", d.number.clone().unwrap_or_default()),
        ("day", page.date(day)),
        ("products", page.number(d.items)),
    ]
    .into_iter()
    .map(|(key, value)| Answer::fact(page.say(&format!("recognition.show.{key}")), value))
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
