//! The decision that a title or a section names for the rows below it. It holds for a row that says no other and whose own
//! day or year does not tell of another time; what the row says itself always stays.

use super::field::Field;
use super::layout::Layout;
use super::sheet::{Cell, Line};
use super::title::Named;
use crate::import::finding::{Finding, of_row};
use crate::import::row::date::{When, of_serial, when, within_loosely};
use ocop_domain::calendar::written;
use ocop_domain::import::{decision_numbers, stand_in};

#[derive(Debug, Clone)]
pub struct Ruling {
    named: Named,
    pub heading: String,
    of_title: bool,
    /// A row was told that its decision is read from there.
    told: bool,
}

/// What a row keeps against the decision above it. Each such row is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    Decision,
    Day,
    Time,
}

impl Kept {
    pub fn code(self) -> &'static str {
        match self {
            Kept::Decision => "own_decision_kept",
            Kept::Day => "own_day_kept",
            Kept::Time => "decision_of_another_time",
        }
    }
}

/// How what a row says of its time fits the decision's.
enum Time {
    /// The row says none.
    Open,
    Fits,
    /// Another day of the same year.
    OtherDay,
    Another,
}

impl Ruling {
    pub fn new(named: Named, heading: &str, of_title: bool) -> Ruling {
        Ruling { named, heading: heading.to_owned(), of_title, told: false }
    }

    /// Fills the decision and the day of a product that leaves them open; says what the product keeps of its own, with it.
    pub fn fill(&mut self, line: &mut Line, layout: &Layout) -> Option<(Kept, String)> {
        let (number, day) = (layout.column(Field::Decision)?.index, layout.column(Field::Issued)?.index);
        let cell = |at: usize| line.cells.get(at).cloned().unwrap_or_default();
        let (own, own_day) = (cell(number), cell(day));
        let year = layout.column(Field::CertYear).map(|c| cell(c.index)).unwrap_or_default();
        let own_text = own.text();
        let number_of = self.named.number.split('/').next().unwrap_or_default();
        // "5471" is short for the decision of the heading.
        let short = !own.is_empty() && own_text.trim() == number_of;
        if !own.is_empty() && !short && decision_numbers(&own_text) != [self.named.number.clone()] {
            let value = own_text.chars().take(60).collect();
            return stand_in(&own_text).is_none().then_some((Kept::Decision, value));
        }
        let time = match self.time(&own_day) {
            Time::Open => self.time(&year),
            said => said,
        };
        let kept = match time {
            Time::Another => {
                let said = if own_day.is_empty() { year.shown() } else { own_day.shown() };
                return Some((Kept::Time, said));
            }
            Time::OtherDay => Some((Kept::Day, own_day.shown())),
            Time::Open | Time::Fits => None,
        };
        if own.is_empty() || short {
            line.put(number, Cell::Text(self.named.number.clone()));
            self.tell(line);
        }
        if own_day.is_empty() && within_loosely(&own_text).is_none() {
            let text = match &self.named.when {
                Some(When::Day(d)) => Some(d.to_string()),
                Some(When::Month(y, m)) => Some(format!("{y}-{m:02}")),
                Some(When::Year(y)) if year.is_empty() => Some(y.to_string()),
                _ => None,
            };
            if let Some(text) = text {
                line.put(day, Cell::Text(text));
            }
        }
        kept
    }

    fn time(&self, own: &Cell) -> Time {
        let said = match own {
            Cell::Serial(n) | Cell::Number(n) => of_serial(*n).map(When::Day).or_else(|| when(&own.text())),
            _ => when(&own.text()),
        };
        match (&said, &self.named.when) {
            (None | Some(When::Unclear), _) => Time::Open,
            (Some(When::Day(a)), Some(When::Day(b))) if a == b => Time::Fits,
            (Some(a), Some(b)) if a.year() != b.year() => Time::Another,
            (Some(When::Day(_)), Some(When::Day(_))) => Time::OtherDay,
            (Some(a), Some(b)) if a.month().zip(b.month()).is_some_and(|(a, b)| a != b) => Time::OtherDay,
            _ => Time::Fits,
        }
    }

    /// The first row is told where its decision is read from.
    fn tell(&mut self, line: &mut Line) {
        if !std::mem::replace(&mut self.told, true) {
            let code = if self.of_title { "as_title" } else { "as_section" };
            let args =
                vec![("section".to_owned(), self.heading.clone()), ("value".to_owned(), self.in_words())];
            line.findings.push(Finding { row: line.row, ..of_row(code, args) });
        }
    }

    /// `5471/QĐ-UBND ngày 25/11/2025`
    fn in_words(&self) -> String {
        match &self.named.when {
            Some(When::Day(d)) => format!("{} ngày {}", self.named.number, written(*d)),
            _ => self.named.number.clone(),
        }
    }
}
