//! The edges of the bands and a council's exact mean.

use std::collections::BTreeMap;

use ocop_domain::criteria::{
    CriterionCode, Mean, band, mean_hundredths, mean_shown, rank, rank_from_mean, score,
};
use ocop_domain::points::Points;
use ocop_domain::stars::Stars;
use rstest::rstest;

use super::sheets::{code, of, perfect};

#[rstest]
#[case(0, 1)]
#[case(29, 1)]
#[case(30, 2)]
#[case(49, 2)]
#[case(50, 3)]
#[case(69, 3)]
#[case(70, 4)]
#[case(89, 4)]
#[case(90, 5)]
#[case(100, 5)]
fn bands_of_whole_totals(#[case] total: u32, #[case] expected: u8) {
    assert_eq!(band(Points(total)), expected);
}

#[rstest]
// 69.995…: one point short over 200 members still is not 70.
#[case(13_999, 200, 3, 6_999)]
#[case(14_000, 200, 4, 7_000)]
#[case(210, 3, 4, 7_000)]
#[case(209, 3, 3, 6_966)]
// 89.99 is shown as such and stays four stars.
#[case(8_999, 100, 4, 8_999)]
#[case(269, 3, 4, 8_966)]
#[case(270, 3, 5, 9_000)]
#[case(149, 3, 2, 4_966)]
#[case(150, 3, 3, 5_000)]
#[case(89, 3, 1, 2_966)]
#[case(90, 3, 2, 3_000)]
#[case(0, 7, 1, 0)]
#[case(u64::MAX, 1, 5, u64::MAX)]
fn bands_of_means(#[case] sum: u64, #[case] count: u32, #[case] expected: u8, #[case] hundredths: u64) {
    let mean = Mean::new(sum, count).unwrap();
    assert_eq!((mean.band(), mean.hundredths()), (expected, hundredths));
}

#[test]
fn means_are_fractions() {
    assert_eq!(Mean::new(1, 0), None);
    assert_eq!(Mean::of(&[]), None);
    assert_eq!(Mean::of(&[Points(71), Points(69)]), Some(Points(70).into()));
    assert_ne!(Mean::new(209, 3), Mean::new(139, 2));
    // A mean of 2.8 does not meet a gate of 3.
    let mean = Mean::new(14, 5).unwrap();
    assert_eq!((mean.reaches(Points(3)), mean.whole()), (false, Points(2)));
    assert_eq!((mean.sum(), mean.count()), (14, 5));
}

/// Equal as fractions, whichever way round they are compared, and otherwise not.
#[rstest]
#[case((140, 2), (70, 1), true)]
#[case((0, 5), (0, 1), true)]
#[case((6, 3), (4, 2), true)]
#[case((3, 2), (2, 3), false)]
#[case((2, 1), (4, 1), false)]
#[case((4, 2), (4, 3), false)]
fn means_are_equal_when_their_fractions_are(
    #[case] one: (u64, u32),
    #[case] other: (u64, u32),
    #[case] equal: bool,
) {
    let (one, other) = (Mean::new(one.0, one.1).unwrap(), Mean::new(other.0, other.1).unwrap());
    assert_eq!((one == other, other == one), (equal, equal));
}

/// Điều 3(3): what is shown is cut off, so that it never looks like the next band.
#[rstest]
#[case(248, 3, 2, "82,66", 8_266)]
#[case(248, 3, 0, "82", 8_266)]
#[case(210, 3, 1, "70,0", 7_000)]
#[case(1, 8, 3, "0,125", 12)]
#[case(0, 4, 2, "0,00", 0)]
#[case(5, 0, 2, "–", 0)]
#[case(-1, 3, 2, "–", 0)]
fn a_kept_mean_is_shown_cut_off(
    #[case] sum: i64,
    #[case] members: i64,
    #[case] decimals: u32,
    #[case] shown: &str,
    #[case] hundredths: i64,
) {
    assert_eq!(
        (mean_shown(sum, members, decimals).as_str(), mean_hundredths(sum, members)),
        (shown, hundredths)
    );
}

fn settled(id: &str) -> BTreeMap<CriterionCode, Points> {
    of(id).gates.for_rank(Stars::FIVE).iter().map(|gate| (gate.criterion.clone(), gate.required)).collect()
}

#[test]
fn a_council_ranks_its_mean_with_settled_gates() {
    let set = of("QD26-09");
    let at = |sum, count| rank_from_mean(set, Mean::new(sum, count).unwrap(), &settled("QD26-09"));
    let outcome = at(629, 7);
    assert_eq!((outcome.band, outcome.rank), (4, Some(Stars::FOUR)));
    assert!(outcome.unmet.is_empty());
    // 89.857… misses five stars by less than a point, shown as one.
    assert_eq!(outcome.next.map(|next| (next.stars, next.points_missing)), Some((Stars::FIVE, Points(1))));
    let outcome = at(630, 7);
    assert_eq!((outcome.rank, outcome.next), (Some(Stars::FIVE), None));
}

#[test]
fn a_gate_the_council_settled_below_brings_the_rank_down() {
    let set = of("QD26-09");
    let mut points = settled("QD26-09");
    points.insert(code("3.5"), Points(1));
    let outcome = rank_from_mean(set, Mean::new(95 * 7, 7).unwrap(), &points);
    assert_eq!((outcome.band, outcome.rank), (5, Some(Stars::THREE)));
    assert_eq!(outcome.unmet.len(), 1);
    let next = outcome.next.unwrap();
    assert_eq!((next.stars, next.points_missing, &next.gates), (Stars::FOUR, Points::ZERO, &outcome.unmet));
    // A criterion that is not settled counts nothing.
    points.remove(&code("3.5"));
    let outcome = rank_from_mean(set, Mean::new(95 * 7, 7).unwrap(), &points);
    assert_eq!(outcome.rank, None);
}

#[test]
fn a_council_of_one_comes_to_what_its_sheet_does() {
    let set = of("QD26-21");
    let mut answers = perfect(set);
    answers.0.remove(&code("6.1"));
    let scored = score(set, &answers).unwrap();
    let points = answers.0.iter().map(|(criterion, option)| {
        let row = set.criterion(criterion).and_then(|one| one.option(*option)).unwrap();
        (criterion.clone(), row.points)
    });
    let outcome = rank_from_mean(set, scored.total.into(), &points.collect());
    assert_eq!((outcome.band, outcome.rank), (scored.band, scored.rank));
    assert_eq!((outcome.unmet, outcome.next), (scored.unmet, scored.next));
}

#[test]
fn the_rank_is_capped_by_the_band_and_by_the_lowest_unmet_gate() {
    let unmet = |stars: u8| ocop_domain::criteria::Unmet {
        criterion: code("1.1"),
        stars: Stars::new(stars).unwrap(),
        required: Points(2),
        reached: Points(1),
    };
    assert_eq!(rank(5, &[]), Some(Stars::FIVE));
    assert_eq!(rank(3, &[unmet(5)]), Some(Stars::THREE));
    assert_eq!(rank(5, &[unmet(5)]), Some(Stars::FOUR));
    assert_eq!(rank(5, &[unmet(5), unmet(4)]), Some(Stars::THREE));
    assert_eq!(rank(5, &[unmet(3), unmet(5)]), None);
    assert_eq!(rank(2, &[]), None);
}
