//! Which kind of dossier a product may hand in, day by day through the life of a star (Điều 6(1), 7(5), 7(6), 12(3)).

use jiff::civil::{Date, date};
use ocop_domain::calendar::add_days;
use ocop_domain::dossier::Kind;
use ocop_domain::dossier::choice::{Bar, Ground, Held, Window, choose};
use ocop_domain::recognition::{Extension, valid_until};
use ocop_domain::stars::Stars;
use proptest::prelude::*;

/// Three stars from 5/8/2026 to 5/8/2029: the window is 6/2/2029 to 7/4/2029, the extension ends on 1/2/2030.
fn star(stars: Stars) -> Held {
    let issued = date(2026, 8, 5);
    Held {
        stars,
        issued: Some(issued),
        expires: Some(valid_until(issued)),
        withdrawn: None,
        superseded: None,
        refused: false,
        extension: Extension::Lasting,
    }
}

#[test]
fn the_window_is_counted_back_from_the_last_day() {
    let w = Window::of(date(2029, 8, 5));
    assert_eq!((w.opens, w.closes), (date(2029, 2, 6), date(2029, 4, 7)));
    assert_eq!(w.extended, date(2030, 2, 1));
    assert!(!w.could_not_be_met());
    // 19/9/2026 is 120 days after 22/5/2026, the day the decision took effect.
    assert!(!Window::of(date(2026, 9, 19)).could_not_be_met());
    assert!(Window::of(date(2026, 9, 18)).could_not_be_met());
}

/// (day, proposed, first, upgrade, re-ranking), each verdict by its code; the article stands beside the code.
#[test]
fn the_law_day_by_day_for_three_stars() {
    use Kind::{First, Reranking, Upgrade};
    let rows = [
        // Điều 7(5): an upgrade at any time while the star is valid; 7(6)a: re-ranking not yet.
        (date(2026, 8, 5), Some(Upgrade), ["holds_star", "raise", "too_early"]),
        (date(2029, 2, 5), Some(Upgrade), ["holds_star", "raise", "too_early"]),
        // Điều 7(6)a: from the 180th to the 120th day before the end.
        (date(2029, 2, 6), Some(Reranking), ["holds_star", "raise", "in_window"]),
        (date(2029, 4, 7), Some(Reranking), ["holds_star", "raise", "in_window"]),
        // Điều 12(3): after the window the certificate runs on until the result.
        (date(2029, 4, 8), Some(Reranking), ["holds_star", "raise", "late"]),
        (date(2029, 8, 5), Some(Reranking), ["holds_star", "raise", "late"]),
        // Điều 4(3): the certificate is over, and what is filed now does not carry it on; re-ranking is still the way
        // for as long as the extension could have lasted.
        (date(2029, 8, 6), Some(Reranking), ["extendable", "expired", "after_expiry"]),
        (date(2030, 2, 1), Some(Reranking), ["extendable", "expired", "after_expiry"]),
        // Điều 6(1)a: past the extension the product begins anew.
        (date(2030, 2, 2), Some(First), ["lapsed", "expired", "too_late"]),
        (date(2026, 8, 4), None, ["not_yet", "not_yet", "not_yet"]),
    ];
    for (day, proposed, codes) in rows {
        let c = choose(&[star(Stars::THREE)], day);
        assert_eq!(c.proposed, proposed, "{day}");
        for (kind, code) in Kind::ALL.into_iter().zip(codes) {
            let words = c.of(kind).map_or_else(|b| b.words(), |g| g.words());
            assert_eq!(words.code, code, "{day} {kind:?}");
            assert!(words.article.starts_with("Điều"));
        }
    }
}

/// Điều 12(3) read as a transition: a window missed after 22/5/2026 is not made good.
#[test]
fn where_the_clause_is_a_transition_a_late_dossier_is_told_so() {
    let held = Held { extension: Extension::Transitional, ..star(Stars::THREE) };
    let late = choose(std::slice::from_ref(&held), date(2029, 4, 8)).reranking;
    assert_eq!(late, Ok(Ground::LateNotExtended(Window::of(date(2029, 8, 5)))));
    let old = Held { expires: Some(date(2026, 9, 18)), issued: Some(date(2023, 9, 18)), ..held };
    let then = choose(&[old], date(2026, 9, 1)).reranking;
    assert_eq!(then.map(|g| g.words().code), Ok("late_transition"));
}

