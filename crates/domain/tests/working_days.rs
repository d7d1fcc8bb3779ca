//! Real cases of the commune's fifteen working days (Điều 7(2), 26/2026) across the holidays of 2025 to 2027, counted
//! with the calendar the program comes with.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use jiff::civil::{Date, Time, date};
use ocop_domain::calendar::{Calendar, DayKind, WARD_CHECK_WORKING_DAYS};
use ocop_domain::term::{Standing, Term};
use proptest::prelude::*;

const CSV: &str = include_str!("../../../data/holidays/vn.csv");

/// (day, kind, basis); only the name and the source hold commas, and they stand in between.
fn rows() -> Vec<(Date, DayKind, String)> {
    CSV.lines()
        .skip(1)
        .map(|line| {
            let (first, last) =
                (line.split(',').collect::<Vec<_>>(), line.rsplit(',').next().unwrap_or_default());
            let kind = if first[1] == "work" { DayKind::Work } else { DayKind::Off };
            (first[0].parse().unwrap(), kind, last.to_owned())
        })
        .collect()
}

fn calendar() -> Calendar {
    Calendar::new(rows().into_iter().map(|(day, kind, _)| (day, kind)))
}

const CLOSES: Time = Time::constant(17, 0, 0, 0);

#[test]
fn fifteen_working_days_across_every_holiday() {
    let c = calendar();
    // (received, due, what lies between)
    let cases = [
        (date(2025, 1, 2), date(2025, 1, 23), "no holiday: three plain weeks"),
        (date(2025, 1, 20), date(2025, 2, 17), "Tết Ất Tỵ 27–31/1/2025"),
        (date(2025, 4, 1), date(2025, 4, 23), "Giỗ Tổ, Monday 7/4/2025"),
        (date(2025, 4, 18), date(2025, 5, 13), "26/4 worked for 2/5; 30/4, 1/5, 2/5/2025 off"),
        (date(2025, 4, 25), date(2025, 5, 20), "the swapped Saturday is the first day"),
        (date(2025, 8, 20), date(2025, 9, 12), "1/9 and 2/9/2025"),
        (date(2025, 12, 30), date(2026, 1, 21), "1/1 and 2/1/2026 off, Saturday 10/1 worked"),
        (date(2026, 2, 9), date(2026, 3, 9), "Tết Bính Ngọ 16–20/2/2026"),
        (date(2026, 4, 20), date(2026, 5, 14), "Giỗ Tổ made up on 27/4; 30/4 and 1/5/2026"),
        (date(2026, 8, 17), date(2026, 9, 9), "Saturday 22/8 worked; 31/8, 1/9, 2/9/2026 off"),
        (date(2026, 8, 21), date(2026, 9, 15), "the swapped Saturday 22/8 is the first day"),
        (date(2026, 11, 9), date(2026, 12, 1), "Ngày Văn hóa Việt Nam, Tuesday 24/11/2026 (28/2026/QH16)"),
        (date(2027, 11, 22), date(2027, 12, 14), "Ngày Văn hóa Việt Nam, Wednesday 24/11/2027"),
        (date(2027, 1, 29), date(2027, 2, 26), "Tết Đinh Mùi 5–11/2/2027 (computed)"),
        (date(2027, 4, 12), date(2027, 5, 6), "Giỗ Tổ 16/4, 30/4, 1/5 made up on 3/5/2027 (computed)"),
        (date(2027, 8, 30), date(2027, 9, 22), "2/9 and 3/9/2027 (computed)"),
    ];
    for (received, due, why) in cases {
        assert_eq!(c.due(received, WARD_CHECK_WORKING_DAYS), due, "received {received}: {why}");
        assert_eq!(c.days_left(received, due), 15, "{why}");
    }
}

/// Nghị quyết 28/2026/QH16: 24/11 is a paid day off since 2026.
#[test]
fn the_day_of_culture_is_no_working_day() {
    let c = calendar();
    assert_eq!(c.due(date(2026, 11, 23), 1), date(2026, 11, 25));
    assert_eq!(c.working_days(date(2026, 11, 23), date(2026, 11, 26)), 2);
    assert_eq!(c.received(date(2026, 11, 24).at(9, 0, 0, 0), Some(CLOSES)), date(2026, 11, 25));
    assert!(c.is_working_day(date(2025, 11, 24)), "a plain Monday the year before");
}

