//! From points to a rank: the five bands of Điều 3(3), the gates on top of them, and always the reasons:
//! which gates are unmet and what the next star needs. Means of a council stay exact fractions; nothing is
//! rounded before it is ranked, so 69.99 is three stars and 70 is four.

use std::collections::BTreeMap;

use serde::Serialize;

use super::gate::Gate;
use super::{CriteriaSet, CriterionCode, Gates};
use crate::points::Points;
use crate::stars::Stars;

/// Điều 3(3), 26/2026: a band begins at its points and ends just under the next.
const BANDS: [(u8, Points); 4] = [(5, Points(90)), (4, Points(70)), (3, Points(50)), (2, Points(30))];

/// A mean of whole totals as the fraction it is.
#[derive(Clone, Copy, Debug)]
pub struct Mean {
    sum: u64,
    count: u32,
}

impl Mean {
    /// None for a mean of nothing.
    pub const fn new(sum: u64, count: u32) -> Option<Mean> {
        if count == 0 { None } else { Some(Mean { sum, count }) }
    }

    /// The mean of several totals; none if there are none.
    pub fn of(totals: &[Points]) -> Option<Mean> {
        let sum = totals.iter().map(|points| u64::from(points.get())).sum();
        Mean::new(sum, u32::try_from(totals.len()).ok()?)
    }

    pub const fn sum(self) -> u64 {
        self.sum
    }

    pub const fn count(self) -> u32 {
        self.count
    }

    /// Of a stored result; none where nothing was counted.
    pub fn stored(sum: i64, members: i64) -> Option<Mean> {
        Mean::new(u64::try_from(sum).ok()?, u32::try_from(members).ok()?)
    }

    /// Exact: the fraction is compared, not a decimal of it.
    pub fn reaches(self, points: Points) -> bool {
        self.sum >= u64::from(points.get()) * u64::from(self.count)
    }

    /// The whole points reached. A whole requirement is met by the mean exactly when it is met by this.
    pub fn whole(self) -> Points {
        Points(u32::try_from(self.sum / u64::from(self.count)).unwrap_or(u32::MAX))
    }

    /// In parts of 10^`decimals`, cut off and not rounded: the bands of Điều 3(3) end “dưới” the next, so what is shown
    /// must not look like the next band.
    fn cut(self, decimals: u32) -> u128 {
        u128::from(self.sum) * 10_u128.pow(decimals.min(9)) / u128::from(self.count)
    }

    /// Hundredths of a point, cut off and not rounded.
    pub fn hundredths(self) -> u64 {
        u64::try_from(self.cut(2)).unwrap_or(u64::MAX)
    }

    /// As papers and pages in Vietnamese write it, cut off, always with all its decimals: 248/3 with two is "82,66".
    pub fn shown(self, decimals: u32) -> String {
        let decimals = decimals.min(9);
        let (cut, unit) = (self.cut(decimals), 10_u128.pow(decimals));
        if unit == 1 {
            return cut.to_string();
        }
        let width = usize::try_from(decimals).unwrap_or(0);
        format!("{},{:0width$}", cut / unit, cut % unit)
    }

    /// Điều 3(3), 26/2026: the band of a mean total, 1 to 5.
    pub fn band(self) -> u8 {
        BANDS.iter().find(|(_, from)| self.reaches(*from)).map_or(1, |(band, _)| *band)
    }

    /// Missing points up to a goal, rounded up to whole ones.
    fn missing_to(self, goal: Points) -> Points {
        let count = u64::from(self.count);
        let missing = (u64::from(goal.get()) * count).saturating_sub(self.sum).div_ceil(count);
        Points(u32::try_from(missing).unwrap_or(u32::MAX))
    }
}

/// A stored result's mean as papers and pages write it ([`Mean::shown`]); a dash where nothing was counted.
pub fn mean_shown(sum: i64, members: i64, decimals: u32) -> String {
    Mean::stored(sum, members).map_or_else(|| "–".to_owned(), |mean| mean.shown(decimals))
}

