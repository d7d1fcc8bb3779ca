//! Working days and legal clocks. Every term of the decision that counts in working days is worked out from one
//! calendar: Saturdays and Sundays are off, public holidays and swapped days are yearly data with their source.

use crate::codes;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, Weekday};
use std::collections::BTreeMap;

/// A day that departs from the plain week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind {
    /// Nghỉ lễ, nghỉ bù: off although a weekday.
    Off,
    /// Làm bù: worked although a Saturday or Sunday.
    Work,
}

/// The calendar of working days: exceptions to the five-day week.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    exceptions: BTreeMap<Date, DayKind>,
}

impl Calendar {
    pub fn new(exceptions: impl IntoIterator<Item = (Date, DayKind)>) -> Calendar {
        Calendar { exceptions: exceptions.into_iter().collect() }
    }

    /// The same calendar with one day otherwise; `None`: a plain day of its week.
    pub fn with(&self, day: Date, kind: Option<DayKind>) -> Calendar {
        let mut exceptions = self.exceptions.clone();
        match kind {
            Some(kind) => exceptions.insert(day, kind),
            None => exceptions.remove(&day),
        };
        Calendar { exceptions }
    }

    /// The days after `from`, up to and with `to`, that depart from the plain week.
    pub fn exceptions(&self, from: Date, to: Date) -> impl Iterator<Item = Date> {
        self.exceptions.keys().copied().filter(move |day| from < *day && *day <= to)
    }

    pub fn is_working_day(&self, day: Date) -> bool {
        match self.exceptions.get(&day) {
            Some(DayKind::Off) => false,
            Some(DayKind::Work) => true,
            None => !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday),
        }
    }

    /// The last day of a term of `days` working days. The day of receipt is not counted (Bộ luật Dân sự 2015,
    /// Điều 147): the count begins on the next working day.
    pub fn due(&self, from: Date, days: u32) -> Date {
        let mut day = from;
        let mut left = days;
        while left > 0 {
            day = next(day);
            if self.is_working_day(day) {
                left -= 1;
            }
        }
        day
    }

    /// The day a dossier that came in at this moment counts as received. Where the office's closing time counts, what
    /// comes later, or on a day that is no working day, is received on the next working day.
    pub fn received(&self, at: DateTime, closes: Option<Time>) -> Date {
        let Some(closes) = closes else { return at.date() };
        let mut day = at.date();
        if self.is_working_day(day) && at.time() <= closes {
            return day;
        }
        loop {
            let following = next(day);
            if self.is_working_day(following) || following == day {
                return following;
            }
            day = following;
        }
    }

    /// Bộ luật Dân sự 2015, Điều 148(5): a term that ends on a day of rest ends at the end of the next working day.
    pub fn term(&self, strict: Date) -> Term {
        let mut moved = strict;
        while !self.is_working_day(moved) {
            let following = next(moved);
            if following == moved {
                break;
            }
            moved = following;
        }
        Term { strict, moved }
    }

    /// Working days still to come until `due`, counted from the day after `today`; negative once the term has passed.
    pub fn days_left(&self, today: Date, due: Date) -> i64 {
        if today <= due { self.working_days(today, due) } else { -self.working_days(due, today) }
    }

    /// Working days left of a term of `term` working days. What came in after hours is received on a later day: until
    /// then the whole term is left, and never more than it.
    pub fn days_left_of(&self, term: u32, today: Date, due: Date) -> i64 {
        self.days_left(today, due).min(i64::from(term))
    }

    /// Working days after `from`, up to and with `to`; none where `to` comes first.
    pub fn working_days(&self, mut from: Date, to: Date) -> i64 {
        let mut n = 0;
        while from < to {
            from = next(from);
            if self.is_working_day(from) {
                n += 1;
            }
        }
        n
    }
}

/// A term in calendar days that ends on a day: as it is counted, and moved to the next working day where it ends on a
/// weekend or a public holiday (Bộ luật Dân sự 2015, Điều 148(5)).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    pub strict: Date,
    pub moved: Date,
}

