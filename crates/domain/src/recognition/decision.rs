use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What a decision of the province does with the results of its council.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// Điều 7(3)e, first paragraph: recognises 3 and 4 stars and grants the certificates.
    Recognise,
    /// Điều 7(3)e, second paragraph: approves a result of 90 and more; the dossier goes to the ministry.
    ApproveResult,
}

impl DecisionKind {
    pub const ALL: [DecisionKind; 2] = [DecisionKind::Recognise, DecisionKind::ApproveResult];

    pub fn as_str(self) -> &'static str {
        match self {
            DecisionKind::Recognise => "recognise",
            DecisionKind::ApproveResult => "approve_result",
        }
    }

    /// Which kind takes a result of so many stars; none for less than three (Điều 4(1)a: no decision).
    pub fn for_rank(stars: i64) -> Option<DecisionKind> {
        match stars {
            3 | 4 => Some(DecisionKind::Recognise),
            5 => Some(DecisionKind::ApproveResult),
            _ => None,
        }
    }
}

impl FromStr for DecisionKind {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        DecisionKind::ALL
            .into_iter()
            .find(|k| k.as_str() == s)
            .ok_or_else(|| format!("“{s}” is not a kind of decision"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_two_stars_have_no_decision() {
        assert_eq!([0, 1, 2].map(DecisionKind::for_rank), [None; 3]);
        assert_eq!(DecisionKind::for_rank(3), Some(DecisionKind::Recognise));
        assert_eq!(DecisionKind::for_rank(5), Some(DecisionKind::ApproveResult));
    }
}
