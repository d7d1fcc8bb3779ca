//! Between province and ministry: the desk both look at, the check of a package, what came back and the Chairman's two
//! ways, and demands to evaluate again.

mod demand;
mod demand_new;
mod desk;
mod receive;
mod returned;

use crate::page::Page;
use crate::state::AppState;
use axum::Router;
use axum::routing::{get, post};
use ocop_app::council::ToldMean as _;
use ocop_domain::national::Clock;

pub(in crate::pages) use receive::standing;

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/ministry", get(desk::show))
        .route("/ministry/packages/{dossier}", get(receive::show).post(receive::save))
        .route("/ministry/returned/{dossier}", get(returned::show))
        .route("/ministry/returned/{dossier}/use", post(returned::use_result))
        .route("/ministry/returned/{dossier}/again", post(returned::again))
        .route("/ministry/demands/new", get(demand_new::show).post(demand_new::save))
        .route("/ministry/demands/{id}", get(demand::show))
        .route("/ministry/demands/{id}/redo", post(demand::redo_one))
        .route("/ministry/demands/{id}/answer", post(demand::answer))
}

/// How a term stands, in words with its tone: what is late differs by word and shape, not by colour only.
pub(in crate::pages) fn clock_tag(page: &Page, clock: Clock) -> (String, &'static str) {
    let (key, n, tone) = match clock {
        Clock::Running(0) => ("national.clock.last_day", 0, "wait"),
        Clock::Running(n @ 1..=3) => ("national.clock.left", n, "wait"),
        Clock::Running(n) => ("national.clock.left", n, "info"),
        Clock::Late(n) => ("national.clock.late", n, "bad"),
        Clock::Answered { in_time: true } => ("national.clock.in_time", 0, "good"),
        Clock::Answered { in_time: false } => ("national.clock.too_late", 0, "quiet"),
    };
    (page.tf(key, &[("n", &n.to_string())]).into_owned(), tone)
}

/// A stored day as dd/mm/yyyy.
pub(in crate::pages) fn day(page: &Page, stored: &str) -> String {
    stored.parse::<jiff::civil::Date>().map_or_else(|_| String::new(), |d| page.date(d))
}

/// A mean in hundredths, always with both decimals.
pub(in crate::pages) fn points(page: &Page, hundredths: i64) -> String {
    page.tf("national.points", &[("n", &page.points(hundredths))]).into_owned()
}

/// The mean of a result that was kept, or that there is none.
pub(in crate::pages) fn mean(page: &Page, hundredths: Option<i64>) -> String {
    hundredths.map_or_else(|| page.t("common.score.no_mean").into_owned(), |n| points(page, n))
}

/// A result that no longer counts, as one line with what became of it.
pub(in crate::pages) fn past_line(page: &Page, past: &ocop_app::national::PastResult) -> crate::view::Answer {
    let told = past.told_mean().map(|mean| i64::try_from(mean.hundredths()).unwrap_or(i64::MAX));
    let became = match past.ground.as_deref() {
        Some(ground) => format!("national.past.{ground}"),
        None => "national.past.sent_up".to_owned(),
    };
    let mut value = format!("{}. {}", mean(page, told), page.t(&became));
    if let Some(reason) = &past.reason {
        value = format!("{value}\n{reason}");
    }
    crate::view::Answer {
        label: format!("{} ({})", past.round_name, past.council_name),
        value,
        href: String::new(),
    }
}
