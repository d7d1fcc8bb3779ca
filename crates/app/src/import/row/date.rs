//! Days as people and spreadsheets write them. A year or a month is kept as what it is: no day is invented.

use jiff::civil::Date;
use ocop_domain::calendar::read_day as day;
use ocop_domain::text::fold;

/// How exactly a list knows a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    Day(Date),
    /// `2024-06`: month of a year.
    Month(i16, i8),
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
            When::Month(..) => "month",
            When::Year(_) => "year",
            When::Unclear => "none",
        }
    }

    pub fn month(&self) -> Option<i8> {
        match self {
            When::Day(d) => Some(d.month()),
            When::Month(_, m) => Some(*m),
            When::Year(_) | When::Unclear => None,
        }
    }

    /// The first and the last day it may mean.
    pub fn span(&self) -> Option<(Date, Date)> {
        let day = |y, m, d| Date::new(y, m, d).ok();
        match self {
            When::Day(d) => Some((*d, *d)),
            When::Month(y, m) => day(*y, *m, 1).map(|d| (d, d.last_of_month())),
            When::Year(y) => day(*y, 1, 1).zip(day(*y, 12, 31)),
            When::Unclear => None,
        }
    }

    pub fn year(&self) -> Option<i16> {
        match self {
            When::Day(d) => Some(d.year()),
            When::Month(y, _) | When::Year(y) => Some(*y),
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
    // "≤2024-04", "trước 2023": a bound, not a date.
    if text.starts_with(['≤', '≥', '<', '>', '~']) || fold(text).starts_with("truoc") {
        return Some(When::Unclear);
    }
    // "36 tháng" is a term and no day.
    let folded = fold(text);
    if let Some((n, "thang" | "nam")) = folded.split_once(' ')
        && n.len() <= 2
        && number(n).is_some()
    {
        return Some(When::Unclear);
    }
    if let Some(y) = text.strip_suffix(".0").and_then(year) {
        return Some(When::Year(y));
    }
    // "45731.0": a serial number that went through a program.
    if let Some(d) =
        text.split_once('.').filter(|(a, _)| a.len() == 5).and_then(|_| of_serial(text.parse().ok()?))
    {
        return Some(When::Day(d));
    }
    let parts = parts(&bare(text));
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let read = whole_day(&parts).map(When::Day).or_else(|| less(&parts));
    // "Đà Lạt, ngày 15 tháng 3 năm 2025"
    read.or_else(|| within(text).map(When::Day))
}

/// The day that a text names anywhere, if it names one only: `901/QĐ-UBND (15/3/2025)`.
pub fn within_loosely(text: &str) -> Option<Date> {
    let tokens = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '/' | '-')));
    let mut days = tokens.filter_map(|t| day(t.trim_matches(['.', '/', '-'])));
    let first = within(text).or_else(|| days.next())?;
    days.all(|d| d == first).then_some(first)
}

/// The day that a text writes and the calendar does not have: `12/QĐ-UBND ngày 30/02/2025`.
pub fn no_day_within(text: &str) -> Option<String> {
    let tokens = text.split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '/' | '-')));
    let mut bare = tokens.map(|t| t.trim_matches(['.', '/', '-']));
    if let Some(no_day) = bare.find(|t| is_no_day(t)) {
        return Some(no_day.to_owned());
    }
    // "ngày 31 tháng 4 năm 2025"
    let lower = text.to_lowercase();
    lower.split("ngày").skip(1).find_map(|rest| {
        let said = leading(rest);
        let parts = parts(&said);
        let numbers: Vec<&str> = parts.iter().map(String::as_str).filter(|p| !is_word(p)).collect();
        is_no_day(&numbers.join("/")).then(|| numbers.join("/"))
    })
}

/// `3/15/2025`: the month before the day, as it cannot be the other way round.
pub fn month_first(text: &str) -> Option<Date> {
    let (a, b, y) = three(text)?;
    (a <= 12 && b > 12).then(|| Date::new(y, a, b).ok()).flatten()
}

/// `3/5/2025` can be read either way.
pub fn is_either_way(text: &str) -> bool {
    three(text).is_some_and(|(a, b, _)| a <= 12 && b <= 12 && a != b)
}

/// `29/02/2025`: written as a day is, and there is none of this name.
pub fn is_no_day(text: &str) -> bool {
    let text = bare(text);
    let parts: Vec<&str> = text.split(['/', '.', '-']).map(str::trim).collect();
    let (d, m, y) = match parts[..] {
        [y, m, d] if y.len() == 4 => (d, m, y),
        [d, m, y] => (d, m, y),
        _ => return false,
    };
    let said = (day_of_month(d), day_of_month(m), year(y).or_else(|| short_year(y)));
    matches!(said, (Some(d @ 1..=31), Some(m @ 1..=12), Some(y)) if Date::new(y, m, d).is_err())
}

