use crate::codes;
use crate::council::Level;
use crate::stars::Stars;
use serde::{Deserialize, Serialize};

codes! {
    /// Điều 6(1), 26/2026: first registration, upgrade, or re-ranking.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Kind ("kind of dossier") {
        First = "first",
        Upgrade = "upgrade",
        Reranking = "reranking",
    }
}

codes! {
    /// Where a dossier stands.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum State ("dossier state") {
        /// The producer is still filling it in.
        Draft = "draft",
        /// Sealed and received by the commune; its 15 working days run (Điều 7(2)).
        AtWard = "at_ward",
        /// Sent back by the commune with reasons; the producer may mend and submit again.
        Returned = "returned",
        /// Proposed to the province with Form 03.
        Proposed = "proposed",
        /// Taken into a round of the council.
        InRound = "in_round",
        /// The council has closed its result; the office prepares the decision.
        Scored = "scored",
        /// 3 or 4 stars by decision of the province, 5 by the ministry's.
        Recognised = "recognised",
        /// The council's result carries no star; no decision, no certificate (Điều 4(1)a).
        NotRecognised = "not_recognised",
        /// ≥ 90 with the five-star gates: approved and sent to the ministry (Điều 7(3)e).
        SentToMinistry = "sent_to_ministry",
        /// The ministry's office has checked the package and taken it; it waits for a national round (Điều 7(4)a).
        AtMinistry = "at_ministry",
        /// Taken into a round of the national council.
        InNationalRound = "in_national_round",
        /// The national council reached five stars; the ministry's decision is prepared (Điều 7(4)đ).
        NationallyScored = "nationally_scored",
        /// The national council did not reach five stars; the province's Chairman chooses (Điều 7(4)g).
        ReturnedByMinistry = "returned_by_ministry",
    }
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
    /// The ministry's office takes the package.
    TakeAtMinistry,
    /// The ministry's office sends the package back to the province to be completed.
    ReturnPackage,
    AdmitNational,
    /// The national council closes at five stars.
    CloseFive,
    /// The national council closes below five stars.
    CloseBelowFive,
    /// Điều 7(4)g: the Chairman recognises 3 or 4 stars on the ground of the national council's result.
    UseNationalResult,
    /// The result is set aside and the province evaluates again: after a return (Điều 7(4)g), on the ministry's demand
    /// (Điều 10(1)b), or because an objection was found right.
    EvaluateAgain,
}

impl Event {
    pub const ALL: [Event; 15] = [
        Event::Submit,
        Event::ReturnToProducer,
        Event::Propose,
        Event::Admit,
        Event::CloseRanked,
        Event::CloseUnranked,
        Event::Recognise,
        Event::SendToMinistry,
        Event::TakeAtMinistry,
        Event::ReturnPackage,
        Event::AdmitNational,
        Event::CloseFive,
        Event::CloseBelowFive,
        Event::UseNationalResult,
        Event::EvaluateAgain,
    ];

    /// How a council of this level ends a dossier with this rank. Điều 7(4)g, 26/2026: at the ministry anything below
    /// five stars, for points or for a gate, goes back to the province.
    pub fn closing(level: Level, rank: Option<Stars>) -> Event {
        match (level, rank) {
            (Level::Province, Some(_)) => Event::CloseRanked,
            (Level::Province, None) => Event::CloseUnranked,
            (Level::National, Some(Stars::FIVE)) => Event::CloseFive,
            (Level::National, _) => Event::CloseBelowFive,
        }
    }

    /// How a council of this level takes a dossier in.
    pub fn admission(level: Level) -> Event {
        match level {
            Level::Province => Event::Admit,
            Level::National => Event::AdmitNational,
        }
    }
}

/// What the Chairman may do with a dossier the ministry returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WayAfterReturn {
    /// Recognise so many stars on the national council's result.
    Recognise(Stars),
    /// Evaluate and rank by the province's own authority.
    EvaluateAgain,
}

