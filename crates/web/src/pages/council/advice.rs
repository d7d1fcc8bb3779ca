//! The advisory team's word beside a criterion of the scoring sheet.

use crate::page::Page;
use crate::pages::advisory::proposed;
use crate::pages::advisory::words::seen_words;
use crate::pages::evidence::viewer;
use ocop_app::council::Desk;
use ocop_domain::criteria::Criterion;

pub struct Beside {
    pub proposed: String,
    pub finding: String,
    pub author: String,
    pub paper: String,
    pub seen: Vec<String>,
}

/// None where neither a review handed in nor a visit says anything of it.
pub fn beside(page: &Page, d: &Desk, criterion: &Criterion) -> Option<Beside> {
    let code = criterion.code.to_string();
    let advised = d.advice.by_criterion.get(&code);
    let seen: Vec<String> =
        d.advice.seen.get(&code).into_iter().flatten().map(|s| seen_words(page, s)).collect();
    if advised.is_none() && seen.is_empty() {
        return None;
    }
    let proposal = advised.and_then(|a| a.proposal);
    let evidence = advised.and_then(|a| a.evidence.as_ref());
    Some(Beside {
        proposed: proposal.map(|p| proposed(page, criterion, p)).unwrap_or_default(),
        finding: advised.and_then(|a| a.finding.clone()).unwrap_or_default(),
        author: advised.map(|a| a.author.clone()).unwrap_or_default(),
        paper: evidence.map(|(id, n)| viewer(id, &d.case.id, *n)).unwrap_or_default(),
        seen,
    })
}