/// A stored result's mean in hundredths ([`Mean::hundredths`]); 0 where nothing was counted.
pub fn mean_hundredths(sum: i64, members: i64) -> i64 {
    Mean::stored(sum, members).map_or(0, |mean| i64::try_from(mean.hundredths()).unwrap_or(i64::MAX))
}

/// Two means are equal when the fractions are: 140/2 and 70.
impl PartialEq for Mean {
    fn eq(&self, other: &Mean) -> bool {
        u128::from(self.sum) * u128::from(other.count) == u128::from(other.sum) * u128::from(self.count)
    }
}

impl Eq for Mean {}

impl From<Points> for Mean {
    fn from(points: Points) -> Mean {
        Mean { sum: u64::from(points.get()), count: 1 }
    }
}

/// A gate that is not met: the reason a rank is out of reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unmet {
    pub criterion: CriterionCode,
    /// The lowest rank that asks for `required`.
    pub stars: Stars,
    pub required: Points,
    #[serde(rename = "points")]
    pub reached: Points,
}

/// What the next star takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Next {
    pub stars: Stars,
    /// Up to the band; of a mean, rounded up to whole points.
    pub points_missing: Points,
    /// The gates in the way, of that rank and the ranks below.
    pub gates: Vec<Unmet>,
}

/// Where a total and the gates lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// 1 to 5, by points alone.
    pub band: u8,
    /// None: not recognised.
    pub rank: Option<Stars>,
    /// Every unmet gate of every rank, at the rank that brings or raises it; by stars, then in printed order.
    pub unmet: Vec<Unmet>,
    /// None at five stars.
    pub next: Option<Next>,
}

/// Điều 3(3), 26/2026: the band of a total, 1 to 5.
pub fn band(total: Points) -> u8 {
    Mean::from(total).band()
}

/// The highest rank whose band is reached and whose gates, with those of the ranks below, are all met.
/// Điều 4(1)a, 26/2026: below three stars nothing is recognised.
pub fn rank(band: u8, unmet: &[Unmet]) -> Option<Stars> {
    highest(band, unmet.iter().map(|gate| gate.stars).min())
}

/// An unmet gate of N stars closes N and everything above it, so the lowest one decides.
pub(super) fn highest(band: u8, lowest_unmet: Option<Stars>) -> Option<Stars> {
    Stars::new(lowest_unmet.map_or(band, |stars| band.min(stars.get() - 1)))
}

/// A council's result: its exact mean total, and the gates on the points it settled for each gated criterion.
/// A criterion left out has 0 points. For a gate tested on a mean, give [`Mean::whole`].
pub fn rank_from_mean(
    set: &CriteriaSet,
    mean: Mean,
    gate_points: &BTreeMap<CriterionCode, Points>,
) -> Outcome {
    outcome(&set.gates, mean, |gate| gate_points.get(&gate.criterion).copied().unwrap_or_default())
}

pub(super) fn outcome(gates: &Gates, mean: Mean, reached: impl Fn(&Gate) -> Points) -> Outcome {
    let unmet: Vec<Unmet> = gates
        .rising()
        .iter()
        .map(|gate| (gate, reached(gate)))
        .filter(|(gate, reached)| *reached < gate.required)
        .map(|(gate, reached)| Unmet {
            criterion: gate.criterion.clone(),
            stars: gate.stars,
            required: gate.required,
            reached,
        })
        .collect();
    let band = mean.band();
    let rank = rank(band, &unmet);
    let next = rank.map_or(Some(Stars::THREE), Stars::above).map(|stars| Next {
        stars,
        points_missing: mean.missing_to(points_from(stars)),
        gates: unmet.iter().filter(|gate| gate.stars <= stars).cloned().collect(),
    });
    Outcome { band, rank, unmet, next }
}

/// Điều 3(3)a–c, 26/2026: where the band of a rank begins.
pub fn points_from(stars: Stars) -> Points {
    // Every rank is a band; the first stands for none missing.
    BANDS.iter().find(|(band, _)| *band == stars.get()).map_or(BANDS[0].1, |(_, from)| *from)
}
