use crate::calendar::{add_days, add_months};
use crate::codes;
use crate::criteria::Law;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Điều 4(3), 26/2026: 36 months from the day the authority issues the certificate.
pub fn valid_until(issued: Date) -> Date {
    add_months(issued, 36)
}

/// Months of a term, the 36 of Điều 4(3) and one more, beyond which an end is a mistake.
const LONGEST_TERM: i32 = 37;

/// Why a day cannot be the end of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoTerm {
    /// It is not behind the day of recognition.
    NotAfter,
    /// It lies more than a month behind the lawful end.
    TooLong,
}

/// Điều 4(3): a term runs for 36 months from the day of recognition, which lies between two days.
pub fn no_term(until: Date, (first, last): (Date, Date)) -> Option<NoTerm> {
    match () {
        () if until <= first => Some(NoTerm::NotAfter),
        () if until > add_months(last, LONGEST_TERM) => Some(NoTerm::TooLong),
        () => None,
    }
}

/// Điều 7(6)a: a re-ranking dossier is filed not earlier than 180 and not later than 120 days before expiry.
pub const WINDOW_OPENS_DAYS: i32 = 180;
/// Điều 7(6)a: and not later than 120 days before expiry.
pub const WINDOW_CLOSES_DAYS: i32 = 120;
/// Điều 12(3): the certificate runs on until the result, at most 180 days past expiry.
pub const EXTENSION_DAYS: i32 = 180;

codes! {
    /// Whom Điều 12(3) helps. Điều 12 is headed "transition", and its third clause names no end: which of the two it means
    /// is open, so each province says how it reads it.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
    pub enum Extension ("reading") {
        /// Every certificate whose re-ranking was filed while it ran.
        #[default]
        Lasting = "lasting",
        /// Only a certificate whose window had closed before the decision came into force on 22/5/2026.
        Transitional = "transitional",
    }
}

impl Extension {
    /// May a certificate that ends on this day run on at all?
    pub fn helps(self, expires: Date) -> bool {
        self == Extension::Lasting || add_days(expires, -WINDOW_CLOSES_DAYS) < Law::Qd26_2026.effective_from()
    }
}

/// A re-ranking dossier of the product that was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filing {
    /// The day it was first handed in; one sent back for additions keeps it.
    pub on: Date,
    /// The day of its result ("ngày có kết quả xử lý", Điều 12(3)); none while it is pending.
    pub settled: Option<Date>,
}

/// What is known of one recognition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub issued: Date,
    pub expires: Date,
    pub withdrawn: Option<Date>,
    /// The day a later recognition of the same product (an upgrade or renewal) took its place.
    pub superseded: Option<Date>,
    /// Re-ranking dossiers of the product, of any day. Those of before the first day were filed for an earlier star.
    pub filings: Vec<Filing>,
    pub extension: Extension,
}

impl Standing {
    /// Filings for this star that had no result yet at the end of that day.
    fn pending(&self, day: Date) -> impl Iterator<Item = &Filing> {
        self.filings.iter().filter(move |f| {
            f.on >= self.issued && f.on <= day && f.settled.is_none_or(|settled| settled > day)
        })
    }

    fn filed_by(&self, day: Date) -> bool {
        self.pending(day).next().is_some()
    }

    /// Does a later star whose first day is `day` take this one's place (Điều 4(3))? What had ended unextended before
    /// has ended, and stays so.
    pub fn gives_way_on(&self, day: Date) -> bool {
        let eve = add_days(day, -1);
        [eve, day].into_iter().map(|d| status_on(self, d)).any(|s| s.in_force() || s == Status::NotYet)
    }

    /// The last day to file where it has passed with nothing filed and the certificate still runs (Điều 7(6)a).
    pub fn missed_window(&self, day: Date) -> Option<Date> {
        let closes = add_days(self.expires, -WINDOW_CLOSES_DAYS);
        (status_on(self, day) == Status::Valid && day > closes && !self.filed_by(day)).then_some(closes)
    }
}

codes! {
    /// Status of a star on a date: computed, never stored.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Status ("status") {
        /// Before its first day.
        NotYet = "not_yet",
        Valid = "valid",
        /// A re-ranking dossier is to be filed now (Điều 7(6)a), and none is.
        RenewalWindow = "renewal_window",
        /// Past its last day, until its re-ranking is decided (Điều 12(3)).
        Extended = "extended",
        Expired = "expired",
        Withdrawn = "withdrawn",
        Superseded = "superseded",
    }
}

impl Status {
    /// The product may carry its star on that day.
    pub fn in_force(self) -> bool {
        matches!(self, Status::Valid | Status::RenewalWindow | Status::Extended)
    }
}

