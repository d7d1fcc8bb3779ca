use proptest::prelude::*;

use super::*;
use crate::criteria::{Answers, CriteriaSet, CriterionCode, Findings, Mean, QuestionKind, score, set};
use crate::points::Points;
use crate::stars::Stars;

fn honey() -> &'static CriteriaSet {
    set(&"QD26-04".parse().unwrap()).unwrap()
}

fn picks(set: &CriteriaSet, of: impl Fn(&str, usize) -> usize) -> Answers {
    let leaves = set.scorable().map(|leaf| {
        let best = leaf.criterion.best_option().unwrap().number;
        (leaf.criterion.code.clone(), of(leaf.criterion.code.as_str(), best))
    });
    leaves.filter(|(_, option)| *option > 0).collect()
}

fn sheet(member: &str, answers: Answers) -> Sheet {
    Sheet { member: member.into(), answers, findings: Findings::default() }
}

/// Best everywhere but none at all for these.
fn without(member: &str, codes: &[&str]) -> Sheet {
    sheet(member, picks(honey(), |code, best| if codes.contains(&code) { 0 } else { best }))
}

fn settle(item: &str, points: u32) -> Settled {
    Settled { item: item.into(), points: Points(points) }
}

#[test]
fn agreement_needs_nothing_settled() {
    let t = tally(honey(), &Rules::default(), 1, &[without("a", &[]), without("b", &[])], &[]).unwrap();
    assert_eq!((t.mean, t.spread, t.open.len()), (Mean::from(Points(100)), Points(0), 0));
    assert_eq!(t.outcome.unwrap().rank, Some(Stars::FIVE));
}

#[test]
fn a_gate_the_members_differ_on_is_decided_by_what_is_settled() {
    // 2.2 ≥ 2 is a gate of three stars.
    let sheets = [without("a", &[]), without("b", &["2.2"]), without("c", &[])];
    let rules = Rules::default();
    let open = tally(honey(), &rules, 1, &sheets, &[]).unwrap();
    let gate = &open.differing_gates[0];
    assert_eq!(open.open, [OpenPoint::Gate("2.2".parse().unwrap())]);
    assert_eq!((gate.marks[0].stars, &gate.marks[0].falls_short), (Stars::THREE, &vec!["b".to_owned()]));
    assert!(open.outcome.is_none());
    assert_eq!(open.may_settle(honey(), "2.2", Points(99)), Err(SettleError::NotBetween));
    assert_eq!(open.may_settle(honey(), "2.1", Points(3)), Err(SettleError::NothingOpen));

    let high = gate.high.get();
    let met = tally(honey(), &rules, 1, &sheets, &[settle("2.2", high)]).unwrap();
    assert_eq!(met.outcome.unwrap().rank, Some(Stars::FIVE));
    let missed = tally(honey(), &rules, 1, &sheets, &[settle("2.2", 0)]).unwrap().outcome.unwrap();
    assert_eq!((missed.band, missed.rank), (5, None));

    let by = |gate_rule| Rules { gate_rule, ..Rules::default() };
    let majority = tally(honey(), &by(GateRule::Majority), 1, &sheets, &[]).unwrap();
    assert_eq!(majority.outcome.unwrap().rank, Some(Stars::FIVE));
    let mean = |sheets: &[Sheet]| tally(honey(), &by(GateRule::Mean), 1, sheets, &[]).unwrap();
    assert_eq!(mean(&sheets).outcome.unwrap().rank, Some(Stars::FIVE), "6/3 reaches 2");
    let one_of_three = [without("a", &[]), without("b", &["2.2"]), without("c", &["2.2"])];
    assert_eq!(mean(&one_of_three).outcome.unwrap().rank, None, "3/3 does not");
}

#[test]
fn a_tie_is_no_majority() {
    let rules = Rules { gate_rule: GateRule::Majority, ..Rules::default() };
    let t = tally(honey(), &rules, 1, &[without("a", &[]), without("b", &["2.2"])], &[]).unwrap();
    assert_eq!(t.outcome.unwrap().rank, None);
}

