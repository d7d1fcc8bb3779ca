use super::words::{day, decision_words, sentence, status_key};
use crate::failure::{Failure, redirect};
use crate::fields::Query;
use crate::form::Form;
use crate::page::{Html, Page};
use crate::view::Answer;
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use ocop_app::Error;
use ocop_app::portal::{ProductFound, product};
use ocop_app::recognition::{Verification, verify};

#[derive(Template)]
#[template(path = "portal/verify_ask.html")]
struct AskPage {
    page: Page,
    form: Form,
    /// What to say of a number that was not found; empty on the plain form.
    missing: String,
    checked: String,
}

#[derive(Template)]
#[template(path = "portal/verify.html")]
struct VerifyPage {
    page: Page,
    status: String,
    verdict: String,
    sentence: String,
    checked: String,
    name: String,
    producer: String,
    stars: i64,
    product_href: String,
    facts: Vec<Answer>,
    successor: Option<(String, String)>,
    paper: String,
    source: String,
    invented: bool,
}

/// `/v`: a number typed by hand leads to its page.
pub async fn ask(visit: Visit, query: Query) -> Result<Response, Failure> {
    let number = query.get("number");
    if !number.is_empty() {
        let number: String = number.chars().filter(|c| !c.is_whitespace()).collect();
        // As a path segment: a blank is not written as a plus there.
        let number = form_urlencoded::byte_serialize(number.as_bytes()).collect::<String>();
        return Ok(redirect(&format!("/v/{number}")));
    }
    let page = visit.page("portal.verify.title");
    let body = AskPage { page, form: query.form(), missing: String::new(), checked: String::new() };
    Ok(Html(body).into_response())
}

/// `/v/{certificate}`: how the star stands at this moment. Never kept: it says when it was asked.
pub async fn show(visit: Visit, Path(number): Path<String>) -> Result<Response, Failure> {
    match verify(&visit.cx, &number).await {
        Ok(v) => Ok(Html(verify_page(&visit, &v, &names_today(&visit, &v).await?)).into_response()),
        Err(Error::NotFound) => {
            let page = visit.page("portal.verify.missing_title");
            let mut form = Form::new();
            form.set("number", number.clone());
            let checked = moment(&page, visit.cx.now());
            let missing = page.tf("portal.verify.missing_text", &[("number", &number)]).into_owned();
            let body = AskPage { page, form, missing, checked };
            Ok((StatusCode::NOT_FOUND, Html(body)).into_response())
        }
        Err(e) => Err(e.into()),
    }
}

fn moment(page: &Page, at: Timestamp) -> String {
    let at = at.to_zoned(ocop_app::clock::vietnam());
    let when = format!("{} {:02}:{:02}", page.date(at.date()), at.hour(), at.minute());
    page.tf("portal.verify.checked", &[("when", &when)]).into_owned()
}

/// What product and producer are called today, where that is not what stands on the certificate.
async fn names_today(visit: &Visit, v: &Verification) -> Result<[(&'static str, String); 2], Failure> {
    let (mut name, mut producer) = (String::new(), String::new());
    match product(&visit.cx, &v.product_id).await {
        Ok(ProductFound::One(p)) => {
            let other = |today: String, then: &str| if today == then { String::new() } else { today };
            name = other(p.row.name, &v.star.product_name);
            producer = other(p.row.producer_name, &v.star.producer_name);
        }
        // A certificate is verified whatever the catalogue holds.
        Ok(ProductFound::Several) | Err(Error::NotFound) => {}
        Err(e) => return Err(e.into()),
    }
    Ok([("name_today", name), ("producer_today", producer)])
}

fn verify_page(visit: &Visit, v: &Verification, today: &[(&'static str, String); 2]) -> VerifyPage {
    let s = &v.star;
    let title = crate::i18n::tf(visit.cx.lang, "portal.verify.of", &[("number", &s.certificate)]);
    let page = visit.page_titled(title.into_owned());
    let sentence = sentence(&page, s);
    let ground =
        s.withdrawal_ground.map(|g| page.t(&format!("recognition.ground.{}", g.as_str())).into_owned());
    let mut facts = vec![
        ("certificate", s.certificate.clone()),
        ("code", v.product_code.clone().unwrap_or_default()),
        ("producer", s.producer_name.clone()),
        ("address", s.address.clone()),
        ("decision", decision_words(&page, s)),
        ("issued", day(&page, s.issued_on)),
        ("expires", day(&page, s.expires_on)),
        ("withdrawn", day(&page, s.withdrawn_on)),
        ("ground", ground.unwrap_or_default()),
        ("withdrawal_decision", s.withdrawal_decision.clone().unwrap_or_default()),
    ];
    facts.extend_from_slice(today);
    facts.retain(|(_, value)| !value.is_empty());
    VerifyPage {
        verdict: page.t(&format!("portal.verdict.{}", status_key(s.standing))).into_owned(),
        status: status_key(s.standing).to_owned(),
        sentence,
        checked: moment(&page, v.checked_at),
        name: s.product_name.clone(),
        producer: s.producer_name.clone(),
        stars: s.stars,
        product_href: format!("/products/{}", v.product_code.as_deref().unwrap_or(&v.product_id)),
        facts: facts
            .into_iter()
            .map(|(key, value)| Answer {
                label: page.t(&format!("portal.fact.{key}")).into_owned(),
                value,
                href: String::new(),
            })
            .collect(),
        successor: v.superseded_by.as_ref().map(|n| (format!("/v/{}", n.certificate), n.certificate.clone())),
        paper: if s.signed_here && s.withdrawn_on.is_none() {
            format!("/certificates/{}.pdf", s.certificate)
        } else {
            String::new()
        },
        source: s.source.clone().unwrap_or_default(),
        invented: s.invented,
        page,
    }
}
