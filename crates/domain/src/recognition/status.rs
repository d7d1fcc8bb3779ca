use crate::calendar::{add_days, add_months};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Điều 4(3), 26/2026: 36 months from the day the authority issues the certificate.
pub fn valid_until(issued: Date) -> Date {
    add_months(issued, 36)
}

/// Điều 7(6)a: a re-ranking dossier is filed not earlier than 180 and not later than 120 days before expiry.
pub const WINDOW_OPENS_DAYS: i32 = 180;
/// Điều 12(3): the certificate runs on until the result, at most 180 days past expiry.
pub const EXTENSION_DAYS: i32 = 180;

/// What is known of one recognition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub issued: Date,
    pub expires: Date,
    pub withdrawn: Option<Date>,
    /// The day a later recognition of the same product (an upgrade or renewal) took its place.
    pub superseded: Option<Date>,
    /// A re-ranking dossier was filed, too late for the window, and is not yet decided (Điều 12(3)).
    pub extension_dossier: bool,
}

/// Status of a star on a date: computed, never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Before its first day.
    NotYet,
    Valid,
    RenewalWindow,
    Extended,
    Expired,
    Withdrawn,
    Superseded,
}

impl Status {
    pub const ALL: [Status; 7] = [
        Status::NotYet,
        Status::Valid,
        Status::RenewalWindow,
        Status::Extended,
        Status::Expired,
        Status::Withdrawn,
        Status::Superseded,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Status::NotYet => "not_yet",
            Status::Valid => "valid",
            Status::RenewalWindow => "renewal_window",
            Status::Extended => "extended",
            Status::Expired => "expired",
            Status::Withdrawn => "withdrawn",
            Status::Superseded => "superseded",
        }
    }

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
        return if day >= add_days(s.expires, -WINDOW_OPENS_DAYS) {
            Status::RenewalWindow
        } else {
            Status::Valid
        };
    }
    if s.extension_dossier && day <= add_days(s.expires, EXTENSION_DAYS) {
        return Status::Extended;
    }
    Status::Expired
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn standing() -> Standing {
        Standing {
            issued: date(2026, 8, 5),
            expires: valid_until(date(2026, 8, 5)),
            withdrawn: None,
            superseded: None,
            extension_dossier: false,
        }
    }

    #[test]
    fn a_star_runs_from_its_first_to_its_last_day() {
        let s = standing();
        for (day, want) in [
            (date(2026, 8, 4), Status::NotYet),
            (date(2026, 8, 5), Status::Valid),
            (date(2029, 2, 5), Status::Valid),
            (date(2029, 2, 6), Status::RenewalWindow),
            (date(2029, 8, 5), Status::RenewalWindow),
            (date(2029, 8, 6), Status::Expired),
        ] {
            assert_eq!(status_on(&s, day), want, "{day}");
        }
    }

    #[test]
    fn an_extension_ends_after_180_days_and_withdrawal_beats_all() {
        let s = Standing { extension_dossier: true, ..standing() };
        assert_eq!(status_on(&s, date(2030, 2, 1)), Status::Extended);
        assert_eq!(status_on(&s, date(2030, 2, 2)), Status::Expired);
        let w =
            Standing { withdrawn: Some(date(2027, 1, 1)), superseded: Some(date(2026, 12, 1)), ..standing() };
        assert_eq!(status_on(&w, date(2026, 12, 15)), Status::Superseded);
        assert_eq!(status_on(&w, date(2027, 1, 1)), Status::Withdrawn);
    }
}