#[test]
fn a_knock_out_is_decided_and_never_computed_away() {
    let key = honey().questions[0].key.clone();
    let raise = |mut s: Sheet| {
        s.findings.0.insert(key.clone());
        s
    };
    let rules = Rules::default();
    let all = [raise(without("a", &[])), raise(without("b", &["2.2"]))];
    let t = tally(honey(), &rules, 1, &all, &[]).unwrap();
    assert_eq!(t.grounds, [Ground { key: key.clone(), settled: false }]);
    assert_eq!(t.ending, Some(Ending::Eliminated));
    assert_eq!((t.open.len(), t.outcome.unwrap().rank), (0, None));

    let one = [raise(without("a", &[])), without("b", &[])];
    let t = tally(honey(), &rules, 1, &one, &[]).unwrap();
    assert_eq!(t.open, [OpenPoint::Finding(key.clone())]);
    let out = tally(honey(), &rules, 1, &one, &[settle(&key, 1)]).unwrap();
    assert_eq!((out.outcome.unwrap().rank, out.grounds[0].settled), (None, true));
    let in_again = tally(honey(), &rules, 1, &one, &[settle(&key, 0)]).unwrap();
    assert_eq!(in_again.outcome.unwrap().rank, Some(Stars::FIVE));
}

#[test]
fn extremes_are_left_out_of_the_mean_and_not_of_the_gates() {
    let rules = Rules { drop_extremes: true, spread_limit: Points(100), ..Rules::default() };
    let none = Answers::default();
    let mut sheets: Vec<Sheet> = ["a", "b", "c"].map(|m| without(m, &[])).into();
    sheets.push(sheet("d", none));
    let four = tally(honey(), &rules, 1, &sheets, &[]).unwrap();
    assert_eq!(four.mean, Mean::new(300, 4).unwrap());
    sheets.push(without("e", &[]));
    let five = tally(honey(), &rules, 1, &sheets, &[]).unwrap();
    assert_eq!((five.mean, five.mean.count()), (Mean::from(Points(100)), 3));
    assert_eq!(five.spread, Points(100));
    assert!(!five.differing_gates.is_empty());
}

/// `regulation.md` §2.4: one highest and one lowest, from five sheets on, and only where the rules say so.
#[test]
fn the_sheets_left_out_of_a_mean_are_named() {
    let one_less = |member: &str, codes: &[&str]| without(member, codes);
    let sheets = [
        one_less("a", &[]),
        one_less("b", &["2.2"]),
        one_less("c", &["2.2", "1.1"]),
        one_less("d", &["1.1"]),
        one_less("e", &["2.2", "1.1", "1.2"]),
    ];
    let left_out = |drop_extremes, sheets: &[Sheet]| -> Vec<String> {
        let rules = Rules { drop_extremes, ..Rules::default() };
        let t = tally(honey(), &rules, 1, sheets, &[]).unwrap();
        t.totals.into_iter().filter(|t| !t.counted).map(|t| t.member).collect()
    };
    assert_eq!(left_out(true, &sheets), ["a", "e"]);
    assert_eq!(left_out(true, &sheets[..4]), [""; 0]);
    assert_eq!(left_out(false, &sheets), [""; 0]);
}

/// `regulation.md` §1.4: the members score again where their totals lie *more* than the limit apart.
#[test]
fn a_spread_of_just_the_limit_sends_nobody_back() {
    let sheets = [without("a", &[]), without("b", &["2.2"])];
    let spread = tally(honey(), &Rules::default(), 1, &sheets, &[]).unwrap().spread;
    assert_eq!(spread, Points(3));
    for (limit, again) in [(2, true), (3, false), (4, false)] {
        let rules = Rules { spread_limit: Points(limit), gate_rule: GateRule::Mean, ..Rules::default() };
        let t = tally(honey(), &rules, 1, &sheets, &[]).unwrap();
        assert_eq!(t.needs_second_ballot, again, "{limit}");
        assert_eq!(t.open == [OpenPoint::SecondBallot], again, "{limit}");
    }
}

