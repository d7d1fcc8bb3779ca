use super::Case;
use crate::criteria::{AnswerError, Answers, CriterionCode, Scored, score};
use crate::points::Points;

/// One criterion: what was picked, what the papers bear out, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub criterion: CriterionCode,
    /// Option numbers; 0: none.
    pub own: usize,
    pub reference: usize,
    pub own_points: Points,
    pub reference_points: Points,
    pub reason: String,
    /// A star mark stands between the two.
    pub gate: bool,
}

impl Line {
    pub fn same(&self) -> bool {
        self.own_points == self.reference_points
    }
}

/// A try beside the reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// In printed order.
    pub lines: Vec<Line>,
    pub own: Scored,
    pub reference: Scored,
}

impl Comparison {
    pub fn differing(&self) -> usize {
        self.lines.iter().filter(|l| !l.same()).count()
    }
}

/// Where a try differs from the reference, criterion by criterion.
pub fn compare(case: &Case, own: &Answers) -> Result<Comparison, AnswerError> {
    let reference = case.reference();
    let picked = |answers: &Answers, code: &CriterionCode| answers.0.get(code).copied().unwrap_or(0);
    let lines = case.set.scorable().map(|leaf| {
        let code = &leaf.criterion.code;
        let points = |n: usize| leaf.criterion.option(n).map_or(Points::ZERO, |o| o.points);
        let (mine, theirs) = (picked(own, code), picked(&reference, code));
        let (low, high) = (points(mine).min(points(theirs)), points(mine).max(points(theirs)));
        let between = |gate: &crate::criteria::Gate| {
            gate.criterion == *code && low < gate.required && gate.required <= high
        };
        Line {
            own: mine,
            reference: theirs,
            own_points: points(mine),
            reference_points: points(theirs),
            reason: case.criteria.get(code).map_or_else(String::new, |r| r.reason.clone()),
            gate: case.set.gates.rising().iter().any(between),
            criterion: code.clone(),
        }
    });
    Ok(Comparison {
        lines: lines.collect(),
        own: score(case.set, own)?,
        reference: score(case.set, &reference)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::case;
    use super::*;

    #[test]
    fn a_try_is_compared_criterion_by_criterion() {
        let honey = case("mat-ong").unwrap();
        let same = compare(honey, &honey.reference()).unwrap();
        assert_eq!((same.differing(), same.own.total), (0, same.reference.total));
        // A person who believes the producer's claims misses the gate on the trademark (3.5) and others.
        let believed = compare(honey, &honey.claims()).unwrap();
        let line = believed.lines.iter().find(|l| l.criterion.as_str() == "3.5").unwrap();
        assert_eq!((line.own_points, line.reference_points, line.gate), (Points(2), Points(1), true));
        assert_eq!(believed.own.rank.map(|r| r.get()), Some(4));
        assert_eq!(believed.reference.rank.map(|r| r.get()), Some(3));
        let nothing = compare(honey, &Answers::default()).unwrap();
        assert_eq!((nothing.own.total, nothing.lines.len()), (Points::ZERO, 32));
    }
}
