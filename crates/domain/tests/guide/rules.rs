//! The definitions, one by one.

use std::collections::BTreeSet;

use ocop_domain::criteria::{Answers, Findings, Law, NoteKind, points_from, score, sets, sets_of};
use ocop_domain::guide::{Barrier, Efforts, Request, Way, WayError, steps, way};
use ocop_domain::points::Points;
use ocop_domain::stars::Stars;

use crate::world::{all_but, answers, ask, barriers, code, of, perfect, plan};

fn default(set: &str, sheet: &Answers, stars: Stars) -> Way {
    ask(of(set), sheet, &Efforts::default(), &BTreeSet::new(), stars)
}

#[test]
fn a_step_is_an_option_climbed() {
    let set = of("QD26-09");
    let raw_material = set.criterion(&code("1.1")).unwrap();
    assert_eq!(raw_material.options[0].points, Points(1), "no option of 0 points is printed");
    let climbed = |from, to| steps(raw_material, from, to);
    assert_eq!((climbed(None, 1), climbed(None, 3), climbed(Some(1), 3), climbed(Some(2), 3)), (1, 3, 2, 1));
    let links = set.criterion(&code("1.4")).unwrap();
    assert_eq!(links.options[0].points, Points::ZERO, "nothing picked is the lowest option");
    assert_eq!((steps(links, None, 2), steps(links, Some(1), 2), steps(links, None, 1)), (1, 1, 1));
    let tourism = of("QD26-26").criterion(&code("8")).unwrap();
    let second_case = tourism.options.iter().find(|o| o.case.as_deref() == Some("b")).unwrap().number;
    assert_eq!(steps(tourism, None, second_case), 1, "each case has its own ladder");
}

#[test]
fn what_the_office_says_replaces_the_steps() {
    let set = of("QD26-09");
    let mut sheet = perfect(set);
    sheet.0.insert(code("1.1"), 1);
    sheet.0.insert(code("5.1"), 4);
    sheet.0.insert(code("1.2"), 1);
    let missing = points_from(Stars::FIVE).get();
    assert!(score(set, &sheet).unwrap().total.get() >= missing);
    // Only the gate of 5.1 is in the way.
    let alone = plan(default("QD26-09", &sheet, Stars::FIVE));
    assert_eq!((alone.changes.len(), alone.effort, alone.changes[0].to), (1, 1, 5));
    assert_eq!(alone.changes[0].gates, [Stars::FOUR]);
    let efforts = Efforts([((code("5.1"), 5), 40)].into());
    let said = plan(ask(set, &sheet, &efforts, &BTreeSet::new(), Stars::FIVE));
    assert_eq!((said.effort, said.changes[0].effort), (40, 40), "a gate has no way round");
}

#[test]
fn an_empty_sheet_reaches_five_stars_too() {
    for set in sets_of(Law::Qd26_2026) {
        let found = plan(ask(set, &Answers::default(), &Efforts::default(), &BTreeSet::new(), Stars::FIVE));
        assert_eq!(found.before, Points::ZERO);
        assert!(found.after >= Points(90), "{}", set.id);
        assert!(
            found.changes.is_sorted_by_key(|c| set.scorable().position(|l| l.criterion.code == c.criterion))
        );
    }
}

#[test]
fn who_is_there_is_told_so() {
    for set in sets_of(Law::Qd26_2026) {
        for stars in Stars::ALL {
            assert_eq!(ask(set, &perfect(set), &Efforts::default(), &BTreeSet::new(), stars), Way::There);
        }
    }
}

#[test]
fn a_knock_out_question_answered_with_yes_leaves_no_way() {
    let (set, efforts, fixed) = (of("QD26-09"), Efforts::default(), BTreeSet::new());
    let findings = Findings(["1.1/eliminates/1".to_owned()].into());
    for sheet in [Answers::default(), perfect(set)] {
        let request = Request {
            set,
            answers: &sheet,
            findings: &findings,
            efforts: &efforts,
            fixed: &fixed,
            stars: Stars::THREE,
        };
        let why = barriers(way(&request).unwrap());
        assert_eq!(why, [Barrier::KnockedOut { question: "1.1/eliminates/1".into() }]);
    }
}

#[test]
fn what_cannot_be_changed_may_put_a_star_out_of_reach() {
    let set = of("QD26-09");
    let mut sheet = perfect(set);
    sheet.0.remove(&code("5.1"));
    let fixed: BTreeSet<_> = [code("5.1")].into();
    let at = |stars| ask(set, &sheet, &Efforts::default(), &fixed, stars);
    assert_eq!(at(Stars::THREE), Way::There, "no gate of three stars there");
    let gate = Barrier::Gate { criterion: code("5.1"), required: Points(5), best: Points(0) };
    assert_eq!(barriers(at(Stars::FOUR)), [gate]);
}

