//! What waits for a decision, for the office and the leader.

use crate::{Cx, Error, facts};
use ocop_domain::account::{Act, Facts, can};
use ocop_domain::dossier::State;
use ocop_store::recognition as store;
use ocop_store::recognition::{Candidate, CandidateRound};

/// A page of rounds with dossiers that wait.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub rounds: Vec<CandidateRound>,
    pub total: i64,
}

pub async fn waiting(cx: &Cx, page: i64, size: i64) -> Result<Waiting, Error> {
    let who = cx.reach(Act::CouncilView, &Facts::default())?;
    let rounds = store::waiting(cx.db(), &who, size, (page - 1).max(0) * size).await?;
    Ok(Waiting { rounds, total: store::waiting_count(cx.db(), &who).await? })
}

/// The dossiers of one round that wait, by the kind of decision they need.
#[derive(Debug, Clone)]
pub struct RoundCandidates {
    pub to_recognise: Vec<Candidate>,
    pub to_approve: Vec<Candidate>,
    /// Of the national council, for the ministry.
    pub to_recognise_five: Vec<Candidate>,
    pub may_draft: bool,
}

/// Điều 7(3)đ: the office sums up the council's results. Results below three stars never appear here (Điều 4(1)a).
pub async fn round_candidates(cx: &Cx, round: &str) -> Result<RoundCandidates, Error> {
    cx.signed_in()?;
    let who = cx.reach(Act::CouncilView, &Facts::default())?;
    let all = store::candidates(cx.db(), round, &who).await?;
    let national = |c: &Candidate| c.state == State::NationallyScored;
    let may_draft = all.first().is_some_and(|c| {
        let of = (!national(c)).then_some(c.province_code.as_str());
        can(&cx.actor, Act::DecisionDraft, &facts::of_authority(of)).allowed()
    });
    let (to_recognise_five, all): (Vec<_>, Vec<_>) = all.into_iter().partition(national);
    let (to_approve, to_recognise) = all.into_iter().partition(|c| c.stars == 5);
    Ok(RoundCandidates { to_recognise, to_approve, to_recognise_five, may_draft })
}
