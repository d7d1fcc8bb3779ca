//! Lists as text: CSV with any of the separators that programs write, UTF-8 or UTF-16, lines ended as on any system.
//! A row is a record, as a spreadsheet numbers it: blank lines count, and a line break within quotes does not.

use super::layout::Layout;
use super::sheet::{Budget, LAST_ROW, Line, MOST_COLUMNS, Sheet, text_cell, too_long, unreadable};
use crate::Error;
use crate::error::Invalid;
use crate::import::finding::column_letters;

/// Records looked at to find the separator.
const LOOK: usize = 60;

pub fn read(bytes: &[u8]) -> Result<Sheet, Error> {
    let text = decode(bytes)?;
    if text.contains('\0') {
        return Err(unreadable());
    }
    if is_page(&text) {
        return Err(Error::field("file", "import_web_page"));
    }
    let (named, body) = named_separator(&text);
    let separator = named.unwrap_or_else(|| separator(body));
    let mut budget = Budget::new();
    let mut sheet = Sheet::default();
    let mut records = Records::new(body, separator);
    while let Some(record) = records.next()? {
        let mut line = Line { row: records.row, ..Line::default() };
        for (column, field) in record.into_iter().enumerate() {
            let cell = text_cell(typed(field));
            if cell.is_empty() {
                continue;
            }
            if line.row > LAST_ROW {
                return Err(too_long(&format!("{}{}", column_letters(column), line.row)));
            }
            budget.put(&mut line, column, cell)?;
        }
        if !line.cells.is_empty() {
            sheet.lines.push(line);
        }
    }
    Ok(sheet)
}

/// What was typed so that a spreadsheet takes it for a text, `'0312345678` or `="0312345678"`, without those signs.
fn typed(field: String) -> String {
    let quoted = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    if let Some(inner) = quoted.filter(|i| !i.contains('"')) {
        return inner.to_owned();
    }
    // A lone apostrophe repeats the row above; one on both sides is a quotation.
    let inner = field.strip_prefix('\'').filter(|rest| !rest.contains('\''));
    let is_value =
        |rest: &&str| rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '=' | '+' | '-' | '@'));
    inner.filter(is_value).map(str::to_owned).unwrap_or(field)
}

fn decode(bytes: &[u8]) -> Result<String, Error> {
    let wide = |body: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = body.chunks_exact(2).map(|c| unit([c[0], c[1]])).collect();
        String::from_utf16(&units).map_err(|_| unreadable())
    };
    if let Some(body) = bytes.strip_prefix(b"\xff\xfe") {
        return wide(body, u16::from_le_bytes);
    }
    if let Some(body) = bytes.strip_prefix(b"\xfe\xff") {
        return wide(body, u16::from_be_bytes);
    }
    // UTF-16 without its mark: spaces, digits and separators have a zero beside them.
    let head = bytes.get(..bytes.len().min(4_000)).unwrap_or_default();
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 6 > head.len() && even == 0 {
        return wide(bytes, u16::from_le_bytes);
    }
    if even * 6 > head.len() && odd == 0 {
        return wide(bytes, u16::from_be_bytes);
    }
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    String::from_utf8(body.to_vec()).map_err(|_| Error::field("file", "import_not_utf8"))
}

fn is_page(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(3_000).collect::<String>().to_lowercase();
    head.starts_with("mime-version")
        || head.starts_with('<')
            && ["<html", "<table", "<!doctype", "<?xml", "<meta"].iter().any(|tag| head.contains(tag))
}

/// `sep=;` as a first line says the separator; a spreadsheet does not count it as a row.
fn named_separator(text: &str) -> (Option<char>, &str) {
    let Some(rest) = text.strip_prefix("sep=") else { return (None, text) };
    let mut letters = rest.chars();
    let separator = letters.next().filter(|c| !c.is_alphanumeric() && !matches!(c, '"' | '\n' | '\r'));
    let rest = letters.as_str();
    let body = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])).unwrap_or(rest);
    (separator, body)
}

/// The separator under which the headings are understood best; without headings, the one met most often.
fn separator(text: &str) -> char {
    let score = |separator: char| {
        let mut records = Records::new(text, separator);
        let mut sheet = Sheet::default();
        while sheet.lines.len() < LOOK {
            let Ok(Some(record)) = records.next() else { break };
            let cells = record.into_iter().map(text_cell).collect();
            sheet.lines.push(Line { row: records.row, cells, ..Line::default() });
        }
        let understood = Layout::find(&sheet).map_or(0, |l| l.understood());
        let often: usize = sheet.lines.iter().take(5).map(|l| l.cells.len()).sum();
        (understood, often)
    };
    // The last of equals is taken: the comma.
    ['|', '\t', ';', ','].into_iter().max_by_key(|c| score(*c)).unwrap_or(',')
}

struct Records<'a> {
    rest: &'a str,
    separator: char,
    row: u32,
}

impl<'a> Records<'a> {
    fn new(text: &'a str, separator: char) -> Records<'a> {
        Records { rest: text, separator, row: 0 }
    }

    /// The next record; none at the end of the text.
    fn next(&mut self) -> Result<Option<Vec<String>>, Error> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        self.row += 1;
        let mut record = Vec::new();
        loop {
            let (field, ended) = self.field()?;
            if record.len() < MOST_COLUMNS {
                record.push(field);
            } else if !field.trim().is_empty() {
                return Err(too_long(&format!("{}{}", column_letters(MOST_COLUMNS), self.row)));
            }
            if ended {
                return Ok(Some(record));
            }
        }
    }

    /// One field, and whether it is the record's last.
    fn field(&mut self) -> Result<(String, bool), Error> {
        if let Some(inner) = self.rest.strip_prefix('"') {
            self.rest = inner;
            return self.quoted();
        }
        let end = self.rest.find([self.separator, '\n', '\r']).unwrap_or(self.rest.len());
        let (field, rest) = self.rest.split_at(end);
        self.rest = rest;
        Ok((field.to_owned(), self.after()))
    }

    fn quoted(&mut self) -> Result<(String, bool), Error> {
        let mut field = String::new();
        loop {
            let end = self.rest.find('"').ok_or_else(|| open_quote(self.row))?;
            let (part, rest) = self.rest.split_at(end);
            field.push_str(part);
            self.rest = rest.get(1..).unwrap_or_default();
            if let Some(rest) = self.rest.strip_prefix('"') {
                field.push('"');
                self.rest = rest;
                continue;
            }
            let end = self.rest.find([self.separator, '\n', '\r']).unwrap_or(self.rest.len());
            let (behind, rest) = self.rest.split_at(end);
            // Letters behind the closing quote: where the field runs over lines, the quote was meant as a letter and
            // has swallowed rows.
            let lines = field.matches(['\n', '\r']).count();
            let swallowed = field.split(['\n', '\r']).skip(1).any(|l| l.matches(self.separator).count() > 2);
            if lines > 0 && (!behind.trim().is_empty() || swallowed) {
                return Err(open_quote(self.row));
            }
            field.push_str(behind);
            self.rest = rest;
            return Ok((field, self.after()));
        }
    }

    /// Takes the separator or line end; true at the end of a record.
    fn after(&mut self) -> bool {
        if let Some(rest) = self.rest.strip_prefix(self.separator) {
            self.rest = rest;
            return false;
        }
        let rest = self.rest;
        self.rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])).unwrap_or(rest);
        true
    }
}

fn open_quote(row: u32) -> Error {
    let mut e = Invalid::default();
    e.add_with("file", "import_open_quote", vec![("row", row.to_string())]);
    Error::Invalid(e)
}
