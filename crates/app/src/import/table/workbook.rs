//! Workbooks (.xlsx), read as a stream: of each sheet that is shown, the filled cells within the bound, the merged
//! regions, hidden rows and columns. Sheets that are hidden are named, and not read.

use super::file_kind;
use super::formats::Formats;
use super::package::{BOOK_BYTES, Package, attribute, relations};
use super::sheet::{
    Budget, Cell as Value, DAYS_TO_1904, LAST_ROW, LONGEST_TEXT, Line, MOST_COLUMNS, Merged, Sheet,
    text_cell, too_big, unreadable,
};
use crate::import::finding::column_letters;
use crate::{Error, Invalid};
use quick_xml::events::{BytesStart, Event};
use std::ops::ControlFlow;

/// Bytes of all sheets that are read, unpacked.
const SHEET_BYTES: u64 = 64 << 20;
/// Bytes of the texts that cells share, unpacked.
const STRING_BYTES: u64 = 24 << 20;
const MOST_SHEETS: usize = 100;
const MOST_MERGED: usize = 50_000;
/// Texts that cells share.
const MOST_STRINGS: usize = 1_000_000;

/// The sheets of a workbook in the order of its tabs.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Error> {
    let mut package = Package::open(bytes)?;
    if let Some(code) = file_kind::other_package(|part| package.has(part)) {
        return Err(Error::field("file", code));
    }
    if package.has("content.xml") {
        // The kind stands uncompressed at the beginning of the file.
        let head = bytes.get(..bytes.len().min(200)).unwrap_or_default();
        let text = head.windows(17).any(|w| w == b"opendocument.text");
        let code = if text { "import_is_document" } else { "import_open_document" };
        return Err(Error::field("file", code));
    }
    let book = Book::read(&mut package)?;
    let strings = match &book.strings {
        Some(path) => Strings::read(&mut package, path)?,
        None => Strings::default(),
    };
    let formats = match &book.styles {
        Some(path) => Formats::read(&mut package, path)?,
        None => Formats::default(),
    };
    if book.tabs.len() > MOST_SHEETS {
        let mut e = Invalid::default();
        e.add_with("file", "import_too_many_sheets", vec![("most", MOST_SHEETS.to_string())]);
        return Err(Error::Invalid(e));
    }
    let mut left = SHEET_BYTES;
    let mut budget = Budget::new();
    let mut out = Vec::new();
    for tab in book.tabs {
        let mut sheet = Sheet {
            name: ocop_domain::text::clean(&ocop_domain::text::legible(&tab.name)),
            hidden: tab.hidden,
            from_1904: book.from_1904,
            ..Sheet::default()
        };
        if !tab.hidden && package.has(&tab.path) {
            SheetReader {
                strings: &strings,
                formats: &formats,
                budget: &mut budget,
                sheet: &mut sheet,
                at: At::default(),
            }
            .read(&mut package, &tab.path, &mut left)?;
            sheet.settle()?;
        }
        out.push(sheet);
    }
    Ok(out)
}

struct Tab {
    name: String,
    hidden: bool,
    path: String,
}

/// What the workbook says of itself.
#[derive(Default)]
struct Book {
    tabs: Vec<Tab>,
    strings: Option<String>,
    styles: Option<String>,
    from_1904: bool,
}

impl Book {
    fn read(package: &mut Package<'_>) -> Result<Book, Error> {
        let main = relations(package, "_rels/.rels", "")?
            .into_iter()
            .find(|r| r.kind.ends_with("/officeDocument"))
            .map_or_else(|| "xl/workbook.xml".to_owned(), |r| r.path);
        if main.to_lowercase().ends_with(".bin") {
            return Err(Error::field("file", "import_old_excel"));
        }
        if !package.has(&main) {
            return Err(unreadable());
        }
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
        let slash = if folder.is_empty() { "" } else { "/" };
        let links = relations(package, &format!("{folder}{slash}_rels/{file}.rels"), folder)?;
        let part = |kind: &str| {
            let link = links.iter().find(|r| r.kind.ends_with(kind));
            link.map(|r| r.path.clone()).filter(|p| package.has(p))
        };
        let (strings, styles) = (part("/sharedStrings"), part("/styles"));
        let mut book = Book { strings, styles, ..Book::default() };
        package.walk(&main, &mut { BOOK_BYTES }, |event| {
            if let Event::Start(e) = &event {
                match e.local_name().as_ref() {
                    "workbookPr" => book.from_1904 = attribute(e, "date1904").is_some_and(|v| is_true(&v)),
                    "sheet" => {
                        let id = attribute(e, "id").unwrap_or_default();
                        if let Some(link) = links.iter().find(|r| r.id == id) {
                            book.tabs.push(Tab {
                                name: attribute(e, "name").unwrap_or_default(),
                                hidden: attribute(e, "state").is_some_and(|s| s != "visible"),
                                path: link.path.clone(),
                            });
                        }
                    }
                    _ => {}
                }
            }
            Ok(ControlFlow::Continue(()))
        })?;
        if book.tabs.is_empty() { Err(unreadable()) } else { Ok(book) }
    }
}

fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

/// Adds what an event says in letters.
fn add_text(event: &Event<'_>, out: &mut String) {
    match event {
        Event::Text(t) => out.push_str(&t.xml10_content()),
        Event::CData(t) => out.push_str(&t.xml10_content()),
        Event::GeneralRef(r) => match r.resolve_char_ref() {
            Ok(Some(c)) => out.push(c),
            // A reference that names no letter left one out.
            Err(_) => out.push(char::REPLACEMENT_CHARACTER),
            _ => match r.xml10_content().as_ref() {
                "lt" => out.push('<'),
                "gt" => out.push('>'),
                "amp" => out.push('&'),
                "quot" => out.push('"'),
                "apos" => out.push('\''),
                _ => {}
            },
        },
        _ => {}
    }
}

/// The texts that cells share: one string with the ends of each, so that a million empty ones weigh little.
#[derive(Default)]
struct Strings {
    all: String,
    ends: Vec<u32>,
}

impl Strings {
    fn read(package: &mut Package<'_>, path: &str) -> Result<Strings, Error> {
        let mut out = Strings::default();
        let (mut within, mut phonetic) = (false, false);
        package.walk(path, &mut { STRING_BYTES }, |event| {
            match &event {
                Event::Start(e) => match e.local_name().as_ref() {
                    // What the file says of itself is no proof, but a file that says too much is not read.
                    "sst"
                        if attribute(e, "uniqueCount")
                            .and_then(|n| n.parse::<usize>().ok())
                            .is_some_and(|n| n > MOST_STRINGS) =>
                    {
                        return Err(too_big());
                    }
                    "t" => within = !phonetic,
                    "rPh" => phonetic = true,
                    _ => {}
                },
                Event::End(e) => match e.local_name().as_ref() {
                    "t" => within = false,
                    "rPh" => phonetic = false,
                    "si" if out.ends.len() >= MOST_STRINGS => return Err(too_big()),
                    "si" => out.ends.push(u32::try_from(out.all.len()).map_err(|_| too_big())?),
                    _ => {}
                },
                other if within => add_text(other, &mut out.all),
                _ => {}
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(out)
    }

    fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize,
            None => 0,
        };
        self.all.get(start..end)
    }
}

/// Where the reader stands within a sheet.
#[derive(Default)]
struct At {
    row: u32,
    column: usize,
    row_hidden: bool,
    /// Rows that say no height of their own have none.
    rows_hidden: bool,
    in_cell: bool,
    /// Within `v` or `t`: letters belong to the value.
    in_value: bool,
    phonetic: bool,
    formula: bool,
    kind: String,
    /// Which of the workbook's formats the cell has.
    style: usize,
    value: String,
}

struct SheetReader<'a> {
    strings: &'a Strings,
    formats: &'a Formats,
    budget: &'a mut Budget,
    sheet: &'a mut Sheet,
    at: At,
}

