//! Điều 10(1)b, 26/2026: where the ministry finds that an evaluation was not done by the rules, it asks the province to
//! do it again, and to withdraw a recognition that should not have been given.

use crate::calendar::Due;
use crate::codes;
use jiff::civil::Date;

codes! {
    /// What is asked for one dossier.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub enum Asked ("thing to ask for") {
        /// The evaluation is to be done again.
        Redo = "redo",
        /// The recognition is to be withdrawn.
        Withdraw = "withdraw",
        Both = "both",
    }
}

impl Asked {
    /// Has the province done what was asked? What it did not do it has to give a reason for.
    pub fn met(self, redone: bool, withdrawn: bool) -> bool {
        match self {
            Asked::Redo => redone,
            Asked::Withdraw => withdrawn,
            Asked::Both => redone && withdrawn,
        }
    }
}

/// How an answer stands against the day set for it. The decision names no term; the demand itself does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Clock {
    /// So many calendar days are left, today not counted.
    Running(i32),
    /// Late by so many days.
    Late(i32),
    /// Answered, and whether by that day.
    Answered { in_time: bool },
}

/// `answered`: the day the answer was given.
pub fn clock(due: Due, answered: Option<Date>, today: Date) -> Clock {
    if let Some(day) = answered {
        return Clock::Answered { in_time: !due.late(day) };
    }
    let left = i32::try_from(due.days_left(today)).unwrap_or(i32::MAX);
    if left < 0 { Clock::Late(-left) } else { Clock::Running(left) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_answer_is_in_time_on_the_day_set_and_late_after_it() {
        let due = date(2026, 10, 20);
        for (answered, today, expected) in [
            (None, date(2026, 10, 5), Clock::Running(15)),
            (None, due, Clock::Running(0)),
            (None, date(2026, 10, 21), Clock::Late(1)),
            (None, date(2026, 12, 21), Clock::Late(62)),
            (Some(due), date(2026, 11, 1), Clock::Answered { in_time: true }),
            (Some(date(2026, 10, 21)), date(2026, 11, 1), Clock::Answered { in_time: false }),
        ] {
            assert_eq!(clock(Due::on(due), answered, today), expected, "{answered:?} {today}");
        }
    }

    #[test]
    fn both_asks_for_both() {
        assert!(Asked::Redo.met(true, false) && !Asked::Redo.met(false, true));
        assert!(Asked::Withdraw.met(false, true) && !Asked::Withdraw.met(true, false));
        assert!(Asked::Both.met(true, true) && !Asked::Both.met(true, false));
    }
}
