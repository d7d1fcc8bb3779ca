//! CSV for spreadsheets (RFC 4180). A text that a spreadsheet would take for a formula has an apostrophe before it, as
//! OWASP says ("CSV Injection"); every text stands in quotes.

use super::cell::Cell;
use crate::Error;
use crate::pipe::Pipe;
use ::csv::{QuoteStyle, Terminator, WriterBuilder};
use std::io::Write;

pub(super) struct Writer(::csv::Writer<Pipe>);

impl Writer {
    pub(super) fn begin(mut out: Pipe, mark: bool, labels: &[Cell]) -> Result<Writer, Error> {
        if mark {
            out.write_all("\u{feff}".as_bytes()).map_err(Error::internal)?;
        }
        let mut csv = WriterBuilder::new();
        csv.quote_style(QuoteStyle::NonNumeric).terminator(Terminator::CRLF);
        let mut writer = Writer(csv.from_writer(out));
        writer.row(labels)?;
        Ok(writer)
    }

    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<(), Error> {
        let fields = cells.iter().map(|cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(text) => harmless(text),
            Cell::Number(n) => n.to_string(),
            Cell::Day(day) => ocop_domain::calendar::written(*day),
        });
        self.0.write_record(fields).map_err(Error::internal)?;
        self.0.flush().map_err(Error::internal)
    }

    pub(super) fn end(mut self) -> Result<(), Error> {
        self.0.flush().map_err(Error::internal)
    }
}

/// What may stand before a formula without making it a text.
fn passed_over(c: char) -> bool {
    c.is_whitespace() || c.is_control() || c == '"' || ocop_domain::text::is_invisible(c)
}

/// Signs that begin a formula, in both widths.
fn begins_formula(c: char) -> bool {
    matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

/// A text that no spreadsheet computes. A program with another separator cuts a text at `;`, tab or the end of a line,
/// whatever the quotes say: what follows there is guarded like a beginning.
pub(super) fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    let mut cell_begins = true;
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default().trim_start_matches(passed_over);
        let first = at == 0 && c.is_control();
        if cell_begins && (first || rest.starts_with(begins_formula)) {
            out.push('\'');
        }
        out.push(c);
        cell_begins = matches!(c, ';' | '\t' | '\r' | '\n');
    }
    out
}
