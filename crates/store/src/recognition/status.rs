//! How a star stands on a day, as a condition of the database: the same rule as `domain::recognition::status_on`, written as
//! comparisons of dates. Every statement that asks for it takes it from here; a test over random lives holds both equal.

use super::{TRANSITIONAL, filed};
use crate::prelude::*;
use ocop_domain::calendar::add_days;
use ocop_domain::criteria::Law;
use ocop_domain::recognition::{EXTENSION_DAYS, WINDOW_CLOSES_DAYS, WINDOW_OPENS_DAYS};

/// A day and the days around it that the rule turns on, as `YYYY-MM-DD`.
#[derive(Debug, Clone, Default)]
pub struct Days {
    pub on: String,
    /// The last days of the certificates whose window is open: the first and the last of them.
    pub window_from: String,
    pub window_to: String,
    /// The oldest last day an extension carries to the day.
    pub extension_start: String,
    /// What ends before this day had its window closed when the decision came into force.
    pub transition_before: String,
}

impl Days {
    /// The days around `on` (Điều 7(6)a and 12(3), 26/2026).
    pub fn on(on: Date) -> Days {
        Days {
            on: on.to_string(),
            window_from: add_days(on, WINDOW_CLOSES_DAYS).to_string(),
            window_to: add_days(on, WINDOW_OPENS_DAYS).to_string(),
            extension_start: add_days(on, -EXTENSION_DAYS).to_string(),
            transition_before: add_days(Law::Qd26_2026.effective_from(), WINDOW_CLOSES_DAYS).to_string(),
        }
    }

    /// The values of five placeholders one after the other.
    pub(crate) fn args(&self) -> Vec<Value> {
        args![
            self.on.as_str(),
            self.window_to.as_str(),
            self.extension_start.as_str(),
            self.window_from.as_str(),
            self.transition_before.as_str()
        ]
    }
}

/// The status of the recognition `r` of the product `p`; [`Days::args`] stand from `$first` on.
pub(crate) fn status(first: usize) -> String {
    let [on, to, extension, from, transition] = [0, 1, 2, 3, 4].map(|n| format!("${}", first + n));
    let filed = filed(&on);
    format!(
        "(CASE WHEN r.withdrawn_on IS NOT NULL AND r.withdrawn_on <= {on} THEN 'withdrawn' \
         WHEN r.issued_on IS NULL OR r.expires_on IS NULL THEN 'unknown' \
         WHEN r.issued_on > {on} THEN 'not_yet' \
         WHEN r.superseded_on IS NOT NULL AND r.superseded_on <= {on} THEN 'superseded' \
         WHEN r.expires_on >= {from} AND r.expires_on <= {to} AND COALESCE({filed}, '9999') > {on} THEN 'renewal_window' \
         WHEN {on} <= r.expires_on THEN 'valid' \
         WHEN r.expires_on >= {extension} AND COALESCE({filed}, '9999') <= r.expires_on \
          AND (r.expires_on < {transition} OR NOT {TRANSITIONAL}) THEN 'extended' ELSE 'expired' END)"
    )
}

/// The recognition `r` of the product `p` is in force (Điều 4(3), 7(6)a, 12(3), 26/2026).
pub(crate) fn in_force(first: usize) -> String {
    format!("{} IN ('valid', 'renewal_window', 'extended')", status(first))
}
