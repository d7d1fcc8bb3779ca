//! Days as people type them.

use crate::Invalid;
use jiff::civil::Date;

/// `dd/mm/yyyy` (also `d/m/yyyy`, `-` or `.` between, and `yyyy-mm-dd`).
pub fn parse_day(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(day) = text.parse::<Date>()
        && text.len() == 10
    {
        return Some(day);
    }
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let [d, m, y] = parts[..] else { return None };
    if y.len() != 4 {
        return None;
    }
    Date::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?).ok()
}

/// A day that must be there; the mistake is noted at the field.
pub fn day(invalid: &mut Invalid, field: &str, text: &str) -> Option<Date> {
    if text.trim().is_empty() {
        invalid.add(field, "required");
        return None;
    }
    let day = parse_day(text);
    if day.is_none() {
        invalid.add(field, "not_a_date");
    }
    day
}

/// A stored day; damage to the database is not a person's mistake.
pub fn stored(text: &str) -> Result<Date, crate::Error> {
    text.parse().map_err(|_| crate::Error::internal(format!("“{text}” is stored as a day")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_they_are_printed() {
        assert_eq!(parse_day(" 05/10/2026 "), Some(date(2026, 10, 5)));
        assert_eq!(parse_day("5.10.2026"), Some(date(2026, 10, 5)));
        assert_eq!(parse_day("2026-10-05"), Some(date(2026, 10, 5)));
        for bad in ["", "31/02/2026", "5/10/26", "10/2026", "x"] {
            assert_eq!(parse_day(bad), None, "{bad}");
        }
    }
}
