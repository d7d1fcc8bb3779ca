//! The day a list says a star, or its decision, is of: a day, or no more than a month or a year of it.

use crate::prelude::*;
use ocop_domain::calendar::written;
use ocop_store::recognition::ListedFacts;

/// What is kept of the day of recognition: nothing is made up where no day is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct SaidDay {
    pub day: Option<Date>,
    pub text: Option<String>,
    pub precision: String,
    /// The first day it can be.
    pub first: Option<Date>,
}

impl SaidDay {
    pub fn of(f: &ListedFacts) -> SaidDay {
        let day = f.issued_on;
        let text = f.issued_text.clone();
        let first = day.or_else(|| text.as_deref().and_then(less).map(|(first, ..)| first));
        SaidDay { day, text, precision: f.date_precision.clone(), first }
    }

    /// The first and the last day it can be.
    pub fn span(&self) -> Option<(Date, Date)> {
        let first = self.first?;
        let last = match self.precision.as_str() {
            "month" => first.last_of_month(),
            "year" => first.last_of_year(),
            _ => first,
        };
        Some((first, last))
    }

    /// As a form shows it: `15/03/2025`, or what the list writes in place of a day.
    pub fn shown(&self) -> String {
        self.day.map(written).or_else(|| self.text.clone()).unwrap_or_default()
    }

    /// Reads what was typed: a day, a month (`06/2024`) or a year. What was left as it stands stays.
    pub fn read(&self, invalid: &mut Invalid, field: &str, typed: &str, today: Date) -> SaidDay {
        let typed = typed.trim();
        if typed == self.shown() {
            return self.clone();
        }
        let said = match less(typed) {
            Some((first, text, precision)) => {
                SaidDay { day: None, text: Some(text), precision: precision.into(), first: Some(first) }
            }
            None => {
                let Some(day) = invalid.day(field, typed) else { return self.clone() };
                let text = Some(day.to_string());
                SaidDay { day: Some(day), text, precision: "day".into(), first: Some(day) }
            }
        };
        if said.day == self.day
            && said.precision == self.precision
            && (said.day.is_some() || said.text == self.text)
        {
            // The same, written in another way.
            return self.clone();
        }
        check(invalid, field, said.first, today);
        said
    }
}

/// QĐ 490/QĐ-TTg of 7/5/2018: no star of the programme is older. None was recognised on a day that is still to come.
pub(super) fn check(invalid: &mut Invalid, field: &str, day: Option<Date>, today: Date) {
    match day {
        Some(day) if day.year() < 2018 => invalid.add(field, "before_programme"),
        Some(day) if day > today => invalid.add(field, "date_in_future"),
        _ => {}
    }
}

/// A month or a year: its first day, how it is kept, and how exact it is.
fn less(text: &str) -> Option<(Date, String, &'static str)> {
    let number = |t: &str, digits: std::ops::RangeInclusive<usize>| {
        let plain = digits.contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| t.parse::<i16>().ok()).flatten()
    };
    if let Some(year) = number(text, 4..=4) {
        return Some((Date::new(year, 1, 1).ok()?, year.to_string(), "year"));
    }
    let (a, b) = text.split_once(['/', '-'])?;
    let (month, year) = match (number(a, 1..=2), number(b, 4..=4)) {
        (Some(month), Some(year)) => (month, year),
        _ => (number(b, 1..=2)?, number(a, 4..=4)?),
    };
    let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    Some((first, format!("{year}-{month:02}"), "month"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_a_month_or_a_year_is_kept_as_what_it_is() {
        let held =
            SaidDay { text: Some("≤2024-04".into()), precision: "none".into(), ..SaidDay::default() };
        let today = date(2026, 10, 5);
        let read = |typed: &str| {
            let mut invalid = Invalid::default();
            let said = held.read(&mut invalid, "issued", typed, today);
            (said, invalid.0.into_iter().map(|e| e.code).collect::<Vec<_>>())
        };
        for (typed, text, precision) in [
            ("15/3/2025", "2025-03-15", "day"),
            ("06/2024", "2024-06", "month"),
            ("2024-6", "2024-06", "month"),
            ("2024", "2024", "year"),
            ("≤2024-04", "≤2024-04", "none"),
        ] {
            let (said, wrong) = read(typed);
            assert_eq!((said.text.as_deref(), &*said.precision), (Some(text), precision), "{typed}");
            assert!(wrong.is_empty(), "{typed}: {wrong:?}");
        }
        for (typed, code) in [
            ("", "required"),
            ("hôm qua", "not_a_date"),
            ("31/2/2025", "no_such_day"),
            ("31/12/2017", "before_programme"),
            ("2017", "before_programme"),
            ("6/10/2026", "date_in_future"),
            ("11/2026", "date_in_future"),
            ("2027", "date_in_future"),
        ] {
            assert_eq!(read(typed).1, [code], "{typed}");
        }
    }
}
