//! Results about the edges of the bands (Điều 3(3), 26/2026), and the spread on a criterion.

use ocop_domain::council::severity::{edges, sign_test, spread};
use ocop_domain::criteria::Mean;

#[test]
fn the_edge_itself_is_above_and_a_third_below_it_is_below() {
    let means = [(210, 3), (209, 3), (212, 3), (213, 3), (207, 3), (206, 3), (90, 1), (49, 1), (48, 1)];
    let means: Vec<Mean> = means.into_iter().filter_map(|(sum, n)| Mean::new(sum, n)).collect();
    let found: Vec<(u32, usize, usize)> =
        edges(&means).iter().map(|e| (e.at.get(), e.above, e.below)).collect();
    assert_eq!(found, [(50, 0, 1), (70, 2, 2), (90, 1, 0)]);
}

#[test]
fn the_sign_test_is_that_of_the_binomial() {
    let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
    assert!(near(sign_test(0, 0), 1.0) && near(sign_test(3, 3), 1.0));
    assert!(near(sign_test(5, 0), 0.0625) && near(sign_test(0, 5), 0.0625));
    assert!(near(sign_test(8, 2), 0.109375), "{}", sign_test(8, 2));
    assert!(sign_test(400, 300) < 0.001 && sign_test(400, 300) > 0.0);
}

#[test]
fn a_criterion_is_told_by_range_and_deviation_within_dossiers() {
    let s = spread(&[vec![1, 3, 5], vec![2, 2, 2], vec![4], vec![]]).unwrap();
    assert_eq!((s.dossiers, s.mean_range, s.widest), (2, 2.0, 4));
    assert!((s.deviation - (8.0_f64 / 4.0).sqrt()).abs() < 1e-12);
    assert_eq!(spread(&[vec![4]]), None);
}
