//! Filled-in sheets for the sample dossiers: as many points as wanted, with every gate of the wanted rank met.

use ocop_domain::criteria::{CriteriaSet, Criterion};
use ocop_domain::points::Points;
use ocop_domain::stars::Stars;
use std::collections::BTreeMap;

/// Criterion → option number: the least that meets the gates of `rank`, raised criterion by criterion until the total
/// reaches `total` (or nothing can be raised). `rank` none: no gate is heeded.
pub fn sheet(set: &CriteriaSet, rank: Option<Stars>, total: u32) -> BTreeMap<String, usize> {
    let leaves: Vec<&Criterion> = set.scorable().map(|s| s.criterion).collect();
    let mut picks: Vec<(usize, Points)> = leaves
        .iter()
        .map(|c| {
            let need = rank.and_then(|r| set.gates.required(&c.code, r)).unwrap_or(Points::ZERO);
            // 0 points there would end the assessment (set 16).
            let stops = rank.is_some() && set.computed().any(|q| q.applies_to.contains(&c.code));
            let need = if stops { need.max(Points(1)) } else { need };
            least(c, need)
        })
        .collect();
    let mut sum: u32 = picks.iter().map(|(_, p)| p.get()).sum();
    for (criterion, pick) in leaves.iter().zip(picks.iter_mut()) {
        for option in &criterion.options {
            let gain = option.points.get().saturating_sub(pick.1.get());
            if gain > 0 && sum + gain <= total {
                sum += gain;
                *pick = (option.number, option.points);
            }
        }
    }
    leaves
        .iter()
        .zip(picks)
        .filter(|(_, (number, _))| *number > 0)
        .map(|(c, (number, _))| (c.code.as_str().to_owned(), number))
        .collect()
}

/// The same picks with at least `less` points taken away, only where no star mark stands: members who differ on a gate
/// would have to settle it first.
pub fn lowered(set: &CriteriaSet, mut picks: BTreeMap<String, usize>, less: u32) -> BTreeMap<String, usize> {
    let mut left = less;
    let free = set.scorable().map(|s| s.criterion).filter(|c| c.options.iter().all(|o| o.min_star.is_none()));
    for c in free {
        // Down to 0 there the assessment would end (set 16).
        let stops = set.computed().any(|q| q.applies_to.contains(&c.code));
        let Some(now) = picks.get(c.code.as_str()).and_then(|n| c.option(*n)) else { continue };
        let lower = c
            .options
            .iter()
            .filter(|o| o.points < now.points && (!stops || o.points > Points::ZERO))
            .max_by_key(|o| o.points);
        if let Some(lower) = lower.filter(|_| left > 0) {
            left = left.saturating_sub(now.points.get() - lower.points.get());
            picks.insert(c.code.as_str().to_owned(), lower.number);
        }
    }
    picks
}

/// The option with the fewest points that still reaches `need`.
fn least(c: &Criterion, need: Points) -> (usize, Points) {
    c.options
        .iter()
        .filter(|o| o.points >= need)
        .min_by_key(|o| o.points)
        .map_or((0, Points::ZERO), |o| (o.number, o.points))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ocop_domain::criteria::{self, Answers, Law, score};

    #[test]
    fn every_set_gives_sheets_of_each_rank() {
        for set in criteria::sets_of(Law::Qd26_2026) {
            for (stars, total) in [(Stars::THREE, 62), (Stars::FOUR, 80), (Stars::FIVE, 95)] {
                let picks = sheet(set, Some(stars), total);
                let answers: Answers = picks.into_iter().map(|(c, n)| (c.parse().unwrap(), n)).collect();
                let scored = score(set, &answers).unwrap();
                assert!(scored.rank >= Some(stars), "{} {stars:?}: {:?}", set.id, scored.total);
                assert!(scored.total.get() <= total.max(78), "{}: {}", set.id, scored.total);
            }
        }
    }
}