#[test]
fn no_star_five_stars_withdrawn_refused_superseded_and_undated() {
    let day = date(2028, 1, 10);
    let none = choose(&[], day);
    assert_eq!((none.first, none.proposed), (Ok(Ground::NeverHeld), Some(Kind::First)));
    assert_eq!((none.upgrade, none.reranking), (Err(Bar::NoStar), Err(Bar::NoStar)));

    // Điều 3(3)a: nothing is above five stars, so until the window opens there is nothing to hand in.
    let five = choose(&[star(Stars::FIVE)], day);
    assert_eq!((five.upgrade, five.proposed), (Err(Bar::Highest), None));
    assert_eq!(five.reranking, Err(Bar::TooEarly(Window::of(date(2029, 8, 5)))));

    // Điều 8: a withdrawn star is none; on the day before it still is one.
    let gone = Held { withdrawn: Some(day), ..star(Stars::FOUR) };
    assert_eq!(choose(std::slice::from_ref(&gone), day).first, Ok(Ground::Withdrawn(day)));
    assert_eq!(choose(&[gone], add_days(day, -1)).proposed, Some(Kind::Upgrade));

    // Điều 12(3): "until the result": a result without a star ends the extension, not the certificate's own term.
    let refused = Held { refused: true, ..star(Stars::THREE) };
    assert_eq!(choose(std::slice::from_ref(&refused), date(2029, 8, 5)).proposed, Some(Kind::Reranking));
    assert_eq!(choose(&[refused], date(2029, 8, 6)).proposed, Some(Kind::First));

    // Điều 7(5): after an upgrade the new star counts, in whatever order they come.
    let old = Held { superseded: Some(date(2027, 3, 1)), ..star(Stars::THREE) };
    let new = Held { issued: Some(date(2027, 3, 1)), expires: Some(date(2030, 3, 1)), ..star(Stars::FOUR) };
    for stars in [[old.clone(), new.clone()], [new, old]] {
        let c = choose(&stars, date(2029, 4, 1));
        assert_eq!(c.upgrade, Ok(Ground::Raise { stars: Stars::FOUR, expires: date(2030, 3, 1) }));
        assert_eq!(c.reranking, Err(Bar::TooEarly(Window::of(date(2030, 3, 1)))));
    }

    // A list without dates proposes nothing and closes nothing.
    let undated = choose(&[Held { issued: None, expires: None, ..star(Stars::THREE) }], day);
    assert_eq!(undated.proposed, None);
    assert!(Kind::ALL.into_iter().all(|k| undated.of(k) == Ok(Ground::DatesUnknown)));
}

/// Điều 4(3): a star is replaced from the first day of the one it gave way to.
#[test]
fn a_star_counts_until_the_eve_of_the_day_it_gave_way() {
    let turn = date(2027, 3, 1);
    let old = Held { superseded: Some(turn), ..star(Stars::THREE) };
    let raise = |stars| Ok(Ground::Raise { stars, expires: date(2029, 8, 5) });
    assert_eq!(choose(std::slice::from_ref(&old), add_days(turn, -1)).upgrade, raise(Stars::THREE));
    for day in [turn, add_days(turn, 1)] {
        assert_eq!(choose(std::slice::from_ref(&old), day).first, Ok(Ground::NeverHeld), "{day}");
        // A withdrawal of what had given way is none of the product.
        let gone = Held { withdrawn: Some(date(2026, 12, 1)), ..old.clone() };
        assert_eq!(choose(&[gone], day).first, Ok(Ground::NeverHeld), "{day}");
    }
}

