use super::words::{SourceLine, decision_words, sentence, source_line, status_key};
use crate::i18n;
use crate::prelude::*;
use axum::http::StatusCode;
use jiff::Timestamp;
use ocop_app::portal::{ProductFound, area_choices, product};
use ocop_app::recognition::{LookUp, Namesake, Verification, look_up};
use ocop_domain::recognition::{AskedNumber, Shape};

#[derive(Template)]
#[template(path = "portal/verify_ask.html")]
struct AskPage {
    page: Page,
    form: Form,
    /// The keys a telephone offers: a certificate's number has digits alone, a list's own or a look-up code letters too.
    keyboard: &'static str,
    letters: bool,
    /// What to say of a number that was not found, in which tone, and whom to ask; empty on the plain form.
    missing: String,
    tone: &'static str,
    ask_whom: String,
    checked: String,
}

impl AskPage {
    fn plain(page: Page, form: Form, letters: bool) -> AskPage {
        AskPage {
            page,
            form,
            keyboard: if letters { "text" } else { "numeric" },
            letters,
            missing: String::new(),
            tone: "bad",
            ask_whom: String::new(),
            checked: String::new(),
        }
    }
}

#[derive(Template)]
#[template(path = "portal/verify.html")]
struct VerifyPage {
    page: Page,
    status: String,
    verdict: String,
    sentence: String,
    /// On whose word the star stands.
    basis: String,
    checked: String,
    name: String,
    producer: String,
    stars: i64,
    product_href: String,
    facts: Vec<Answer>,
    successor: Option<(String, String)>,
    paper: String,
    source: SourceLine,
    invented: bool,
}

struct SeveralRow {
    href: String,
    product: String,
    producer: String,
    stars: i64,
    status: String,
}

#[derive(Template)]
#[template(path = "portal/verify_several.html")]
struct SeveralPage {
    page: Page,
    rows: Vec<SeveralRow>,
}

/// `/v`: a number typed by hand leads to its page.
pub async fn ask(visit: Visit, query: Query) -> Reply {
    let typed = query.get("number");
    if !typed.is_empty() {
        let asked = AskedNumber::read(typed);
        if asked.shape != Shape::Nothing {
            return Ok(redirect(&address(asked.written())));
        }
        return Ok(wrong_shape(&visit, typed));
    }
    let page = visit.page("portal.verify.title");
    Ok(Html(AskPage::plain(page, query.form(), query.get("letters") == "1")).into_response())
}

/// The page of a number. As a path segment: a blank is not written as a plus there.
fn address(number: &str) -> String {
    let number = form_urlencoded::byte_serialize(number.as_bytes()).collect::<String>();
    format!("/v/{}", number.replace('+', "%20"))
}

/// `/v/{number}`: how the star stands at this moment. Never kept: it says when it was asked. A number written in another
/// way, one a list gives, and an address of older days lead on to the star's own page.
pub async fn show(visit: Visit, Path(number): Path<String>) -> Reply {
    match look_up(&visit.cx, &number).await {
        Ok(LookUp::One(v)) if v.star.key != number => {
            let asked = visit.path.split_once('?').map_or_else(String::new, |(_, q)| format!("?{q}"));
            Ok(redirect(&format!("{}{asked}", address(&v.star.key))))
        }
        Ok(LookUp::One(v)) => {
            Ok(Html(verify_page(&visit, &v, &names_today(&visit, &v).await?)).into_response())
        }
        Ok(LookUp::Several(stars)) => Ok(Html(several(&visit, &stars)).into_response()),
        Err(Error::NotFound) => missing(&visit, &number).await,
        Err(Error::Invalid(_)) => Ok(wrong_shape(&visit, &number)),
        Err(e) => Err(e.into()),
    }
}

/// A mistake of form, and no word about any paper.
fn wrong_shape(visit: &Visit, typed: &str) -> Response {
    let page = visit.page("portal.verify.title");
    let mut form = Form::new();
    form.set("number", typed);
    form.fail("number", i18n::t(page.lang, "errors.certificate_shape"));
    (StatusCode::UNPROCESSABLE_ENTITY, Html(AskPage::plain(page, form, has_letters(typed)))).into_response()
}

fn has_letters(typed: &str) -> bool {
    typed.chars().any(char::is_alphabetic)
}

