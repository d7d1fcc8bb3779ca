//! Sets cut down to a few criteria (all others held fast): every single sheet that can be reached is scored by the real
//! scorer, and the best of them, with the tie-break, is the plan to the letter.

use ocop_domain::criteria::{Answers, CriteriaSet, CriterionCode, Law, NoteKind, score_indexed, sets_of};
use ocop_domain::guide::{Efforts, Way};
use ocop_domain::stars::Stars;

use crate::world::{Lcg, all_but, ask, of, price};

/// Effort, number of changes, then what is changed in printed order.
type Ranked = (u32, usize, Vec<(usize, usize)>);

/// Walks over every combination of the free criteria.
fn by_force(
    set: &CriteriaSet,
    sheet: &Answers,
    efforts: &Efforts,
    free: &[CriterionCode],
    stars: Stars,
) -> Option<Ranked> {
    let leaves: Vec<_> = set.scorable().collect();
    let start: Vec<usize> =
        leaves.iter().map(|l| sheet.0.get(&l.criterion.code).copied().unwrap_or(0)).collect();
    let points =
        |place: usize, pick: usize| leaves[place].criterion.option(pick).map_or(0, |o| o.points.get());
    let places: Vec<usize> =
        leaves.iter().filter(|l| free.contains(&l.criterion.code)).map(|l| l.index).collect();
    let at = |code: &str| leaves.iter().position(|l| l.criterion.code.as_str() == code).unwrap();
    let conditional: Vec<(usize, usize)> = leaves
        .iter()
        .filter(|l| l.criterion.notes.iter().any(|n| n.kind == NoteKind::AppliesOnlyIf))
        .map(|l| (l.index, at("5.1")))
        .collect();
    let mut best: Option<Ranked> = None;
    let mut picks = start.clone();
    loop {
        let indexed: Vec<u8> = picks.iter().map(|pick| u8::try_from(*pick).unwrap()).collect();
        let changed = places.iter().filter(|p| picks[**p] != start[**p]);
        let changed: Vec<(usize, usize)> = changed.map(|p| (*p, picks[*p])).collect();
        // Never lower, in one's own case, and 5.2 only with 5.1.
        let upwards = changed.iter().all(|(p, pick)| {
            let case = |pick: usize| leaves[*p].criterion.option(pick).map(|o| o.case.clone());
            *pick > 0
                && points(*p, *pick) > points(*p, start[*p])
                && (start[*p] == 0 || case(*pick) == case(start[*p]))
        });
        let told = conditional.iter().all(|(p, on)| picks[*p] == start[*p] || points(*on, picks[*on]) > 0);
        if upwards && told && score_indexed(set.compiled(), &indexed).unwrap().rank >= Some(stars) {
            let effort = changed
                .iter()
                .map(|(p, to)| price(set, efforts, &leaves[*p].criterion.code, start[*p], *to))
                .sum();
            let found = (effort, changed.len(), changed);
            if best.as_ref().is_none_or(|least| found < *least) {
                best = Some(found);
            }
        }
        // The next combination, like the wheels of a counter.
        let Some(turning) = places.iter().find(|p| picks[**p] < leaves[**p].criterion.options.len()) else {
            return best;
        };
        for place in places.iter().take_while(|p| *p != turning) {
            picks[*place] = 0;
        }
        picks[*turning] += 1;
    }
}

fn compare(set: &CriteriaSet, lcg: &mut Lcg, free: usize, must: &[&str]) -> bool {
    let codes: Vec<CriterionCode> = set.scorable().map(|l| l.criterion.code.clone()).collect();
    let mut chosen: Vec<CriterionCode> = must.iter().map(|c| c.parse().unwrap()).collect();
    while chosen.len() < free {
        let code = &codes[lcg.below(codes.len())];
        if !chosen.contains(code) {
            chosen.push(code.clone());
        }
    }
    let mut sheet = lcg.sheet(set);
    // Near enough to a rank that the free criteria decide.
    for leaf in set.scorable().filter(|l| !chosen.contains(&l.criterion.code)) {
        if lcg.below(8) > 0 {
            sheet.0.insert(leaf.criterion.code.clone(), leaf.criterion.options.len());
        }
    }
    let efforts = if lcg.below(2) == 0 { Efforts::default() } else { lcg.efforts(set) };
    let stars = Stars::ALL[lcg.below(3)];
    let forced = by_force(set, &sheet, &efforts, &chosen, stars);
    let found = match ask(set, &sheet, &efforts, &all_but(set, &chosen), stars) {
        Way::There => Some((0, 0, vec![])),
        Way::OutOfReach(why) => {
            assert!(!why.is_empty());
            None
        }
        Way::Plan(plan) => {
            let place = |code: &CriterionCode| codes.iter().position(|c| c == code).unwrap();
            let changes = plan.changes.iter().map(|change| (place(&change.criterion), change.to)).collect();
            Some((plan.effort, plan.changes.len(), changes))
        }
    };
    assert_eq!(found, forced, "{} {stars} stars, free {chosen:?}, {sheet:?}, {efforts:?}", set.id);
    found.is_some_and(|(_, changes, _)| changes > 0)
}

#[test]
fn the_plan_is_the_best_of_all_sheets_there_are() {
    let mut lcg = Lcg(3);
    let mut plans = 0;
    for set in sets_of(Law::Qd26_2026) {
        for _ in 0..12 {
            plans += u32::from(compare(set, &mut lcg, 4, &[]));
        }
    }
    assert!(plans > 60, "only {plans} of the sheets asked for a plan");
}

#[test]
fn the_story_and_how_it_is_told_go_together() {
    let mut lcg = Lcg(52);
    for number in 0..60 {
        let set = of(if number % 2 == 0 { "QD26-09" } else { "QD26-21" });
        compare(set, &mut lcg, 4, &["5.1", "5.2"]);
    }
}

#[test]
fn one_keeps_to_ones_own_case() {
    let mut lcg = Lcg(26);
    for _ in 0..60 {
        compare(of("QD26-26"), &mut lcg, 4, &["8", "9", "15"]);
    }
}
