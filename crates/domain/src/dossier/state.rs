use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Điều 6(1), 26/2026: first registration, upgrade, or re-ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    First,
    Upgrade,
    Reranking,
}

/// Where a dossier stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The producer is still filling it in.
    Draft,
    /// Sealed and received by the commune; its 15 working days run (Điều 7(2)).
    AtWard,
    /// Sent back by the commune with reasons; the producer may mend and submit again.
    Returned,
    /// Proposed to the province with Form 03.
    Proposed,
    /// Taken into a round of the council.
    InRound,
    /// The council has closed its result; the office prepares the decision.
    Scored,
    /// 3 or 4 stars by decision of the province, 5 by the ministry's.
    Recognised,
    /// The council's result carries no star; no decision, no certificate (Điều 4(1)a).
    NotRecognised,
    /// ≥ 90 with the five-star gates: approved and sent to the ministry (Điều 7(3)e).
    SentToMinistry,
}

/// What happens to a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    Submit,
    ReturnToProducer,
    Propose,
    Admit,
    /// The council closes with a rank of 3 to 5 stars.
    CloseRanked,
    /// The council closes without a rank.
    CloseUnranked,
    Recognise,
    SendToMinistry,
}

/// The act does not fit the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a dossier that is {} cannot take the step {event:?}", state.as_str())]
pub struct Rejected {
    pub state: State,
    pub event: Event,
}

impl State {
    pub const ALL: [State; 9] = [
        State::Draft,
        State::AtWard,
        State::Returned,
        State::Proposed,
        State::InRound,
        State::Scored,
        State::Recognised,
        State::NotRecognised,
        State::SentToMinistry,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::AtWard => "at_ward",
            State::Returned => "returned",
            State::Proposed => "proposed",
            State::InRound => "in_round",
            State::Scored => "scored",
            State::Recognised => "recognised",
            State::NotRecognised => "not_recognised",
            State::SentToMinistry => "sent_to_ministry",
        }
    }

    /// The producer may still change it.
    pub fn editable(self) -> bool {
        matches!(self, State::Draft | State::Returned)
    }

    /// It has left the producer at least once in its present form.
    pub fn submitted(self) -> bool {
        self != State::Draft
    }

    pub fn next(self, event: Event) -> Result<State, Rejected> {
        Ok(match (self, event) {
            (State::Draft | State::Returned, Event::Submit) => State::AtWard,
            (State::AtWard, Event::ReturnToProducer) => State::Returned,
            (State::AtWard, Event::Propose) => State::Proposed,
            (State::Proposed, Event::Admit) => State::InRound,
            (State::InRound, Event::CloseRanked) => State::Scored,
            (State::InRound, Event::CloseUnranked) => State::NotRecognised,
            (State::Scored, Event::Recognise) => State::Recognised,
            (State::Scored, Event::SendToMinistry) => State::SentToMinistry,
            _ => return Err(Rejected { state: self, event }),
        })
    }
}

impl FromStr for State {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        State::ALL
            .into_iter()
            .find(|x| x.as_str() == s)
            .ok_or_else(|| format!("“{s}” is not a dossier state"))
    }
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::First, Kind::Upgrade, Kind::Reranking];

    pub fn as_str(self) -> &'static str {
        match self {
            Kind::First => "first",
            Kind::Upgrade => "upgrade",
            Kind::Reranking => "reranking",
        }
    }
}

impl FromStr for Kind {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        Kind::ALL
            .into_iter()
            .find(|x| x.as_str() == s)
            .ok_or_else(|| format!("“{s}” is not a kind of dossier"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_line_runs_from_draft_to_star() {
        let mut s = State::Draft;
        for e in [Event::Submit, Event::ReturnToProducer, Event::Submit, Event::Propose, Event::Admit] {
            s = s.next(e).unwrap();
        }
        assert_eq!(s.next(Event::CloseUnranked), Ok(State::NotRecognised));
        let s = s.next(Event::CloseRanked).unwrap();
        assert_eq!(s.next(Event::Recognise), Ok(State::Recognised));
        assert_eq!(s.next(Event::SendToMinistry), Ok(State::SentToMinistry));
    }

    #[test]
    fn nothing_leaves_an_end_state_and_nothing_skips_the_commune() {
        let events = [
            Event::Submit,
            Event::ReturnToProducer,
            Event::Propose,
            Event::Admit,
            Event::CloseRanked,
            Event::CloseUnranked,
            Event::Recognise,
            Event::SendToMinistry,
        ];
        for end in [State::Recognised, State::NotRecognised, State::SentToMinistry] {
            assert!(events.iter().all(|e| end.next(*e).is_err()));
        }
        assert!(State::Draft.next(Event::Propose).is_err());
        assert!(State::AtWard.next(Event::Admit).is_err());
    }
}
