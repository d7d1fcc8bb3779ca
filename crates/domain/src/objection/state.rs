use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Where an objection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Handed in by the producer.
    Filed,
    /// Taken up by the province (thụ lý); the term of the answer runs.
    Received,
    Answered,
    /// Taken back by the producer.
    Withdrawn,
}

/// What happens to an objection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    Receive,
    Answer,
    Withdraw,
}

/// What it is directed against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    Result,
    Decision,
    /// The decision that withdrew the star (Điều 8, 26/2026).
    Withdrawal,
}

/// How far it was found right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Rejected,
    Partly,
    Accepted,
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
    pub const ALL: [State; 4] = [State::Filed, State::Received, State::Answered, State::Withdrawn];

    pub fn as_str(self) -> &'static str {
        match self {
            State::Filed => "filed",
            State::Received => "received",
            State::Answered => "answered",
            State::Withdrawn => "withdrawn",
        }
    }

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

impl FromStr for State {
    type Err = String;
    fn from_str(s: &str) -> Result<State, String> {
        State::ALL
            .into_iter()
            .find(|x| x.as_str() == s)
            .ok_or_else(|| format!("“{s}” is no state of an objection"))
    }
}

impl About {
    pub const ALL: [About; 3] = [About::Result, About::Decision, About::Withdrawal];

    pub fn as_str(self) -> &'static str {
        match self {
            About::Result => "result",
            About::Decision => "decision",
            About::Withdrawal => "withdrawal",
        }
    }
}

impl FromStr for About {
    type Err = String;
    fn from_str(s: &str) -> Result<About, String> {
        About::ALL
            .into_iter()
            .find(|x| x.as_str() == s)
            .ok_or_else(|| format!("“{s}” is nothing to object to"))
    }
}

impl Outcome {
    pub const ALL: [Outcome; 3] = [Outcome::Rejected, Outcome::Partly, Outcome::Accepted];

    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Rejected => "rejected",
            Outcome::Partly => "partly",
            Outcome::Accepted => "accepted",
        }
    }
}

impl FromStr for Outcome {
    type Err = String;
    fn from_str(s: &str) -> Result<Outcome, String> {
        Outcome::ALL.into_iter().find(|x| x.as_str() == s).ok_or_else(|| format!("“{s}” is no answer"))
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
