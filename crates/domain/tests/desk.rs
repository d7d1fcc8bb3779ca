//! The commune's desk (Điều 7(2), 26/2026): how long each side waited, and what became of a request for additions.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use jiff::civil::{Date, date};
use ocop_domain::calendar::{Calendar, DayKind, WARD_CHECK_WORKING_DAYS, add_days};
use ocop_domain::dossier::additions::{ItemState, Place, reminds, touched};
use ocop_domain::dossier::compare::compare;
use ocop_domain::dossier::seal::{
    SealedAnswer, SealedCitation, SealedFile, SealedProducer, SealedProduct, SealedQuestion,
};
use ocop_domain::dossier::waiting::{Move, Side, waiting};
use ocop_domain::dossier::{Form01, Form02, Kind, Seal};
use proptest::prelude::*;

/// 2/9/2026 off, Saturday 22/8/2026 worked.
fn calendar() -> Calendar {
    Calendar::new([(date(2026, 9, 2), DayKind::Off), (date(2026, 8, 22), DayKind::Work)])
}

#[test]
fn each_side_is_counted_apart() {
    use Move::{Proposed, Received, Returned};
    let c = calendar();
    // (moves, today, ward, producer, why)
    let cases = [
        (vec![], date(2026, 10, 5), 0, 0, "never handed in"),
        (vec![Received(date(2026, 10, 5))], date(2026, 10, 5), 0, 0, "the day of receipt is not counted"),
        (vec![Received(date(2026, 10, 5))], date(2026, 10, 12), 5, 0, "still running, the week-end is not"),
        (
            vec![Received(date(2026, 10, 5)), Returned(date(2026, 10, 8))],
            date(2026, 10, 13),
            3,
            3,
            "the producer's days run until today",
        ),
        (
            vec![
                Received(date(2026, 10, 5)),
                Returned(date(2026, 10, 8)),
                Received(date(2026, 10, 19)),
                Proposed(date(2026, 10, 21)),
            ],
            date(2026, 12, 1),
            5,
            7,
            "nothing runs once it is proposed",
        ),
        (
            vec![Received(date(2026, 8, 31)), Returned(date(2026, 9, 3))],
            date(2026, 9, 3),
            2,
            0,
            "2/9/2026 is a holiday",
        ),
        (
            vec![Received(date(2026, 8, 21)), Proposed(date(2026, 8, 22))],
            date(2026, 9, 3),
            1,
            0,
            "the swapped Saturday is worked",
        ),
        (
            vec![Received(date(2026, 10, 12)), Returned(date(2026, 10, 10)), Received(date(2026, 10, 13))],
            date(2026, 10, 13),
            0,
            1,
            "answered before the day it counts as received",
        ),
    ];
    for (moves, today, ward, producer, why) in cases {
        let w = waiting(&c, &moves, today);
        assert_eq!((w.days(Side::Ward), w.days(Side::Producer)), (ward, producer), "{why}: {w:?}");
    }
}

proptest! {
    /// Whatever the dossier's way: every working day between first receipt and the end is on one side, once.
    #[test]
    fn no_day_is_lost_or_counted_twice(steps in proptest::collection::vec(0_i32..25, 0..12), left in 0_i32..40,
                                       ends in any::<bool>()) {
        let c = calendar();
        let first = date(2026, 8, 3);
        let (mut day, mut moves) = (first, vec![Move::Received(first)]);
        for (n, step) in steps.iter().enumerate() {
            day = add_days(day, *step);
            moves.push(if n % 2 == 0 { Move::Returned(day) } else { Move::Received(day) });
        }
        let today = add_days(day, left);
        if ends && matches!(moves.last(), Some(Move::Received(_))) {
            moves.push(Move::Proposed(today));
        }
        let w = waiting(&c, &moves, today);
        prop_assert_eq!(w.days(Side::Ward) + w.days(Side::Producer), c.working_days(first, today));
        prop_assert!(w.waits.iter().all(|x| x.days >= 0));
    }

    /// Điều 7(2): each receipt starts its own 15 working days, so what the commune has used of them and what is left
    /// always make 15; late days count on.
    #[test]
    fn used_and_left_make_fifteen(offset in 0_i32..200, later in 0_i32..60) {
        let c = calendar();
        let received = add_days(date(2026, 7, 1), offset);
        let today = add_days(received, later);
        let due = c.due(received, WARD_CHECK_WORKING_DAYS);
        let moves = [Move::Received(date(2026, 5, 4)), Move::Returned(date(2026, 5, 20)), Move::Received(received)];
        let w = waiting(&c, &moves, today);
        prop_assert_eq!(w.waits.last().unwrap().days + c.days_left(today, due), 15);
    }
}

#[test]
fn the_reminder_goes_out_two_working_days_before_and_not_right_after_the_request() {
    let c = calendar();
    let (asked, until) = (date(2026, 10, 5), date(2026, 10, 19));
    let told = |today: Date| reminds(&c, asked, until, today);
    assert!(!told(date(2026, 10, 14)), "three working days are left");
    for day in [date(2026, 10, 15), date(2026, 10, 17), date(2026, 10, 19)] {
        assert!(told(day), "{day}");
    }
    assert!(!told(date(2026, 10, 20)), "too late for a reminder");
    assert!(!reminds(&c, date(2026, 10, 16), until, date(2026, 10, 16)), "the request says it itself");
}

