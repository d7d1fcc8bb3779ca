//! The decision that a title or a section names for the rows below it. It holds for a row that says no other and whose own
//! day or year does not tell of another time; what the row says itself always stays.

use super::columns::{Field, Layout};
use super::section::{of_row, put};
use super::sheet::{Cell, Line};
use super::title::Named;
use crate::import::finding::Finding;
use crate::import::row::date::{When, of_serial, when, within_loosely};
use jiff::civil::Date;
use ocop_domain::import::{decision_numbers, stand_in};

/// Letters of a heading that a remark repeats.
const SHOWN: usize = 160;

#[derive(Debug, Clone)]
pub struct Ruling {
    named: Named,
    heading: String,
    of_title: bool,
    /// Remarks that were made, each once.
    told: Vec<&'static str>,
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
        let heading = ocop_domain::text::clean(heading).chars().take(SHOWN).collect();
        Ruling { named, heading, of_title, told: vec![] }
    }

    /// Fills the decision and the day of a product that leaves them open.
    pub fn fill(&mut self, line: &mut Line, layout: &Layout) {
        let (Some(number), Some(day)) = (layout.column(Field::Decision), layout.column(Field::Issued)) else {
            return;
        };
        let (number, day) = (number.index, day.index);
        let cell = |at: usize| line.cells.get(at).cloned().unwrap_or_default();
        let (own, own_day) = (cell(number), cell(day));
        let year = layout.column(Field::CertYear).map(|c| cell(c.index)).unwrap_or_default();
        let own_text = own.text();
        let number_of = self.named.number.split('/').next().unwrap_or_default();
        // "5471" is short for the decision of the heading.
        let short = !own.is_empty() && own_text.trim() == number_of;
        if !own.is_empty() && !short && decision_numbers(&own_text) != [self.named.number.clone()] {
            if stand_in(&own_text).is_some() {
                return;
            }
            let args = [("value", own_text.chars().take(SHOWN).collect())];
            return self.tell(line, "own_decision_kept", &args);
        }
        let time = match self.time(&own_day) {
            Time::Open => self.time(&year),
            said => said,
        };
        match time {
            Time::Another => {
                let said = if own_day.is_empty() { shown(&year) } else { shown(&own_day) };
                return self.tell(line, "decision_of_another_time", &[("value", said)]);
            }
            Time::OtherDay => self.tell(line, "own_day_kept", &[("value", shown(&own_day))]),
            Time::Open | Time::Fits => {}
        }
        if own.is_empty() || short {
            put(line, number, Cell::Text(self.named.number.clone()));
            let words = self.in_words();
            self.tell(line, if self.of_title { "as_title" } else { "as_section" }, &[("value", words)]);
        }
        if own_day.is_empty() && within_loosely(&own_text).is_none() {
            let text = match &self.named.when {
                Some(When::Day(d)) => d.to_string(),
                Some(When::Month(y, _) | When::Year(y)) if year.is_empty() => y.to_string(),
                _ => return,
            };
            put(line, day, Cell::Text(text));
        }
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
            _ => Time::Fits,
        }
    }

    fn tell(&mut self, line: &mut Line, code: &'static str, args: &[(&str, String)]) {
        if self.told.contains(&code) {
            return;
        }
        self.told.push(code);
        let mut all = vec![("section".to_owned(), self.heading.clone())];
        all.extend(args.iter().map(|(n, v)| ((*n).to_owned(), v.clone())));
        line.findings.push(Finding { row: line.row, ..of_row(code, all) });
    }

    /// `5471/QĐ-UBND ngày 25/11/2025`
    fn in_words(&self) -> String {
        match &self.named.when {
            Some(When::Day(d)) => format!("{} ngày {}", self.named.number, in_order(*d)),
            _ => self.named.number.clone(),
        }
    }
}

fn in_order(day: Date) -> String {
    day.strftime("%d/%m/%Y").to_string()
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Serial(n) => of_serial(*n).map_or_else(|| cell.text(), in_order),
        _ => cell.text(),
    }
}