/// A sheet on which these points are given for one criterion, and the best everywhere else.
fn giving(member: &str, code: &str, points: u32) -> Sheet {
    let criterion = honey().criterion(&code.parse().unwrap()).unwrap();
    let option = criterion.options.iter().find(|o| o.points == Points(points)).unwrap().number;
    sheet(member, picks(honey(), |at, best| if at == code { option } else { best }))
}

/// Phụ lục II, set 4: criterion 4.1 has 1, 2, 3 or 5 points; three stars ask for 2, four for 3, five for 5.
#[test]
fn members_differ_on_the_marks_that_lie_between_their_points() {
    let table = [
        (2, 5, vec![3, 5], vec![2, 3, 5]),
        (3, 5, vec![5], vec![3, 5]),
        (2, 3, vec![3], vec![2, 3]),
        (1, 2, vec![2], vec![1, 2]),
        (1, 5, vec![2, 3, 5], vec![1, 2, 3, 5]),
    ];
    for (low, high, marks, choices) in table {
        let sheets = [giving("a", "4.1", high), giving("b", "4.1", low)];
        let t = tally(honey(), &Rules::default(), 1, &sheets, &[]).unwrap();
        let gate = &t.differing_gates[0];
        assert_eq!((gate.low, gate.high), (Points(low), Points(high)));
        let required: Vec<u32> = gate.marks.iter().map(|m| m.required.get()).collect();
        assert_eq!(required, marks, "{low} {high}");
        let of: Vec<u32> = gate.choices(honey()).iter().map(|p| p.get()).collect();
        assert_eq!(of, choices, "{low} {high}");
        for points in 0..=6 {
            let may = t.may_settle(honey(), "4.1", Points(points));
            let expected = if choices.contains(&points) { Ok(()) } else { Err(SettleError::NotBetween) };
            assert_eq!(may, expected, "{low} {high}: {points}");
        }
    }
    // All above a mark, or all below it: it is not in dispute.
    for same in [1, 3, 5] {
        let sheets = [giving("a", "4.1", same), giving("b", "4.1", same)];
        let t = tally(honey(), &Rules::default(), 1, &sheets, &[]).unwrap();
        assert!(t.differing_gates.is_empty() && t.ranges.is_empty(), "{same}");
    }
}

/// What the council agreed on counts only between what its members gave: after a correction it may lie outside.
#[test]
fn a_settlement_outside_of_what_members_gave_settles_nothing() {
    let sheets = [giving("a", "4.1", 3), giving("b", "4.1", 2)];
    for (points, settled) in [(1, None), (2, Some(Points(2))), (3, Some(Points(3))), (5, None)] {
        let t = tally(honey(), &Rules::default(), 1, &sheets, &[settle("4.1", points)]).unwrap();
        assert_eq!(t.differing_gates[0].settled, settled, "{points}");
        assert_eq!(t.open.is_empty(), settled.is_some(), "{points}");
    }
}

/// A knock-out question is settled with 1 for "applies" or 0 for "does not", and only where members differ on it.
#[test]
fn a_question_is_settled_with_yes_or_no() {
    let key = honey().questions[0].key.clone();
    let mut raised = without("a", &[]);
    raised.findings.0.insert(key.clone());
    let t = tally(honey(), &Rules::default(), 1, &[raised, without("b", &[])], &[]).unwrap();
    for (points, expected) in [(0, Ok(())), (1, Ok(())), (2, Err(SettleError::NotBetween))] {
        assert_eq!(t.may_settle(honey(), &key, Points(points)), expected, "{points}");
    }
    let other = &honey().questions[1].key;
    assert_eq!(t.may_settle(honey(), other, Points(1)), Err(SettleError::NothingOpen));
}

#[test]
fn the_last_ballot_stands_whatever_the_spread() {
    let sheets = [without("a", &[]), sheet("b", Answers::default())];
    let rules = Rules { gate_rule: GateRule::Mean, ..Rules::default() };
    let first = tally(honey(), &rules, 1, &sheets, &[]).unwrap();
    assert_eq!(first.open, [OpenPoint::SecondBallot]);
    let second = tally(honey(), &rules, 2, &sheets, &[]).unwrap();
    assert!(second.needs_second_ballot && second.open.is_empty() && second.outcome.is_some());
}

