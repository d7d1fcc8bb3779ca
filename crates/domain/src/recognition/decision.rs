use crate::codes;
use crate::codes::Code;
use crate::dossier::State;
use serde::{Deserialize, Serialize};

codes! {
    /// What a decision does with the results of a council.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum DecisionKind ("kind of decision") {
        /// Điều 7(3)e, first paragraph: recognises 3 and 4 stars and grants the certificates.
        Recognise = "recognise",
        /// Điều 7(3)e, second paragraph: approves a result of 90 and more; the dossier goes to the ministry.
        ApproveResult = "approve_result",
        /// Điều 4(1)b, 7(4)e: the ministry recognises 5 stars and grants the certificates.
        RecogniseFive = "recognise_five",
    }
}

impl DecisionKind {
    /// The decision that takes a dossier in this state with a result of so many stars. What the national council
    /// closed is the ministry's to recognise; a national result below five stars that the Chairman takes as the ground
    /// (Điều 7(4)g) is scored like any of the province's.
    pub fn taking(state: State, stars: i64) -> Option<DecisionKind> {
        match state {
            State::Scored => DecisionKind::for_rank(stars),
            State::NationallyScored => (stars == 5).then_some(DecisionKind::RecogniseFive),
            _ => None,
        }
    }

    /// May a list of this kind hold a product of so many stars?
    pub fn takes(self, stars: i64) -> bool {
        match self {
            DecisionKind::Recognise => (3..=4).contains(&stars),
            DecisionKind::ApproveResult | DecisionKind::RecogniseFive => stars == 5,
        }
    }

    /// Its products get their stars and certificates with the signature.
    pub fn certifies(self) -> bool {
        self != DecisionKind::ApproveResult
    }

    /// Which kind of the province's takes a result of so many stars; none for less than three (Điều 4(1)a: no decision).
    pub fn for_rank(stars: i64) -> Option<DecisionKind> {
        match stars {
            3 | 4 => Some(DecisionKind::Recognise),
            5 => Some(DecisionKind::ApproveResult),
            _ => None,
        }
    }
}

/// Where a decision of the register comes from: drafted and signed here, or read from a list of older decisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    Here(DecisionKind),
    Listed,
}

impl Origin {
    /// The kind of a decision of this system.
    pub const fn here(self) -> Option<DecisionKind> {
        match self {
            Origin::Here(kind) => Some(kind),
            Origin::Listed => None,
        }
    }

    /// The code: what stands in the database, in the API and in the keys of texts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Origin::Here(kind) => kind.as_str(),
            Origin::Listed => "imported",
        }
    }
}

impl Code for Origin {
    const VALUES: &'static [Origin] = &[
        Origin::Here(DecisionKind::Recognise),
        Origin::Here(DecisionKind::ApproveResult),
        Origin::Here(DecisionKind::RecogniseFive),
        Origin::Listed,
    ];
    const SET: &'static str = "kind of decision";

    fn code(self) -> &'static str {
        self.as_str()
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

    #[test]
    fn five_stars_are_the_ministrys_and_three_and_four_the_provinces() {
        for (state, stars, kind) in [
            (State::Scored, 3, Some(DecisionKind::Recognise)),
            (State::Scored, 5, Some(DecisionKind::ApproveResult)),
            (State::NationallyScored, 5, Some(DecisionKind::RecogniseFive)),
            (State::NationallyScored, 4, None),
            (State::ReturnedByMinistry, 4, None),
            (State::Recognised, 5, None),
        ] {
            assert_eq!(DecisionKind::taking(state, stars), kind, "{state:?} {stars}");
        }
    }
}