#[test]
fn too_few_points_are_said_with_what_could_be_had() {
    let set = of("QD26-21");
    let all: BTreeSet<_> = all_but(set, &[]);
    let why = barriers(ask(set, &Answers::default(), &Efforts::default(), &all, Stars::THREE));
    assert_eq!(why.last(), Some(&Barrier::Points { required: Points(50), best: Points(0) }));
    // How the story is told helps no producer who may not have one.
    let free = [code("5.2")];
    let why =
        barriers(ask(set, &Answers::default(), &Efforts::default(), &all_but(set, &free), Stars::THREE));
    assert_eq!(why.last(), Some(&Barrier::Points { required: Points(50), best: Points(0) }));
}

#[test]
fn a_sheet_that_cannot_be_scored_is_refused() {
    let (set, findings, efforts, fixed) =
        (of("QD26-09"), Findings::default(), Efforts::default(), BTreeSet::new());
    let wrong = answers(&[("1.1", 9)]);
    let request = Request {
        set,
        answers: &wrong,
        findings: &findings,
        efforts: &efforts,
        fixed: &fixed,
        stars: Stars::FOUR,
    };
    assert!(matches!(way(&request), Err(WayError::Answers(_))));
    let unknown = Findings(["9.9/eliminates/1".to_owned()].into());
    let request = Request { answers: &Answers::default(), findings: &unknown, ..request };
    assert!(matches!(way(&request), Err(WayError::Question(_))));
}

#[test]
fn a_decision_no_longer_in_force_gives_no_advice() {
    for set in sets().iter().filter(|set| set.law != Law::Qd26_2026) {
        let why = ask(set, &Answers::default(), &Efforts::default(), &BTreeSet::new(), Stars::THREE);
        assert_eq!(barriers(why), [Barrier::NotInForce], "{}", set.id);
    }
}

/// What the search relies on in the printed tables: the one condition speaks of the story told in 5.1, and alternatives
/// are cases of one criterion, never whole headings.
#[test]
fn the_tables_are_as_the_search_takes_them() {
    for set in sets_of(Law::Qd26_2026) {
        for leaf in set.scorable() {
            assert!(leaf.headings.iter().all(|heading| !heading.alternative_children), "{}", set.id);
            for note in leaf.criterion.notes.iter().filter(|n| n.kind == NoteKind::AppliesOnlyIf) {
                assert_eq!(leaf.criterion.code, code("5.2"), "{}", set.id);
                assert_eq!(note.text, "Chỉ áp dụng khi có câu chuyện sản phẩm");
                let story = set.criterion(&code("5.1")).unwrap();
                assert_eq!(story.options[0].text, "Không có câu chuyện sản phẩm");
                assert!(story.options.iter().all(|o| (o.points > Points::ZERO) == (o.number > 1)));
            }
        }
    }
}

/// Phụ lục II: from an empty sheet the way to a star names every criterion that the printed table marks for the star or
/// for one below, with at least the points of the mark, and every criterion where 0 points end the assessment (set 16,
/// 6.1 to 6.4).
#[test]
fn the_way_names_every_criterion_that_a_star_asks_for() {
    for set in sets_of(Law::Qd26_2026) {
        for stars in Stars::ALL {
            let Way::Plan(plan) = default(set.id.as_str(), &Answers::default(), stars) else {
                panic!("no way in {} to {stars}", set.id);
            };
            let after = plan.carried_out(&Answers::default());
            for leaf in set.scorable() {
                let c = leaf.criterion;
                let marked = c.options.iter().filter(|o| o.min_star.is_some_and(|m| m <= stars.get()));
                let required = marked.map(|o| o.points).max().unwrap_or_default();
                let stops = set.id.as_str() == "QD26-16" && c.code.as_str().starts_with("6.");
                let reached = after.0.get(&c.code).and_then(|n| c.option(*n)).map_or(Points(0), |o| o.points);
                assert!(reached >= required, "{} {} for {stars}: {reached} of {required}", set.id, c.code);
                assert!(!stops || reached > Points(0), "{} {} for {stars}", set.id, c.code);
                let named = plan.changes.iter().find(|change| change.criterion == c.code);
                assert_eq!(named.is_some_and(|change| change.goes_on), stops, "{} {}", set.id, c.code);
            }
            assert!(score(set, &after).unwrap().rank >= Some(stars));
        }
    }
    // Points enough elsewhere: 6.2 is still ahead.
    let mut sheet = perfect(of("QD26-16"));
    sheet.0.remove(&code("6.2"));
    let Way::Plan(plan) = default("QD26-16", &sheet, Stars::THREE) else { panic!("6.2 is left out") };
    assert_eq!(plan.changes.iter().map(|c| c.criterion.as_str()).collect::<Vec<_>>(), ["6.2"]);
}
