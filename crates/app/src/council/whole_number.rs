//! Whole numbers as they are typed.

use crate::Invalid;

/// A whole number between two others.
pub(super) fn whole(invalid: &mut Invalid, field: &str, typed: &str, least: i64, most: i64) -> i64 {
    match typed.trim().parse::<i64>() {
        Ok(n) if (least..=most).contains(&n) => n,
        _ => {
            let args = vec![("least", least.to_string()), ("most", most.to_string())];
            invalid.add_with(field, "council_number", args);
            least
        }
    }
}