/// What stands in brackets behind a day and is no part of it: `15/3/2028 (gia hạn đến 12/2028)`.
pub fn behind(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once(['(', '['])?;
    let rest = rest.trim().trim_end_matches([')', ']', ' ']);
    rest.chars().any(char::is_alphanumeric).then_some(rest)
}

fn three(text: &str) -> Option<(i8, i8, i16)> {
    let text = bare(text);
    let mut parts = text.split('/');
    let (a, b, y) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = parts.next().is_none();
    Some((day_of_month(a)?, day_of_month(b)?, year(y)?)).filter(|_| whole)
}

/// The day that a text names among other words: `901/QĐ-UBND ngày 15/3/2025`. None where it names no day or several.
pub fn within(text: &str) -> Option<Date> {
    let folded = text.to_lowercase();
    let mut days = folded.split("ngày").skip(1).filter_map(|rest| {
        let rest = rest.trim_start();
        let end =
            rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')')).unwrap_or(rest.len());
        day(rest.get(..end)?.trim_end_matches('.')).or_else(|| {
            let day = |text: &str| match when(text) {
                Some(When::Day(d)) => Some(d),
                _ => None,
            };
            day(rest).or_else(|| day(&leading(rest)))
        })
    });
    let first = days.next()?;
    days.all(|d| d == first).then_some(first)
}

/// What is said behind the first `ngày` of a text, whatever follows it: `ngày 25 tháng 11 năm 2025 của UBND`. Where dots stand
/// for a day or a month that was left open, what is left: `ngày … tháng … năm 2025`.
pub fn said_behind(text: &str) -> Option<When> {
    let lower = text.to_lowercase();
    let (_, rest) = lower.split_once("ngày")?;
    when(&leading(rest))
}

/// What is said of a decision's day behind its number: `ngày 25/11/2025`, `(15/3/2025)`, `tháng 11 năm 2025`. From when it is in
/// force is another day.
pub fn of_paper(behind: &str) -> Option<When> {
    let lower = behind.to_lowercase();
    let own = lower.split("hiệu lực").next().unwrap_or_default();
    said_behind(own).or_else(|| within_loosely(own).map(When::Day)).or_else(|| {
        // A month or a year is the decision's where it follows its number, and elsewhere may be anything's.
        let own = own.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | '-' | '–'));
        let own = own.strip_prefix("ký").or(own.strip_prefix("ban hành")).unwrap_or(own).trim_start();
        let own = own.strip_prefix("trong").or(own.strip_prefix("vào")).unwrap_or(own).trim_start();
        when(&leading(own))
    })
}

/// The beginning of a text as far as it can belong to a day: numbers, the words for month and year, dots.
fn leading(text: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        let bare = word.trim_matches([',', ';', '.', ')', '(', '…', '_']);
        let of_day = bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | '-' | '.' | '…' | '_'));
        if !of_day && !is_word(bare) {
            break;
        }
        out.push(bare);
        // What is closed here goes on no further.
        if word.ends_with([',', ';', ')']) {
            break;
        }
    }
    out.join(" ")
}

/// Words that stand around a day and say nothing of it: what happened on it, the day of the week, the time zone.
const AROUND: [&str; 29] = [
    "ngày", "ngay", "từ", "kể", "đến", "cấp", "ký", "am", "pm", "sa", "ch", "gmt", "utc", "thứ", "hai", "ba",
    "tư", "sáu", "bảy", "chủ", "nhật", "cn", "mon", "tue", "wed", "thu", "fri", "sat", "sun",
];

/// The text without what may stand around a day: words before it, a time of day, what is in brackets behind it.
fn bare(text: &str) -> String {
    let text = text.to_lowercase();
    let text = text.split(['(', '[']).next().unwrap_or_default();
    let mut out: Vec<&str> = Vec::new();
    for word in text.split([' ', '\u{a0}', '\t', '\n', '\r']).filter(|w| !w.is_empty()) {
        let word = word.trim_matches([',', ';', '.', '\'', '"', '“', '”']);
        // "2025-03-15t00:00:00z"
        let word = match word.split_once('t') {
            Some((before, after)) if is_time(after) && !before.is_empty() => before,
            _ => word,
        };
        if word.is_empty() || is_time(word) || AROUND.contains(&word) {
            continue;
        }
        out.push(word);
    }
    out.join(" ")
}

fn is_time(word: &str) -> bool {
    word.contains(':')
        && word.starts_with(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | 'z' | '+' | '-'))
}

