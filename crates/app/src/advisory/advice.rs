//! What the council's members read of the team: a review that was handed in, and what visits saw, by criterion.

use crate::prelude::*;
use ocop_domain::advisory::Proposal;
use ocop_domain::council::Rules;
use ocop_domain::criteria::{CriteriaSet, CriterionCode};
use ocop_domain::points::Points;
use ocop_store::advisory::{reviews, visits};
use std::collections::BTreeMap;

/// What the team says of one criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advised {
    pub proposal: Option<Proposal>,
    pub finding: Option<String>,
    pub author: String,
    /// The paper it points to, with the page.
    pub evidence: Option<(String, Option<i64>)>,
}

/// What a visit saw of one criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub visit: String,
    pub on: String,
    pub verdict: String,
    pub note: Option<String>,
}

/// The team's word on a dossier. Without a review handed in nothing of one is in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Advice {
    pub handed_in_at: Option<i64>,
    pub by_criterion: BTreeMap<String, Advised>,
    pub seen: BTreeMap<String, Vec<Seen>>,
}

pub(crate) async fn advice(db: &Db, council: &str, dossier: &str) -> Result<Advice, Error> {
    let mut out = Advice::default();
    if let Some(review) = reviews::handed_in(db, dossier, council).await? {
        out.handed_in_at = review.handed_in_at;
        for f in reviews::findings(db, &review.id).await? {
            let advised = Advised {
                proposal: f.proposal.as_deref().and_then(|p| p.parse().ok()),
                finding: f.finding,
                author: f.author,
                evidence: f.evidence_id.map(|e| (e, f.page)),
            };
            out.by_criterion.insert(f.criterion, advised);
        }
    }
    let days: BTreeMap<String, String> =
        visits::of_dossier(db, dossier).await?.into_iter().map(|v| (v.id, v.visited_on)).collect();
    for c in visits::checks(db, dossier).await? {
        let on = days.get(&c.visit_id).cloned().unwrap_or_default();
        let seen = Seen { visit: c.visit_id, on, verdict: c.verdict, note: c.note };
        out.seen.entry(c.criterion).or_default().push(seen);
    }
    Ok(out)
}

/// What the team proposes, in points; where it proposes nothing nothing departs from it.
pub(crate) async fn advised_points(
    db: &Db,
    council: &str,
    dossier: &str,
    set: &CriteriaSet,
) -> Result<BTreeMap<CriterionCode, Points>, Error> {
    let advice = advice(db, council, dossier).await?;
    let points = |(criterion, a): (String, Advised)| {
        let code: CriterionCode = criterion.parse().ok()?;
        let points = a.proposal?.points(set.criterion(&code)?)?;
        Some((code, points))
    };
    Ok(advice.by_criterion.into_iter().filter_map(points).collect())
}

impl Advised {
    /// Whether picking so many points departs from the proposal by more than the council's rule.
    pub fn departs(advised: Option<&Points>, picked: Points, rules: &Rules) -> bool {
        advised.is_some_and(|points| rules.asks_reason(*points, picked))
    }
}
