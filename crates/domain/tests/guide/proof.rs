//! What proves a criterion, and what is said of it.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use ocop_domain::criteria::{Law, sets_of};
use ocop_domain::dossier::EvidenceKind;
use ocop_domain::guide::{Standing, papers_for, standing};
use ocop_domain::points::Points;
use rstest::rstest;

use crate::world::{code, of};

fn kinds(set: &str, criterion: &str) -> Vec<EvidenceKind> {
    papers_for(of(set).criterion(&code(criterion)).unwrap())
}

/// Mẫu số 02, Phần III: the list of papers, by subject.
#[rstest]
#[case("QD26-09", "1.1", &[EvidenceKind::RawMaterial])]
#[case("QD26-09", "1.4", &[EvidenceKind::RawMaterial])]
#[case("QD26-09", "3.1", &[EvidenceKind::BusinessRegistration])]
#[case("QD26-09", "3.5", &[EvidenceKind::IntellectualProperty])]
#[case("QD26-09", "5.2", &[EvidenceKind::Story])]
#[case("QD26-09", "8", &[EvidenceKind::QualityDeclaration])]
#[case("QD26-09", "9", &[EvidenceKind::ProductionCertificate, EvidenceKind::QualitySystem])]
#[case("QD26-09", "10", &[])]
#[case("QD26-26", "8", &[EvidenceKind::BusinessRegistration, EvidenceKind::ProductionCertificate])]
fn papers_follow_the_printed_subjects(
    #[case] set: &str,
    #[case] criterion: &str,
    #[case] expected: &[EvidenceKind],
) {
    assert_eq!(kinds(set, criterion), expected);
}

#[test]
fn colour_and_smell_are_shown_and_not_proven() {
    for set in sets_of(Law::Qd26_2026) {
        for leaf in set.scorable().filter(|leaf| leaf.heading().is_some_and(|h| h.name.contains("CẢM QUAN")))
        {
            assert!(papers_for(leaf.criterion).is_empty(), "{} {}", set.id, leaf.criterion.name);
        }
    }
}

#[test]
fn every_set_asks_for_most_kinds_of_paper() {
    for set in sets_of(Law::Qd26_2026) {
        let named: BTreeSet<&str> =
            set.scorable().flat_map(|leaf| papers_for(leaf.criterion)).map(EvidenceKind::as_str).collect();
        assert!(named.len() >= 6, "{}: {named:?}", set.id);
    }
}

const TODAY: Date = date(2026, 10, 5);

#[rstest]
#[case::nothing_picked(None, &[], Standing::NotAnswered)]
#[case::a_paper_does_not_answer(None, &[None], Standing::NotAnswered)]
#[case::nothing_to_prove(Some(0), &[], Standing::Done)]
#[case::no_paper(Some(3), &[], Standing::PaperMissing)]
#[case::for_ever(Some(3), &[None], Standing::Done)]
#[case::until_yesterday(Some(3), &[Some(date(2026, 10, 4))], Standing::PaperExpired)]
#[case::one_of_two_expired(Some(3), &[None, Some(date(2026, 10, 4))], Standing::PaperExpired)]
#[case::until_today(Some(3), &[Some(TODAY)], Standing::PaperEnding)]
#[case::ninety_days(Some(3), &[Some(date(2027, 1, 3))], Standing::PaperEnding)]
#[case::ninety_one_days(Some(3), &[Some(date(2027, 1, 4))], Standing::Done)]
fn a_criterion_stands_where_its_papers_stand(
    #[case] points: Option<u32>,
    #[case] until: &[Option<Date>],
    #[case] expected: Standing,
) {
    let criterion = of("QD26-09").criterion(&code("1.1")).unwrap();
    let papers: Vec<_> = until.iter().map(|last| (EvidenceKind::RawMaterial, *last)).collect();
    assert_eq!(standing(criterion, points.map(Points), &papers, TODAY), expected);
}

/// Mẫu số 02, Phần III: the registration says nothing of where the raw material comes from.
#[rstest]
#[case(&[EvidenceKind::BusinessRegistration], Standing::PaperMissing)]
#[case(&[EvidenceKind::BusinessRegistration, EvidenceKind::RawMaterial], Standing::Done)]
#[case(&[EvidenceKind::Other], Standing::Done)]
fn a_paper_of_another_kind_proves_nothing(#[case] kinds: &[EvidenceKind], #[case] expected: Standing) {
    let criterion = of("QD26-09").criterion(&code("1.1")).unwrap();
    let papers: Vec<_> = kinds.iter().map(|kind| (*kind, None)).collect();
    assert_eq!(standing(criterion, Some(Points(3)), &papers, TODAY), expected);
}

#[test]
fn where_no_paper_is_named_the_answer_is_enough() {
    let criterion = of("QD26-09").criterion(&code("10")).unwrap();
    assert_eq!(standing(criterion, Some(Points(2)), &[], TODAY), Standing::Done);
    assert_eq!(
        standing(criterion, Some(Points(2)), &[(EvidenceKind::Story, Some(date(2026, 1, 1)))], TODAY),
        Standing::PaperExpired
    );
}