/// Numbers and words of a date; separators and the words for month and year part them.
fn parts(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut last = None;
    for c in text.chars() {
        let kind = if c.is_ascii_digit() {
            Some(true)
        } else if c.is_alphabetic() {
            Some(false)
        } else {
            None
        };
        match (kind, out.last_mut().filter(|_| last == Some(kind))) {
            (None, _) => {}
            (Some(_), Some(part)) => part.push(c),
            (Some(_), None) => out.push(c.to_string()),
        }
        last = Some(kind);
    }
    out
}

fn number(s: &str) -> Option<i16> {
    s.bytes().all(|b| b.is_ascii_digit()).then(|| s.parse().ok())?
}

/// The programme began in 2018; its lists speak of no day before it.
fn year(s: &str) -> Option<i16> {
    number(s).filter(|y| s.len() == 4 && (2018..=2200).contains(y))
}

/// A year of two digits, where it can be one of the programme's.
fn short_year(s: &str) -> Option<i16> {
    number(s).filter(|y| s.len() == 2 && (18..=49).contains(y)).map(|y| 2000 + y)
}

fn month(s: &str) -> Option<i8> {
    let name = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let by_name = |s: &str| {
        let long = s.len() >= 3 && s.bytes().all(|b| b.is_ascii_lowercase());
        (1..=12_i8).zip(name).find(|(_, n)| long && s.starts_with(n)).map(|(m, _)| m)
    };
    const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    let by_roman = |s: &str| (1..=12_i8).zip(ROMAN).find(|(_, n)| *n == s).map(|(m, _)| m);
    let by_number = || (s.len() <= 2).then(|| number(s)).flatten().and_then(|m| i8::try_from(m).ok());
    by_name(s).or_else(|| by_roman(s)).or_else(by_number).filter(|m| (1..=12).contains(m))
}

fn day_of_month(s: &str) -> Option<i8> {
    (s.len() <= 2).then(|| number(s)).flatten().and_then(|d| i8::try_from(d).ok())
}

/// A word between the numbers that means "month" or "year".
fn is_word(s: &str) -> bool {
    matches!(s, "tháng" | "thang" | "thg" | "th" | "t" | "năm" | "nam" | "n")
}

fn whole_day(parts: &[&str]) -> Option<Date> {
    let numbers: Vec<&str> = parts.iter().copied().filter(|p| !is_word(p)).collect();
    let (y, m, d) = match numbers[..] {
        // A serial number that a program wrote out, or a day without separators.
        [one] if one.len() == 5 => return number(one.get(..4)?).and_then(|_| of_serial(one.parse().ok()?)),
        [one] if one.len() == 8 => match year(one.get(..4)?) {
            Some(y) => (y, month(one.get(4..6)?)?, day_of_month(one.get(6..8)?)?),
            None => (year(one.get(4..8)?)?, month(one.get(2..4)?)?, day_of_month(one.get(..2)?)?),
        },
        [a, b, c] => match (year(a), year(c).or_else(|| short_year(c))) {
            (Some(y), _) => (y, month(b)?, day_of_month(c)?),
            (None, Some(y)) if number(b).is_none() && month(b).is_some() => (y, month(b)?, day_of_month(a)?),
            // "Mar 15, 2025"
            (None, Some(y)) if number(a).is_none() => (y, month(a)?, day_of_month(b)?),
            (None, Some(y)) => (y, month(b)?, day_of_month(a)?),
            _ => return None,
        },
        _ => return None,
    };
    Date::new(y, m, d).ok()
}

