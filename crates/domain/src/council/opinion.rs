//! Re-ranking by written opinion (Điều 7(6)d, e, g, 26/2026): the 45 days, until when members answer, what a member
//! says besides his sheet, and when the council has to meet after all.

use crate::codes;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::{Due, Reckoning, add_days};
use crate::points::Points;
use crate::stars::Stars;

/// Điều 7(6)g, 26/2026: re-ranking takes no more than 45 days from receipt of the full request of the commune or the
/// province. The text says "ngày", not "ngày làm việc" as in Điều 7(2): calendar days. The day of receipt is not
/// counted (Bộ luật Dân sự 2015, Điều 147).
pub const RERANKING_DAYS: i32 = 45;

/// When a council in writing has to meet, and how long its members have to answer. The decision says only "nhiều ý kiến
/// đánh giá khác nhau hoặc có nội dung phức tạp" (Điều 7(6)d): each value is a setting of the council's own regulation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WrittenRules {
    /// Days a member has to answer, from the day he is asked; never past the 45 days.
    pub days: u32,
    /// They meet where the members' sheets do not come to the same rank.
    pub ranks_differ: bool,
    /// They meet where the members' totals lie further apart than so many points.
    pub spread: Points,
    /// They meet where so many members ask for it; 0: asking alone does not call a meeting.
    pub asked: u32,
}

impl Default for WrittenRules {
    fn default() -> WrittenRules {
        WrittenRules { days: 10, ranks_differ: true, spread: Points(10), asked: 1 }
    }
}

impl WrittenRules {
    /// At least a day to answer, and not more than the whole term.
    pub fn sound(&self) -> bool {
        self.days > 0 && i32::try_from(self.days).is_ok_and(|days| days <= RERANKING_DAYS)
    }
}

/// The 45 days of one re-ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The full request came in.
    pub received: Date,
    pub due: Due,
}

impl Clock {
    /// Điều 7(6)g, 26/2026.
    pub fn from(received: Date, reckoning: &Reckoning) -> Clock {
        Clock { received, due: reckoning.due(add_days(received, RERANKING_DAYS)) }
    }

    /// Days still to come until the last; negative: late by as many.
    pub fn days_left(self, today: Date) -> i64 {
        self.due.days_left(today)
    }

    /// The last day on which members may be asked to answer: that of the 45 days. Where those are over already, the
    /// council's own days from today: a term that is broken does not shut the council's mouth.
    pub fn latest_answer(self, rules: &WrittenRules, today: Date) -> Date {
        if self.due.shown > today { self.due.shown } else { after(rules, today) }
    }

    /// Until when members answer if nothing else is said.
    pub fn answer_by(self, rules: &WrittenRules, today: Date) -> Date {
        after(rules, today).min(self.latest_answer(rules, today))
    }
}

fn after(rules: &WrittenRules, today: Date) -> Date {
    add_days(today, i32::try_from(rules.days).unwrap_or(RERANKING_DAYS))
}

codes! {
    /// What a member says besides his sheet.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Stand ("stand") {
        /// The star the dossier asks for.
        Agree = "agree",
        /// Another star, or none: that of his own sheet.
        Other = "other",
        /// Neither, before the council has met on it.
        Meeting = "meeting",
    }
}

/// A stand that his own sheet contradicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the sheet does not come to what is said of it")]
pub struct Contradicts;

impl Stand {
    /// Who does not simply agree says why.
    pub fn needs_reason(self) -> bool {
        self != Stand::Agree
    }

    /// A rank is never typed: it is what the sheet comes to, so a person who agrees has a sheet of the rank asked for,
    /// and a person who does not has one of another.
    pub fn fits(self, proposed: Option<Stars>, own: Option<Stars>) -> Result<(), Contradicts> {
        match self {
            Stand::Agree if proposed != own => Err(Contradicts),
            Stand::Other if proposed == own => Err(Contradicts),
            _ => Ok(()),
        }
    }
}

codes! {
    /// Why a council that was asked in writing meets.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Ground ("ground") {
        /// A member, or as many as the rules want, asked for it.
        Asked = "asked",
        /// The sheets do not come to the same rank.
        RanksDiffer = "ranks_differ",
        /// The totals lie further apart than the rules let them.
        Spread = "spread",
        /// A star mark or a ground for elimination on which the members differ: the council agrees as a body.
        Unsettled = "unsettled",
        /// The day came and too few had answered.
        NoQuorum = "no_quorum",
        /// Chair or secretary found a matter that has to be talked over ("nội dung phức tạp cần thảo luận").
        Complex = "complex",
    }
}