#[test]
fn places_read_back_and_nothing_else_is_a_place() {
    let mut all = Place::sections(Kind::Upgrade);
    all.extend([Place::Criterion("1.1.2".into()), Place::Paper("e-1".into())]);
    for place in &all {
        assert_eq!(place.to_string().parse::<Place>().as_ref(), Ok(place));
    }
    assert!(!Place::sections(Kind::First).contains(&Place::Updates), "Điều 6(1)b, 6(1)c only");
    for bad in ["", "report:x", "criterion:", "paper:", "form:1", "x:y"] {
        assert!(bad.parse::<Place>().is_err(), "{bad}");
    }
}

fn file(id: &str, title: &str, hash: &str, criterion: &str) -> SealedFile {
    SealedFile {
        evidence: id.into(),
        kind: "test_report".into(),
        title: title.into(),
        issuer: None,
        number: None,
        issued_on: None,
        expires_on: None,
        file_name: format!("{id}.pdf"),
        path: String::new(),
        media_type: "application/pdf".into(),
        sha256: hash.into(),
        size: 1,
        cited: vec![SealedCitation { criterion: criterion.into(), page: None, page_to: None }],
    }
}

fn seal() -> Seal {
    let answer =
        |criterion: &str| SealedAnswer { criterion: criterion.into(), option: 1, points: 1, note: None };
    Seal {
        format: 2,
        dossier: "d".into(),
        kind: "first".into(),
        attempt: 1,
        law: "26/2026/QĐ-TTg".into(),
        set: "QD26-09".into(),
        registration_number: "01".into(),
        submitted_at: 0,
        submitted_by: "p".into(),
        producer: SealedProducer {
            name: "Hợp tác xã Mẫu".into(),
            phone: Some("1".into()),
            ..Default::default()
        },
        product: SealedProduct { name: "Nước mắm".into(), ..Default::default() },
        form01: Form01 { year: Some(2026), samples: Some(5), ..Form01::default() },
        form02: Form02 { production: "cũ".into(), plan: "kế hoạch".into(), ..Form02::default() },
        updates: vec![],
        recognised: None,
        questions: vec![SealedQuestion { key: "1.1/0".into(), applies: false, reason: None }],
        answers: vec![answer("1.1"), answer("1.2")],
        total: 2,
        assisted: vec![],
        confirmed: None,
        band: 1,
        rank: 0,
        files: vec![file("e1", "Phiếu kiểm nghiệm", "aa", "1.1"), file("e2", "Nhãn", "bb", "1.2")],
    }
}

/// For each change of the second seal: the places at which it is seen, and no other.
#[test]
fn an_item_sees_what_changed_at_its_place_and_nothing_else() {
    let places = [
        Place::Form,
        Place::Report("production"),
        Place::Report("plan"),
        Place::Questions,
        Place::Updates,
        Place::Papers,
        Place::Criterion("1.1".into()),
        Place::Criterion("1.2".into()),
        Place::Paper("e1".into()),
        Place::Paper("e2".into()),
    ];
    type Change = fn(&mut Seal);
    let cases: [(&str, Change, &[&str]); 9] = [
        ("nothing", |_| {}, &[]),
        ("a text", |s| s.form02.production = "mới".into(), &["report:production"]),
        ("the telephone on Mẫu số 01", |s| s.producer.phone = Some("2".into()), &["form"]),
        ("the number of samples", |s| s.form01.samples = Some(6), &["form"]),
        ("a knock-out answer", |s| s.questions[0].applies = true, &["questions"]),
        ("another level", |s| s.answers[0].option = 2, &["criterion:1.1"]),
        (
            "a new file of a paper",
            |s| s.files[0].sha256 = "cc".into(),
            &["papers", "criterion:1.1", "paper:e1"],
        ),
        (
            "a renewal: a new paper of the same kind and title",
            |s| s.files[0] = file("e9", "Phiếu kiểm nghiệm", "dd", "1.1"),
            &["papers", "criterion:1.1", "paper:e1"],
        ),
        (
            "a paper added",
            |s| s.files.push(file("e3", "Ảnh nhãn mới", "ee", "1.2")),
            &["papers", "criterion:1.2"],
        ),
    ];
    for (what, change, seen) in cases {
        let before = seal();
        let mut after = seal();
        change(&mut after);
        let c = compare(&before, &after);
        let at: Vec<String> = places
            .iter()
            .filter(|p| touched(p, &before, &after, &c).any())
            .map(ToString::to_string)
            .collect();
        assert_eq!(at, seen, "{what}");
    }
}

#[test]
fn an_item_is_open_until_it_is_mended_or_answered() {
    assert_eq!(ItemState::of(false, false), ItemState::Open);
    assert_eq!(ItemState::of(false, true), ItemState::Answered);
    assert_eq!(ItemState::of(true, false), ItemState::Mended);
    assert_eq!(ItemState::of(true, true), ItemState::Mended);
}