#[test]
fn no_sheet_and_two_sheets_of_one_member_are_refused() {
    let rules = Rules::default();
    assert_eq!(tally(honey(), &rules, 1, &[], &[]), Err(TallyError::NoSheets));
    let twice = [without("a", &[]), without("a", &[])];
    assert_eq!(tally(honey(), &rules, 1, &twice, &[]), Err(TallyError::Twice("a".into())));
}

#[test]
fn a_quorum_is_counted_in_whole_people() {
    let of = |members, present, chair_present| {
        quorum(&Rules::default(), Attendance { members, present, chair_present })
    };
    assert!(of(4, 3, true) && of(11, 9, true));
    assert!(!of(11, 8, true) && !of(4, 4, false) && !of(0, 0, true));
    let lone = Rules { chair_required: false, ..Rules::default() };
    assert!(quorum(&lone, Attendance { members: 4, present: 3, chair_present: false }));
}

#[test]
fn missing_departments_are_named_however_the_others_are_written() {
    let written =
        ["SỞ CÔNG THƯƠNG", "Sở NN&MT", "Giám đốc Sở Y tế", "Sở KH&CN", "Chi cục Phát triển nông thôn"];
    let missing: Vec<_> =
        missing_departments(Level::Province, written).into_iter().map(|d| (d.name, d.if_any)).collect();
    assert_eq!(missing, [("Sở Văn hóa, Thể thao và Du lịch", false), ("Sở An toàn thực phẩm", true)]);
    assert_eq!(missing_departments(Level::National, []).len(), 6);
}

#[test]
fn identical_sheets_are_found_and_empty_ones_say_nothing() {
    let (one, other, none) = (without("a", &[]), without("b", &["2.2"]), Answers::default());
    let sheets =
        [("a", &one.answers), ("b", &other.answers), ("c", &one.answers), ("d", &none), ("e", &none)];
    assert_eq!(identical(sheets), [vec!["a", "c"]]);
}