/// One member's answer: what his sheet comes to, and his stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Voice {
    pub total: Points,
    pub rank: Option<Stars>,
    pub stand: Stand,
}

/// What has been heard so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    pub voices: Vec<Voice>,
    /// Members who judge this dossier.
    pub judges: usize,
    /// Enough have answered for the council to decide.
    pub quorum: bool,
    /// Something is left that the council has to agree on as a body.
    pub unsettled: bool,
    /// The day until which members answer is over.
    pub over: bool,
}

/// Where a written opinion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Answers are still to come.
    Waiting,
    /// Heard in writing: the result can be closed.
    Decided,
    Meeting(Ground),
}

/// Điều 7(6)d, 26/2026: in writing, and by meeting only where opinions differ much or a matter is complex. Sheets are
/// compared only once everybody has answered or the day is over: before that, a call to meet would tell what is in
/// them. That a member asks for a meeting is no part of his sheet and counts at once.
pub fn course(rules: &WrittenRules, heard: &Heard) -> Course {
    let asked = heard.voices.iter().filter(|v| v.stand == Stand::Meeting).count();
    if rules.asked > 0 && u32::try_from(asked).unwrap_or(u32::MAX) >= rules.asked {
        return Course::Meeting(Ground::Asked);
    }
    if heard.voices.len() < heard.judges && !heard.over {
        return Course::Waiting;
    }
    if !heard.quorum {
        return Course::Meeting(Ground::NoQuorum);
    }
    let mut ranks: Vec<Option<Stars>> = heard.voices.iter().map(|v| v.rank).collect();
    ranks.sort_unstable();
    ranks.dedup();
    if rules.ranks_differ && ranks.len() > 1 {
        return Course::Meeting(Ground::RanksDiffer);
    }
    let totals = || heard.voices.iter().map(|v| v.total);
    let spread = totals().min().zip(totals().max()).map_or(Points::ZERO, |(low, high)| low.missing_to(high));
    if spread > rules.spread {
        return Course::Meeting(Ground::Spread);
    }
    if heard.unsettled { Course::Meeting(Ground::Unsettled) } else { Course::Decided }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::council::Rules;
    use jiff::civil::date;

    fn voice(total: u32, rank: u8, stand: Stand) -> Voice {
        Voice { total: Points(total), rank: Stars::new(rank), stand }
    }

    /// Điều 7(6)g, 26/2026: calendar days, the day of receipt not counted.
    #[test]
    fn forty_five_calendar_days_from_full_receipt() {
        for (received, due) in [
            (date(2026, 10, 5), date(2026, 11, 19)),
            (date(2026, 12, 31), date(2027, 2, 14)),
            (date(2028, 1, 20), date(2028, 3, 5)),
        ] {
            let clock = Clock::from(received, &Reckoning::default());
            assert_eq!(clock.due.shown, due);
            assert_eq!(clock.days_left(received), 45);
            assert_eq!(clock.days_left(due), 0);
            // Two of these ends are Sundays: late is counted from Monday on (Bộ luật Dân sự 2015, Điều 148(5)).
            assert_eq!(clock.days_left(add_days(clock.due.last, 3)), -3);
        }
    }

    #[test]
    fn answers_are_never_asked_for_past_the_forty_five_days() {
        let rules = WrittenRules::default();
        let clock = Clock::from(date(2026, 10, 5), &Reckoning::default());
        for (today, by, latest) in [
            (date(2026, 10, 5), date(2026, 10, 15), date(2026, 11, 19)),
            (date(2026, 11, 15), date(2026, 11, 19), date(2026, 11, 19)),
            (date(2026, 11, 18), date(2026, 11, 19), date(2026, 11, 19)),
            // The term is over or ends today: the council's own days count.
            (date(2026, 11, 19), date(2026, 11, 29), date(2026, 11, 29)),
            (date(2026, 12, 1), date(2026, 12, 11), date(2026, 12, 11)),
        ] {
            assert_eq!(clock.answer_by(&rules, today), by, "{today}");
            assert_eq!(clock.latest_answer(&rules, today), latest, "{today}");
        }
    }

    /// Điều 7(6)d, 26/2026, with the usual settings.
    #[test]
    fn the_council_meets_where_opinions_differ_and_otherwise_not() {
        use Stand::{Agree, Meeting, Other};
        let usual = WrittenRules::default();
        let heard = |voices: &[(u32, u8, Stand)]| Heard {
            voices: voices.iter().map(|(t, r, s)| voice(*t, *r, *s)).collect(),
            judges: 3,
            quorum: true,
            unsettled: false,
            over: false,
        };
        let agreed = [(80, 4, Agree), (82, 4, Agree), (85, 4, Agree)];
        type Said = (u32, u8, Stand);
        let cases: &[(&[Said], Course)] = &[
            (&[], Course::Waiting),
            (&agreed[..2], Course::Waiting),
            (&agreed, Course::Decided),
            // Two of three so far apart say nothing before the third has answered.
            (&[(60, 3, Other), (85, 4, Agree)], Course::Waiting),
            (&[(80, 4, Agree), (68, 3, Other), (75, 4, Agree)], Course::Meeting(Ground::RanksDiffer)),
            (&[(60, 3, Other), (62, 3, Other), (64, 3, Other)], Course::Decided),
            (&[(71, 4, Agree), (81, 4, Agree), (75, 4, Agree)], Course::Decided),
            (&[(71, 4, Agree), (82, 4, Agree), (75, 4, Agree)], Course::Meeting(Ground::Spread)),
            (&[(45, 0, Other), (49, 0, Other), (47, 0, Other)], Course::Decided),
            // Asking counts at once.
            (&[(80, 4, Meeting)], Course::Meeting(Ground::Asked)),
        ];
        for (voices, expected) in cases {
            assert_eq!(course(&usual, &heard(voices)), *expected, "{voices:?}");
        }
        let over = |quorum| Heard { over: true, quorum, ..heard(&agreed[..2]) };
        assert_eq!(course(&usual, &over(true)), Course::Decided);
        assert_eq!(course(&usual, &over(false)), Course::Meeting(Ground::NoQuorum));
        let open = Heard { unsettled: true, ..heard(&agreed) };
        assert_eq!(course(&usual, &open), Course::Meeting(Ground::Unsettled));
    }

    #[test]
    fn what_calls_a_meeting_is_the_councils_own_setting() {
        let heard = Heard {
            voices: vec![voice(80, 4, Stand::Agree), voice(69, 3, Stand::Meeting)],
            judges: 2,
            quorum: true,
            unsettled: false,
            over: false,
        };
        let lenient =
            WrittenRules { ranks_differ: false, spread: Points(20), asked: 0, ..WrittenRules::default() };
        assert_eq!(course(&lenient, &heard), Course::Decided);
        let two = WrittenRules { asked: 2, ..lenient.clone() };
        assert_eq!(course(&two, &heard), Course::Decided);
        let narrow = WrittenRules { spread: Points(5), ..lenient };
        assert_eq!(course(&narrow, &heard), Course::Meeting(Ground::Spread));
        assert!(WrittenRules::default().sound());
        assert!(!WrittenRules { days: 46, ..WrittenRules::default() }.sound());
        assert!(!WrittenRules { days: 0, ..WrittenRules::default() }.sound());
    }

    #[test]
    fn a_stand_is_borne_out_by_the_sheet() {
        let (three, four) = (Some(Stars::THREE), Some(Stars::FOUR));
        for (stand, proposed, own, fits) in [
            (Stand::Agree, four, four, true),
            (Stand::Agree, four, three, false),
            (Stand::Agree, four, None, false),
            (Stand::Other, four, three, true),
            (Stand::Other, four, four, false),
            (Stand::Meeting, four, four, true),
            (Stand::Meeting, four, None, true),
        ] {
            assert_eq!(stand.fits(proposed, own).is_ok(), fits, "{stand:?} {proposed:?} {own:?}");
        }
    }

    #[test]
    fn rules_written_before_there_were_written_opinions_still_read() {
        let old = r#"{"quorum":[3,4],"chair_required":true,"spread_limit":10,"gate_rule":"settled",
                      "drop_extremes":false,"decimals":2,"ballots":2,"reason_beyond":null}"#;
        let rules: Rules = serde_json::from_str(old).unwrap();
        assert_eq!(rules.written, WrittenRules::default());
        let again: Rules = serde_json::from_str(&serde_json::to_string(&rules).unwrap()).unwrap();
        assert_eq!(again, rules);
    }

    #[test]
    fn names_read_back() {
        assert!(Stand::ALL.iter().all(|s| s.as_str().parse() == Ok(*s)));
        assert!(Ground::ALL.iter().all(|g| g.as_str().parse() == Ok(*g)));
        assert!("x".parse::<Stand>().is_err() && "x".parse::<Ground>().is_err());
    }
}