impl SheetReader<'_> {
    fn read(mut self, package: &mut Package<'_>, path: &str, left: &mut u64) -> Result<(), Error> {
        package.walk(path, left, |event| {
            match &event {
                Event::Start(e) => self.start(e)?,
                Event::End(e) => self.end(e.local_name().as_ref())?,
                other if self.at.in_value && self.at.value.len() <= LONGEST_TEXT => {
                    add_text(other, &mut self.at.value);
                }
                _ => {}
            }
            // What stands behind a cell out of reach is not wanted: the sheet is refused if it is the list.
            let stop = self.sheet.too_far.is_some();
            Ok(if stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })
    }

    fn start(&mut self, e: &BytesStart<'_>) -> Result<(), Error> {
        match e.local_name().as_ref() {
            "row" => {
                let given = attribute(e, "r").and_then(|r| r.parse().ok());
                self.at.row = given.unwrap_or(self.at.row.saturating_add(1));
                self.at.column = 0;
                let hidden = |name: &str| attribute(e, name).is_some_and(|v| is_true(&v));
                // A row without height is as unseen as one that is hidden.
                let height = attribute(e, "ht").and_then(|h| h.parse::<f64>().ok());
                let flat = height.map_or(self.at.rows_hidden, |h| h <= 0.0);
                self.at.row_hidden = hidden("hidden") || flat;
            }
            "c" => {
                if let Some((row, column)) = attribute(e, "r").as_deref().and_then(reference) {
                    (self.at.row, self.at.column) = (row, column);
                }
                self.at.kind = attribute(e, "t").unwrap_or_default();
                self.at.style = attribute(e, "s").and_then(|s| s.parse().ok()).unwrap_or_default();
                self.at.value.clear();
                (self.at.in_cell, self.at.formula, self.at.phonetic) = (true, false, false);
            }
            "v" | "t" if self.at.in_cell && !self.at.phonetic => self.at.in_value = true,
            "rPh" => self.at.phonetic = true,
            "f" if self.at.in_cell => self.at.formula = true,
            "sheetFormatPr" => {
                self.at.rows_hidden = attribute(e, "zeroHeight").is_some_and(|v| is_true(&v));
            }
            "col" => {
                let number = |name: &str| attribute(e, name).and_then(|v| v.parse::<usize>().ok());
                let narrow = || attribute(e, "width").and_then(|w| w.parse::<f64>().ok()) == Some(0.0);
                if (attribute(e, "hidden").is_some_and(|v| is_true(&v)) || narrow())
                    && let (Some(from @ 1..), Some(to)) = (number("min"), number("max"))
                    && self.sheet.hidden_columns.len() < MOST_COLUMNS
                {
                    self.sheet.hidden_columns.push((from - 1, to.saturating_sub(1)));
                }
            }
            "mergeCell" => {
                if let Some(merged) = attribute(e, "ref").as_deref().and_then(region) {
                    if self.sheet.merged.len() >= MOST_MERGED {
                        return Err(too_big());
                    }
                    self.sheet.merged.push(merged);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Error> {
        match name {
            "v" | "t" => self.at.in_value = false,
            "rPh" => self.at.phonetic = false,
            "c" => {
                let cell = self.cell();
                let (row, column) = (self.at.row, self.at.column);
                self.at.column += 1;
                self.at.in_cell = false;
                if cell.is_empty() {
                    return Ok(());
                }
                if row > LAST_ROW || column >= MOST_COLUMNS {
                    self.sheet.too_far = Some(format!("{}{row}", column_letters(column)));
                    return Ok(());
                }
                if self.sheet.lines.last().is_none_or(|l| l.row != row) {
                    self.sheet.lines.push(Line { row, hidden: self.at.row_hidden, ..Line::default() });
                }
                let struck = self.formats.is_struck(self.at.style);
                if let Some(line) = self.sheet.lines.last_mut() {
                    line.struck = struck && (line.struck || line.cells.is_empty());
                    self.budget.put(line, column, cell)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn cell(&mut self) -> Value {
        let value = std::mem::take(&mut self.at.value);
        match self.at.kind.as_str() {
            "s" => {
                let text = value.trim().parse().ok().and_then(|i| self.strings.get(i));
                text_cell(unescaped(text.unwrap_or_default()))
            }
            "str" | "inlineStr" | "d" => text_cell(unescaped(&value)),
            "b" => Value::Text(is_true(value.trim()).to_string()),
            "e" => Value::Error(value.trim().to_owned()),
            _ => match value.trim() {
                "" if self.at.formula => Value::Unstored,
                "" => Value::Empty,
                n => match n.parse() {
                    Ok(n) => {
                        let days_before = if self.sheet.from_1904 { DAYS_TO_1904 } else { 0.0 };
                        self.formats.cell(self.at.style, n, days_before)
                    }
                    Err(_) => text_cell(value.clone()),
                },
            },
        }
    }
}

/// `_x000D_`: a sign that XML cannot hold, written out.
fn unescaped(text: &str) -> String {
    if !text.contains("_x00") {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x00") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let code = from.get(2..6).filter(|_| from.get(6..7) == Some("_"));
        match code.and_then(|c| u32::from_str_radix(c, 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                rest = from.get(7..).unwrap_or_default();
            }
            None => {
                out.push_str("_x00");
                rest = from.get(4..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

/// `C4` → row 4, column 2.
fn reference(text: &str) -> Option<(u32, usize)> {
    let text = text.replace('$', "");
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, row) = text.split_at(letters);
    if !(1..=3).contains(&letters) {
        return None;
    }
    let column = name.bytes().fold(0_usize, |n, b| n * 26 + usize::from(b.to_ascii_uppercase() - b'A') + 1);
    Some((row.parse().ok()?, column - 1))
}

fn region(text: &str) -> Option<Merged> {
    let (from, to) = text.split_once(':').unwrap_or((text, text));
    let ((top, left), (bottom, right)) = (reference(from)?, reference(to)?);
    (top <= bottom && left <= right).then_some(Merged { rows: (top, bottom), columns: (left, right) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};

    #[test]
    fn references_are_read() {
        assert_eq!(reference("C4"), Some((4, 2)));
        assert_eq!(reference("XFD1048576"), Some((1_048_576, 16_383)));
        assert_eq!((reference("4"), reference("ABCD1"), reference("A")), (None, None, None));
        assert_eq!(unescaped("a_x000D_b_x00"), "a\rb_x00");
    }

    #[test]
    fn more_texts_than_any_list_has_are_refused_before_they_are_read() {
        let strings = |head: &str, n: usize| {
            let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
            zip.start_file("s.xml", zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(format!("<sst{head}>{}</sst>", "<si/>".repeat(n)).as_bytes()).unwrap();
            let bytes = zip.finish().unwrap().into_inner();
            Strings::read(&mut Package::open(&bytes).unwrap(), "s.xml").map(|s| s.ends.len())
        };
        let too_big = |read: Result<usize, Error>| match read {
            Err(Error::Invalid(e)) => e.0[0].code == "import_too_big",
            _ => false,
        };
        assert!(too_big(strings("", MOST_STRINGS + 1)));
        assert!(too_big(strings(" uniqueCount=\"4700000\"", 1)));
        assert_eq!(strings(" uniqueCount=\"2\"", 2).ok(), Some(2));
    }
}
