use crate::codes;
use serde::{Deserialize, Serialize};

codes! {
    /// Where an objection stands.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum State ("state of an objection") {
        /// Handed in by the producer.
        Filed = "filed",
        /// Taken up by the province (thụ lý); the term of the answer runs.
        Received = "received",
        Answered = "answered",
        /// Taken back by the producer.
        Withdrawn = "withdrawn",
    }
}

/// What happens to an objection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    Receive,
    Answer,
    Withdraw,
}

codes! {
    /// What it is directed against.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum About ("thing to object to") {
        Result = "result",
        Decision = "decision",
        /// The decision that withdrew the star (Điều 8, 26/2026).
        Withdrawal = "withdrawal",
    }
}

codes! {
    /// How far it was found right.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Outcome ("answer") {
        Rejected = "rejected",
        Partly = "partly",
        Accepted = "accepted",
    }
}

/// An answer as it takes effect. An objection found wholly wrong changes nothing: there is no such value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The result stands.
    Stands(Outcome),
    /// The dossier goes back to a new evaluation; the outcome is partly or wholly in the producer's favour.
    EvaluateAgain(Outcome),
}

/// The act does not fit the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an objection that is {} cannot take the step {event:?}", state.as_str())]
pub struct Rejected {
    pub state: State,
    pub event: Event,
}

impl State {
    /// A person still has to do something.
    pub fn open(self) -> bool {
        matches!(self, State::Filed | State::Received)
    }

    /// Luật Khiếu nại 02/2011/QH13, Điều 10: the complainant may take his complaint back at any time before it is
    /// answered.
    pub fn next(self, event: Event) -> Result<State, Rejected> {
        Ok(match (self, event) {
            (State::Filed, Event::Receive) => State::Received,
            (State::Received, Event::Answer) => State::Answered,
            (State::Filed | State::Received, Event::Withdraw) => State::Withdrawn,
            _ => return Err(Rejected { state: self, event }),
        })
    }
}

impl Answer {
    /// None: an objection found wrong cannot send the dossier back.
    pub fn of(outcome: Outcome, again: bool) -> Option<Answer> {
        match (outcome, again) {
            (Outcome::Rejected, true) => None,
            (outcome, true) => Some(Answer::EvaluateAgain(outcome)),
            (outcome, false) => Some(Answer::Stands(outcome)),
        }
    }

    pub fn outcome(self) -> Outcome {
        match self {
            Answer::Stands(outcome) | Answer::EvaluateAgain(outcome) => outcome,
        }
    }

    pub fn evaluates_again(self) -> bool {
        matches!(self, Answer::EvaluateAgain(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_table_of_steps() {
        let steps = [
            (State::Filed, Event::Receive, State::Received),
            (State::Received, Event::Answer, State::Answered),
            (State::Filed, Event::Withdraw, State::Withdrawn),
            (State::Received, Event::Withdraw, State::Withdrawn),
        ];
        for state in State::ALL {
            for event in [Event::Receive, Event::Answer, Event::Withdraw] {
                let expected = steps.iter().find(|(s, e, _)| (*s, *e) == (state, event)).map(|x| x.2);
                assert_eq!(state.next(event).ok(), expected, "{state:?} {event:?}");
            }
            assert_eq!(state.as_str().parse(), Ok(state));
        }
    }

    #[test]
    fn what_is_found_wrong_sends_nothing_back() {
        for (outcome, again, expected) in [
            (Outcome::Rejected, false, Some(Answer::Stands(Outcome::Rejected))),
            (Outcome::Rejected, true, None),
            (Outcome::Partly, false, Some(Answer::Stands(Outcome::Partly))),
            (Outcome::Partly, true, Some(Answer::EvaluateAgain(Outcome::Partly))),
            (Outcome::Accepted, true, Some(Answer::EvaluateAgain(Outcome::Accepted))),
            (Outcome::Accepted, false, Some(Answer::Stands(Outcome::Accepted))),
        ] {
            assert_eq!(Answer::of(outcome, again), expected, "{outcome:?} {again}");
        }
    }
}