/// Điều 7(4)g, second paragraph, 26/2026: below 90 points the Chairman *may* recognise 3 or 4 stars on the national
/// council's result, or have the province evaluate. The first way is open only where that result, points and gates
/// together, comes to 3 or 4 stars. A rank of five never comes back.
pub fn ways_after_return(rank: Option<Stars>) -> Vec<WayAfterReturn> {
    let mut ways = Vec::new();
    if let Some(stars) = rank
        && stars < Stars::FIVE
    {
        ways.push(WayAfterReturn::Recognise(stars));
    }
    ways.push(WayAfterReturn::EvaluateAgain);
    ways
}

/// The act does not fit the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a dossier that is {} cannot take the step {event:?}", state.as_str())]
pub struct Rejected {
    pub state: State,
    pub event: Event,
}

impl State {
    /// The producer may still change it.
    pub fn editable(self) -> bool {
        matches!(self, State::Draft | State::Returned)
    }

    /// Members of a council are scoring it.
    pub fn before_council(self) -> bool {
        matches!(self, State::InRound | State::InNationalRound)
    }

    /// Where a dossier stands whose result of this level is counted anew after a correction: as if it were closed now.
    /// Only while nothing has been done on the ground of the result.
    pub fn closed_anew(self, level: Level, rank: Option<Stars>) -> Result<State, Rejected> {
        let event = Event::closing(level, rank);
        let before = match (level, self) {
            (Level::Province, State::Scored | State::NotRecognised) => State::InRound,
            (Level::National, State::NationallyScored | State::ReturnedByMinistry) => State::InNationalRound,
            _ => return Err(Rejected { state: self, event }),
        };
        before.next(event)
    }

    /// It has left the producer at least once in its present form.
    pub fn submitted(self) -> bool {
        self != State::Draft
    }

    /// It has the result it was handed in for ("ngày có kết quả xử lý", Điều 12(3), 26/2026).
    pub fn settled(self) -> bool {
        matches!(self, State::Recognised | State::NotRecognised)
    }