/// What a person reads of a verdict: the code of a refused field, the days and the stars it speaks of.
#[test]
fn verdicts_are_told_with_their_days_and_stars() {
    let expires = date(2029, 8, 5);
    let w = Window::of(expires);
    let bars = [
        (Bar::HoldsStar { stars: Stars::FOUR, expires }, "holds_star", 1),
        (Bar::Extendable(w), "extendable", 4),
        (Bar::NoStar, "no_star", 0),
        (Bar::Highest, "highest", 0),
        (Bar::Expired(w), "expired", 4),
        (Bar::TooEarly(w), "too_early", 4),
        (Bar::TooLate(w), "too_late", 4),
        (Bar::NotYet(expires), "not_yet", 1),
    ];
    for (bar, code, days) in bars {
        let words = bar.words();
        assert_eq!((words.code, words.days.len()), (code, days), "{bar:?}");
        assert_eq!(bar.code(), format!("kind_{code}"));
        assert_eq!(words.stars, matches!(bar, Bar::HoldsStar { .. }).then_some(Stars::FOUR));
    }
    let grounds = [
        (Ground::NeverHeld, 0),
        (Ground::Withdrawn(expires), 1),
        (Ground::Lapsed(w), 4),
        (Ground::Refused(w), 4),
        (Ground::Raise { stars: Stars::FOUR, expires }, 1),
        (Ground::InWindow(w), 4),
        (Ground::Late(w), 4),
        (Ground::LateNotExtended(w), 4),
        (Ground::AfterExpiry(w), 4),
        (Ground::DatesUnknown, 0),
    ];
    for (ground, days) in grounds {
        let words = ground.words();
        assert_eq!(words.days.len(), days, "{ground:?}");
        assert_eq!(words.stars, matches!(ground, Ground::Raise { .. }).then_some(Stars::FOUR));
    }
}

fn any_day() -> impl Strategy<Value = Date> {
    (0..9000_i32).prop_map(|n| add_days(date(2015, 1, 1), n))
}

fn any_star() -> impl Strategy<Value = Held> {
    let maybe = |of: u32| proptest::option::weighted(1.0 / f64::from(of), any_day());
    (3..=5_u8, proptest::option::weighted(0.9, any_day()), maybe(4), maybe(4), any::<bool>()).prop_map(
        |(stars, issued, withdrawn, superseded, refused)| Held {
            stars: Stars::new(stars).unwrap_or(Stars::THREE),
            issued,
            expires: issued.map(valid_until),
            withdrawn,
            superseded,
            refused,
            extension: Extension::default(),
        },
    )
}

proptest! {
    /// Whatever stars a product has had, every day has a way or a reason: the kind proposed may be handed in, and
    /// where none is proposed every verdict says why. A first-time dossier never stands beside a valid star.
    #[test]
    fn every_day_has_a_proposal_or_a_reason(stars in proptest::collection::vec(any_star(), 0..4), day in any_day()) {
        let c = choose(&stars, day);
        match c.proposed {
            Some(kind) => prop_assert!(c.of(kind).is_ok()),
            None => {
                let waits = Kind::ALL.into_iter().all(|k| c.of(k).is_err());
                let undated = Kind::ALL.into_iter().all(|k| c.of(k) == Ok(Ground::DatesUnknown));
                prop_assert!(waits || undated);
            }
        }
        let known = c.first != Ok(Ground::DatesUnknown);
        if known && c.first.is_ok() {
            prop_assert!(c.upgrade.is_err() && c.reranking.is_err());
            prop_assert_eq!(c.proposed, Some(Kind::First));
        }
    }

    /// Through the life of one dated star the proposal only moves forward: upgrade (or wait), re-ranking, first.
    #[test]
    fn the_proposal_moves_forward_only(stars in 3..=5_u8, issued in any_day()) {
        let held = Held {
            stars: Stars::new(stars).unwrap_or(Stars::THREE), issued: Some(issued), expires: Some(valid_until(issued)),
            withdrawn: None, superseded: None, refused: false, extension: Extension::Lasting,
        };
        let step = |day| match choose(std::slice::from_ref(&held), day).proposed {
            None | Some(Kind::Upgrade) => 0,
            Some(Kind::Reranking) => 1,
            Some(Kind::First) => 2,
        };
        let mut last = 0;
        for n in 0..1400 {
            let now = step(add_days(issued, n));
            prop_assert!(now >= last);
            last = now;
        }
        prop_assert_eq!(last, 2);
    }
}
