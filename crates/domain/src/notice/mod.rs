//! Notices: what people are told without asking. The kinds, and the days on which a paper's end is announced.

use jiff::civil::Date;
use std::str::FromStr;

/// What a notice tells. The names stand in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NoticeKind {
    /// To the commune: a dossier has come in and its 15 working days run (Điều 7(2), 26/2026).
    DossierReceived,
    /// To the producer: the receipt, with number and the commune's last day.
    DossierSubmitted,
    /// To the producer: the commune sent the dossier back with reasons.
    DossierReturned,
    /// To the producer: the commune asks for named additions and waits until a day (Điều 7(2), 26/2026).
    AdditionsRequested,
    /// To the producer: the day awaited comes near and nothing was handed in.
    AdditionsAwaited,
    /// To the producer: the commune proposed the product to the province.
    DossierProposed,
    /// To the producer: the council closed with fewer than three stars; no decision follows (Điều 4).
    NotRecognised,
    /// To producer and commune: the decision is signed (Điều 7(3)e).
    Recognised,
    /// To producer and commune: the recognition is withdrawn (Điều 8).
    Withdrawn,
    /// To the producer, and to the commune where a running dossier or a valid star depends on it: a paper runs out.
    PaperEnds,
    /// To the producer: an officer may fill in the forms from now on.
    AssistOpened,
    /// To the producer: the dossier was handed in by the ward on the producer's confirmation.
    AssistSubmitted,
    /// To producer and commune: the advisory team proposes additions to the dossier (Điều 7(3)c, 26/2026).
    AdvisoryAdditions,
    /// To producer and commune: the advisory team asks for further test results (Điều 7(3)c, 26/2026).
    AdvisoryTest,
    /// On the call list only: a one-time code, read to the producer on the producer's own telephone.
    AssistCode,
    /// To a member: a re-ranking is put to the member in writing, to be answered by a day (Điều 7(6)d, 26/2026).
    WrittenOpened,
    /// To a member who has not answered: the day comes near.
    WrittenAwaited,
    /// To the members: the council meets on it after all.
    WrittenMeeting,
    /// To producer, commune and province: the ministry took the package (Điều 7(4)a).
    AtMinistry,
    /// To the province: the ministry wants the package completed.
    PackageReturned,
    /// To producer, commune and province: the national council did not reach five stars (Điều 7(4)g).
    BelowFive,
    /// To producer and commune: a result is set aside and the evaluation is done again.
    EvaluatedAgain,
    /// To producer and commune: a result was corrected, and what it is now.
    ResultCorrected,
    /// To the province: the ministry asks for evaluations to be done again (Điều 10(1)b).
    RedoDemanded,
    /// To the ministry's office: the province has answered.
    DemandAnswered,
    /// To the province: a producer objects to a result or decision.
    ObjectionFiled,
    /// To the producer: the objection is taken up, and until when it is answered.
    ObjectionReceived,
    /// To producer and commune: the answer.
    ObjectionAnswered,
    /// To the province: the producer takes the objection back.
    ObjectionWithdrawn,
    /// To the producer's own people: a further person was invited to act for the producer.
    PersonInvited,
}

impl NoticeKind {
    pub const ALL: [NoticeKind; 30] = [
        NoticeKind::DossierReceived,
        NoticeKind::DossierSubmitted,
        NoticeKind::DossierReturned,
        NoticeKind::AdditionsRequested,
        NoticeKind::AdditionsAwaited,
        NoticeKind::DossierProposed,
        NoticeKind::NotRecognised,
        NoticeKind::Recognised,
        NoticeKind::Withdrawn,
        NoticeKind::PaperEnds,
        NoticeKind::AssistOpened,
        NoticeKind::AssistSubmitted,
        NoticeKind::AdvisoryAdditions,
        NoticeKind::AdvisoryTest,
        NoticeKind::AssistCode,
        NoticeKind::WrittenOpened,
        NoticeKind::WrittenAwaited,
        NoticeKind::WrittenMeeting,
        NoticeKind::AtMinistry,
        NoticeKind::PackageReturned,
        NoticeKind::BelowFive,
        NoticeKind::EvaluatedAgain,
        NoticeKind::ResultCorrected,
        NoticeKind::RedoDemanded,
        NoticeKind::DemandAnswered,
        NoticeKind::ObjectionFiled,
        NoticeKind::ObjectionReceived,
        NoticeKind::ObjectionAnswered,
        NoticeKind::ObjectionWithdrawn,
        NoticeKind::PersonInvited,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            NoticeKind::DossierReceived => "dossier_received",
            NoticeKind::DossierSubmitted => "dossier_submitted",
            NoticeKind::DossierReturned => "dossier_returned",
            NoticeKind::AdditionsRequested => "additions_requested",
            NoticeKind::AdditionsAwaited => "additions_awaited",
            NoticeKind::DossierProposed => "dossier_proposed",
            NoticeKind::NotRecognised => "not_recognised",
            NoticeKind::Recognised => "recognised",
            NoticeKind::Withdrawn => "withdrawn",
            NoticeKind::PaperEnds => "paper_ends",
            NoticeKind::AssistOpened => "assist_opened",
            NoticeKind::AssistSubmitted => "assist_submitted",
            NoticeKind::AdvisoryAdditions => "advisory_additions",
            NoticeKind::AdvisoryTest => "advisory_test",
            NoticeKind::AssistCode => "assist_code",
            NoticeKind::WrittenOpened => "written_opened",
            NoticeKind::WrittenAwaited => "written_awaited",
            NoticeKind::WrittenMeeting => "written_meeting",
            NoticeKind::AtMinistry => "at_ministry",
            NoticeKind::PackageReturned => "package_returned",
            NoticeKind::BelowFive => "below_five",
            NoticeKind::EvaluatedAgain => "evaluated_again",
            NoticeKind::ResultCorrected => "result_corrected",
            NoticeKind::RedoDemanded => "redo_demanded",
            NoticeKind::DemandAnswered => "demand_answered",
            NoticeKind::ObjectionFiled => "objection_filed",
            NoticeKind::ObjectionReceived => "objection_received",
            NoticeKind::ObjectionAnswered => "objection_answered",
            NoticeKind::ObjectionWithdrawn => "objection_withdrawn",
            NoticeKind::PersonInvited => "person_invited",
        }
    }
}

impl NoticeKind {
    /// Can it come by mail? What is only ever told by telephone cannot.
    pub fn by_mail(self) -> bool {
        self != NoticeKind::AssistCode
    }
}

impl FromStr for NoticeKind {
    type Err = String;
    fn from_str(text: &str) -> Result<NoticeKind, String> {
        NoticeKind::ALL.into_iter().find(|k| k.as_str() == text).ok_or_else(|| format!("no notice {text}"))
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