/// Điều 7(2): what is handed in on a Sunday evening is received on Monday, with the whole term to come.
#[test]
fn days_left_are_never_above_the_term() {
    let c = calendar();
    let sunday = date(2026, 11, 29);
    let received = c.received(sunday.at(20, 13, 0, 0), Some(CLOSES));
    let due = c.due(received, WARD_CHECK_WORKING_DAYS);
    assert_eq!((received, due), (date(2026, 11, 30), date(2026, 12, 21)));
    let on = |day| Term::until(due).of_working_days(WARD_CHECK_WORKING_DAYS, &c, day);
    assert_eq!(on(sunday), Standing::Left(15));
    assert_eq!(on(date(2026, 12, 1)), Standing::Left(14));
    assert_eq!(on(date(2026, 12, 22)), Standing::Late(1));
}

#[test]
fn what_comes_after_hours_is_received_on_the_next_working_day() {
    let c = calendar();
    let cases = [
        // A working day: to the minute of closing, and after it.
        (date(2026, 10, 5).at(17, 0, 0, 0), date(2026, 10, 5)),
        (date(2026, 10, 5).at(17, 0, 1, 0), date(2026, 10, 6)),
        (date(2026, 10, 5).at(23, 59, 0, 0), date(2026, 10, 6)),
        (date(2026, 10, 5).at(0, 10, 0, 0), date(2026, 10, 5)),
        // Friday evening and the weekend.
        (date(2026, 10, 9).at(18, 0, 0, 0), date(2026, 10, 12)),
        (date(2026, 10, 10).at(9, 0, 0, 0), date(2026, 10, 12)),
        // The eve of Tết, and the days of it.
        (date(2026, 2, 13).at(17, 30, 0, 0), date(2026, 2, 23)),
        (date(2026, 2, 18).at(8, 0, 0, 0), date(2026, 2, 23)),
        // A swapped Saturday is worked, so it receives.
        (date(2026, 8, 21).at(19, 0, 0, 0), date(2026, 8, 22)),
        (date(2026, 8, 22).at(10, 0, 0, 0), date(2026, 8, 22)),
        (date(2026, 8, 29).at(10, 0, 0, 0), date(2026, 9, 3)),
        (date(2025, 4, 26).at(16, 59, 0, 0), date(2025, 4, 26)),
    ];
    for (at, received) in cases {
        assert_eq!(c.received(at, Some(CLOSES)), received, "{at}");
        assert_eq!(c.received(at, None), at.date(), "where hours do not count the day of arrival does");
    }
    // One evening later is one working day later, no more.
    let monday = date(2026, 10, 5);
    assert_eq!(c.due(c.received(monday.at(16, 0, 0, 0), Some(CLOSES)), 15), date(2026, 10, 26));
    assert_eq!(c.due(c.received(monday.at(18, 0, 0, 0), Some(CLOSES)), 15), date(2026, 10, 27));
}

#[test]
fn every_day_of_the_calendar_says_what_it_rests_on() {
    for (day, kind, basis) in rows() {
        let said = basis == "computed" || basis == "to be confirmed" || basis.starts_with("notice ");
        assert!(said, "{day}: {basis}");
        let weekend = matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday);
        assert_eq!(kind == DayKind::Work, weekend, "{day}: off on a weekday, worked on a weekend");
        assert!(day.year() < 2027 || !basis.starts_with("notice "), "{day}: 2027 is not announced");
    }
}

proptest! {
    /// The due day is a working day, exactly so many working days on; a later arrival is never due earlier.
    #[test]
    fn terms_count_every_working_day_once(n in 0..1500_i32, hour in 0..24_i8, days in 1..40_u32) {
        let c = calendar();
        let day = ocop_domain::calendar::add_days(date(2024, 1, 1), n);
        let received = c.received(day.at(hour, 0, 0, 0), Some(CLOSES));
        prop_assert!(received >= day && c.is_working_day(received));
        let due = c.due(received, days);
        prop_assert!(c.is_working_day(due));
        prop_assert_eq!(c.days_left(received, due), i64::from(days));
        let later = c.received(ocop_domain::calendar::add_days(day, 1).at(hour, 0, 0, 0), Some(CLOSES));
        prop_assert!(c.due(later, days) >= due);
    }
}
