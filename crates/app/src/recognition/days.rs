use jiff::civil::Date;
use ocop_domain::calendar::add_days;
use ocop_domain::criteria::Law;
use ocop_domain::recognition::{EXTENSION_DAYS, WINDOW_CLOSES_DAYS, WINDOW_OPENS_DAYS};
use ocop_store::recognition::Days;

/// A day with the days around it that the rule on stars turns on (Điều 7(6)a and 12(3), 26/2026).
pub(crate) fn days(on: Date) -> Days {
    Days {
        on: on.to_string(),
        window_from: add_days(on, WINDOW_CLOSES_DAYS).to_string(),
        window_to: add_days(on, WINDOW_OPENS_DAYS).to_string(),
        extension_start: add_days(on, -EXTENSION_DAYS).to_string(),
        transition_before: add_days(Law::Qd26_2026.effective_from(), WINDOW_CLOSES_DAYS).to_string(),
    }
}