/// A month or a year: no day is made up for it.
fn less(parts: &[&str]) -> Option<When> {
    let said: Vec<&str> = parts.iter().copied().filter(|p| !is_word(p)).collect();
    match said[..] {
        [a] => year(a).map(When::Year),
        ["quý" | "q" | "đợt", _, y] => year(y).map(When::Year),
        [a, b] => match (year(a), year(b)) {
            (Some(y), None) => month(b).map(|m| When::Month(y, m)),
            (None, Some(y)) => month(a).map(|m| When::Month(y, m)),
            _ => None,
        },
        _ => None,
    }
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
    fn days_are_read_with_what_stands_around_them() {
        let right = Some(When::Day(date(2025, 3, 15)));
        for text in [
            "2025-03-15 00:00:00",
            "15/03/2025 00:00",
            "2025-03-15T00:00:00",
            "2025-03-15T00:00:00.000Z",
            "00:00:00 15/03/2025",
            "ngày 15/3/2025",
            "Ngày 15 tháng 3 năm 2025",
            "15 tháng 03 năm 2025",
            "15/3/25",
            "15-3-25",
            "15.3.25",
            "15-Mar-25",
            "15-Mar-2025",
            "March 15, 2025",
            "15-thg3-2025",
            "15 Thg 3, 2025",
            "20250315",
            "45731",
            "45731.0",
            "Sat Mar 15 2025",
            "Thứ bảy, ngày 15/3/2025",
            "2025-03-15T07:00:00+07:00",
            "15 tháng 3, 2025",
            "15/3/2025.",
            "15 / 3 / 2025",
            "15/03/2025 (QĐ sửa đổi)",
            "từ ngày 15/03/2025",
            "Đà Lạt, ngày 15 tháng 3 năm 2025",
            "15032025",
            "15/III/2025",
        ] {
            assert_eq!(when(text), right, "{text}");
        }
        for text in
            ["3/15/2025", "31/2/2025", "15/3", "hôm qua", "15/3/2025 15/4/2025", "123", "1/2/3/4", "99999"]
        {
            assert_eq!(when(text), None, "{text}");
        }
        assert_eq!(within("Số 901/QĐ-UBND ngày 15/3/2025 của UBND tỉnh"), Some(date(2025, 3, 15)));
        assert_eq!(within("901/QĐ-UBND ngày 15 tháng 3 năm 2025"), Some(date(2025, 3, 15)));
        assert_eq!(within("901/QĐ-UBND"), None);
        let long = "Quyết định số 901/QĐ-UBND ngày 15 tháng 3 năm 2025 của UBND tỉnh về việc công nhận";
        assert_eq!((within(long), said_behind(long)), (Some(date(2025, 3, 15)), right));
        for (text, said) in [
            ("5/QĐ-UBND ngày … tháng … năm 2025 của UBND", Some(When::Year(2025))),
            ("5/QĐ-UBND ngày ..... tháng 11 năm 2025)", Some(When::Month(2025, 11))),
            ("5/QĐ-UBND ngày    /11/2025", Some(When::Month(2025, 11))),
            ("5/QĐ-UBND ngày     tháng     năm", None),
            ("5/QĐ-UBND ngày ký", None),
            ("5/QĐ-UBND", None),
        ] {
            assert_eq!(said_behind(text), said, "{text}");
        }
        for text in ["901/QĐ-UBND (15/3/2025)", "901/QĐ-UBND, 15.3.2025", "901/QĐ-UBND 15/03/2025"] {
            assert_eq!((within(text), within_loosely(text)), (None, Some(date(2025, 3, 15))), "{text}");
        }
        for text in ["9/QĐ-UBND", "9/2025/QĐ-UBND", "1/QĐ 1/3/2025; 2/QĐ 2/3/2025"] {
            assert_eq!(within_loosely(text), None, "{text}");
        }
        assert_eq!(month_first("3/15/2025"), Some(date(2025, 3, 15)));
        assert_eq!((month_first("15/3/2025"), month_first("3/5/2025")), (None, None));
        assert!(is_either_way("3/5/2025") && !is_either_way("5/5/2025") && !is_either_way("3/15/2025"));
        assert_eq!(within("1/QĐ ngày 1/3/2025; 2/QĐ ngày 2/3/2025"), None);
    }

    #[test]
    fn less_than_a_day_stays_less_than_a_day() {
        assert_eq!(when("2024"), Some(When::Year(2024)));
        assert_eq!(when("2024-06"), Some(When::Month(2024, 6)));
        assert_eq!(when("06/2024"), Some(When::Month(2024, 6)));
        for text in ["tháng 6/2024", "Tháng 6 năm 2024", "T6/2024", "6-2024"] {
            assert_eq!(when(text), Some(When::Month(2024, 6)), "{text}");
        }
        for text in ["năm 2024", "2024.0", "Đợt 1 năm 2024", "đợt 2/2024", "Quý 2/2024", "quý II/2024"]
        {
            assert_eq!(when(text), Some(When::Year(2024)), "{text}");
        }
        assert_eq!(when("36 tháng"), Some(When::Unclear));
        for text in ["29/02/2025", "31.4.2025", "2025-02-30", "31/11/25"] {
            assert!(is_no_day(text), "{text}");
        }
        for text in ["28/02/2025", "15/13/2025", "32/1/2025", "2/2025", "hôm qua"] {
            assert!(!is_no_day(text), "{text}");
        }
        assert_eq!(behind("15/3/2028 (gia hạn đến 12/2028)"), Some("gia hạn đến 12/2028"));
        assert_eq!((behind("15/3/2028"), behind("15/3/2028 ()")), (None, None));
        assert_eq!(when("≤2024-04"), Some(When::Unclear));
        assert_eq!(when("sắp có"), None);
    }
}
