//! The exact search: a dynamic programme over the points still missing. `best[i][p]` is the least price of gaining at
//! least `p` points from block `i` on with every gate met; prices are compared by effort, then by the number of changes,
//! and of equal plans the one that begins higher up in the printed table is taken.

use super::Effort;
use super::ladder::Ladder;
use crate::points::Points;

/// Effort, then number of changes: what is compared.
pub(super) type Price = (Effort, u32);

/// One way through a block: for each of its criteria the rung taken, or none.
struct Choice {
    taken: Vec<Option<usize>>,
    gain: u32,
    price: Price,
}

/// A criterion, or criteria bound by a condition: neighbours from `first` on.
struct Block {
    first: usize,
    /// In the order in which equal plans are preferred.
    choices: Vec<Choice>,
}

/// The rung to take on each ladder (none: leave it), or nothing when no choice of rungs gains enough.
pub(super) fn cheapest(ladders: &[Ladder<'_>], missing: Points) -> Option<Vec<Option<usize>>> {
    let blocks = blocks(ladders);
    let goal = usize::try_from(missing.get()).ok()?;
    let width = goal + 1;
    // One row per block and one after the last, where nothing more can be gained.
    let mut best: Vec<Option<Price>> = vec![None; (blocks.len() + 1) * width];
    if let Some(done) = best.get_mut(blocks.len() * width) {
        *done = Some((0, 0));
    }
    for (at, block) in blocks.iter().enumerate().rev() {
        for need in 0..=goal {
            let least = block.choices.iter().filter_map(|c| after(&best, at, width, need, c)).min();
            if let Some(cell) = best.get_mut(at * width + need) {
                *cell = least;
            }
        }
    }
    let mut need = goal;
    let mut taken = vec![None; ladders.len()];
    for (at, block) in blocks.iter().enumerate() {
        let least = best.get(at * width + need).copied().flatten()?;
        let choice = block.choices.iter().find(|c| after(&best, at, width, need, c) == Some(least))?;
        for (cell, rung) in taken.iter_mut().skip(block.first).zip(&choice.taken) {
            *cell = *rung;
        }
        need = left(need, choice.gain);
    }
    Some(taken)
}

/// The price of a choice in block `at` with the best that can follow it.
fn after(best: &[Option<Price>], at: usize, width: usize, need: usize, choice: &Choice) -> Option<Price> {
    let (effort, changes) = best.get((at + 1) * width + left(need, choice.gain)).copied().flatten()?;
    Some((choice.price.0.saturating_add(effort), choice.price.1 + changes))
}

fn left(need: usize, gain: u32) -> usize {
    need.saturating_sub(usize::try_from(gain).unwrap_or(usize::MAX))
}

/// Cuts the table where no condition reaches across.
fn blocks(ladders: &[Ladder<'_>]) -> Vec<Block> {
    let mut out = Vec::with_capacity(ladders.len());
    let mut first = 0;
    while first < ladders.len() {
        let bound = |place: usize| {
            let reaches_back =
                |(_, later): &(usize, &Ladder<'_>)| later.only_with.is_some_and(|on| on <= place);
            ladders.iter().enumerate().skip(place + 1).filter(reaches_back).map(|(at, _)| at).max()
        };
        let mut last = first;
        while let Some(further) = bound(last).filter(|further| *further > last) {
            last = further;
        }
        out.push(Block { first, choices: choices(ladders, first, last) });
        first = last + 1;
    }
    out
}

/// Every sound combination of the ladders `first..=last`: gates met, conditions kept.
fn choices(ladders: &[Ladder<'_>], first: usize, last: usize) -> Vec<Choice> {
    let mut out = vec![Choice { taken: Vec::new(), gain: 0, price: (0, 0) }];
    for ladder in ladders.iter().take(last + 1).skip(first) {
        let mut longer = Vec::with_capacity(out.len() * (ladder.rungs.len() + 1));
        for choice in &out {
            let open = ladder.only_with.is_none_or(|on| has_points(ladders, first, on, choice));
            // A rung first and the printed order among them: equal plans begin as high up as they can.
            let rungs =
                ladder.rungs.iter().enumerate().filter(|(_, rung)| open && rung.points >= ladder.required);
            for (number, rung) in rungs {
                longer.push(extended(
                    choice,
                    Some(number),
                    rung.points.get() - ladder.points.get(),
                    rung.effort,
                ));
            }
            if ladder.points >= ladder.required {
                longer.push(extended(choice, None, 0, 0));
            }
        }
        out = longer;
    }
    out
}

fn extended(choice: &Choice, rung: Option<usize>, gain: u32, effort: Effort) -> Choice {
    let mut taken = choice.taken.clone();
    taken.push(rung);
    let (so_far, changes) = choice.price;
    let price = (so_far.saturating_add(effort), changes + u32::from(rung.is_some()));
    Choice { taken, gain: choice.gain + gain, price }
}

/// Does the criterion the condition speaks of have points once the choice is taken?
fn has_points(ladders: &[Ladder<'_>], first: usize, on: usize, choice: &Choice) -> bool {
    let raised = on.checked_sub(first).and_then(|at| choice.taken.get(at)).copied().flatten();
    raised.is_some() || ladders.get(on).is_some_and(|ladder| ladder.points > Points::ZERO)
}
