//! The data as loaded: what `build.rs` proves of the files is proven here again of the sets made from them.

use std::collections::BTreeSet;

use ocop_domain::criteria::{CriteriaSet, Law, PartCode, QuestionKind, set, sets, sets_of};
use ocop_domain::points::Points;
use ocop_domain::stars::Stars;
use rstest::rstest;

use super::sheets::{code, of};

#[test]
fn all_77_sets_are_there_in_order() {
    assert_eq!(sets().len(), 77);
    let count = |law| sets_of(law).count();
    assert_eq!((count(Law::Qd26_2026), count(Law::Qd148_2023), count(Law::Qd1048_2019)), (26, 26, 25));
    let ids: BTreeSet<&str> = sets().iter().map(|set| set.id.as_str()).collect();
    assert_eq!(ids.len(), 77);
    assert!(sets().is_sorted_by_key(|set| (set.law, set.number)));
    assert!(sets().iter().all(|one| set(&one.id).is_some_and(|found| found.id == one.id)));
    assert!(sets().iter().all(|set| set.id.as_str().starts_with(set.law.set_prefix())));
    // Rice has no table in the source of 1048/QĐ-TTg.
    assert!(set(&"QD781-10".parse().unwrap()).is_none());
}

#[test]
fn the_sets_in_force_add_up() {
    let (mut scorable, mut marks) = (0, 0);
    for set in sets_of(Law::Qd26_2026) {
        let parts: Vec<_> = set.parts.iter().map(|part| (part.code, part.max.get())).collect();
        assert_eq!(parts, [(PartCode::A, 40), (PartCode::B, 25), (PartCode::C, 35)], "{}", set.id);
        for part in &set.parts {
            assert_eq!(part.criteria.iter().map(|one| one.max).sum::<Points>(), part.max, "{}", set.id);
        }
        for leaf in set.scorable() {
            let at = format!("{} {}", set.id, leaf.criterion.code);
            assert_eq!(leaf.criterion.best_option().map(|row| row.points), Some(leaf.criterion.max), "{at}");
            for heading in &leaf.headings {
                assert_eq!(heading.children.iter().map(|one| one.max).sum::<Points>(), heading.max, "{at}");
            }
            assert!(leaf.criterion.options.iter().all(|row| row.legible), "{at}");
            assert!(leaf.criterion.options.iter().enumerate().all(|(i, row)| row.number == i + 1), "{at}");
            marks += leaf.criterion.options.iter().filter(|row| row.min_star.is_some()).count();
            scorable += 1;
        }
        assert_eq!(set.max_points, Points(100));
        assert!(set.complete && set.irregularities.is_empty() && set.sector.is_some());
        assert_eq!(set.samples_required, if set.number == 26 { 0 } else { 5 });
    }
    assert_eq!((scorable, marks), (787, 575));
}

#[rstest]
#[case("QD26-01", [7, 15, 16])]
#[case("QD26-08", [8, 18, 18])]
#[case("QD26-11", [8, 16, 16])]
#[case("QD26-16", [7, 13, 14])]
#[case("QD26-24", [4, 10, 12])]
#[case("QD26-26", [1, 2, 2])]
fn gates_are_counted_as_in_the_annex(#[case] id: &str, #[case] counts: [usize; 3]) {
    assert_eq!(Stars::ALL.map(|stars| of(id).gates.for_rank(stars).len()), counts);
}

#[test]
fn gates_rise_with_the_rank() {
    let gates = &of("QD26-01").gates;
    let required = |criterion: &str, stars| gates.required(&code(criterion), stars).map(Points::get);
    assert_eq!(Stars::ALL.map(|stars| required("2.3", stars)), [Some(1), Some(3), Some(3)]);
    assert_eq!(Stars::ALL.map(|stars| required("1.3", stars)), [None, None, Some(3)]);
    assert_eq!(Stars::ALL.map(|stars| required("4.1", stars)), [Some(2), Some(3), Some(5)]);
    assert_eq!(required("1.1", Stars::FIVE), None);
    for set in sets() {
        for (low, high) in [(Stars::THREE, Stars::FOUR), (Stars::FOUR, Stars::FIVE)] {
            for gate in set.gates.for_rank(low) {
                assert!(set.gates.required(&gate.criterion, high) >= Some(gate.required), "{}", set.id);
            }
        }
    }
}

#[test]
fn gates_are_written_like_the_files() {
    let json = serde_json::to_value(&of("QD26-26").gates).unwrap();
    assert_eq!(
        json,
        serde_json::json!({"3": {"3.5": 1}, "4": {"3.4": 3, "3.5": 2}, "5": {"3.4": 3, "3.5": 2}})
    );
}

#[test]
fn a_mark_on_the_line_of_148_asks_for_the_least_option_above_zero() {
    for set in sets_of(Law::Qd148_2023) {
        let leaf = set.scorable().find(|leaf| leaf.criterion.own_mark.is_some()).unwrap();
        let least = leaf.criterion.options.iter().map(|row| row.points).filter(|p| *p > Points::ZERO).min();
        assert_eq!(set.gates.required(&leaf.criterion.code, Stars::THREE), None, "{}", set.id);
        assert_eq!(set.gates.required(&leaf.criterion.code, Stars::FOUR), least, "{}", set.id);
    }
}

#[test]
fn the_sets_of_1048_have_no_gates() {
    assert!(sets_of(Law::Qd1048_2019).all(|set| set.gates.is_empty()));
}

