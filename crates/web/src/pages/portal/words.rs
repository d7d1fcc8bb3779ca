//! How stars and products are put into words and cards, the same on every public page.

use crate::motif::motif;
use crate::page::Page;
use crate::view::{Card, StarSpan};
use jiff::civil::Date;
use ocop_app::portal::Listed;
use ocop_app::recognition::{StandingOn, StarView};
use ocop_domain::recognition::Status;

/// The key of [`crate::status::KEYS`] for a standing.
pub fn status_key(standing: StandingOn) -> &'static str {
    match standing {
        StandingOn::Known(Status::RenewalWindow) => "renewal",
        other => other.as_str(),
    }
}

/// How a star stands, in a sentence; a window that was missed is said with the law's way out of it.
pub fn sentence(page: &Page, star: &StarView) -> String {
    let until = page.date(star.withdrawn_on.or(star.expires_on));
    let mut words = say!(page, &format!("portal.sentence.{}", star.standing.as_str()), day = until);
    if let Some(missed) = star.missed_window {
        let key = if missed.runs_on { "portal.sentence.missed" } else { "portal.sentence.missed_ends" };
        words.push(' ');
        words.push_str(&page.tf(key, &[("day", &page.date(missed.closed))]));
    }
    words
}

/// Until when a star holds; nothing where it does not, or where its last day has passed and a result ends it.
pub fn until(page: &Page, standing: StandingOn, expires: Option<Date>) -> String {
    let over = standing == StandingOn::Known(Status::Extended);
    if standing.in_force() && !over { page.date(expires) } else { String::new() }
}

pub fn card(page: &Page, item: &Listed) -> Card {
    let row = &item.row;
    let href = format!("/products/{}", row.code.as_deref().unwrap_or(&row.product_id));
    let places = [row.commune_name.as_deref(), row.province_name.as_deref()];
    Card {
        image: row.picture_hash.as_ref().map_or_else(String::new, |_| format!("{href}/picture")),
        image_alt: row.name.clone(),
        name: row.name.clone(),
        producer: row.producer_name.clone(),
        place: places.into_iter().flatten().collect::<Vec<_>>().join(", "),
        stars: row.stars,
        until: until(page, item.standing, item.expires_on),
        status: status_key(item.standing).to_owned(),
        motif: motif(item.set(), item.sector()),
        href,
    }
}

/// One stretch of a product's history.
pub fn span(page: &Page, star: &StarView) -> StarSpan {
    let unknown = page.t("portal.unknown_day");
    let known = |d: Option<Date>| d.map_or_else(|| unknown.to_string(), |d| page.date(d));
    let ended = star.withdrawn_on.or(star.superseded_on).or(star.expires_on);
    StarSpan {
        from: star.issued_said.clone().unwrap_or_else(|| known(star.issued_on)),
        until: known(ended),
        stars: star.stars,
        status: status_key(star.standing).to_owned(),
        note: decision_words(page, star),
        source: Some(crate::page::Link::new(format!("/v/{}", star.key), star_label(page, star))),
    }
}

/// What a star is known by: the number of its certificate, or its look-up code, each by its own name.
pub fn star_label(page: &Page, star: &StarView) -> String {
    match (&star.lookup, &star.certificate) {
        (Some(code), None) => page.tf("portal.lookup_no", &[("code", code)]),
        (Some(_), Some(number)) => page.tf("portal.listed_no", &[("number", number)]),
        (None, _) => page.tf("portal.certificate_no", &[("number", &star.key)]),
    }
    .into_owned()
}

/// "Quyết định số 12/QĐ-UBND ngày 05/10/2026", as far as it is known.
pub fn decision_name(page: &Page, number: Option<&str>, day: Option<Date>) -> String {
    match (number, day) {
        (Some(n), Some(d)) => page.tf("portal.decision_dated", &[("number", n), ("day", &page.date(d))]),
        (Some(n), None) => page.tf("portal.decision_undated", &[("number", n)]),
        (None, Some(d)) => page.tf("portal.decision_day", &[("day", &page.date(d))]),
        (None, None) => page.t("portal.decision_unknown"),
    }
    .into_owned()
}

/// "Quyết định số 12/QĐ-UBND ngày 05/10/2026, Ủy ban nhân dân …"
pub fn decision_words(page: &Page, star: &StarView) -> String {
    let mut words = decision_name(page, star.decision_number.as_deref(), star.decided_on);
    if !star.issuer.is_empty() {
        words.push_str(", ");
        words.push_str(&star.issuer);
    }
    words
}

/// Where a fact comes from: words, and an address where the source is one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceLine {
    pub text: String,
    pub href: String,
}

/// A list's own word for its source. An address is shown by its host, the first where there are several, a place in a
/// public code repository (`github:OWNER/NAME@VERSION PATH`) by the repository; what is no address is text.
pub fn source_of(page: &Page, source: Option<&str>) -> SourceLine {
    let source = source.unwrap_or_default().trim();
    if let Some(rest) = source.strip_prefix("github:") {
        let repository = rest.split(['@', ' ']).next().unwrap_or_default();
        let text = format!("github.com/{repository}");
        return SourceLine { href: format!("https://{text}"), text };
    }
    let first = source.split([' ', ';']).next().unwrap_or_default();
    let source = if first.starts_with("http") { first } else { source };
    let web = source.strip_prefix("https://").or_else(|| source.strip_prefix("http://"));
    match web {
        Some(rest) if !source.contains(|c: char| c.is_whitespace() || c.is_control()) => SourceLine {
            text: rest.split(['/', '?', '#']).next().unwrap_or(rest).to_owned(),
            href: source.to_owned(),
        },
        _ if source.is_empty() => {
            SourceLine { text: page.say("portal.source_unstated"), href: String::new() }
        }
        _ => SourceLine { text: source.to_owned(), href: String::new() },
    }
}

/// Where a star comes from, always said: the decision signed here, or the list.
pub fn source_line(page: &Page, star: &StarView) -> SourceLine {
    let known = star.decision_number.is_some() || star.decided_on.is_some();
    match star.source.as_deref() {
        None | Some("") if star.signed_here || known => {
            SourceLine { text: decision_words(page, star), href: String::new() }
        }
        source => source_of(page, source),
    }
}
