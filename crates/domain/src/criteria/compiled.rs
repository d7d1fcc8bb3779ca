//! A set as bare numbers: a table of points and a short list of gates. The ordinary scoring looks things up
//! here, and simulations over very many sheets use [`score_indexed`], which allocates nothing.

use super::rank::{band, highest};
use super::set::Scorable;
use super::{CriterionCode, Gates, PartCode, Question};
use crate::points::Points;
use crate::stars::Stars;

/// Stands in the table where there is no option to pick.
const NOTHING: u32 = u32::MAX;

#[derive(Clone, Debug)]
pub struct CompiledSet {
    codes: Vec<CriterionCode>,
    parts: Vec<PartCode>,
    options: Vec<usize>,
    /// One row per criterion: 0 for no pick, then the points of each option, filled up with `NOTHING`.
    table: Vec<u32>,
    width: usize,
    /// Place of the criterion, stars, required points; by stars.
    gates: Vec<(usize, Stars, u32)>,
    /// Places that must not both be picked: alternative cases.
    apart: Vec<(usize, usize)>,
    /// Places where an option of 0 points stops the assessment.
    stops: Vec<usize>,
}

/// What a sheet comes to, without the reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuickScore {
    pub total: Points,
    pub band: u8,
    pub rank: Option<Stars>,
}

impl CompiledSet {
    pub(super) fn of(scorable: &[Scorable<'_>], gates: &Gates, questions: &[Question]) -> CompiledSet {
        let options: Vec<usize> = scorable.iter().map(|leaf| leaf.criterion.options.len()).collect();
        let width = options.iter().max().map_or(1, |most| most + 1);
        let mut table = vec![NOTHING; scorable.len() * width];
        for (row, leaf) in table.chunks_exact_mut(width).zip(scorable) {
            let points = leaf
                .criterion
                .options
                .iter()
                .map(|option| if option.legible { option.points.get() } else { NOTHING });
            for (cell, points) in row.iter_mut().zip(std::iter::once(0).chain(points)) {
                *cell = points;
            }
        }
        CompiledSet {
            codes: scorable.iter().map(|leaf| leaf.criterion.code.clone()).collect(),
            parts: scorable.iter().map(|leaf| leaf.part.code).collect(),
            options,
            table,
            width,
            gates: gates.rising().iter().map(|gate| (gate.place, gate.stars, gate.required.get())).collect(),
            apart: apart(scorable),
            stops: scorable
                .iter()
                .filter(|leaf| {
                    let computed = questions.iter().filter(|question| question.computed);
                    computed
                        .flat_map(|question| &question.applies_to)
                        .any(|code| *code == leaf.criterion.code)
                })
                .map(|leaf| leaf.index)
                .collect(),
        }
    }

    /// How many criteria there are to score.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// How many options each criterion offers, in order.
    pub fn options(&self) -> &[usize] {
        &self.options
    }

    /// The place of a criterion, looked for first at and after `from`: sheets list criteria in printed order.
    pub(super) fn place(&self, code: &CriterionCode, from: usize) -> Option<usize> {
        let same = |other: &CriterionCode| other == code;
        let ahead = self.codes.get(from..).and_then(|rest| rest.iter().position(same));
        ahead.map(|at| from + at).or_else(|| self.codes.iter().position(same))
    }

    pub(super) fn code(&self, place: usize) -> Option<&CriterionCode> {
        self.codes.get(place)
    }

    pub(super) fn part(&self, place: usize) -> Option<PartCode> {
        self.parts.get(place).copied()
    }

    pub(super) fn apart(&self) -> &[(usize, usize)] {
        &self.apart
    }

    /// The points of an option, none if it cannot be picked.
    pub(super) fn points(&self, place: usize, option: usize) -> Option<Points> {
        if option >= self.width {
            return None;
        }
        self.table.get(place * self.width + option).copied().filter(|points| *points != NOTHING).map(Points)
    }
}

/// Scores picks given by place: the option's number from 1, or 0 for none; a short list leaves the rest at none.
/// None when an option does not exist, there are more picks than criteria, or two alternative cases are picked.
pub fn score_indexed(set: &CompiledSet, picks: &[u8]) -> Option<QuickScore> {
    if picks.len() > set.codes.len() {
        return None;
    }
    let mut total = Points::ZERO;
    for (place, pick) in picks.iter().enumerate() {
        total += set.points(place, usize::from(*pick))?;
    }
    let picked = |place: usize| picks.get(place).copied().unwrap_or(0);
    if set.apart.iter().any(|(one, other)| picked(*one) != 0 && picked(*other) != 0) {
        return None;
    }
    let unmet = set.gates.iter().find(|(place, _, required)| {
        set.points(*place, usize::from(picked(*place))).is_none_or(|points| points.get() < *required)
    });
    let band = band(total);
    let stops = |place: &usize| {
        picked(*place) != 0 && set.points(*place, usize::from(picked(*place))) == Some(Points::ZERO)
    };
    let rank = match set.stops.iter().any(stops) {
        true => None,
        false => highest(band, unmet.map(|(_, stars, _)| *stars)),
    };
    Some(QuickScore { total, band, rank })
}

/// Pairs of criteria under different children of a heading whose children are alternatives.
fn apart(scorable: &[Scorable<'_>]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (at, one) in scorable.iter().enumerate() {
        for other in scorable.iter().skip(at + 1) {
            // The innermost heading both stand under is where their ways part.
            let shared =
                one.headings.iter().zip(&other.headings).take_while(|(a, b)| a.code == b.code).last();
            if shared.is_some_and(|(heading, _)| heading.alternative_children) {
                pairs.push((one.index, other.index));
            }
        }
    }
    pairs
}
