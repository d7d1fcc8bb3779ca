//! A term that runs for a person or an office: until when, whether it was answered, and how it stands on a day. By which
//! days it is counted, and which day ends it, is settled before ([`crate::calendar`]).

use crate::calendar::{Calendar, Due, Reckoning, WARD_CHECK_WORKING_DAYS};
use crate::codes;
use jiff::civil::Date;

/// How a term stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// So many days are left, today not counted.
    Left(i64),
    /// Today is the last day.
    LastDay,
    /// Over by so many days, and not answered.
    Late(i64),
    /// Answered in time.
    Kept,
    /// Answered after its last day.
    KeptLate,
}

impl Standing {
    fn of(left: i64) -> Standing {
        match left {
            1.. => Standing::Left(left),
            0 => Standing::LastDay,
            _ => Standing::Late(left.saturating_neg()),
        }
    }

    /// Over, and not answered.
    pub fn is_late(self) -> bool {
        matches!(self, Standing::Late(_))
    }

    /// Days left while it runs; negative: late by as many.
    pub fn days_left(self) -> Option<i64> {
        match self {
            Standing::Left(n) => Some(n),
            Standing::LastDay => Some(0),
            Standing::Late(n) => Some(-n),
            Standing::Kept | Standing::KeptLate => None,
        }
    }
}

/// A term by its end, and the day on which what it was set for was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    pub due: Due,
    pub answered: Option<Date>,
}

impl Term {
    pub fn running(due: Due) -> Term {
        Term { due, answered: None }
    }

    /// A day that was set as such.
    pub fn until(day: Date) -> Term {
        Term::running(Due::on(day))
    }

    pub fn answered(self, on: Option<Date>) -> Term {
        Term { answered: on, ..self }
    }

    /// Not answered in time: the answer came later, or there is none and the last day is over.
    pub fn late(self, today: Date) -> bool {
        self.due.late(self.answered.unwrap_or(today))
    }

    fn kept(self) -> Option<Standing> {
        self.answered.map(|day| if self.due.late(day) { Standing::KeptLate } else { Standing::Kept })
    }

    /// Counted in calendar days: "ngày" (Điều 7(6)g, 26/2026; Luật 02/2011/QH13, Điều 27 and 28).
    pub fn on(self, today: Date) -> Standing {
        self.kept().unwrap_or_else(|| Standing::of(self.due.days_left(today)))
    }

    /// Counted in working days: "ngày làm việc" (Điều 7(2), 26/2026). On a day of rest after its last day a term is late
    /// already, though no working day has passed since.
    pub fn in_working_days(self, calendar: &Calendar, today: Date) -> Standing {
        self.kept().unwrap_or_else(|| match calendar.days_left(today, self.due.last) {
            left if self.late(today) => Standing::Late(left.saturating_neg().max(1)),
            left => Standing::of(left),
        })
    }

    /// The same where the whole term is `most` working days. What came in after hours is received on a later day: until
    /// then the whole term is left, and never more than it.
    pub fn of_working_days(self, most: u32, calendar: &Calendar, today: Date) -> Standing {
        match self.in_working_days(calendar, today) {
            Standing::Left(n) => Standing::of(n.min(i64::from(most))),
            other => other,
        }
    }
}

codes! {
    /// Which term runs, and of which thing: what is owed under the programme until a day.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Kind ("kind of term") {
        /// Điều 7(2), 26/2026: the commune checks a dossier within fifteen working days.
        WardCheck = "ward_check",
        /// The producer's additions, until the day the commune set.
        Additions = "additions",
        /// What an advisory team asked for (Điều 7(3)c, 26/2026), until the day it set.
        AdvisoryRequest = "advisory_request",
        /// Điều 7(6)g, 26/2026: forty-five days for a re-ranking, from full receipt.
        Reranking = "reranking",
        /// The members' answers in writing (Điều 7(6)d, 26/2026).
        WrittenOpinion = "written_opinion",
        /// Luật Khiếu nại 02/2011/QH13, Điều 27 and 28: to take an objection up, then to answer it.
        Objection = "objection",
        /// The province's answer to a demand of the ministry (Điều 10(1)b, 26/2026).
        Demand = "demand",
    }
}

codes! {
    /// Who has to act before a term ends.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Owing ("side that has to act") {
        Producer = "producer",
        Ward = "ward",
        Province = "province",
        Council = "council",
    }
}

impl Kind {
    pub fn owing(self) -> Owing {
        match self {
            Kind::WardCheck => Owing::Ward,
            Kind::Additions | Kind::AdvisoryRequest => Owing::Producer,
            Kind::Reranking | Kind::WrittenOpinion => Owing::Council,
            Kind::Objection | Kind::Demand => Owing::Province,
        }
    }

    /// The term by the day that is kept of it: for a re-ranking that of receipt, for all others the last.
    pub fn term(self, day: Date, reckoning: &Reckoning) -> Term {
        match self {
            Kind::Reranking => crate::council::Clock::from(day, reckoning).term(),
            Kind::Objection => Term::running(reckoning.due(day)),
            _ => Term::until(day),
        }
    }

    /// How the term stands, in the days its rule counts by.
    pub fn standing(self, term: Term, reckoning: &Reckoning, today: Date) -> Standing {
        match self {
            Kind::WardCheck => term.of_working_days(WARD_CHECK_WORKING_DAYS, &reckoning.calendar, today),
            Kind::Additions => term.in_working_days(&reckoning.calendar, today),
            _ => term.on(today),
        }
    }
}