codes! {
    /// Which of the two days of a [`Term`] counts. Whether the move helps an authority that is bound by the term is open, so
    /// it is a setting.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
    pub enum TermEnd ("end of a term") {
        /// The strict day is shown and planned by; late is said only after the moved one.
        #[default]
        Lenient = "lenient",
        /// The strict day, for both.
        Strict = "strict",
        /// The moved day, for both.
        Moved = "moved",
    }
}

impl TermEnd {
    pub fn due(self, term: Term) -> Due {
        match self {
            TermEnd::Lenient => Due { shown: term.strict, last: term.moved },
            TermEnd::Strict => Due::on(term.strict),
            TermEnd::Moved => Due::on(term.moved),
        }
    }
}

/// The end of a term as it is shown, and the last day that is not late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    pub shown: Date,
    pub last: Date,
}

impl Due {
    /// A day that was set as such and does not move.
    pub fn on(day: Date) -> Due {
        Due { shown: day, last: day }
    }

    pub fn late(self, today: Date) -> bool {
        today > self.last
    }

    /// Days still to come: until the day shown, and once that has passed until the last that is not late; negative:
    /// late by as many.
    pub fn days_left(self, today: Date) -> i64 {
        let until = if today <= self.shown { self.shown } else { self.last };
        today.until(until).map_or(0, |span| i64::from(span.get_days()))
    }
}

/// How terms in calendar days are counted: the calendar, and which day of a term counts.
#[derive(Debug, Clone, Default)]
pub struct Reckoning {
    pub calendar: Calendar,
    pub ends: TermEnd,
}

impl Reckoning {
    /// The end of a term whose last day by the count is `strict`.
    pub fn due(&self, strict: Date) -> Due {
        self.ends.due(self.calendar.term(strict))
    }
}

fn next(day: Date) -> Date {
    // Dates end in the year 9999; a clock that far out stands still instead of failing.
    day.checked_add(1.day()).unwrap_or(day)
}

/// `months` later on the same day of the month (the last day where the month is shorter).
/// Điều 4(3), 26/2026: a certificate is valid for 36 months from the day it is issued.
pub fn add_months(day: Date, months: i32) -> Date {
    day.checked_add(months.months()).unwrap_or(Date::MAX)
}

pub fn add_days(day: Date, days: i32) -> Date {
    day.checked_add(days.days()).unwrap_or(if days < 0 { Date::MIN } else { Date::MAX })
}

/// Why a text is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoDay {
    /// Written otherwise than days are.
    #[error("the text is not written as a day")]
    Shape,
    /// Written as a day, but the calendar has none such: 29/02/2025, 31/04/2026.
    #[error("there is no such day in the calendar")]
    Missing,
    /// A day of a year the program does not reckon with.
    #[error("the year lies outside 1900 to 2200")]
    FarOff,
}

/// A day as people write it: dd/mm/yyyy (also with `-` or `.`), or yyyy-mm-dd as machines do.
pub fn day_written(text: &str) -> Result<Date, NoDay> {
    let parts: Vec<&str> = text.trim().split(['/', '-', '.']).map(str::trim).collect();
    let [a, b, c] = parts[..] else { return Err(NoDay::Shape) };
    let number = |s: &str| {
        let digits = !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| s.parse::<i16>().ok()).flatten().ok_or(NoDay::Shape)
    };
    let (a_n, b_n, c_n) = (number(a)?, number(b)?, number(c)?);
    let (year, month, day) = match (a.len(), b.len(), c.len()) {
        (4, 1..=2, 1..=2) => (a_n, b_n, c_n),
        (1..=2, 1..=2, 4) => (c_n, b_n, a_n),
        _ => return Err(NoDay::Shape),
    };
    if !(1900..=2200).contains(&year) {
        return Err(NoDay::FarOff);
    }
    let small = |n: i16| i8::try_from(n).map_err(|_| NoDay::Missing);
    Date::new(year, small(month)?, small(day)?).map_err(|_| NoDay::Missing)
}