#[test]
fn irregularities_of_the_old_sources_are_listed() {
    let listed: Vec<&str> =
        sets().iter().filter(|set| !set.irregularities.is_empty()).map(|set| set.id.as_str()).collect();
    let expected = [
        "QD148-07", "QD148-11", "QD148-12", "QD148-13", "QD148-16", "QD148-18", "QD148-21", "QD148-22",
        "QD781-01", "QD781-06", "QD781-21", "QD781-23", "QD781-24",
    ];
    assert_eq!(listed, expected);
    // Wherever a part does not add up, the set says so.
    let adds_up = |set: &CriteriaSet| {
        set.parts.iter().all(|part| part.criteria.iter().map(|one| one.max).sum::<Points>() == part.max)
            && set.parts.iter().map(|part| part.max).sum::<Points>() == set.max_points
    };
    assert!(sets().iter().all(|set| adds_up(set) || !set.irregularities.is_empty()));
}

#[test]
fn codes_are_unique_in_every_set_and_in_printed_order() {
    for set in sets() {
        let codes: Vec<_> = set.scorable().map(|leaf| leaf.criterion.code.clone()).collect();
        assert!(codes.iter().collect::<BTreeSet<_>>().len() == codes.len(), "{}", set.id);
        assert!(codes.iter().all(|code| set.criterion(code).is_some_and(|one| one.code == *code)));
        if set.law == Law::Qd26_2026 {
            assert!(codes.is_sorted(), "{}: {codes:?}", set.id);
        }
        assert!(set.scorable().enumerate().all(|(at, leaf)| leaf.index == at));
        assert!(set.scorable().all(|leaf| !leaf.criterion.options.is_empty()), "{}", set.id);
    }
}

#[test]
fn repeated_codes_of_1048_are_numbered_under_their_heading() {
    let tea = of("QD781-01");
    assert!(tea.criterion(&code("6.1")).unwrap().is_heading());
    assert_eq!(tea.criterion(&code("6.1")).unwrap().max, Points(6));
    assert_eq!(tea.criterion(&code("6.2.3")).unwrap().max, Points(5));
    assert_eq!(tea.irregularities.len(), 2);
    assert_eq!(tea.irregularities[0], "code 6.1 stands for several criteria: numbered 6.1.1, 6.1.2 … here");
}

#[test]
fn headings_lead_to_the_criterion() {
    let leaf = of("QD26-11").scorable().find(|leaf| leaf.criterion.code == code("6.1.1")).unwrap();
    let path: Vec<&str> = leaf.headings.iter().map(|heading| heading.code.as_str()).collect();
    assert_eq!((leaf.part.code, path), (PartCode::C, vec!["6", "6.1"]));
    assert_eq!(leaf.heading().map(|heading| heading.code.as_str()), Some("6.1"));
    assert!(of("QD26-11").part(PartCode::B).is_some());
}

#[test]
fn knock_out_questions_are_those_of_the_annex() {
    let all = || sets_of(Law::Qd26_2026).flat_map(|set| &set.questions);
    let count = |kind| all().filter(|question| question.kind == kind).count();
    assert_eq!(count(QuestionKind::Disqualifier), 25);
    assert_eq!(count(QuestionKind::Eliminates), 24);
    assert_eq!(count(QuestionKind::StopsAssessment), 18);
    assert_eq!(count(QuestionKind::NotEligible), 4);
    let keys = |id: &str| of(id).questions.iter().map(|one| one.key.as_str()).collect::<Vec<_>>();
    let sauce = ["dossier/1", "1.1/eliminates/1", "2.1/eliminates/1", "6.1/stops_assessment/1"];
    assert_eq!(keys("QD26-09"), sauce);
    assert_eq!(keys("QD26-01"), ["dossier/1", "2.1/not_eligible/1", "6.1/stops_assessment/1"]);
    assert!(keys("QD26-26").is_empty());
    let water = of("QD26-16").question("6.4/stops_assessment/1").unwrap();
    assert_eq!(water.applies_to, ["6.1", "6.2", "6.3", "6.4"].map(code));
    for set in sets() {
        let keys: BTreeSet<_> = set.questions.iter().map(|question| &question.key).collect();
        assert_eq!(keys.len(), set.questions.len(), "{}", set.id);
    }
}

#[test]
fn a_set_can_be_written_out() {
    for set in sets() {
        let json = serde_json::to_value(set).unwrap();
        assert_eq!(json["id"], set.id.as_str());
        assert_eq!(json["law"], set.law.document());
        assert!(json.get("compiled").is_none());
    }
}

#[test]
fn the_dates_of_the_laws_are_those_of_the_files() {
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/criteria");
    let json = |path: &std::path::Path| -> serde_json::Value {
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    };
    let index = json(&data.join("index.json"));
    let files = index["files"].as_array().unwrap();
    assert_eq!(files.len(), sets().len());
    for file in files {
        let read = json(&data.join(file["file"].as_str().unwrap()));
        let set = of(file["id"].as_str().unwrap());
        assert_eq!(read["name"], set.name.as_str());
        assert_eq!(read["effective_from"], set.law.effective_from().to_string());
        assert_eq!(
            read["effective_to"].as_str().map(str::to_owned),
            set.law.effective_to().map(|d| d.to_string())
        );
    }
}

/// The source of 148/QĐ-TTg, set 18, prints a cell that cannot be read: unknown is not 0.
#[test]
fn points_that_cannot_be_read_are_unknown() {
    let criterion = of("QD148-18").criterion(&code("1.b")).unwrap();
    let points: Vec<_> =
        criterion.options.iter().map(|row| row.printed().map(|points| points.get())).collect();
    assert_eq!(points, [Some(0), None, Some(2), Some(3)]);
    let json = serde_json::to_value(criterion).unwrap();
    assert_eq!(json["options"][1]["points"], serde_json::Value::Null);
    assert_eq!(json["options"][0]["points"], 0);
}
