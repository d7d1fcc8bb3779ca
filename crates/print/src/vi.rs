//! Numbers and dates the way Vietnamese papers write them: 05/08/2026, "ngày 05 tháng 8 năm 2026", 82,33, 1.234.567.
//! Whole numbers only: points and money never pass through a float.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Serialize as _, Serializer};

/// 05/08/2026
pub fn day(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// "ngày 05 tháng 8 năm 2026": days under 10 and the months 1 and 2 take a zero (NĐ 30/2020, Phụ lục I).
pub fn day_in_words(date: Date) -> String {
    let month = date.month();
    let zero = if month <= 2 { "0" } else { "" };
    format!("ngày {:02} tháng {zero}{month} năm {}", date.day(), date.year())
}

/// 1.234.567
pub fn whole(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(c);
    }
    if n < 0 { format!("-{out}") } else { out }
}

/// A number of stars in words, with a capital: "Bốn sao".
pub fn stars_in_words(stars: u8) -> &'static str {
    match stars {
        1 => "Một sao",
        2 => "Hai sao",
        3 => "Ba sao",
        4 => "Bốn sao",
        5 => "Năm sao",
        _ => "Không phân hạng",
    }
}

/// How many whole months lie between two dates, when it is a whole number of them; the last day may be counted in
/// (01/01 to 31/12) or not (01/01 to 01/01).
pub fn months_between(from: Date, until: Date) -> Option<i32> {
    let months = (i32::from(until.year()) - i32::from(from.year())) * 12 + i32::from(until.month())
        - i32::from(from.month());
    [months, months + 1].into_iter().filter(|m| *m > 0).find(|m| {
        from.checked_add(m.months())
            .is_ok_and(|end| end == until || end.yesterday().is_ok_and(|eve| eve == until))
    })
}

pub(crate) fn as_day<S: Serializer>(date: &Date, s: S) -> Result<S::Ok, S::Error> {
    s.serialize_str(&day(*date))
}

pub(crate) fn as_open_day<S: Serializer>(date: &Option<Date>, s: S) -> Result<S::Ok, S::Error> {
    date.map(day).serialize(s)
}

pub(crate) fn as_day_in_words<S: Serializer>(date: &Option<Date>, s: S) -> Result<S::Ok, S::Error> {
    date.map(day_in_words).serialize(s)
}

pub(crate) fn as_known_day_in_words<S: Serializer>(date: &Date, s: S) -> Result<S::Ok, S::Error> {
    s.serialize_str(&day_in_words(*date))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates() {
        assert_eq!(day(date(2026, 8, 5)), "05/08/2026");
        assert_eq!(day_in_words(date(2026, 8, 5)), "ngày 05 tháng 8 năm 2026");
        assert_eq!(day_in_words(date(2026, 2, 15)), "ngày 15 tháng 02 năm 2026");
        assert_eq!(day_in_words(date(2026, 12, 1)), "ngày 01 tháng 12 năm 2026");
    }

    #[test]
    fn numbers() {
        assert_eq!(whole(0), "0");
        assert_eq!(whole(999), "999");
        assert_eq!(whole(1_234_567), "1.234.567");
        assert_eq!(whole(-1_000), "-1.000");
        assert_eq!(whole(i64::MIN), "-9.223.372.036.854.775.808");
    }

    #[test]
    fn terms() {
        assert_eq!(months_between(date(2026, 7, 15), date(2029, 7, 15)), Some(36));
        assert_eq!(months_between(date(2026, 7, 15), date(2029, 7, 14)), Some(36));
        assert_eq!(months_between(date(2026, 7, 1), date(2029, 6, 30)), Some(36));
        assert_eq!(months_between(date(2026, 7, 15), date(2029, 8, 1)), None);
        assert_eq!(months_between(date(2026, 7, 15), date(2026, 7, 15)), None);
    }
}
