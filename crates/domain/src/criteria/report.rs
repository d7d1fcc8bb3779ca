//! The score as the command line and the API write it. The names are a contract with outsiders: keep them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::rank::{Next, Unmet};
use super::{CriterionCode, Law, PartCode, Scored, SetId};
use crate::points::Points;
use crate::stars::Stars;

/// `ocop criteria score SET ANSWERS.json --json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScoreReport {
    pub set: SetId,
    pub law: Law,
    pub parts: BTreeMap<PartCode, Points>,
    pub total: Points,
    pub band: u8,
    /// 0 when not recognised.
    pub rank: u8,
    /// The criteria whose 0 points stop the assessment (set 16 of 26/2026: 6.1 to 6.4); the rank is 0 then.
    pub stopped: Vec<CriterionCode>,
    pub unmet: Vec<Unmet>,
    /// `null` at five stars and where the assessment stops.
    pub next: Option<Next>,
}

impl From<Scored> for ScoreReport {
    fn from(scored: Scored) -> ScoreReport {
        ScoreReport {
            set: scored.set,
            law: scored.law,
            parts: scored.parts.into_iter().collect(),
            total: scored.total,
            band: scored.band,
            rank: scored.rank.map_or(0, Stars::get),
            stopped: scored.stopped,
            unmet: scored.unmet,
            next: scored.next,
        }
    }
}