/// The status on `day`. Withdrawal beats everything; the last day of validity is still valid.
pub fn status_on(s: &Standing, day: Date) -> Status {
    if s.withdrawn.is_some_and(|w| w <= day) {
        return Status::Withdrawn;
    }
    if day < s.issued {
        return Status::NotYet;
    }
    if s.superseded.is_some_and(|x| x <= day) {
        return Status::Superseded;
    }
    if day <= s.expires {
        let window = add_days(s.expires, -WINDOW_OPENS_DAYS)..=add_days(s.expires, -WINDOW_CLOSES_DAYS);
        return if window.contains(&day) && !s.filed_by(day) { Status::RenewalWindow } else { Status::Valid };
    }
    // "Tiếp tục có hiệu lực": what had ended before the filing cannot go on.
    let in_time = s.pending(day).any(|f| f.on <= s.expires);
    if in_time && s.extension.helps(s.expires) && day <= add_days(s.expires, EXTENSION_DAYS) {
        return Status::Extended;
    }
    Status::Expired
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn standing(expires: Date) -> Standing {
        Standing {
            issued: add_months(expires, -36),
            expires,
            withdrawn: None,
            superseded: None,
            filings: vec![],
            extension: Extension::Lasting,
        }
    }

    fn pending(on: Date) -> Vec<Filing> {
        vec![Filing { on, settled: None }]
    }

    /// Điều 4(3) and 7(6)a: 36 months, and a window from the 180th to the 120th day before the end.
    #[test]
    fn a_star_runs_from_its_first_to_its_last_day() {
        let s = standing(date(2029, 8, 5));
        assert_eq!(s.expires, valid_until(date(2026, 8, 5)));
        for (day, want, missed) in [
            (date(2026, 8, 4), Status::NotYet, false),
            (date(2026, 8, 5), Status::Valid, false),
            (date(2029, 2, 5), Status::Valid, false),
            (date(2029, 2, 6), Status::RenewalWindow, false),
            (date(2029, 4, 7), Status::RenewalWindow, false),
            (date(2029, 4, 8), Status::Valid, true),
            (date(2029, 8, 5), Status::Valid, true),
            (date(2029, 8, 6), Status::Expired, false),
        ] {
            assert_eq!(status_on(&s, day), want, "{day}");
            assert_eq!(s.missed_window(day), missed.then(|| date(2029, 4, 7)), "{day}");
        }
        // Nothing is due any more once it is filed.
        let filed = Standing { filings: pending(date(2029, 3, 1)), ..s };
        assert_eq!(status_on(&filed, date(2029, 2, 28)), Status::RenewalWindow);
        assert_eq!(status_on(&filed, date(2029, 3, 1)), Status::Valid);
        assert_eq!(filed.missed_window(date(2029, 6, 1)), None);
    }

    /// Điều 12(3): at most 180 days; 30/4/2027 is the 180th day after 1/11/2026.
    #[test]
    fn an_extension_ends_after_180_days_and_withdrawal_beats_all() {
        let s = Standing { filings: pending(date(2026, 10, 20)), ..standing(date(2026, 11, 1)) };
        assert_eq!(status_on(&s, date(2026, 11, 2)), Status::Extended);
        assert_eq!(status_on(&s, date(2027, 4, 30)), Status::Extended);
        assert_eq!(status_on(&s, date(2027, 5, 1)), Status::Expired);
        let w = Standing { withdrawn: Some(date(2027, 1, 1)), superseded: Some(date(2026, 12, 1)), ..s };
        assert_eq!(status_on(&w, date(2026, 12, 15)), Status::Superseded);
        assert_eq!(status_on(&w, date(2027, 1, 1)), Status::Withdrawn);
    }

    /// Điều 12(3) "tiếp tục có hiệu lực": what is over is not revived by a late filing.
    #[test]
    fn only_what_was_filed_while_it_ran_runs_on() {
        let s = standing(date(2026, 6, 1));
        let late = Standing { filings: pending(date(2026, 9, 1)), ..s.clone() };
        assert_eq!(status_on(&late, date(2026, 9, 1)), Status::Expired);
        let on_the_last_day = Standing { filings: pending(date(2026, 6, 1)), ..s };
        assert_eq!(status_on(&on_the_last_day, date(2026, 6, 1)), Status::Valid);
        assert_eq!(status_on(&on_the_last_day, date(2026, 11, 28)), Status::Extended);
        assert_eq!(status_on(&on_the_last_day, date(2026, 11, 29)), Status::Expired);
    }

    /// Điều 12(3): "đến ngày có kết quả xử lý". A day before the result shows what was so on it, also when asked later.
    #[test]
    fn an_extension_lasts_until_the_result_and_no_longer() {
        let settled = Some(date(2026, 9, 10));
        let s = Standing {
            filings: vec![Filing { on: date(2026, 5, 20), settled }],
            ..standing(date(2026, 6, 1))
        };
        for (day, want) in [
            (date(2026, 6, 2), Status::Extended),
            (date(2026, 9, 9), Status::Extended),
            (date(2026, 9, 10), Status::Expired),
        ] {
            assert_eq!(status_on(&s, day), want, "{day}");
        }
        assert!(s.gives_way_on(date(2026, 9, 10)), "it ran until the result");
        assert!(!s.gives_way_on(date(2026, 9, 11)), "it had ended");
        assert!(!standing(date(2026, 6, 1)).gives_way_on(date(2026, 9, 10)), "nothing was filed");
    }

    /// Điều 7(6)a: what was filed before a star's first day was filed for an earlier one.
    #[test]
    fn a_filing_of_before_the_star_is_not_its_own() {
        let expires = date(2029, 8, 5);
        let s = Standing { filings: pending(date(2026, 8, 4)), ..standing(expires) };
        assert_eq!(status_on(&s, date(2029, 2, 6)), Status::RenewalWindow);
        assert_eq!(status_on(&s, date(2029, 8, 6)), Status::Expired);
    }

    /// Điều 12 read as a transition: 19/9/2026 is 120 days after 22/5/2026, when the decision came into force.
    #[test]
    fn a_province_may_read_the_clause_as_a_transition() {
        for (expires, runs_on) in [(date(2026, 9, 18), true), (date(2026, 9, 19), false)] {
            for (extension, expected) in [(Extension::Lasting, true), (Extension::Transitional, runs_on)] {
                let s = Standing { filings: pending(expires), extension, ..standing(expires) };
                let on = status_on(&s, add_days(expires, 1));
                assert_eq!(on == Status::Extended, expected, "{expires} {extension:?}");
            }
        }
        assert!(Extension::ALL.iter().all(|e| e.as_str().parse() == Ok(*e)));
    }
}
