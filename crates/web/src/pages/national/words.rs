//! Words of the ministry's side: how a term stands, means, and results that no longer count.

use crate::prelude::*;
use ocop_app::council::ToldMean as _;
use ocop_domain::term::Standing;

/// How a term stands, in words with its tone: what is late differs by word and shape, not by colour only.
pub(in crate::pages) fn clock_tag(page: &Page, term: Standing) -> (String, &'static str) {
    let (key, n, tone) = match term {
        Standing::LastDay => ("national.clock.last_day", 0, "wait"),
        Standing::Left(n @ ..=3) => ("national.clock.left", n, "wait"),
        Standing::Left(n) => ("national.clock.left", n, "info"),
        Standing::Late(n) => ("national.clock.late", n, "bad"),
        Standing::Kept => ("national.clock.in_time", 0, "good"),
        Standing::KeptLate => ("national.clock.too_late", 0, "quiet"),
    };
    (say!(page, key, n), tone)
}

/// A mean in hundredths, always with both decimals.
pub(in crate::pages) fn points(page: &Page, hundredths: i64) -> String {
    say!(page, "national.points", n = page.points(hundredths))
}

/// The mean of a result that was kept, or that there is none.
pub(in crate::pages) fn mean(page: &Page, hundredths: Option<i64>) -> String {
    hundredths.map_or_else(|| page.say("common.score.no_mean"), |n| points(page, n))
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
    crate::view::Answer::fact(format!("{} ({})", past.round_name, past.council_name), value)
}
