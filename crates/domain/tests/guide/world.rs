//! Sheets, efforts and questions to ask, the same on every machine.

use std::collections::BTreeSet;

use ocop_domain::criteria::{Answers, CriteriaSet, CriterionCode, Findings, set};
use ocop_domain::guide::{Barrier, Effort, Efforts, Plan, Request, Way, way};
use ocop_domain::stars::Stars;

/// Knuth's linear congruential generator.
pub struct Lcg(pub u64);

impl Lcg {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    /// A sheet between empty and perfect: `lean` of ten criteria at their best, the rest anywhere, also at nothing.
    pub fn sheet(&mut self, set: &CriteriaSet) -> Answers {
        let lean = self.below(10);
        let mut answers = Answers::default();
        for leaf in set.scorable() {
            let most = leaf.criterion.options.len();
            let pick = if self.below(10) < lean { most } else { self.below(most + 1) };
            if pick > 0 {
                answers.0.insert(leaf.criterion.code.clone(), pick);
            }
        }
        answers
    }

    /// The office has said something of about a third of the options: mostly little, now and then nothing at all or much.
    pub fn efforts(&mut self, set: &CriteriaSet) -> Efforts {
        let mut efforts = Efforts::default();
        for leaf in set.scorable() {
            for option in 1..=leaf.criterion.options.len() {
                if self.below(3) == 0 {
                    let effort = [0, 1, 2, 3, 4, 5, 6, 7, 25][self.below(9)];
                    efforts.0.insert((leaf.criterion.code.clone(), option), effort);
                }
            }
        }
        efforts
    }
}

pub fn code(text: &str) -> CriterionCode {
    text.parse().unwrap()
}

pub fn of(id: &str) -> &'static CriteriaSet {
    set(&id.parse().unwrap()).unwrap_or_else(|| panic!("no set {id}"))
}

pub fn answers(pairs: &[(&str, usize)]) -> Answers {
    pairs.iter().map(|(criterion, option)| (code(criterion), *option)).collect()
}

/// The most of everything, in the last case where there are cases.
pub fn perfect(set: &CriteriaSet) -> Answers {
    set.scorable().map(|leaf| (leaf.criterion.code.clone(), leaf.criterion.options.len())).collect()
}

/// All but these stay as they are.
pub fn all_but(set: &CriteriaSet, free: &[CriterionCode]) -> BTreeSet<CriterionCode> {
    let codes = set.scorable().map(|leaf| leaf.criterion.code.clone());
    codes.filter(|code| !free.contains(code)).collect()
}

pub fn ask(
    set: &CriteriaSet,
    answers: &Answers,
    efforts: &Efforts,
    fixed: &BTreeSet<CriterionCode>,
    stars: Stars,
) -> Way {
    let findings = Findings::default();
    way(&Request { set, answers, findings: &findings, efforts, fixed, stars }).unwrap()
}

pub fn plan(way: Way) -> Plan {
    match way {
        Way::Plan(plan) => plan,
        other => panic!("no plan but {other:?}"),
    }
}

pub fn barriers(way: Way) -> Vec<Barrier> {
    match way {
        Way::OutOfReach(barriers) => barriers,
        other => panic!("within reach: {other:?}"),
    }
}

/// What a change costs, worked out from the printed list alone: overridden, or the options climbed within the case;
/// nothing picked and an option of 0 points at the foot of the list are the same rung.
pub fn price(
    set: &CriteriaSet,
    efforts: &Efforts,
    criterion: &CriterionCode,
    from: usize,
    to: usize,
) -> Effort {
    if let Some(effort) = efforts.0.get(&(criterion.clone(), to)) {
        return *effort;
    }
    let options = &set.criterion(criterion).unwrap().options;
    let case = &options[to - 1].case;
    let above = (from + 1..=to).filter(|n| options[n - 1].case == *case);
    let climbed = above.filter(|n| {
        let foot = options.iter().find(|o| o.case == *case).unwrap();
        !(from == 0 && *n == foot.number && foot.points.get() == 0)
    });
    Effort::try_from(climbed.count()).unwrap().max(1)
}
