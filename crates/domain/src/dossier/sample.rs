//! The sample products of a dossier (Điều 6(2)d, 26/2026: five, none for tourism services): where each one is.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Where a sample is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SampleState {
    /// Labelled, still with the producer.
    Expected,
    Received,
    Stored,
    /// With another office: the province's, a laboratory, the council.
    HandedOver,
    UsedUp,
    /// Back with the producer.
    Returned,
}

/// What happens to a sample.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SampleStep {
    Receive,
    Store,
    HandOver,
    UseUp,
    Return,
}

impl SampleState {
    pub const ALL: [SampleState; 6] = [
        SampleState::Expected,
        SampleState::Received,
        SampleState::Stored,
        SampleState::HandedOver,
        SampleState::UsedUp,
        SampleState::Returned,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            SampleState::Expected => "expected",
            SampleState::Received => "received",
            SampleState::Stored => "stored",
            SampleState::HandedOver => "handed_over",
            SampleState::UsedUp => "used_up",
            SampleState::Returned => "returned",
        }
    }

    /// Nothing more happens to it.
    pub fn ended(self) -> bool {
        matches!(self, SampleState::UsedUp | SampleState::Returned)
    }

    /// The state after a step; none where the step does not fit. The office a sample was handed over to receives it
    /// in its turn, so that the chain of hands is unbroken.
    pub fn after(self, step: SampleStep) -> Option<SampleState> {
        use SampleState::{Expected, HandedOver, Received, Returned, Stored, UsedUp};
        match (self, step) {
            (Expected | HandedOver, SampleStep::Receive) => Some(Received),
            (Received, SampleStep::Store) => Some(Stored),
            (Received | Stored, SampleStep::HandOver) => Some(HandedOver),
            (Received | Stored, SampleStep::UseUp) => Some(UsedUp),
            (Received | Stored, SampleStep::Return) => Some(Returned),
            _ => None,
        }
    }
}

impl SampleStep {
    pub const ALL: [SampleStep; 5] =
        [SampleStep::Receive, SampleStep::Store, SampleStep::HandOver, SampleStep::UseUp, SampleStep::Return];

    pub fn as_str(self) -> &'static str {
        match self {
            SampleStep::Receive => "receive",
            SampleStep::Store => "store",
            SampleStep::HandOver => "hand_over",
            SampleStep::UseUp => "use_up",
            SampleStep::Return => "return",
        }
    }
}

impl FromStr for SampleState {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        SampleState::ALL
            .into_iter()
            .find(|x| x.as_str() == s)
            .ok_or_else(|| format!("“{s}” is no state of a sample"))
    }
}

impl FromStr for SampleStep {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        SampleStep::ALL
            .into_iter()
            .find(|x| x.as_str() == s)
            .ok_or_else(|| format!("“{s}” is no step of a sample"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_steps() -> impl Strategy<Value = Vec<SampleStep>> {
        proptest::collection::vec(proptest::sample::select(SampleStep::ALL.to_vec()), 0..30)
    }

    proptest! {
        /// Whatever is tried in whatever order: a sample is received before anything else, nothing follows its end,
        /// and between two hand-overs a person received it.
        #[test]
        fn the_chain_of_hands_is_unbroken(steps in any_steps()) {
            let (mut state, mut taken) = (SampleState::Expected, Vec::new());
            for step in steps {
                if let Some(next) = state.after(step) {
                    prop_assert!(!state.ended());
                    taken.push(step);
                    state = next;
                }
            }
            prop_assert!(taken.first().is_none_or(|s| *s == SampleStep::Receive));
            let ends = taken.iter().filter(|s| matches!(s, SampleStep::UseUp | SampleStep::Return)).count();
            prop_assert_eq!(ends, usize::from(state.ended()));
            for pair in taken.windows(2).filter(|p| p[0] == SampleStep::HandOver) {
                prop_assert_eq!(pair[1], SampleStep::Receive);
            }
        }
    }
}