/// A day as forms, papers and lists write it: `05/03/2025`.
pub fn written(day: Date) -> String {
    day.strftime("%d/%m/%Y").to_string()
}

/// [`day_written`] where why a text is no day does not matter.
pub fn read_day(text: &str) -> Option<Date> {
    day_written(text).ok()
}

/// Điều 7(2), 26/2026: the commune's term from receipt of the dossier, in working days.
pub const WARD_CHECK_WORKING_DAYS: u32 = 15;

/// A round's two legal dates (Điều 5, 26/2026): dossiers proposed *before* the first are assessed *before* the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoundDates {
    pub year: i16,
    pub ordinal: u8,
    pub proposed_before: Date,
    pub held_before: Date,
}

/// The two yearly rounds of a province (Điều 5(1)): 30/4 → 30/6 and 30/10 → 30/12.
pub fn provincial_rounds(year: i16) -> [RoundDates; 2] {
    [round(year, 1, (year, 4, 30), (year, 6, 30)), round(year, 2, (year, 10, 30), (year, 12, 30))]
}

/// The two yearly rounds of the ministry (Điều 5(2)): 30/7 → 30/9 and 30/1 → 30/3 of the next year. The year is that
/// of the first cut-off.
pub fn national_rounds(year: i16) -> [RoundDates; 2] {
    [round(year, 1, (year, 7, 30), (year, 9, 30)), round(year, 2, (year + 1, 1, 30), (year + 1, 3, 30))]
}

fn round(year: i16, ordinal: u8, before: (i16, i8, i8), held: (i16, i8, i8)) -> RoundDates {
    let day = |(y, m, d)| Date::new(y, m, d).unwrap_or(Date::MAX);
    RoundDates { year, ordinal, proposed_before: day(before), held_before: day(held) }
}

/// The first regular provincial round that takes a dossier proposed on `day`.
pub fn provincial_round_for(day: Date) -> RoundDates {
    let this = provincial_rounds(day.year());
    let later = provincial_rounds(day.year() + 1);
    this.into_iter().chain(later).find(|r| day < r.proposed_before).unwrap_or(later[0])
}

