//! The commune's request for additions (Điều 7(2)a, 26/2026: kiểm tra về thành phần hồ sơ): what each item points at,
//! and what became of it between the seal it was asked of and the next one.

use super::compare::{AnswerChange, Change, Comparison, FieldChange, PaperChange, form_texts};
use super::seal::{Seal, SealedFile};
use super::{Form02, Kind};
use crate::calendar::Calendar;
use crate::codes;
use jiff::civil::Date;
use std::fmt;
use std::str::FromStr;

/// What the commune waits for unless it writes another day: the law names no term, so this is only what is offered.
pub const OFFERED_WORKING_DAYS: u32 = 10;

/// The producer is reminded this many working days before the day awaited.
pub const REMINDED_WORKING_DAYS: i64 = 2;

/// The most items one request may have.
pub const MOST_ITEMS: usize = 40;

/// Where the producer has to mend something.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// Mẫu số 01 and the register's facts printed on it.
    Form,
    /// A text of Mẫu số 02, by the name it has in the seal.
    Report(&'static str),
    Questions,
    /// What is new since recognition (Điều 6(1)b, 6(1)c).
    Updates,
    /// A paper that is not there yet.
    Papers,
    /// A criterion: level, description or papers.
    Criterion(String),
    /// A paper of the library, by its id.
    Paper(String),
}

impl Place {
    /// The places every dossier of a kind has; criteria and papers come from the dossier.
    pub fn sections(kind: Kind) -> Vec<Place> {
        let texts = form_texts(&Form02::default());
        let mut out = vec![Place::Form];
        out.extend(texts.into_iter().map(|(name, _)| Place::Report(name)));
        out.push(Place::Questions);
        out.extend((kind != Kind::First).then_some(Place::Updates));
        out.push(Place::Papers);
        out
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Form => f.write_str("form"),
            Place::Report(field) => write!(f, "report:{field}"),
            Place::Questions => f.write_str("questions"),
            Place::Updates => f.write_str("updates"),
            Place::Papers => f.write_str("papers"),
            Place::Criterion(code) => write!(f, "criterion:{code}"),
            Place::Paper(id) => write!(f, "paper:{id}"),
        }
    }
}

impl FromStr for Place {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        let unknown = || format!("“{s}” is no place of a dossier");
        Ok(match s.split_once(':') {
            None => match s {
                "form" => Place::Form,
                "questions" => Place::Questions,
                "updates" => Place::Updates,
                "papers" => Place::Papers,
                _ => return Err(unknown()),
            },
            Some(("report", field)) => {
                let texts = form_texts(&Form02::default());
                let known = texts.into_iter().find(|(name, _)| *name == field).ok_or_else(unknown)?;
                Place::Report(known.0)
            }
            Some(("criterion", code)) if !code.is_empty() => Place::Criterion(code.to_owned()),
            Some(("paper", id)) if !id.is_empty() => Place::Paper(id.to_owned()),
            Some(_) => return Err(unknown()),
        })
    }
}

/// What differs at a place between two seals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched<'a> {
    pub fields: Vec<&'a FieldChange>,
    pub answers: Vec<&'a AnswerChange>,
    pub papers: Vec<&'a PaperChange>,
    /// Something the comparison does not list by itself: numbers of Mẫu số 01, knock-out answers, what is new.
    pub other: bool,
}

impl Touched<'_> {
    pub fn any(&self) -> bool {
        self.other || !(self.fields.is_empty() && self.answers.is_empty() && self.papers.is_empty())
    }
}

/// What was mended at a place. `comparison` is that of the two seals.
pub fn touched<'a>(place: &Place, before: &Seal, after: &Seal, comparison: &'a Comparison) -> Touched<'a> {
    let texts = form_texts(&Form02::default());
    let of_report = |f: &FieldChange| texts.iter().any(|(name, _)| *name == f.field);
    let fields = |fits: &dyn Fn(&FieldChange) -> bool| {
        comparison.fields.iter().filter(|f| f.change != Change::Unchanged && fits(f)).collect()
    };
    let papers = |fits: &dyn Fn(&PaperChange) -> bool| {
        comparison.papers.iter().filter(|p| p.change != Change::Unchanged && fits(p)).collect()
    };
    let either = |p: &PaperChange, fits: &dyn Fn(&SealedFile) -> bool| {
        [&p.before, &p.after].into_iter().flatten().any(fits)
    };
    match place {
        Place::Form => Touched {
            fields: fields(&|f| !of_report(f)),
            other: before.form01 != after.form01,
            ..Touched::default()
        },
        Place::Report(name) => Touched { fields: fields(&|f| f.field == *name), ..Touched::default() },
        Place::Questions => Touched { other: before.questions != after.questions, ..Touched::default() },
        Place::Updates => Touched { other: before.updates != after.updates, ..Touched::default() },
        Place::Papers => Touched { papers: papers(&|_| true), ..Touched::default() },
        Place::Criterion(code) => Touched {
            answers: comparison
                .answers
                .iter()
                .filter(|a| a.change != Change::Unchanged && a.criterion == *code)
                .collect(),
            papers: papers(&|p| either(p, &|f| f.cited.iter().any(|c| c.criterion == *code))),
            ..Touched::default()
        },
        Place::Paper(id) => {
            Touched { papers: papers(&|p| either(p, &|f| f.evidence == *id)), ..Touched::default() }
        }
    }
}

codes! {
    /// How far the producer has come with an item.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum ItemState ("item state") {
        /// Neither mended nor answered.
        Open = "open",
        /// Answered in words, nothing changed at its place.
        Answered = "answered",
        /// Something changed at its place.
        Mended = "mended",
    }
}

impl ItemState {
    pub fn of(mended: bool, answered: bool) -> ItemState {
        match (mended, answered) {
            (true, _) => ItemState::Mended,
            (false, true) => ItemState::Answered,
            (false, false) => ItemState::Open,
        }
    }
}

/// Is it the day to remind of an answer that is still awaited? From two working days before until the day itself; not
/// where the request itself was made so shortly before that it is its own reminder.
pub fn reminds(calendar: &Calendar, asked: Date, answer_by: Date, today: Date) -> bool {
    let near = |day: Date| calendar.days_left(day, answer_by) <= REMINDED_WORKING_DAYS;
    today <= answer_by && near(today) && !near(asked)
}
