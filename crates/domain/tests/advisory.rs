//! Điều 7(3)c, 26/2026 as tables: what a team may propose, when its review is whole, and what a visit carries.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use ocop_domain::advisory::*;
use ocop_domain::criteria::{self, CriteriaSet, CriterionCode};
use ocop_domain::points::Points;
use std::collections::BTreeMap;

fn honey() -> &'static CriteriaSet {
    criteria::set(&"QD26-04".parse().unwrap()).unwrap()
}

#[test]
fn a_proposal_is_an_option_none_of_them_or_that_evidence_lacks() {
    let leaf = honey().scorable().next().unwrap().criterion.clone();
    let best = leaf.best_option().unwrap();
    for (text, fits, points) in [
        (best.number.to_string(), true, Some(best.points)),
        ("0".into(), true, Some(Points::ZERO)),
        ("insufficient".into(), true, None),
        ("99".into(), false, None),
    ] {
        let proposal: Proposal = text.parse().unwrap();
        assert_eq!((proposal.fits(&leaf), proposal.points(&leaf)), (fits, points), "{text}");
        assert_eq!(proposal.to_string(), text);
    }
    for text in ["", "-1", "+1", "01", "1.0", "none"] {
        assert!(text.parse::<Proposal>().is_err(), "{text}");
    }
}

#[test]
fn a_review_speaks_of_every_criterion_before_it_is_handed_in() {
    let set = honey();
    let all: BTreeMap<CriterionCode, Proposal> =
        set.scorable().map(|l| (l.criterion.code.clone(), Proposal::Insufficient)).collect();
    assert!(unanswered(set, &all).is_empty());
    assert!(faults(set, &all).is_empty());
    let missing = set.scorable().last().unwrap().criterion.code.clone();
    let mut part = all.clone();
    part.remove(&missing);
    assert_eq!(unanswered(set, &part), std::slice::from_ref(&missing));
    part.insert(missing.clone(), Proposal::Option(99));
    assert_eq!(faults(set, &part), [Fault::Unknown(missing)]);
}

#[test]
fn alternative_cases_are_proposed_one_at_a_time_and_one_is_enough() {
    let cases = criteria::sets().iter().flat_map(|set| {
        let leaves: Vec<_> = set.scorable().collect();
        let pair = leaves.iter().enumerate().find_map(|(i, a)| {
            let case = a.headings.iter().find(|h| h.alternative_children)?;
            let b = leaves.get(i + 1..)?.iter().find(|b| b.headings.iter().any(|h| h.code == case.code))?;
            Some((set, a.criterion.code.clone(), b.criterion.code.clone()))
        });
        pair.into_iter()
    });
    let mut seen = 0;
    for (set, a, b) in cases {
        seen += 1;
        let one = BTreeMap::from([(a.clone(), Proposal::Option(1))]);
        assert!(!unanswered(set, &one).contains(&b), "{}", set.id);
    }
    assert!(seen > 0);
}

#[test]
fn a_review_is_handed_in_by_a_writer_or_the_lead() {
    for (duty, wrote, may) in [
        (Duty::Lead, false, true),
        (Duty::Secretary, false, false),
        (Duty::Member, false, false),
        (Duty::Member, true, true),
    ] {
        assert_eq!(may_hand_in(duty, wrote), may, "{duty:?} {wrote}");
    }
}

#[test]
fn a_spot_is_a_place_on_the_earth_to_the_millionth() {
    for (latitude, longitude, expected) in [
        ("10.762622", "106.660172", Some("10.762622, 106.660172")),
        ("10,7626229", "106,66", Some("10.762622, 106.660000")),
        ("-0.5", "-180", Some("-0.500000, -180.000000")),
        ("90.000001", "0", None),
        ("10", "181", None),
        ("", "106", None),
        ("1e1", "106", None),
        ("10.7.6", "106", None),
        ("--1", "106", None),
    ] {
        let read = Spot::read(latitude, longitude).map(|s| s.to_string());
        assert_eq!(read.as_deref(), expected, "{latitude} {longitude}");
    }
}

#[test]
fn a_visit_names_itself_by_a_uuid() {
    let id = "0199d1b2-3c4d-7e5f-8a9b-0c1d2e3f4a5b";
    assert_eq!(visit_id(&id.to_uppercase()).as_deref(), Some(id));
    for text in ["", "1", "0199d1b23c4d7e5f8a9b0c1d2e3f4a5b", "0199d1b2-3c4d-7e5f-8a9b-0c1d2e3f4a5g"] {
        assert_eq!(visit_id(text), None, "{text}");
    }
}

#[test]
fn what_departs_from_the_dossier_wants_a_note() {
    let wants = Verdict::ALL.map(|v| (v.as_str(), v.wants_note()));
    assert_eq!(wants, [("fits", false), ("differs", true), ("not_seen", true)]);
}
