//! Days as people and spreadsheets write them. A year or a month is kept as what it is: no day is invented.

use jiff::civil::Date;
use ocop_domain::calendar::read_day as day;

/// How exactly a list knows a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    Day(Date),
    /// `2024-06`: month of a year.
    Month(i16),
    /// `2024`.
    Year(i16),
    /// Anything else that was written, like `≤2024-04`.
    Unclear,
}

impl When {
    /// What `recognition.date_precision` says.
    pub fn precision(&self) -> &'static str {
        match self {
            When::Day(_) => "day",
            When::Month(_) => "month",
            When::Year(_) => "year",
            When::Unclear => "none",
        }
    }

    pub fn year(&self) -> Option<i16> {
        match self {
            When::Day(d) => Some(d.year()),
            When::Month(y) | When::Year(y) => Some(*y),
            When::Unclear => None,
        }
    }
}

/// Reads what a list says of a day; none for text that is no date at all.
pub fn when(text: &str) -> Option<When> {
    let text = text.trim();
    if let Some(d) = day(text) {
        return Some(When::Day(d));
    }
    let year = |s: &str| s.parse::<i16>().ok().filter(|y| s.len() == 4 && (2018..=2200).contains(y));
    if let Some(y) = year(text) {
        return Some(When::Year(y));
    }
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    if let [a, b] = parts[..] {
        let month = |s: &str| s.len() <= 2 && s.parse::<u8>().is_ok_and(|m| (1..=12).contains(&m));
        match (year(a), year(b)) {
            (Some(y), None) if month(b) => return Some(When::Month(y)),
            (None, Some(y)) if month(a) => return Some(When::Month(y)),
            _ => {}
        }
    }
    // "≤2024-04", "trước 2023": a bound, not a date.
    let bound =
        text.starts_with(['≤', '≥', '<', '>', '~']) || ocop_domain::text::fold(text).starts_with("truoc");
    bound.then_some(When::Unclear)
}

/// Day of a spreadsheet's serial number (1 = 1/1/1900, with the spreadsheet's own 29/2/1900).
pub fn of_serial(serial: f64) -> Option<Date> {
    // The range check makes the cast exact.
    let days = (20_000.0..80_000.0).contains(&serial).then_some(serial as i32)?;
    Date::new(1899, 12, 30).ok().map(|d| ocop_domain::calendar::add_days(d, days))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_read_as_they_are_written() {
        for text in ["5/8/2026", "05/08/2026", "2026-08-05", "05.08.2026", "05-08-2026"] {
            assert_eq!(day(text), Some(date(2026, 8, 5)), "{text}");
        }
        for text in ["", "31/02/2026", "8/2026", "05/08/26", "hôm qua", "2026-08-05T00:00"] {
            assert_eq!(day(text), None, "{text}");
        }
        assert_eq!(of_serial(46_239.0), Some(date(2026, 8, 5)));
        assert_eq!(of_serial(2026.0), None);
    }

    #[test]
    fn less_than_a_day_stays_less_than_a_day() {
        assert_eq!(when("2024"), Some(When::Year(2024)));
        assert_eq!(when("2024-06"), Some(When::Month(2024)));
        assert_eq!(when("06/2024"), Some(When::Month(2024)));
        assert_eq!(when("≤2024-04"), Some(When::Unclear));
        assert_eq!(when("sắp có"), None);
    }
}
