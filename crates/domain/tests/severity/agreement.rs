//! Krippendorff's α against Krippendorff's own worked example.

use ocop_domain::council::severity::{agreement, alpha, mean_difference, student};

/// Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), example C: four observers, twelve units, holes.
/// Unit 12 has one value only and drops out.
fn example() -> Vec<Vec<f64>> {
    let units: [&[u8]; 12] = [
        &[1, 1, 1],
        &[2, 2, 3, 2],
        &[3, 3, 3, 3],
        &[3, 3, 3, 3],
        &[2, 2, 2, 2],
        &[1, 2, 3, 4],
        &[4, 4, 4, 4],
        &[1, 1, 2, 1],
        &[2, 2, 2, 2],
        &[5, 5, 5],
        &[1, 1],
        &[3],
    ];
    units.iter().map(|unit| unit.iter().map(|v| f64::from(*v)).collect()).collect()
}

#[test]
fn alpha_is_the_published_one() {
    let a = alpha(&example()).unwrap();
    assert!((a - 0.849).abs() < 0.0005, "{a}");
}

#[test]
fn full_agreement_is_one_and_totals_all_the_same_say_nothing() {
    assert_eq!(alpha(&[vec![70.0, 70.0], vec![82.0, 82.0]]), Some(1.0));
    assert_eq!(alpha(&[vec![70.0, 70.0], vec![70.0, 70.0]]), None);
    assert_eq!(alpha(&[vec![70.0], vec![]]), None);
    assert!(alpha(&[vec![50.0, 90.0], vec![90.0, 50.0]]).unwrap() < 0.0, "worse than chance");
}

#[test]
fn the_interval_follows_the_numbers_drawn_and_nothing_else() {
    // A draw that always gives the first unit sees no variation at all between dossiers of agreement.
    let same = agreement(&example(), 50, |_| 5).unwrap();
    assert!((same.low - same.high).abs() < 1e-12 && same.dossiers == 11);
    let mut n = 0;
    let turn = agreement(&example(), 10, |of| {
        n += 1;
        n % of
    });
    assert!((turn.unwrap().low - alpha(&example()).unwrap()).abs() < 1e-12, "every unit drawn once");
}

#[test]
fn students_t_is_that_of_the_tables() {
    for (freedom, t) in
        [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (10, 2.228), (30, 2.042), (312, 1.968)]
    {
        assert!((student(freedom) - t).abs() < 0.005, "{freedom}: {}", student(freedom));
    }
}

#[test]
fn a_mean_difference_has_its_interval() {
    let d = mean_difference(&[4.0, 6.0, 8.0]).unwrap();
    assert_eq!((d.value, d.may_be_nought()), (6.0, false));
    assert!((d.se - 2.0 / 3_f64.sqrt()).abs() < 1e-12 && (d.low - 1.03).abs() < 0.01);
    assert_eq!(mean_difference(&[4.0]), None);
}