/// A number of the right shape that is not here: what that may mean, and whom to ask.
async fn missing(visit: &Visit, number: &str) -> Reply {
    let page = visit.page("portal.verify.missing_title");
    let asked = AskedNumber::read(number);
    let written = asked.written().to_owned();
    let mut form = Form::new();
    form.set("number", written.clone());
    let (text, tone) = match asked.shape {
        // Papers of before this system, or of lists that have not been brought in: nothing speaks against them.
        Shape::Listed | Shape::Lookup(_) => ("portal.verify.missing_listed", "wait"),
        _ => ("portal.verify.missing_text", "bad"),
    };
    let province = match &asked.shape {
        Shape::Certificate(n) => n.as_str().get(..2).unwrap_or_default(),
        _ => "",
    };
    let (provinces, _) = area_choices(&visit.cx, "").await?;
    let whom = match provinces.iter().find(|p| p.code == province) {
        Some(p) => page.tf("portal.verify.ask_province", &[("name", &p.name)]),
        None if province == ocop_domain::recognition::NATIONAL_SERIES => page.t("portal.verify.ask_ministry"),
        None => page.t("portal.verify.ask_any"),
    };
    let body = AskPage {
        missing: say!(page, text, number = written),
        tone,
        ask_whom: whom.into_owned(),
        checked: checked(&page, visit.cx.now()),
        ..AskPage::plain(page, form, has_letters(&written))
    };
    Ok((StatusCode::NOT_FOUND, Html(body)).into_response())
}

fn several(visit: &Visit, stars: &[Namesake]) -> SeveralPage {
    let row = |n: &Namesake| SeveralRow {
        href: address(&n.star.key),
        product: n.star.product_name.clone(),
        producer: n.star.producer_name.clone(),
        stars: n.star.stars,
        status: status_key(n.star.standing).to_owned(),
    };
    SeveralPage { page: visit.page("portal.verify.several_title"), rows: stars.iter().map(row).collect() }
}

/// "Đã kiểm tra lúc 05/10/2026 09:30".
fn checked(page: &Page, at: Timestamp) -> String {
    say!(page, "portal.verify.checked", when = page.moment(at))
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
    let title = match &s.lookup {
        Some(code) => i18n::tf(visit.cx.lang, "portal.verify.of_lookup", &[("code", code)]),
        None => i18n::tf(visit.cx.lang, "portal.verify.of", &[("number", &s.key)]),
    };
    let page = visit.page_titled(title.into_owned());
    let no_number = || page.say("portal.no_number");
    let sentence = sentence(&page, s);
    let ground = s.withdrawal_ground.map(|g| page.say(&format!("recognition.ground.{}", g.as_str())));
    let mut facts = vec![
        ("certificate", s.certificate.clone().unwrap_or_else(no_number)),
        ("lookup", s.lookup.clone().unwrap_or_default()),
        ("code", v.product_code.clone().unwrap_or_default()),
        ("producer", s.producer_name.clone()),
        ("address", s.address.clone()),
        ("decision", decision_words(&page, s)),
        ("issued", s.issued_said.clone().unwrap_or_else(|| page.date(s.issued_on))),
        ("expires", page.date(s.expires_on)),
        ("withdrawn", page.date(s.withdrawn_on)),
        ("ground", ground.unwrap_or_default()),
        ("withdrawal_decision", s.withdrawal_decision.clone().unwrap_or_default()),
    ];
    facts.extend_from_slice(today);
    facts.retain(|(_, value)| !value.is_empty());
    VerifyPage {
        verdict: page.say(&format!("portal.verdict.{}", status_key(s.standing))),
        status: status_key(s.standing).to_owned(),
        sentence,
        checked: checked(&page, v.checked_at),
        name: s.product_name.clone(),
        producer: s.producer_name.clone(),
        stars: s.stars,
        product_href: format!("/products/{}", v.product_code.as_deref().unwrap_or(&v.product_id)),
        facts: facts
            .into_iter()
            .map(|(key, value)| Answer::fact(page.say(&format!("portal.fact.{key}")), value))
            .collect(),
        successor: v
            .superseded_by
            .as_ref()
            .map(|n| (format!("/v/{}", n.key), n.certificate.clone().unwrap_or_else(|| n.key.clone()))),
        paper: if s.signed_here && s.withdrawn_on.is_none() {
            format!("/certificates/{}.pdf", s.key)
        } else {
            String::new()
        },
        source: source_line(&page, s),
        basis: page.say(&format!("portal.basis.{}", s.trust.as_str())),
        invented: s.invented,
        page,
    }
}