#[test]
fn rules_are_read_back_and_filled_up_with_defaults() {
    let rules: Rules = serde_json::from_str(r#"{"spread_limit": 8, "gate_rule": "majority"}"#).unwrap();
    assert_eq!((rules.spread_limit, rules.quorum, rules.ballots), (Points(8), (3, 4), 2));
    let written = serde_json::to_string(&rules).unwrap();
    assert_eq!(serde_json::from_str::<Rules>(&written).unwrap(), rules);
    assert!(!rules.asks_reason(Points(5), Points(0)), "not unless the council's regulation says so");
    let asks = Rules { reason_beyond: Some(Points(2)), ..Rules::default() };
    let table = [(5, 3, false), (5, 2, true), (0, 2, false), (0, 3, true), (4, 4, false)];
    for (claimed, picked, asked) in table {
        assert_eq!(asks.asks_reason(Points(claimed), Points(picked)), asked, "{claimed} {picked}");
    }
    assert!(rules.sound() && !Rules { quorum: (5, 4), ..Rules::default() }.sound());
}

/// Two to seven sheets; leaning to the best, or every gate would be missed.
fn sheets() -> impl Strategy<Value = Vec<Sheet>> {
    let counts = honey().compiled().options().to_vec();
    let one = counts.into_iter().map(|n| prop_oneof![3 => Just(usize::MAX), 1 => 0..=n]).collect::<Vec<_>>();
    prop::collection::vec(one, 2..7).prop_map(|all| {
        let of = |(at, choice): (usize, Vec<usize>)| {
            let leaves = honey().scorable().zip(&choice).filter_map(|(leaf, pick)| {
                let best = leaf.criterion.best_option().unwrap().number;
                let pick = if *pick == usize::MAX { best } else { *pick };
                (pick > 0).then(|| (leaf.criterion.code.clone(), pick))
            });
            sheet(&format!("m{at}"), leaves.collect())
        };
        all.into_iter().enumerate().map(of).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_order_of_sheets_never_matters(sheets in sheets(), turn in 0..7usize) {
        let mut turned = sheets.clone();
        turned.rotate_left(turn % sheets.len());
        turned.swap(0, sheets.len() - 1);
        let count = |s: &[Sheet]| tally(honey(), &Rules::default(), 1, s, &[]).unwrap();
        prop_assert_eq!(count(&turned), count(&sheets));
    }

    #[test]
    fn the_mean_is_exact_and_the_spread_decides_on_a_second_ballot(sheets in sheets(), limit in 0..40u32) {
        let rules = Rules { spread_limit: Points(limit), ..Rules::default() };
        let t = tally(honey(), &rules, 1, &sheets, &[]).unwrap();
        let totals: Vec<u32> = sheets.iter().map(|s| score(honey(), &s.answers).unwrap().total.get()).collect();
        prop_assert_eq!(t.mean.sum(), totals.iter().map(|n| u64::from(*n)).sum::<u64>());
        prop_assert_eq!(t.mean.count() as usize, totals.len());
        let spread = totals.iter().max().unwrap() - totals.iter().min().unwrap();
        prop_assert_eq!(t.spread, Points(spread));
        prop_assert_eq!(t.needs_second_ballot, spread > limit);
        prop_assert_eq!(t.open.contains(&OpenPoint::SecondBallot), spread > limit);
    }

    #[test]
    fn a_settled_gate_decides(sheets in sheets(), high: bool) {
        let rules = Rules { spread_limit: Points(100), ..Rules::default() };
        let before = tally(honey(), &rules, 1, &sheets, &[]).unwrap();
        prop_assert_eq!(before.open.len(), before.differing_gates.len());
        let settled: Vec<Settled> = before.differing_gates.iter()
            .map(|g| settle(g.criterion.as_str(), if high { g.high } else { g.low }.get())).collect();
        for s in &settled {
            prop_assert_eq!(before.may_settle(honey(), &s.item, s.points), Ok(()));
        }
        let after = tally(honey(), &rules, 1, &sheets, &settled).unwrap();
        prop_assert!(after.open.is_empty());
        let outcome = after.outcome.unwrap();
        for gate in &before.differing_gates {
            let unmet = outcome.unmet.iter().any(|u| u.criterion == gate.criterion);
            let highest = gate.marks.iter().map(|m| m.required).max().unwrap();
            if high {
                prop_assert!(!outcome.unmet.iter().any(|u| u.criterion == gate.criterion && u.required <= highest));
            } else {
                prop_assert!(unmet);
            }
        }
    }
}

/// Phụ lục II, set 16: 0 points in 6.1 to 6.4 end the assessment. Members who differ on it settle it, as with gates.
#[test]
fn a_zero_that_stops_is_settled_where_members_differ() {
    let water = set(&"QD26-16".parse().unwrap()).unwrap();
    let key = "6.4/stops_assessment/1";
    let with = |member: &str, zeros: &[(&str, usize)]| {
        let pick =
            |code: &str, best| zeros.iter().find(|(at, _)| *at == code).map_or(best, |(_, option)| *option);
        let leaves = water.scorable().map(|leaf| {
            let best = leaf.criterion.best_option().unwrap().number;
            (leaf.criterion.code.clone(), pick(leaf.criterion.code.as_str(), best))
        });
        sheet(member, leaves.collect())
    };
    let rules = Rules::default();
    // One found none of the options fitting, the other the option of 0 points: both say the same.
    let agreed = [with("a", &[("6.1", 1)]), with("b", &[("6.2", 0)])];
    let t = tally(water, &rules, 1, &agreed, &[]).unwrap();
    assert_eq!(t.grounds, [Ground { key: key.into(), settled: false }]);
    let at = |codes: &[&str]| Some(Ending::Stopped(codes.iter().map(|c| c.parse().unwrap()).collect()));
    assert_eq!(t.ending, at(&["6.1", "6.2"]));
    assert_eq!((t.open.len(), t.outcome.unwrap().rank), (0, None));

    let differ = [with("a", &[("6.1", 1)]), with("b", &[])];
    let t = tally(water, &rules, 1, &differ, &[]).unwrap();
    assert_eq!(t.open, [OpenPoint::Finding(key.into())]);
    assert!(t.outcome.is_none());
    assert_eq!(t.may_settle(water, key, Points(1)), Ok(()));
    let stopped = tally(water, &rules, 1, &differ, &[settle(key, 1)]).unwrap();
    assert_eq!((stopped.ending, stopped.outcome.unwrap().rank), (at(&["6.1"]), None));
    let goes_on = tally(water, &rules, 1, &differ, &[settle(key, 0)]).unwrap();
    assert_eq!((goes_on.ending, goes_on.outcome.unwrap().rank), (None, Some(Stars::FIVE)));
}

/// Phụ lục II, set 16: “… sẽ không đánh giá các bước tiếp theo”. What a sheet leaves out after its stop is no judgement,
/// and the points so far are no mean.
#[test]
fn what_follows_a_stop_is_not_judged_and_has_no_mean() {
    let water = set(&"QD26-16".parse().unwrap()).unwrap();
    let best = picks(water, |_, best| best);
    let mut ended = picks(water, |code, best| if code == "6.1" { 1 } else { best });
    let left_out = water.after_stop(&ended);
    ended.0.retain(|code, _| !left_out.contains(code));
    let scored = score(water, &ended).unwrap();
    assert!(scored.unmet.iter().all(|u| ended.0.contains_key(&u.criterion)), "{:?}", scored.unmet);

    let sheets = [sheet("a", best.clone()), sheet("b", best.clone()), sheet("c", ended)];
    let t = tally(water, &Rules::default(), 1, &sheets, &[settle("6.4/stops_assessment/1", 1)]).unwrap();
    assert!(t.stopped() && t.told_mean().is_none());
    assert_eq!(t.ranges.iter().map(|r| r.criterion.as_str()).collect::<Vec<_>>(), ["6.1"]);

    // Two who went on and differ: the third is named as one who did not judge.
    let gate = water.gates.rising().iter().find(|g| left_out.contains(&g.criterion)).unwrap();
    let mut low = best.clone();
    low.0.insert(gate.criterion.clone(), 0);
    let sheets = [sheets[0].clone(), sheet("b", low), sheets[2].clone()];
    let t = tally(water, &Rules::default(), 1, &sheets, &[]).unwrap();
    let mark = &t.differing_gates.iter().find(|g| g.criterion == gate.criterion).unwrap().marks[0];
    assert_eq!(mark.falls_short, ["b"]);
    assert_eq!(mark.not_judged, ["c"]);
    // As long as it is open whether the assessment stopped there is no mean either.
    assert!(!t.stopped() && t.told_mean().is_none());
    assert_eq!(t.partial, [("c".to_owned(), vec!["6.1".parse().unwrap()])]);
    assert_eq!(
        tally(water, &Rules::default(), 1, &[sheet("a", best)], &[]).unwrap().told_mean(),
        Some(Mean::from(Points(100)))
    );
}

/// Phụ lục II, set 16: the council may find that a zero stops nothing. Then the steps that follow are judged by every
/// sheet before there is a result: what a sheet left out is no 0, neither in a mean nor for a star mark.
#[test]
fn a_result_is_closed_only_on_points_that_members_gave() {
    let water = set(&"QD26-16".parse().unwrap()).unwrap();
    let best = picks(water, |_, best| best);
    let mut ended = picks(water, |code, best| if code == "6.1" { 1 } else { best });
    let left_out = water.left_out(&water_until_stop(&mut ended));
    assert!(!left_out.is_empty() && left_out.iter().all(|code| !water.judges(&ended, code)));
    let key = "6.4/stops_assessment/1";
    let sheets = [sheet("a", best.clone()), sheet("b", best.clone()), sheet("c", ended)];
    for gate_rule in GateRule::ALL {
        for drop_extremes in [false, true] {
            let rules = Rules { ballots: 1, gate_rule, drop_extremes, ..Rules::default() };
            // Whether it stops is settled first; the totals of two whole sheets are alike.
            let t = tally(water, &rules, 1, &sheets, &[]).unwrap();
            assert_eq!(t.open, [OpenPoint::Finding(key.into())]);
            let t = tally(water, &rules, 1, &sheets, &[settle(key, 0)]).unwrap();
            assert_eq!(t.open, [OpenPoint::Unfinished(vec!["c".into()])], "{gate_rule:?}");
            assert!(t.outcome.is_none() && t.told_mean().is_none());
            assert!(t.totals.iter().all(|t| t.counted));
            let t = tally(water, &rules, 1, &sheets, &[settle(key, 1)]).unwrap();
            assert!(t.open.is_empty() && t.stopped() && t.told_mean().is_none());
        }
    }
    // Filled in at another ballot, the sheet counts like any other.
    let low = picks(water, |code, best| if code == "6.1" { 1 } else { best });
    let whole = [sheets[0].clone(), sheets[1].clone(), sheet("c", low.clone())];
    let rules = Rules { ballots: 1, ..Rules::default() };
    let t = tally(water, &rules, 2, &whole, &[settle(key, 0)]).unwrap();
    let total = score(water, &low).unwrap().total.get();
    assert_eq!((t.open.len(), t.mean.sum()), (0, u64::from(200 + total)));
    assert_eq!((t.told_mean(), t.outcome.unwrap().rank), (Some(t.mean), Some(Stars::FIVE)));
}

/// Phụ lục II, set 16: the total of a part is compared with none; those of whole sheets are, with one another.
#[test]
fn only_whole_sheets_lie_apart() {
    let water = set(&"QD26-16".parse().unwrap()).unwrap();
    let best = picks(water, |_, best| best);
    let mut ended = picks(water, |code, best| if code == "6.1" { 1 } else { best });
    water_until_stop(&mut ended);
    let first = water.scorable().next().unwrap().criterion.code.clone();
    let mut low = best.clone();
    low.0.remove(&first);
    let apart = score(water, &best).unwrap().total.get() - score(water, &low).unwrap().total.get();
    assert!(apart > 0);
    let rules = Rules { spread_limit: Points(apart - 1), ..Rules::default() };
    let (a, c) = (sheet("a", best.clone()), sheet("c", ended));
    for (other, again) in [(best, false), (low, true)] {
        let t = tally(water, &rules, 1, &[a.clone(), sheet("b", other), c.clone()], &[]).unwrap();
        assert!(t.spread > rules.spread_limit && t.partial.len() == 1);
        assert_eq!(t.needs_second_ballot, again);
    }
}

/// Leaves out what follows the stop.
fn water_until_stop(answers: &mut Answers) -> Answers {
    let water = set(&"QD26-16".parse().unwrap()).unwrap();
    let after = water.after_stop(answers);
    answers.0.retain(|code, _| !after.contains(code));
    answers.clone()
}

/// A star mark is tested by those who judged its criterion, also where the sheets of others ended before it.
#[test]
fn a_gate_is_tested_by_the_sheets_that_judge_it() {
    let water = set(&"QD26-16".parse().unwrap()).unwrap();
    let disqualified = |mut s: Sheet| {
        s.findings.0.insert(water.questions[0].key.clone());
        s
    };
    let mut ended = picks(water, |code, best| if code == "6.1" { 1 } else { best });
    water_until_stop(&mut ended);
    let whole = picks(water, |_, best| best);
    let later = |code: &CriterionCode| !ended.0.contains_key(code);
    let sheets = [disqualified(sheet("a", whole)), disqualified(sheet("b", ended.clone()))];
    for gate_rule in GateRule::ALL {
        let rules = Rules { gate_rule, ..Rules::default() };
        let outcome = tally(water, &rules, 1, &sheets, &[]).unwrap().outcome.unwrap();
        assert!(outcome.unmet.iter().all(|u| !later(&u.criterion)), "{gate_rule:?}: {:?}", outcome.unmet);
    }
}

#[test]
fn a_mean_of_before_is_told_by_the_grounds_that_stand() {
    let (stops, excludes) = (Some(QuestionKind::StopsAssessment), Some(QuestionKind::Eliminates));
    let by = |kinds: &[Option<QuestionKind>]| MeanTold::by_grounds(kinds).of(Mean::from(Points(80)));
    assert!(by(&[]).is_some() && by(&[stops]).is_none() && by(&[stops, stops]).is_none());
    assert!(by(&[stops, excludes]).is_some() && by(&[None]).is_some());
}
