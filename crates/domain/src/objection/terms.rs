use crate::calendar::add_days;
use jiff::civil::Date;

/// A term of the law, in calendar days, with where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    pub key: &'static str,
    pub days: i32,
    pub source: &'static str,
}

/// What the program comes with. A reading: Decision 26/2026 names no way to complain of a result, and whether the Law on
/// Complaints covers a council's result before any decision is signed is open; the days can be set otherwise.
pub const TERMS: [Term; 3] = [
    Term { key: "file", days: 90, source: "Luật Khiếu nại số 02/2011/QH13, Điều 9" },
    Term { key: "receive", days: 10, source: "Luật Khiếu nại số 02/2011/QH13, Điều 27" },
    Term { key: "answer", days: 30, source: "Luật Khiếu nại số 02/2011/QH13, Điều 28" },
];

/// The terms in force, in calendar days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// From the day the result or decision was known to the day of filing.
    pub file: i32,
    /// From filing to receipt.
    pub receive: i32,
    /// From receipt to the answer.
    pub answer: i32,
}

impl Default for Terms {
    fn default() -> Terms {
        let [file, receive, answer] = TERMS.map(|t| t.days);
        Terms { file, receive, answer }
    }
}

impl Terms {
    /// The last day to file against what was known on `known`. Later only with the reason that kept the complainant from it (Điều 9:
    /// illness, disaster, war, a journey, other hindrances do not count).
    pub fn file_by(&self, known: Date) -> Date {
        add_days(known, self.file)
    }

    pub fn receive_by(&self, filed: Date) -> Date {
        add_days(filed, self.receive)
    }

    pub fn answer_by(&self, received: Date) -> Date {
        add_days(received, self.answer)
    }

    /// Terms a person might set: none of no days, none beyond a year.
    pub fn sound(&self) -> bool {
        [self.file, self.receive, self.answer].into_iter().all(|days| (1..=366).contains(&days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Luật 02/2011/QH13: Điều 9 ninety, Điều 27 ten, Điều 28 thirty days.
    #[test]
    fn the_terms_of_the_law_in_calendar_days() {
        let t = Terms::default();
        assert_eq!((t.file, t.receive, t.answer), (90, 10, 30));
        assert_eq!(t.file_by(date(2026, 10, 1)), date(2026, 12, 30));
        assert_eq!(t.receive_by(date(2026, 10, 5)), date(2026, 10, 15));
        assert_eq!(t.answer_by(date(2026, 10, 15)), date(2026, 11, 14));
        assert!(t.sound() && !Terms { file: 0, ..t }.sound() && !Terms { answer: 400, ..t }.sound());
    }
}
