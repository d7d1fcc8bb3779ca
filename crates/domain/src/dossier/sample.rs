//! The sample products of a dossier (Điều 6(2)d, 26/2026: five, none for tourism services): where each one is.

use crate::codes;
use serde::{Deserialize, Serialize};

codes! {
    /// Where a sample is.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum SampleState ("state of a sample") {
        /// Labelled, still with the producer.
        Expected = "expected",
        Received = "received",
        Stored = "stored",
        /// With another office: the province's, a laboratory, the council.
        HandedOver = "handed_over",
        UsedUp = "used_up",
        /// Back with the producer.
        Returned = "returned",
    }
}

codes! {
    /// What happens to a sample.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum SampleStep ("step of a sample") {
        Receive = "receive",
        Store = "store",
        HandOver = "hand_over",
        UseUp = "use_up",
        Return = "return",
    }
}

impl SampleState {
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
