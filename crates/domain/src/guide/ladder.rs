//! Where each criterion can go from where it stands: the options above the present one, within its case. Criteria bound
//! to each other by a printed condition are taken together.

use super::{Effort, Request};
use crate::criteria::{Criterion, NoteKind};
use crate::points::Points;

/// One criterion: where it stands, what the rank asks of it, and the options that are worth more.
pub(super) struct Ladder<'a> {
    pub criterion: &'a Criterion,
    pub from: Option<usize>,
    pub points: Points,
    pub required: Points,
    /// 0 points here end the assessment.
    pub stops: bool,
    /// In printed order.
    pub rungs: Vec<Rung>,
    /// The place of the criterion that must have points before this one may be raised.
    pub only_with: Option<usize>,
}

#[derive(Clone, Copy)]
pub(super) struct Rung {
    pub option: usize,
    pub points: Points,
    pub effort: Effort,
}

impl Ladder<'_> {
    /// The most this criterion can come to.
    pub fn best(&self) -> Points {
        self.rungs.iter().map(|rung| rung.points).max().unwrap_or_default().max(self.points)
    }
}

/// A ladder for every criterion to be scored, in printed order.
pub(super) fn ladders<'a>(request: &Request<'a>) -> Vec<Ladder<'a>> {
    let set = request.set;
    let gates = set.gates.for_rank(request.stars);
    let leaves: Vec<_> = set.scorable().collect();
    // 0 points there end the assessment (set 16, Phụ lục II): the way leads over more than 0, as over a gate of one
    // point, also where nothing was picked yet.
    let stops: Vec<_> = set.computed().flat_map(|question| &question.applies_to).collect();
    leaves
        .iter()
        .map(|leaf| {
            let criterion = leaf.criterion;
            let from = request.answers.0.get(&criterion.code).copied();
            let points = from.and_then(|option| criterion.option(option)).map_or(Points::ZERO, |o| o.points);
            let required = gates.iter().find(|gate| gate.place == leaf.index);
            let required = required.map_or(Points::ZERO, |gate| gate.required);
            let stops = stops.contains(&&criterion.code);
            let least = if stops { Points(1) } else { Points::ZERO };
            let fixed = request.fixed.contains(&criterion.code);
            Ladder {
                criterion,
                from,
                points,
                required: required.max(least),
                stops,
                rungs: if fixed { Vec::new() } else { rungs(request, criterion, from, points) },
                only_with: condition(criterion, leaves.iter().map(|l| (l.criterion, l.heading()))),
            }
        })
        .collect()
}

/// Only what is worth more: putting an option of the same or fewer points in the plan costs effort, opens no gate and
/// brings no point, so the plan without it is never worse and reaches the same rank.
fn rungs(request: &Request<'_>, criterion: &Criterion, from: Option<usize>, points: Points) -> Vec<Rung> {
    let case = from.and_then(|option| criterion.option(option)).map(|row| &row.case);
    criterion
        .options
        .iter()
        .filter(|row| row.legible && row.points > points && case.is_none_or(|case| *case == row.case))
        .map(|row| Rung {
            option: row.number,
            points: row.points,
            effort: request.efforts.of(criterion, from, row.number),
        })
        .collect()
}

/// “Chỉ áp dụng khi có …” (5.2 of the sets 1 to 25): the criterion counts only where the first one under the same
/// heading has points.
fn condition<'a>(
    criterion: &Criterion,
    mut leaves: impl Iterator<Item = (&'a Criterion, Option<&'a Criterion>)>,
) -> Option<usize> {
    criterion.notes.iter().find(|note| note.kind == NoteKind::AppliesOnlyIf)?;
    let code = &criterion.code;
    leaves.position(|(leaf, heading)| {
        leaf.code != *code && heading.is_some_and(|h| h.children.iter().any(|child| child.code == *code))
    })
}
