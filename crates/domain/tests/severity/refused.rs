//! Tables that nothing can be said of, and small ones that are called small.

use ocop_domain::council::severity::{Blind, Design, Refusal, components, fit, order_effect};

fn sheets(rows: &[(&str, &str, u32)]) -> Vec<Blind> {
    let sheet = |(n, (member, dossier, total)): (usize, &(&str, &str, u32))| Blind {
        member: (*member).into(),
        dossier: (*dossier).into(),
        total: *total,
        position: u32::try_from(n).unwrap() + 1,
    };
    rows.iter().enumerate().map(sheet).collect()
}

fn refused(rows: &[(&str, &str, u32)]) -> Refusal {
    Design::new(&sheets(rows)).and_then(|d| fit(&d).map(|_| ())).unwrap_err()
}

#[test]
fn too_little_is_refused() {
    assert_eq!(refused(&[]), Refusal::OneMember);
    assert_eq!(refused(&[("a", "1", 70), ("a", "2", 75)]), Refusal::OneMember);
    assert_eq!(refused(&[("a", "1", 70), ("b", "1", 75)]), Refusal::OneDossier);
    assert_eq!(refused(&[("a", "1", 70), ("b", "2", 75)]), Refusal::OneDossier);
    let twice = Refusal::Twice { member: "a".into(), dossier: "1".into() };
    assert_eq!(refused(&[("a", "1", 70), ("a", "1", 71)]), twice);
}

#[test]
fn members_without_a_dossier_in_common_are_not_compared() {
    let rows =
        [("a", "1", 70), ("b", "1", 72), ("a", "2", 64), ("b", "2", 60), ("c", "3", 80), ("d", "3", 81)];
    let groups = vec![vec!["a".to_owned(), "b".into()], vec!["c".into(), "d".into()]];
    assert_eq!(refused(&rows), Refusal::Disconnected { groups });
    let mut joined = rows.to_vec();
    joined.push(("c", "2", 66));
    assert!(fit(&Design::new(&sheets(&joined)).unwrap()).is_ok());
}

#[test]
fn members_a_constant_apart_leave_nothing_to_measure_by() {
    let rows =
        [("a", "1", 70), ("b", "1", 72), ("a", "2", 60), ("b", "2", 62), ("a", "3", 81), ("b", "3", 83)];
    assert_eq!(refused(&rows), Refusal::NoResidual);
    let mut off = rows;
    off[5].2 = 84;
    assert!(fit(&Design::new(&sheets(&off)).unwrap()).is_ok());
}

#[test]
fn three_members_and_three_dossiers_are_estimated_and_called_small() {
    let mut rows = Vec::new();
    for (member, by) in [("a", 0), ("b", 3), ("c", 1)] {
        for (dossier, total, off) in [("1", 70, 1), ("2", 82, 0), ("3", 61, 2)] {
            rows.push((member, dossier, total - by + if member == "c" { off } else { 0 }));
        }
    }
    let design = Design::new(&sheets(&rows)).unwrap();
    assert!(design.small());
    assert_eq!((design.members().len(), design.dossiers(), design.sheets(), design.freedom()), (3, 3, 9, 4));
    let found = fit(&design).unwrap();
    // Balanced: the member's mean against the council's.
    assert_eq!(found.members[0].member, "b");
    assert!((found.members[0].severity.value - 2.0).abs() < 1e-6, "{found:?}");
    assert!(components(&design).is_ok() && order_effect(&design).is_some());
}

#[test]
fn a_lone_sheet_says_nothing_of_its_member() {
    let rows =
        [("a", "1", 70), ("b", "1", 72), ("a", "2", 60), ("b", "2", 64), ("a", "3", 50), ("c", "4", 90)];
    let design = Design::new(&sheets(&rows)).unwrap();
    assert_eq!((design.members(), design.dossiers()), (&["a".to_owned(), "b".into()][..], 2));
}
