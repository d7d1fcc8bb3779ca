//! The edges of the calendar: the days on which a rule changes its answer.

use super::*;
use crate::term::Term;
use jiff::civil::date;

/// Nghị quyết 28/2026/QH16: 24/11 is off. A Saturday is worked for a Monday.
fn calendar() -> Calendar {
    Calendar::new([
        (date(2026, 11, 24), DayKind::Off),
        (date(2026, 8, 22), DayKind::Work),
        (date(2026, 8, 31), DayKind::Off),
    ])
}

/// The days that differ are those after the first day asked for, and with the last.
#[test]
fn exceptions_lie_after_the_first_day_and_up_to_the_last() {
    let table = [
        ((2026, 8, 21), (2026, 8, 31), vec![date(2026, 8, 22), date(2026, 8, 31)]),
        ((2026, 8, 22), (2026, 8, 30), vec![]),
        ((2026, 8, 22), (2026, 11, 24), vec![date(2026, 8, 31), date(2026, 11, 24)]),
        ((2026, 11, 24), (2027, 1, 1), vec![]),
        ((2026, 11, 24), (2026, 8, 1), vec![]),
    ];
    for ((y, m, d), (to_y, to_m, to_d), expected) in table {
        let (from, to) = (date(y, m, d), date(to_y, to_m, to_d));
        assert_eq!(calendar().exceptions(from, to).collect::<Vec<_>>(), expected, "{from} {to}");
    }
}

/// An administrator corrects one day; every other day stays as it was.
#[test]
fn a_calendar_with_one_day_otherwise_keeps_the_others() {
    let c = calendar();
    let off = c.with(date(2026, 12, 1), Some(DayKind::Off));
    assert!(!off.is_working_day(date(2026, 12, 1)) && !off.is_working_day(date(2026, 11, 24)));
    let plain = c.with(date(2026, 11, 24), None);
    assert!(plain.is_working_day(date(2026, 11, 24)) && plain.is_working_day(date(2026, 8, 22)));
    assert!(c.is_working_day(date(2026, 12, 1)), "the calendar itself stays as it is");
}

/// Điều 7(2), 26/2026: what comes after the office closed is received on the next working day.
#[test]
fn a_dossier_is_received_on_its_day_up_to_the_closing_minute() {
    let c = calendar();
    let closes = Time::constant(17, 0, 0, 0);
    let table = [
        (date(2026, 11, 23).at(17, 0, 0, 0), Some(closes), date(2026, 11, 23)),
        // 24/11 is off.
        (date(2026, 11, 23).at(17, 0, 0, 1), Some(closes), date(2026, 11, 25)),
        (date(2026, 11, 24).at(9, 0, 0, 0), Some(closes), date(2026, 11, 25)),
        (date(2026, 8, 21).at(18, 0, 0, 0), Some(closes), date(2026, 8, 22)),
        (date(2026, 11, 28).at(9, 0, 0, 0), Some(closes), date(2026, 11, 30)),
        // Where the hour does not count the day does, whatever day it is.
        (date(2026, 11, 28).at(23, 59, 0, 0), None, date(2026, 11, 28)),
    ];
    for (at, closes, expected) in table {
        assert_eq!(c.received(at, closes), expected, "{at}");
    }
}

/// What was received after hours has its whole term left until the day it counts from, and never more.
#[test]
fn never_more_than_the_term_is_left() {
    let c = calendar();
    let due = c.due(date(2026, 11, 25), WARD_CHECK_WORKING_DAYS);
    let table = [(date(2026, 11, 23), 15), (date(2026, 11, 25), 15), (date(2026, 11, 26), 14), (due, 0)];
    for (today, left) in table {
        let standing = Term::until(due).of_working_days(WARD_CHECK_WORKING_DAYS, &c, today);
        assert_eq!(standing.days_left(), Some(left), "{today}");
    }
    let late = Term::until(due).of_working_days(WARD_CHECK_WORKING_DAYS, &c, add_days(due, 7));
    assert_eq!(late.days_left(), Some(-5));
}

/// Terms counted with a calendar end by its days of rest.
#[test]
fn a_reckoning_moves_a_term_by_its_own_calendar() {
    let reckoning = Reckoning { calendar: calendar(), ends: TermEnd::Lenient };
    let due = reckoning.due(date(2026, 11, 24));
    assert_eq!(due, Due { shown: date(2026, 11, 24), last: date(2026, 11, 25) });
    assert!(!due.late(date(2026, 11, 25)) && due.late(date(2026, 11, 26)));
    assert_eq!(Due::on(date(2026, 11, 24)).days_left(date(2026, 11, 22)), 2);
}

/// Days end in the year 9999: a clock that far out stands still.
#[test]
fn the_last_day_of_all_has_none_after_it() {
    assert_eq!((add_days(Date::MAX, 1), add_days(Date::MIN, -1)), (Date::MAX, Date::MIN));
    assert_eq!(
        (add_days(date(2026, 2, 28), 1), add_days(date(2026, 3, 1), -1)),
        (date(2026, 3, 1), date(2026, 2, 28))
    );
    assert_eq!(add_months(Date::MAX, 1), Date::MAX);
    // 31/12/9999 is a Friday.
    let rest = Calendar::new([(Date::MAX, DayKind::Off)]);
    assert_eq!(rest.ends(Date::MAX), Ends { strict: Date::MAX, moved: Date::MAX });
    assert_eq!(rest.received(Date::MAX.at(9, 0, 0, 0), Some(Time::midnight())), Date::MAX);
}

#[test]
fn a_day_is_written_with_both_figures() {
    assert_eq!(written(date(2025, 3, 5)), "05/03/2025");
    assert_eq!(read_day(&written(date(2025, 3, 5))), Some(date(2025, 3, 5)));
}

/// Điều 5, 26/2026: proposed before 30/4, 30/10; sent up before 30/7, 30/1.
#[test]
fn the_rounds_of_a_year_with_both_their_days() {
    let days = |r: RoundDates| (r.year, r.ordinal, r.proposed_before, r.held_before);
    assert_eq!(
        provincial_rounds(2026).map(days),
        [(2026, 1, date(2026, 4, 30), date(2026, 6, 30)), (2026, 2, date(2026, 10, 30), date(2026, 12, 30))]
    );
    assert_eq!(
        national_rounds(2026).map(days),
        [(2026, 1, date(2026, 7, 30), date(2026, 9, 30)), (2026, 2, date(2027, 1, 30), date(2027, 3, 30))]
    );
}
