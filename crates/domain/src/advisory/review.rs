use super::Proposal;
use crate::criteria::{AnswerError, Answers, CriteriaSet, Criterion, CriterionCode, score};
use std::collections::BTreeMap;

/// What keeps a review from being handed in, or from being kept at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The set has no such criterion to be scored, or no such option.
    Unknown(CriterionCode),
    /// Two alternative cases are proposed at once.
    TwoCases(CriterionCode),
}

/// What is wrong with the proposals as they stand, complete or not.
pub fn faults(set: &CriteriaSet, proposals: &BTreeMap<CriterionCode, Proposal>) -> Vec<Fault> {
    let mut out = Vec::new();
    let mut picked = Answers::default();
    for (code, proposal) in proposals {
        let leaf = set.criterion(code).filter(|c| !c.is_heading());
        match (leaf.is_some_and(|c| proposal.fits(c)), proposal) {
            (false, _) => out.push(Fault::Unknown(code.clone())),
            (true, Proposal::Option(n)) => {
                picked.0.insert(code.clone(), *n);
            }
            (true, _) => {}
        }
    }
    if let Err(AnswerError::TwoCases { second, .. }) = score(set, &picked) {
        out.push(Fault::TwoCases(second));
    }
    out
}

/// Điều 7(3)c, 26/2026: the team assesses the whole dossier, so a review handed in says something of every criterion.
/// Of alternative cases one is enough.
pub fn unanswered(set: &CriteriaSet, proposals: &BTreeMap<CriterionCode, Proposal>) -> Vec<CriterionCode> {
    let leaves: Vec<_> = set.scorable().collect();
    let other_case = |headings: &[&Criterion]| {
        headings.iter().filter(|h| h.alternative_children).any(|h| {
            let mut under = leaves.iter().filter(|l| l.headings.iter().any(|x| x.code == h.code));
            under.any(|l| proposals.contains_key(&l.criterion.code))
        })
    };
    leaves
        .iter()
        .filter(|l| !proposals.contains_key(&l.criterion.code) && !other_case(&l.headings))
        .map(|l| l.criterion.code.clone())
        .collect()
}
