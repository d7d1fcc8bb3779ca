//! The question and its answer: which changes lead from this sheet to that many stars, or why none do. A plan never
//! lowers a criterion: leaving such a change out costs no effort, keeps every gate and only adds points.

use std::collections::BTreeSet;

use super::ladder::{Ladder, ladders};
use super::{Effort, Efforts, solve};
use crate::criteria::{
    AnswerError, Answers, CriteriaSet, CriterionCode, Findings, Law, UnknownQuestion, points_from, score,
};
use crate::points::Points;
use crate::stars::Stars;

/// From where to where.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    pub set: &'a CriteriaSet,
    pub answers: &'a Answers,
    /// Knock-out questions people decided apply: no points help then.
    pub findings: &'a Findings,
    pub efforts: &'a Efforts,
    /// Criteria that are to stay as they are, because the producer cannot change them.
    pub fixed: &'a BTreeSet<CriterionCode>,
    pub stars: Stars,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// The sheet comes to that many stars already.
    There,
    Plan(Plan),
    /// In the order in which they would have to be dealt with.
    OutOfReach(Vec<Barrier>),
}

/// The cheapest plan: of equal effort the one with the fewest changes, of those the one that begins first in print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub stars: Stars,
    /// In printed order.
    pub changes: Vec<Change>,
    pub effort: Effort,
    pub before: Points,
    pub after: Points,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub criterion: CriterionCode,
    /// None: nothing was picked.
    pub from: Option<usize>,
    pub to: usize,
    pub gain: Points,
    pub effort: Effort,
    /// The ranks, up to the one asked for, whose gate in this criterion the change opens.
    pub gates: Vec<Stars>,
    /// The change lifts the criterion over the 0 points that would end the assessment (set 16, Phụ lục II, 26/2026).
    pub goes_on: bool,
}

/// Why no change of options leads there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Barrier {
    /// The set belongs to a decision that is no longer in force: nothing is scored anew by it.
    NotInForce,
    /// A knock-out question was answered with yes.
    KnockedOut { question: String },
    /// The rank's gate asks for more than the criterion can come to.
    Gate { criterion: CriterionCode, required: Points, best: Points },
    /// Everything at its best is still too few points.
    Points { required: Points, best: Points },
}

/// Why a request makes no sense.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WayError {
    #[error(transparent)]
    Answers(#[from] AnswerError),
    #[error(transparent)]
    Question(#[from] UnknownQuestion),
}

impl Plan {
    /// The sheet once the plan is carried out.
    pub fn carried_out(&self, answers: &Answers) -> Answers {
        let mut after = answers.clone();
        after.0.extend(self.changes.iter().map(|change| (change.criterion.clone(), change.to)));
        after
    }
}

/// Điều 3(3) and 4(1)a, 26/2026: the cheapest way from a sheet to a rank, over its points and all gates of the rank and
/// those below.
pub fn way(request: &Request<'_>) -> Result<Way, WayError> {
    let scored = score(request.set, request.answers)?;
    let mut barriers: Vec<Barrier> = Vec::new();
    if request.set.law != Law::Qd26_2026 {
        barriers.push(Barrier::NotInForce);
    }
    let applied = request.findings.applied(request.set)?;
    barriers.extend(applied.iter().map(|q| Barrier::KnockedOut { question: q.key.clone() }));
    if !barriers.is_empty() {
        return Ok(Way::OutOfReach(barriers));
    }
    let ladders = ladders(request);
    // A criterion whose 0 points end the assessment is still ahead while nothing is picked there.
    let goes_on = ladders.iter().all(|ladder| !ladder.stops || ladder.points > Points::ZERO);
    if scored.rank >= Some(request.stars) && goes_on {
        return Ok(Way::There);
    }
    let required = points_from(request.stars);
    let taken = solve::cheapest(&ladders, scored.total.missing_to(required));
    Ok(match taken {
        Some(taken) => Way::Plan(plan(request, &ladders, &taken, scored.total)),
        None => Way::OutOfReach(why_not(&ladders, required)),
    })
}

fn plan(request: &Request<'_>, ladders: &[Ladder<'_>], taken: &[Option<usize>], before: Points) -> Plan {
    let changes: Vec<Change> = ladders
        .iter()
        .zip(taken)
        .filter_map(|(ladder, rung)| {
            let rung = ladder.rungs.get((*rung)?)?;
            let code = &ladder.criterion.code;
            let gates = request.set.gates.rising().iter().filter(|gate| {
                let opens = ladder.points < gate.required && rung.points >= gate.required;
                gate.criterion == *code && gate.stars <= request.stars && opens
            });
            Some(Change {
                criterion: code.clone(),
                from: ladder.from,
                to: rung.option,
                gain: ladder.points.missing_to(rung.points),
                effort: rung.effort,
                gates: gates.map(|gate| gate.stars).collect(),
                goes_on: ladder.points == Points::ZERO && ladder.stops,
            })
        })
        .collect();
    Plan {
        stars: request.stars,
        effort: changes.iter().fold(0, |sum: Effort, change| sum.saturating_add(change.effort)),
        before,
        after: before + changes.iter().map(|change| change.gain).sum(),
        changes,
    }
}

/// Without a plan either a gate or the points stand in the way. A condition can hold back points that the criteria one
/// by one could reach; then the points are what is missing, and they are counted as the conditions leave them.
fn why_not(ladders: &[Ladder<'_>], required: Points) -> Vec<Barrier> {
    let held_back = |ladder: &Ladder<'_>| {
        let on = ladder.only_with.and_then(|place| ladders.get(place));
        on.is_some_and(|on| on.best() == Points::ZERO)
    };
    let best = |ladder: &Ladder<'_>| if held_back(ladder) { ladder.points } else { ladder.best() };
    let mut out: Vec<Barrier> = ladders
        .iter()
        .filter(|ladder| best(ladder) < ladder.required)
        .map(|ladder| Barrier::Gate {
            criterion: ladder.criterion.code.clone(),
            required: ladder.required,
            best: best(ladder),
        })
        .collect();
    let most: Points = ladders.iter().map(best).sum();
    if most < required {
        out.push(Barrier::Points { required, best: most });
    }
    out
}
