//! Notices: what people are told without asking. The kinds, and the days on which a paper's end is announced.

use crate::codes;
use jiff::civil::Date;

codes! {
    /// What a notice tells. The names stand in the database.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum NoticeKind ("kind of notice") {
        /// To the commune: a dossier has come in and its 15 working days run (Điều 7(2), 26/2026).
        DossierReceived = "dossier_received",
        /// To the producer: the receipt, with number and the commune's last day.
        DossierSubmitted = "dossier_submitted",
        /// To the producer: the commune sent the dossier back with reasons.
        DossierReturned = "dossier_returned",
        /// To the producer: the commune asks for named additions and waits until a day (Điều 7(2), 26/2026).
        AdditionsRequested = "additions_requested",
        /// To the producer: the day awaited comes near and nothing was handed in.
        AdditionsAwaited = "additions_awaited",
        /// To the producer: the commune proposed the product to the province.
        DossierProposed = "dossier_proposed",
        /// To the producer: the council closed with fewer than three stars; no decision follows (Điều 4).
        NotRecognised = "not_recognised",
        /// To producer and commune: the decision is signed (Điều 7(3)e).
        Recognised = "recognised",
        /// To producer and commune: the recognition is withdrawn (Điều 8).
        Withdrawn = "withdrawn",
        /// To the producer, and to the commune where a running dossier or a valid star depends on it: a paper runs out.
        PaperEnds = "paper_ends",
        /// To the producer: an officer may fill in the forms from now on.
        AssistOpened = "assist_opened",
        /// To the producer: the dossier was handed in by the ward on the producer's confirmation.
        AssistSubmitted = "assist_submitted",
        /// To producer and commune: the advisory team proposes additions to the dossier (Điều 7(3)c, 26/2026).
        AdvisoryAdditions = "advisory_additions",
        /// To producer and commune: the advisory team asks for further test results (Điều 7(3)c, 26/2026).
        AdvisoryTest = "advisory_test",
        /// On the call list only: a one-time code, read to the producer on the producer's own telephone.
        AssistCode = "assist_code",
        /// To a member: a re-ranking is put to the member in writing, to be answered by a day (Điều 7(6)d, 26/2026).
        WrittenOpened = "written_opened",
        /// To a member who has not answered: the day comes near.
        WrittenAwaited = "written_awaited",
        /// To the members: the council meets on it after all.
        WrittenMeeting = "written_meeting",
        /// To producer, commune and province: the ministry took the package (Điều 7(4)a).
        AtMinistry = "at_ministry",
        /// To the province: the ministry wants the package completed.
        PackageReturned = "package_returned",
        /// To producer, commune and province: the national council did not reach five stars (Điều 7(4)g).
        BelowFive = "below_five",
        /// To producer and commune: a result is set aside and the evaluation is done again.
        EvaluatedAgain = "evaluated_again",
        /// To producer and commune: a result was corrected, and what it is now.
        ResultCorrected = "result_corrected",
        /// To the province: the ministry asks for evaluations to be done again (Điều 10(1)b).
        RedoDemanded = "redo_demanded",
        /// To the ministry's office: the province has answered.
        DemandAnswered = "demand_answered",
        /// To the province: a producer objects to a result or decision.
        ObjectionFiled = "objection_filed",
        /// To the producer: the objection is taken up, and until when it is answered.
        ObjectionReceived = "objection_received",
        /// To producer and commune: the answer.
        ObjectionAnswered = "objection_answered",
        /// To the province: the producer takes the objection back.
        ObjectionWithdrawn = "objection_withdrawn",
        /// To the producer's own people: a further person was invited to act for the producer.
        PersonInvited = "person_invited",
    }
}

/// Days before its end on which a paper's holder is told.
pub const PAPER_ALARMS: [i32; 4] = [90, 60, 30, 7];

/// The alarm a paper has reached on a day: the nearest step not yet passed. None before the first, and once it has ended
/// (an expired paper shows as such wherever it is cited).
pub fn paper_alarm(expires: Date, today: Date) -> Option<i32> {
    let left = today.until(expires).ok()?.get_days();
    if left < 0 {
        return None;
    }
    PAPER_ALARMS.into_iter().filter(|step| left <= *step).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_paper_is_announced_at_ninety_sixty_thirty_and_seven_days() {
        let ends = date(2026, 12, 31);
        for (day, expected) in [
            (date(2026, 10, 1), None),
            (date(2026, 10, 2), Some(90)),
            (date(2026, 11, 1), Some(60)),
            (date(2026, 11, 30), Some(60)),
            (date(2026, 12, 1), Some(30)),
            (date(2026, 12, 23), Some(30)),
            (date(2026, 12, 24), Some(7)),
            (date(2026, 12, 31), Some(7)),
            (date(2027, 1, 1), None),
        ] {
            assert_eq!(paper_alarm(ends, day), expected, "{day}");
        }
    }

    #[test]
    fn names_read_back() {
        for kind in NoticeKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
        }
        assert!("nothing".parse::<NoticeKind>().is_err());
    }
}
