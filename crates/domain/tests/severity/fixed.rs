//! One fixed, incomplete table against independent implementations: `expected.txt` is what `reference.py` printed with
//! the versions named in its first line.

use ocop_domain::council::severity::{Blind, Design, agreement, alpha, components, fit, order_effect};
use std::collections::BTreeMap;

fn table() -> Vec<Blind> {
    let lines = include_str!("totals.csv").lines().skip(1);
    let cells = lines.map(|line| line.split(',').collect::<Vec<_>>());
    cells
        .map(|c| Blind {
            member: c[0].into(),
            dossier: c[1].into(),
            total: c[2].parse().unwrap(),
            position: c[3].parse().unwrap(),
        })
        .collect()
}

fn expected(first: &str) -> Vec<Vec<String>> {
    let lines =
        include_str!("expected.txt").lines().map(|l| l.split(' ').map(str::to_owned).collect::<Vec<_>>());
    lines.filter(|words| words[0] == first).map(|words| words[1..].to_vec()).collect()
}

/// To two decimals.
fn same(ours: f64, theirs: &str, what: &str) {
    let theirs: f64 = theirs.parse().unwrap();
    assert!((ours - theirs).abs() < 0.005, "{what}: {ours:.4}, there {theirs}");
}

#[test]
fn severities_and_their_errors_are_those_of_statsmodels() {
    let found = fit(&Design::new(&table()).unwrap()).unwrap();
    let lines = expected("severity");
    assert_eq!(lines.len(), found.members.len());
    for line in lines {
        let m = found.members.iter().find(|m| m.member == line[0]).unwrap();
        same(m.severity.value, &line[1], &line[0]);
        same(m.severity.se, &line[2], &line[0]);
    }
    let fixed = &expected("fixed")[0];
    same(found.error, &fixed[1], "error");
    same(found.dossiers, &fixed[3], "dossiers");
    let sum: f64 = found.members.iter().map(|m| m.severity.value).sum();
    assert!(sum.abs() < 1e-9, "severities add up to nought");
}

#[test]
fn components_and_predictions_are_those_of_statsmodels() {
    let found = components(&Design::new(&table()).unwrap()).unwrap();
    let line = &expected("crossed")[0];
    same(found.members, &line[1], "members");
    same(found.dossiers, &line[3], "dossiers");
    same(found.error, &line[5], "error");
    for line in expected("shrunk") {
        let m = found.shrunk.iter().find(|m| m.member == line[0]).unwrap();
        same(m.severity, &line[1], &line[0]);
        same(m.se, &line[2], &line[0]);
    }
    assert!((0.05..0.06).contains(&found.share_of_members()) && found.reliability() > 0.95);
}

#[test]
fn the_order_and_the_agreement_are_theirs_too() {
    let order = order_effect(&Design::new(&table()).unwrap()).unwrap();
    let line = &expected("order")[0];
    same(order.first_to_last.value, &line[0], "order");
    same(order.first_to_last.se, &line[1], "order");
    assert_eq!(order.places, 14);
    let mut dossiers: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for t in table() {
        dossiers.entry(t.dossier).or_default().push(f64::from(t.total));
    }
    let totals: Vec<Vec<f64>> = dossiers.into_values().collect();
    same(alpha(&totals).unwrap(), &expected("alpha")[0][0], "alpha");
    let mut next = 1_usize;
    let mut draw = |n: usize| {
        next = next.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (next >> 33) % n
    };
    let a = agreement(&totals, 1000, &mut draw).unwrap();
    assert!(a.low < a.alpha && a.alpha < a.high && a.high <= 1.0 && a.low > 0.5, "{a:?}");
}

#[test]
fn neither_the_order_of_the_sheets_nor_a_shift_of_all_of_them_matters() {
    let fitted = |sheets: Vec<Blind>| fit(&Design::new(&sheets).unwrap()).unwrap();
    let plain = fitted(table());
    let mut turned = table();
    turned.reverse();
    assert_eq!(fitted(turned), plain);
    let lower = fitted(table().into_iter().map(|b| Blind { total: b.total - 30, ..b }).collect());
    for (a, b) in lower.members.iter().zip(&plain.members) {
        assert!((a.severity.value - b.severity.value).abs() < 1e-6);
    }
}
