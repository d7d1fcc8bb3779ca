use crate::codes;
use serde::{Deserialize, Serialize};

codes! {
    /// Điều 8(1)a–e, 26/2026: the six grounds on which a certificate is withdrawn.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum WithdrawalGround ("ground") {
        Forgery = "forgery",
        CriteriaNoLongerMet = "criteria_no_longer_met",
        BreachOfLaw = "breach_of_law",
        MisuseOfMark = "misuse_of_mark",
        ProductionStopped = "production_stopped",
        OtherConclusion = "other_conclusion",
    }
}
