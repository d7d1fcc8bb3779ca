use crate::codes;
use serde::{Deserialize, Serialize};

use super::WrittenRules;
use crate::points::Points;

/// How a council works. Decision 26/2026 leaves all of this to the council's own regulation (Quy chế hoạt động,
/// Điều 7(3)b): each value is a setting, set by the council's own decision. The defaults are seen practice
/// (`regulation.md` §2.4 and §1.4). A round keeps the rules it was opened under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// The share of members who must take part, as a fraction. `regulation.md` §2.4: Tây Ninh (2020) asks for three
    /// quarters. Setting, set by the council's own decision.
    pub quorum: (u32, u32),
    /// The chair must be among them. `regulation.md` §2.4: "including the chair". Setting, set by the council's own
    /// decision.
    pub chair_required: bool,
    /// The most that the members' totals may lie apart before they discuss and score again. `regulation.md` §1.4
    /// "Seen practice": 10 points (Tây Ninh, Đồng Tháp). Setting, set by the council's own decision.
    pub spread_limit: Points,
    /// What decides a star gate on which members differ. `regulation.md` §1.5, open point: the council agrees the
    /// fact and minutes it. Setting, set by the council's own decision.
    pub gate_rule: GateRule,
    /// Leave one highest and one lowest total out of the mean, from five sheets on; gates still look at every sheet.
    /// `regulation.md` §2.4 names it among the settings. Setting, set by the council's own decision.
    pub drop_extremes: bool,
    /// Decimals shown of a mean; what is ranked is the exact fraction. `regulation.md` §1.4: show two. Setting, set
    /// by the council's own decision.
    pub decimals: u8,
    /// How often the members may score one dossier. `regulation.md` §1.4 "Seen practice": discuss and score again,
    /// once. Setting, set by the council's own decision.
    pub ballots: u32,
    /// A member says why where his option lies more than so many points from what the producer claims. None: never
    /// asked. `features.md` row 32. Setting, set by the council's own decision.
    pub reason_beyond: Option<Points>,
    /// Điều 7(6)d, 26/2026: how re-rankings are judged in writing. Setting, set by the council's own decision.
    pub written: WrittenRules,
}

codes! {
    /// What decides a gate on which members differ.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum GateRule ("gate rule") {
        /// The council settles it as a body, with a reason, before the result can be closed.
        #[default]
        Settled = "settled",
        /// The mean of the members' points must reach the gate.
        Mean = "mean",
        /// More than half of the members must reach the gate.
        Majority = "majority",
    }
}

impl Default for Rules {
    fn default() -> Rules {
        Rules {
            quorum: (3, 4),
            chair_required: true,
            spread_limit: Points(10),
            gate_rule: GateRule::Settled,
            drop_extremes: false,
            decimals: 2,
            ballots: 2,
            reason_beyond: None,
            written: WrittenRules::default(),
        }
    }
}

impl Rules {
    /// The fewest sheets from which extremes are left out: three must remain for a mean that means something.
    pub const DROP_FROM: usize = 5;

    /// Whether picking `picked` where the producer claims `claimed` needs a reason.
    pub fn asks_reason(&self, claimed: Points, picked: Points) -> bool {
        self.reason_beyond.is_some_and(|most| claimed.get().abs_diff(picked.get()) > most.get())
    }

    /// Settings that make sense together: a quorum between none and all, one to five ballots.
    pub fn sound(&self) -> bool {
        let (part, whole) = self.quorum;
        whole > 0
            && part > 0
            && part <= whole
            && (1..=5).contains(&self.ballots)
            && self.decimals <= 4
            && self.written.sound()
    }
}
