//! The cells of one line: marks that repeat the row above, words that stand for nothing, errors of a spreadsheet, codes
//! and days. Everything odd becomes a finding of its cell.

use super::date::{When, behind, is_no_day, of_serial, when};
use crate::import::finding::{Finding, Severity, column_letters};
use crate::import::table::field::Field;
use crate::import::table::layout::Layout;
use crate::import::table::sheet::{Cell, Line, Sheet};
use ocop_domain::import::{StandIn, doubts_standing, is_name, makers, stand_in};
use ocop_domain::text::is_nfc;
use std::collections::HashMap;

/// What rows above said last, by field and by which of several assessments it belongs to.
pub type Repeatable = HashMap<(Field, usize), Cell>;

/// Reads one line.
pub struct RowReader<'a> {
    pub sheet: &'a Sheet,
    pub layout: &'a Layout,
    pub line: &'a Line,
    pub findings: Vec<Finding>,
    /// What the rows above said last, for marks that repeat it.
    pub above: Repeatable,
    /// What marks of this row repeat of the row above.
    pub repeated: Vec<(Field, String)>,
}

impl RowReader<'_> {
    pub fn find(&mut self, field: Option<Field>, severity: Severity, code: &str, args: &[(&str, &str)]) {
        let column = field.and_then(|f| self.layout.column(f)).filter(|c| !c.said_above);
        self.findings.push(Finding {
            row: self.line.row,
            column: column.map(|c| column_letters(c.index)).unwrap_or_default(),
            heading: column.map(|c| c.heading.clone()).unwrap_or_default(),
            sheet: self.sheet.name_of(self.line).into(),
            severity,
            code: code.into(),
            args: args.iter().map(|(n, v)| ((*n).into(), (*v).into())).collect(),
        });
    }

    /// What stands above a cell is of the same assessment.
    fn place(&self, field: Field) -> (Field, usize) {
        let of_series = self.layout.series.iter().any(|g| g.contains_key(&field));
        (field, if of_series { self.layout.part } else { 0 })
    }

    /// The first of these columns the list has.
    pub fn at(&self, fields: &[Field]) -> Option<Field> {
        fields.iter().copied().find(|f| self.layout.column(*f).is_some())
    }

    /// The cell, with what the row above says where a mark repeats it, and empty where words say that there is nothing yet.
    fn cell(&mut self, field: Field) -> Cell {
        let own = self.own_cell(field);
        // Stars are drawn with the signs that elsewhere stand for nothing.
        // A tick says that there are some, and not which.
        let drawn = |t: &str| t.contains(['*', '★', '☆', '⭐', '✓', '√']) || matches!(t.trim(), "x" | "X");
        if field == Field::Stars && matches!(&own, Cell::Text(t) if drawn(t)) {
            self.above.insert(self.place(field), own.clone());
            return own;
        }
        let Cell::Text(text) = &own else {
            // Also an empty one: a mark below it repeats nothing.
            self.above.insert(self.place(field), own.clone());
            return own;
        };
        match stand_in(text) {
            Some(StandIn::Nothing) => {
                self.above.insert(self.place(field), Cell::Empty);
                if field == Field::Subject {
                    self.placeholder(text);
                }
                Cell::Empty
            }
            // A number belongs to one row: a mark that repeats it gives it to no other.
            Some(StandIn::Above) if matches!(field, Field::CertificateNo | Field::Id) => {
                self.find(Some(field), Severity::Warning, "number_as_above", &[("value", text.trim())]);
                Cell::Empty
            }
            Some(StandIn::Above) => {
                match self.above.get(&self.place(field)).filter(|a| !a.is_empty()).cloned() {
                    Some(above) => {
                        if field == Field::Subject {
                            let args = [("value", &*above.text())];
                            self.find(Some(field), Severity::Warning, "as_above", &args);
                        } else if !self.repeated.iter().any(|(f, _)| *f == field) {
                            self.repeated.push((field, above.shown()));
                        }
                        above
                    }
                    None if field == Field::Subject => {
                        self.placeholder(text);
                        Cell::Empty
                    }
                    None => Cell::Empty,
                }
            }
            None if field == Field::Subject && !own.is_empty() && !is_name(text) => {
                self.above.insert(self.place(field), Cell::Empty);
                self.placeholder(text);
                Cell::Empty
            }
            None if field == Field::Subject && makers(text).is_some() => {
                let all = makers(text).unwrap_or_default().join("; ");
                self.above.insert(self.place(field), Cell::Empty);
                self.find(Some(field), Severity::Question, "producer_several", &[("value", &all)]);
                Cell::Empty
            }
            None => {
                self.above.insert(self.place(field), own.clone());
                own
            }
        }
    }

    /// Says once what marks of the row repeat of the row above, the producer apart: stars, decision, day, place.
    pub(in crate::import) fn tell_repeated(&mut self) {
        let told = |f: &Field| !matches!(f, Field::Category | Field::Link | Field::Source | Field::Trust);
        let repeated: Vec<_> =
            std::mem::take(&mut self.repeated).into_iter().filter(|(f, _)| told(f)).collect();
        let named: Vec<String> = repeated
            .iter()
            .filter_map(|(f, value)| Some(format!("{}: {value}", self.layout.column(*f)?.heading)))
            .collect();
        if !named.is_empty() {
            self.find(None, Severity::Warning, "cells_as_above", &[("value", &named.join("; "))]);
        }
    }

    /// Words in the producer's place that name none: a person says who it is.
    pub(in crate::import) fn placeholder(&mut self, text: &str) {
        let args = [("value", text.trim())];
        self.find(Some(Field::Subject), Severity::Question, "producer_placeholder", &args);
    }

    pub(in crate::import) fn own_cell(&self, field: Field) -> Cell {
        let Some(index) = self.layout.column(field).map(|c| c.index) else { return Cell::Empty };
        self.line.cells.get(index).cloned().unwrap_or_default()
    }

    pub(in crate::import) fn text(&mut self, field: Field) -> String {
        match self.cell(field) {
            Cell::Error(e) => {
                // Who makes it and where can be answered by a person; everything else must be mended in the list.
                let asked = matches!(
                    field,
                    Field::Subject | Field::OldCommune | Field::NewCommune | Field::NewProvince
                );
                let severity = if asked { Severity::Warning } else { Severity::Error };
                self.find(Some(field), severity, "cell_error", &[("value", &e)]);
                String::new()
            }
            Cell::Text(raw) => {
                if !is_nfc(&raw) {
                    self.find(Some(field), Severity::Warning, "nfd", &[]);
                }
                Cell::Text(raw).text()
            }
            other => other.text(),
        }
    }

    /// A five-digit code, also where the sheet took it for a number and dropped its zeros.
    pub(in crate::import) fn code(&mut self, field: Field) -> String {
        let text = self.text(field);
        let text = text.strip_suffix(".0").map(str::to_owned).unwrap_or(text);
        let number = !text.is_empty() && text.len() < 5 && text.bytes().all(|b| b.is_ascii_digit());
        if number { format!("{text:0>5}") } else { text }
    }

    /// A day: (as written, as understood).
    pub(in crate::import) fn when(&mut self, field: Field) -> (String, Option<When>) {
        let serial = match self.cell(field) {
            Cell::Serial(n) | Cell::Number(n) => of_serial(n),
            _ => None,
        };
        let text = self.text(field);
        if let Some(d) = serial {
            return (d.to_string(), Some(When::Day(d)));
        }
        if text.is_empty() {
            return (text, None);
        }
        let read = when(&text);
        let rest = behind(&text).filter(|_| matches!(read, Some(When::Day(_))));
        match (&read, rest) {
            (Some(_), Some(rest)) => {
                let args = [("value", text.as_str()), ("rest", rest)];
                self.find(Some(field), Severity::Warning, "date_rest_left", &args);
            }
            (Some(_), None) => {}
            // "Đã hết hạn" in place of the day.
            (None, _) if field == Field::Expires && doubts_standing("", &text) => self.ask_standing(&text),
            (None, _) => {
                let code = if is_no_day(&text) { "date_does_not_exist" } else { "date_unreadable" };
                self.find(Some(field), Severity::Error, code, &[("value", &text)]);
            }
        }
        (text, read)
    }

    /// The cell itself could not be read: it is not missing as well.
    pub(in crate::import) fn failed(&self, field: Field) -> bool {
        let letters = self.layout.column(field).map(|c| column_letters(c.index));
        self.findings.iter().any(|f| f.severity == Severity::Error && Some(&f.column) == letters.as_ref())
    }
}
