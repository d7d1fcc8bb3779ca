//! One sheet, scored: total, parts, band, rank and the reasons. Errors name what is wrong with the sheet; a
//! sheet that merely leaves criteria out is sound and has 0 points there.

use super::rank::{self, Mean, Next, Unmet};
use super::{Answers, CriteriaSet, CriterionCode, Law, PartCode, SetId};
use crate::points::Points;
use crate::stars::Stars;

/// What a sheet comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scored {
    pub set: SetId,
    pub law: Law,
    pub parts: Vec<(PartCode, Points)>,
    pub total: Points,
    /// 1 to 5, by points alone.
    pub band: u8,
    /// None: not recognised.
    pub rank: Option<Stars>,
    /// The criteria whose 0 points end the assessment; there is no rank then, whatever the total.
    pub stopped: Vec<CriterionCode>,
    /// See [`rank::Outcome`]; without the criteria that a stop left unassessed.
    pub unmet: Vec<Unmet>,
    pub next: Option<Next>,
}

/// Why a sheet cannot be scored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    #[error("set {set} has no criterion {criterion}")]
    UnknownCriterion { set: SetId, criterion: CriterionCode },
    #[error("{criterion} is a heading of set {set} and cannot be scored: answer the criteria under it")]
    NotScorable { set: SetId, criterion: CriterionCode },
    #[error("criterion {criterion} of set {set} has options 1 to {options}, not {option}")]
    UnknownOption { set: SetId, criterion: CriterionCode, option: usize, options: usize },
    #[error(
        "the points of option {option} of criterion {criterion} cannot be read in the source of set {set}"
    )]
    Illegible { set: SetId, criterion: CriterionCode, option: usize },
    #[error("criteria {first} and {second} of set {set} are alternative cases: answer only one of them")]
    TwoCases { set: SetId, first: CriterionCode, second: CriterionCode },
}

/// Điều 3(1), 3(3) and 4(1)a, 26/2026: the sum of the options picked, its band, and the rank the gates allow; none
/// where a note of the set stops the assessment at 0 points.
pub fn score(set: &CriteriaSet, answers: &Answers) -> Result<Scored, AnswerError> {
    let compiled = set.compiled();
    let mut points = vec![None; compiled.len()];
    let mut from = 0;
    for (criterion, &option) in &answers.0 {
        let place = compiled.place(criterion, from).ok_or_else(|| misplaced(set, criterion))?;
        from = place + 1;
        // None of the options: 0 points, and of alternative cases none is taken.
        if option == 0 {
            continue;
        }
        let reached = compiled.points(place, option).ok_or_else(|| unpickable(set, criterion, option))?;
        if let Some(cell) = points.get_mut(place) {
            *cell = Some(reached);
        }
    }
    let reached = |place: usize| points.get(place).copied().flatten();
    for &(one, other) in compiled.apart() {
        if let (Some(_), Some(_), Some(first), Some(second)) =
            (reached(one), reached(other), compiled.code(one), compiled.code(other))
        {
            let (set, first, second) = (set.id.clone(), first.clone(), second.clone());
            return Err(AnswerError::TwoCases { set, first, second });
        }
    }

    let mut parts: Vec<(PartCode, Points)> = set.parts.iter().map(|part| (part.code, Points::ZERO)).collect();
    for place in 0..compiled.len() {
        if let Some(part) = parts.iter_mut().find(|(code, _)| compiled.part(place) == Some(*code)) {
            part.1 += reached(place).unwrap_or_default();
        }
    }
    let total: Points = parts.iter().map(|(_, points)| points).sum();
    let outcome =
        rank::outcome(&set.gates, Mean::from(total), |gate| reached(gate.place).unwrap_or_default());
    let stopped = set.stopped(answers);
    let goes_on = stopped.is_empty();
    Ok(Scored {
        set: set.id.clone(),
        law: set.law,
        parts,
        total,
        band: outcome.band,
        rank: outcome.rank.filter(|_| goes_on),
        stopped,
        // What a stop leaves unassessed is no mark missed.
        unmet: outcome.unmet.into_iter().filter(|u| set.judges(answers, &u.criterion)).collect(),
        next: outcome.next.filter(|_| goes_on),
    })
}

fn misplaced(set: &CriteriaSet, criterion: &CriterionCode) -> AnswerError {
    let (id, criterion) = (set.id.clone(), criterion.clone());
    match set.criterion(&criterion) {
        Some(_) => AnswerError::NotScorable { set: id, criterion },
        None => AnswerError::UnknownCriterion { set: id, criterion },
    }
}

fn unpickable(set: &CriteriaSet, criterion: &CriterionCode, option: usize) -> AnswerError {
    let (id, found) = (set.id.clone(), set.criterion(criterion));
    let criterion = criterion.clone();
    match found.and_then(|found| found.option(option)) {
        Some(_) => AnswerError::Illegible { set: id, criterion, option },
        None => {
            let options = found.map_or(0, |found| found.options.len());
            AnswerError::UnknownOption { set: id, criterion, option, options }
        }
    }
}
