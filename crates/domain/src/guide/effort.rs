//! What a change costs. Without a word from the office it is the number of steps climbed in the printed list of
//! options; the office may say of any option what reaching it takes, and then that holds wherever one comes from.

use std::collections::BTreeMap;

use crate::criteria::{Criterion, CriterionCode};
use crate::points::Points;

/// Toil in whole units: one is one step up an ordinary list of options.
pub type Effort = u32;

/// What the office says reaching an option takes, from whatever lies below it. Options left out cost their steps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Efforts(pub BTreeMap<(CriterionCode, usize), Effort>);

impl Efforts {
    /// The effort of going from an option (none: nothing picked) up to another of the same criterion.
    pub fn of(&self, criterion: &Criterion, from: Option<usize>, to: usize) -> Effort {
        // Most sets of texts are short; looking up would copy the code.
        let said = self.0.iter().find(|((code, option), _)| *option == to && *code == criterion.code);
        said.map_or_else(|| steps(criterion, from, to), |(_, effort)| *effort)
    }
}

/// How many printed steps up an option lies: within its own case, since another case is another fact and not a step.
/// Nothing picked scores like an option of 0 points, so it stands on that rung where one is printed and one rung below
/// the lowest option elsewhere. A change is never less than one step.
pub fn steps(criterion: &Criterion, from: Option<usize>, to: usize) -> Effort {
    let below = from.map_or(0, |option| rung(criterion, option));
    rung(criterion, to).saturating_sub(below).max(1)
}

fn rung(criterion: &Criterion, option: usize) -> Effort {
    let Some(row) = criterion.option(option) else { return 0 };
    let mut ladder = criterion.options.iter().filter(|other| other.case == row.case);
    let lowest_is_nothing = ladder.clone().next().is_some_and(|first| first.points == Points::ZERO);
    let place = ladder.position(|other| other.number == option).unwrap_or(0);
    Effort::try_from(place).unwrap_or(Effort::MAX).saturating_add(u32::from(!lowest_is_nothing))
}