    pub fn next(self, event: Event) -> Result<State, Rejected> {
        Ok(match (self, event) {
            (State::Draft | State::Returned, Event::Submit) => State::AtWard,
            (State::AtWard, Event::ReturnToProducer) => State::Returned,
            (State::AtWard, Event::Propose) => State::Proposed,
            (State::Proposed, Event::Admit) => State::InRound,
            (State::InRound, Event::CloseRanked) => State::Scored,
            (State::InRound, Event::CloseUnranked) => State::NotRecognised,
            (State::Scored | State::NationallyScored, Event::Recognise) => State::Recognised,
            (State::Scored, Event::SendToMinistry) => State::SentToMinistry,
            (State::SentToMinistry, Event::TakeAtMinistry) => State::AtMinistry,
            (State::SentToMinistry | State::AtMinistry, Event::ReturnPackage) => State::Scored,
            (State::AtMinistry, Event::AdmitNational) => State::InNationalRound,
            (State::InNationalRound, Event::CloseFive) => State::NationallyScored,
            (State::InNationalRound, Event::CloseBelowFive) => State::ReturnedByMinistry,
            (State::ReturnedByMinistry, Event::UseNationalResult) => State::Scored,
            (
                State::Scored | State::Recognised | State::NotRecognised | State::ReturnedByMinistry,
                Event::EvaluateAgain,
            ) => State::Proposed,
            _ => return Err(Rejected { state: self, event }),
        })
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
    fn a_corrected_result_puts_the_dossier_where_closing_would_have() {
        use Level as L;
        use State as S;
        let table = [
            (S::Scored, L::Province, None, Some(S::NotRecognised)),
            (S::NotRecognised, L::Province, Some(Stars::THREE), Some(S::Scored)),
            (S::Scored, L::Province, Some(Stars::FIVE), Some(S::Scored)),
            (S::NationallyScored, L::National, Some(Stars::FOUR), Some(S::ReturnedByMinistry)),
            (S::ReturnedByMinistry, L::National, Some(Stars::FIVE), Some(S::NationallyScored)),
            // Recognised, sent on, or not closed by this council: too late or too early.
            (S::Recognised, L::Province, Some(Stars::FOUR), None),
            (S::SentToMinistry, L::Province, Some(Stars::FOUR), None),
            (S::InRound, L::Province, Some(Stars::FOUR), None),
            (S::Scored, L::National, Some(Stars::FOUR), None),
            (S::NationallyScored, L::Province, None, None),
        ];
        for (state, level, rank, expected) in table {
            assert_eq!(state.closed_anew(level, rank).ok(), expected, "{state:?} {level:?} {rank:?}");
        }
    }

    /// Every step there is; whatever is not in this list is refused.
    #[test]
    fn the_whole_table_of_steps() {
        use Event as E;
        use State as S;
        let steps = [
            (S::Draft, E::Submit, S::AtWard),
            (S::Returned, E::Submit, S::AtWard),
            (S::AtWard, E::ReturnToProducer, S::Returned),
            (S::AtWard, E::Propose, S::Proposed),
            (S::Proposed, E::Admit, S::InRound),
            (S::InRound, E::CloseRanked, S::Scored),
            (S::InRound, E::CloseUnranked, S::NotRecognised),
            (S::Scored, E::Recognise, S::Recognised),
            (S::NationallyScored, E::Recognise, S::Recognised),
            (S::Scored, E::SendToMinistry, S::SentToMinistry),
            (S::SentToMinistry, E::TakeAtMinistry, S::AtMinistry),
            (S::SentToMinistry, E::ReturnPackage, S::Scored),
            (S::AtMinistry, E::ReturnPackage, S::Scored),
            (S::AtMinistry, E::AdmitNational, S::InNationalRound),
            (S::InNationalRound, E::CloseFive, S::NationallyScored),
            (S::InNationalRound, E::CloseBelowFive, S::ReturnedByMinistry),
            (S::ReturnedByMinistry, E::UseNationalResult, S::Scored),
            (S::ReturnedByMinistry, E::EvaluateAgain, S::Proposed),
            (S::Scored, E::EvaluateAgain, S::Proposed),
            (S::Recognised, E::EvaluateAgain, S::Proposed),
            (S::NotRecognised, E::EvaluateAgain, S::Proposed),
        ];
        for state in State::ALL {
            for event in Event::ALL {
                let expected = steps.iter().find(|(s, e, _)| (*s, *e) == (state, event)).map(|x| x.2);
                assert_eq!(state.next(event).ok(), expected, "{state:?} {event:?}");
            }
        }
    }

    /// Điều 7(4)g: what the national council closes at, by rank, and what is open to the Chairman then.
    #[test]
    fn below_five_stars_the_ministry_gives_back() {
        let four = Some(Stars::FOUR);
        for (rank, closes, ways) in [
            (Some(Stars::FIVE), Event::CloseFive, vec![WayAfterReturn::EvaluateAgain]),
            (
                four,
                Event::CloseBelowFive,
                vec![WayAfterReturn::Recognise(Stars::FOUR), WayAfterReturn::EvaluateAgain],
            ),
            (
                Some(Stars::THREE),
                Event::CloseBelowFive,
                vec![WayAfterReturn::Recognise(Stars::THREE), WayAfterReturn::EvaluateAgain],
            ),
            (None, Event::CloseBelowFive, vec![WayAfterReturn::EvaluateAgain]),
        ] {
            assert_eq!(Event::closing(Level::National, rank), closes, "{rank:?}");
            assert_eq!(ways_after_return(rank), ways, "{rank:?}");
        }
        assert_eq!(Event::closing(Level::Province, Some(Stars::FIVE)), Event::CloseRanked);
        assert_eq!(Event::closing(Level::Province, None), Event::CloseUnranked);
    }

    #[test]
    fn names_read_back() {
        for state in State::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
    }
}
