//! How terms stand, day by day. The left column is the law that sets the term.

use Standing::{Kept, KeptLate, LastDay, Late, Left};
use jiff::civil::{Date, date};
use ocop_domain::calendar::{Calendar, DayKind, Due, Reckoning, TermEnd, WARD_CHECK_WORKING_DAYS, add_days};
use ocop_domain::council::Clock;
use ocop_domain::objection::Terms;
use ocop_domain::term::{Kind, Standing, Term};

/// The plain week, with 2/9 (Quốc khánh) off.
fn calendar() -> Calendar {
    Calendar::new([(date(2026, 9, 2), DayKind::Off)])
}

/// Điều 7(2), 26/2026: fifteen working days from receipt, the day of receipt not counted (Bộ luật Dân sự 2015, Điều 147).
#[test]
fn fifteen_working_days_at_the_commune() {
    let c = calendar();
    let received = date(2026, 8, 24);
    let term = Term::until(c.due(received, WARD_CHECK_WORKING_DAYS));
    assert_eq!(term.due, Due::on(date(2026, 9, 15)), "three weeks and the holiday");
    for (today, standing) in [
        // Received after hours: the whole term is left, and not more.
        (date(2026, 8, 23), Left(15)),
        (received, Left(15)),
        (date(2026, 8, 25), Left(14)),
        // The holiday itself is no day of the term.
        (date(2026, 9, 1), Left(9)),
        (date(2026, 9, 2), Left(9)),
        (date(2026, 9, 3), Left(8)),
        (date(2026, 9, 14), Left(1)),
        (date(2026, 9, 15), LastDay),
        (date(2026, 9, 16), Late(1)),
        (date(2026, 9, 21), Late(4)),
    ] {
        assert_eq!(term.of_working_days(WARD_CHECK_WORKING_DAYS, &c, today), standing, "{today}");
        assert_eq!(term.late(today), standing.is_late(), "{today}");
    }
}

/// A term that ended on a Friday is late on Saturday, before any working day has passed.
#[test]
fn a_working_day_term_is_late_on_the_day_of_rest_after_it() {
    let (c, friday) = (calendar(), date(2026, 10, 9));
    for (days, standing) in [(0, LastDay), (1, Late(1)), (2, Late(1)), (3, Late(1)), (4, Late(2))] {
        assert_eq!(Term::until(friday).in_working_days(&c, add_days(friday, days)), standing, "{days}");
    }
}

/// Điều 7(6)g, 26/2026: 45 calendar days from full receipt; Điều 148(5) of the Civil Code moves an end on a day of rest.
#[test]
fn forty_five_days_of_a_reranking() {
    // 31/12/2026 and 45 days: Sunday 14/2/2027, and Monday after it.
    let by = |ends| Clock::from(date(2026, 12, 31), &Reckoning { calendar: calendar(), ends }).term();
    for (today, lenient, strict, moved) in [
        (date(2026, 12, 31), Left(45), Left(45), Left(46)),
        (date(2027, 2, 13), Left(1), Left(1), Left(2)),
        (date(2027, 2, 14), LastDay, LastDay, Left(1)),
        (date(2027, 2, 15), LastDay, Late(1), LastDay),
        (date(2027, 2, 16), Late(1), Late(2), Late(1)),
    ] {
        for (ends, expected) in
            [(TermEnd::Lenient, lenient), (TermEnd::Strict, strict), (TermEnd::Moved, moved)]
        {
            assert_eq!(by(ends).on(today), expected, "{today} {ends:?}");
            assert_eq!(by(ends).late(today), expected.is_late(), "{today} {ends:?}");
        }
    }
}

/// Luật Khiếu nại 02/2011/QH13, Điều 27 (ten days to take it up) and Điều 28 (thirty days to answer).
#[test]
fn ten_and_thirty_days_of_an_objection() {
    let terms = Terms::default();
    let filed = date(2026, 10, 5);
    for (due, today, standing) in [
        (terms.receive_by(filed), filed, Left(10)),
        (terms.receive_by(filed), date(2026, 10, 15), LastDay),
        (terms.receive_by(filed), date(2026, 10, 16), Late(1)),
        (terms.answer_by(date(2026, 10, 6)), date(2026, 10, 7), Left(29)),
        (terms.answer_by(date(2026, 10, 6)), date(2026, 11, 5), LastDay),
        (terms.answer_by(date(2026, 10, 6)), date(2026, 12, 5), Late(30)),
    ] {
        assert_eq!(Term::until(due).on(today), standing, "{due} {today}");
    }
}

/// Điều 10(1)b, 26/2026 sets no term for the province's answer: the demand names the day.
#[test]
fn an_answer_is_kept_on_the_day_set_and_kept_late_after_it() {
    let day = date(2026, 10, 20);
    for (answered, today, standing) in [
        (None, date(2026, 10, 5), Left(15)),
        (None, day, LastDay),
        (None, date(2026, 10, 21), Late(1)),
        (None, date(2026, 12, 21), Late(62)),
        (Some(day), date(2026, 11, 1), Kept),
        (Some(date(2026, 10, 21)), date(2026, 11, 1), KeptLate),
    ] {
        let term = Term::until(day).answered(answered);
        assert_eq!(term.on(today), standing, "{answered:?} {today}");
        assert_eq!(term.in_working_days(&calendar(), today).days_left().is_none(), answered.is_some());
        assert_eq!(term.late(today), matches!(standing, Late(_) | KeptLate), "{answered:?} {today}");
    }
}

#[test]
fn days_left_are_told_while_a_term_runs() {
    let told = [Left(3), LastDay, Late(2), Kept, KeptLate].map(Standing::days_left);
    assert_eq!(told, [Some(3), Some(0), Some(-2), None, None]);
}

/// A clock that stands at the end of the calendar still gives an answer.
#[test]
fn the_last_day_of_the_calendar_is_no_trap() {
    assert_eq!(Term::until(Date::MAX).on(Date::MAX), LastDay);
    assert_eq!(Term::until(Date::MAX).in_working_days(&calendar(), Date::MAX), LastDay);
}

/// Each kind counts as its rule does: an end on a Sunday moves where calendar days are counted by law, and stays where a
/// day was set.
#[test]
fn each_kind_of_term_is_counted_by_its_own_rule() {
    let reckoning = Reckoning { calendar: calendar(), ends: TermEnd::Moved };
    // Sunday 14/2/2027; forty-five days after 31/12/2026.
    let (sunday, monday) = (date(2027, 2, 14), date(2027, 2, 15));
    for (kind, day, last, on_friday) in [
        (Kind::WardCheck, sunday, sunday, LastDay),
        (Kind::Additions, sunday, sunday, LastDay),
        (Kind::AdvisoryRequest, sunday, sunday, Left(2)),
        (Kind::WrittenOpinion, sunday, sunday, Left(2)),
        (Kind::Demand, sunday, sunday, Left(2)),
        (Kind::Objection, sunday, monday, Left(3)),
        (Kind::Reranking, date(2026, 12, 31), monday, Left(3)),
    ] {
        let term = kind.term(day, &reckoning);
        assert_eq!(term.due.last, last, "{kind:?}");
        assert_eq!(kind.standing(term, &reckoning, date(2027, 2, 12)), on_friday, "{kind:?}");
        assert!(kind.standing(term, &reckoning, date(2027, 2, 16)).is_late(), "{kind:?}");
    }
    let owing = Kind::ALL.map(|kind| kind.owing().as_str());
    assert_eq!(owing, ["ward", "producer", "producer", "council", "council", "province", "province"]);
}
