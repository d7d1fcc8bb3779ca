use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Điều 8(1)a–e, 26/2026: the six grounds on which a certificate is withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithdrawalGround {
    Forgery,
    CriteriaNoLongerMet,
    BreachOfLaw,
    MisuseOfMark,
    ProductionStopped,
    OtherConclusion,
}

impl WithdrawalGround {
    pub const ALL: [WithdrawalGround; 6] = [
        WithdrawalGround::Forgery,
        WithdrawalGround::CriteriaNoLongerMet,
        WithdrawalGround::BreachOfLaw,
        WithdrawalGround::MisuseOfMark,
        WithdrawalGround::ProductionStopped,
        WithdrawalGround::OtherConclusion,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            WithdrawalGround::Forgery => "forgery",
            WithdrawalGround::CriteriaNoLongerMet => "criteria_no_longer_met",
            WithdrawalGround::BreachOfLaw => "breach_of_law",
            WithdrawalGround::MisuseOfMark => "misuse_of_mark",
            WithdrawalGround::ProductionStopped => "production_stopped",
            WithdrawalGround::OtherConclusion => "other_conclusion",
        }
    }
}

impl FromStr for WithdrawalGround {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        WithdrawalGround::ALL
            .into_iter()
            .find(|g| g.as_str() == s)
            .ok_or_else(|| format!("“{s}” is not a ground"))
    }
}