/// The first regular national round that takes what a province sends on `day` (Điều 5(2), 26/2026).
pub fn national_round_for(day: Date) -> RoundDates {
    let before = national_rounds(day.year() - 1);
    let this = national_rounds(day.year());
    before.into_iter().chain(this).find(|r| day < r.proposed_before).unwrap_or(this[1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_day_of_receipt_is_not_counted() {
        let c = Calendar::default();
        // Monday 2/3/2026 + 15 working days = Monday 23/3/2026.
        assert_eq!(c.due(date(2026, 3, 2), 15), date(2026, 3, 23));
        // received on a Saturday: Monday is the first day
        assert_eq!(c.due(date(2026, 3, 7), 1), date(2026, 3, 9));
    }

    #[test]
    fn holidays_stretch_and_swapped_saturdays_shorten_the_term() {
        let c = Calendar::new([(date(2026, 9, 2), DayKind::Off), (date(2026, 8, 22), DayKind::Work)]);
        assert_eq!(c.due(date(2026, 9, 1), 1), date(2026, 9, 3));
        assert_eq!(c.due(date(2026, 8, 21), 1), date(2026, 8, 22));
        assert_eq!(c.days_left(date(2026, 9, 1), date(2026, 9, 3)), 1);
        assert_eq!(c.days_left(date(2026, 9, 4), date(2026, 9, 1)), -2);
    }

    /// Bộ luật Dân sự 2015, Điều 148(5), with a calendar of the plain week and New Year's day.
    #[test]
    fn a_term_that_ends_on_a_day_of_rest_is_late_after_the_next_working_day() {
        let c = Calendar::new([(date(2027, 1, 1), DayKind::Off)]);
        for (from, days, strict, moved) in [
            (date(2026, 11, 17), 45, date(2027, 1, 1), date(2027, 1, 4)),
            (date(2026, 12, 31), 45, date(2027, 2, 14), date(2027, 2, 15)),
            (date(2028, 1, 20), 45, date(2028, 3, 5), date(2028, 3, 6)),
            // Điều 12(2)b, 26/2026: thirty days from 22/5/2026.
            (date(2026, 5, 22), 30, date(2026, 6, 21), date(2026, 6, 22)),
            (date(2026, 10, 5), 45, date(2026, 11, 19), date(2026, 11, 19)),
        ] {
            let term = c.term(add_days(from, days));
            assert_eq!(term, Term { strict, moved }, "{from}");
            let lenient = TermEnd::default().due(term);
            assert_eq!((lenient.shown, lenient.last), (strict, moved));
            assert!(!lenient.late(moved) && lenient.late(add_days(moved, 1)), "{from}");
            assert_eq!(lenient.days_left(strict), 0);
            assert_eq!(lenient.days_left(add_days(moved, 3)), -3);
            assert_eq!(TermEnd::Strict.due(term), Due::on(strict));
            assert_eq!(TermEnd::Moved.due(term), Due::on(moved));
        }
        assert!(TermEnd::ALL.iter().all(|e| e.as_str().parse() == Ok(*e)));
    }

    #[test]
    fn days_are_read_as_they_are_written() {
        for text in ["5/8/2026", " 05/08/2026 ", "2026-08-05", "05.08.2026", "05-08-2026"] {
            assert_eq!(read_day(text), Some(date(2026, 8, 5)), "{text}");
        }
        for bad in ["", "31/02/2026", "5/10/26", "10/2026", "x", "5/8/1026", "5/8/2026/1", "+5/8/2026"] {
            assert_eq!(read_day(bad), None, "{bad}");
        }
    }

    /// The Gregorian calendar: a day that does not exist is told from one that is written wrongly.
    #[test]
    fn a_day_that_does_not_exist_is_not_one_written_wrongly() {
        for text in ["29/02/2025", "31/4/2026", "2026-02-30", "0/5/2026", "12/13/2026", "99/99/2026"] {
            assert_eq!(day_written(text), Err(NoDay::Missing), "{text}");
        }
        for text in ["", "x", "5/10/26", "10/2026", "5/8/2026/1", "+5/8/2026"] {
            assert_eq!(day_written(text), Err(NoDay::Shape), "{text}");
        }
        assert_eq!(day_written("5/8/1026"), Err(NoDay::FarOff));
        assert_eq!(day_written("29/02/2028"), Ok(date(2028, 2, 29)));
    }

    #[test]
    fn thirty_six_months_end_on_the_same_day_or_the_months_last() {
        assert_eq!(add_months(date(2026, 8, 5), 36), date(2029, 8, 5));
        assert_eq!(add_months(date(2028, 2, 29), 36), date(2031, 2, 28));
    }

    #[test]
    fn dossiers_fall_into_the_round_whose_cut_off_is_still_to_come() {
        assert_eq!(provincial_round_for(date(2026, 4, 29)).held_before, date(2026, 6, 30));
        assert_eq!(provincial_round_for(date(2026, 4, 30)).held_before, date(2026, 12, 30));
        assert_eq!(provincial_round_for(date(2026, 10, 30)).held_before, date(2027, 6, 30));
        assert_eq!(national_rounds(2026)[1].held_before, date(2027, 3, 30));
        for (sent, held) in [
            (date(2026, 1, 29), date(2026, 3, 30)),
            (date(2026, 1, 30), date(2026, 9, 30)),
            (date(2026, 7, 29), date(2026, 9, 30)),
            (date(2026, 7, 30), date(2027, 3, 30)),
            (date(2026, 12, 31), date(2027, 3, 30)),
        ] {
            assert_eq!(national_round_for(sent).held_before, held, "{sent}");
        }
    }
}
