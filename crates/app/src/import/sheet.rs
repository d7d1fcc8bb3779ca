//! A list as a grid of cells, whether it came as CSV or as a workbook. Row numbers are those the reader's own program
//! shows, so that a remark can be found again.

use crate::Error;
use calamine::{Data, Reader, Xlsx};
use ocop_domain::text::clean;
use std::io::Cursor;

/// The most rows one list may have.
pub const MOST_ROWS: usize = 20_000;

#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    #[default]
    Empty,
    Text(String),
    Number(f64),
    /// A spreadsheet's day, as its serial number.
    Serial(f64),
    /// `#REF!` and its kin.
    Error(String),
}

impl Cell {
    /// What a reader sees, cleaned.
    pub fn text(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(t) => clean(t),
            Cell::Number(n) | Cell::Serial(n) => n.to_string(),
            Cell::Error(e) => e.clone(),
        }
    }

    pub fn is_empty(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(t) => t.trim().is_empty(),
            _ => false,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// From 1, as the sheet numbers its rows.
    pub row: u32,
    pub cells: Vec<Cell>,
}

/// Merged cells: rows as [`Line::row`], columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merged {
    pub rows: (u32, u32),
    pub columns: (usize, usize),
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    pub name: String,
    pub lines: Vec<Line>,
    pub merged: Vec<Merged>,
}

impl Sheet {
    pub fn cell(&self, row: u32, column: usize) -> Option<&Cell> {
        self.lines.iter().find(|l| l.row == row).and_then(|l| l.cells.get(column))
    }

    pub fn merged_at(&self, row: u32, column: usize) -> Option<Merged> {
        let within = |m: &&Merged| {
            (m.rows.0..=m.rows.1).contains(&row) && (m.columns.0..=m.columns.1).contains(&column)
        };
        self.merged.iter().find(within).copied()
    }
}

/// The sheets of a file, told apart by content: a workbook begins as a ZIP, everything else must be text.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Error> {
    let sheets = if bytes.starts_with(b"PK\x03\x04") { workbook(bytes)? } else { vec![text(bytes)?] };
    if sheets.iter().any(|s| s.lines.len() > MOST_ROWS) {
        return Err(Error::field("file", "import_too_long"));
    }
    Ok(sheets)
}

fn workbook(bytes: &[u8]) -> Result<Vec<Sheet>, Error> {
    let unreadable = |_| Error::field("file", "import_unreadable");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut out = Vec::new();
    for name in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let (first_row, first_column) = range.start().unwrap_or((0, 0));
        let lines = range
            .rows()
            .zip(first_row + 1..)
            .map(|(cells, row)| Line {
                row,
                cells: vec![Cell::Empty; first_column as usize]
                    .into_iter()
                    .chain(cells.iter().map(cell))
                    .collect(),
            })
            .collect();
        let merged = book.merge_cells_by_sheet_name(&name).map_err(unreadable)?;
        let merged = merged
            .iter()
            .map(|d| Merged {
                rows: (d.start.0 + 1, d.end.0 + 1),
                columns: (d.start.1 as usize, d.end.1 as usize),
            })
            .collect();
        out.push(Sheet { name, lines, merged });
    }
    Ok(out)
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::String(s) | Data::DateTimeIso(s) | Data::DurationIso(s) => text_cell(s),
        Data::Int(n) => Cell::Number(*n as f64),
        Data::Float(n) => Cell::Number(*n),
        Data::Bool(b) => Cell::Text(b.to_string()),
        Data::DateTime(d) => Cell::Serial(d.as_f64()),
        Data::Error(e) => Cell::Error(e.to_string()),
    }
}

const ERROR_TEXTS: [&str; 7] = ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"];

fn text_cell(s: &str) -> Cell {
    let trimmed = s.trim();
    if ERROR_TEXTS.contains(&trimmed) { Cell::Error(trimmed.into()) } else { Cell::Text(s.into()) }
}

fn text(bytes: &[u8]) -> Result<Sheet, Error> {
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let body = std::str::from_utf8(body).map_err(|_| Error::field("file", "import_not_utf8"))?;
    if body.contains('\0') {
        return Err(Error::field("file", "import_unreadable"));
    }
    let head: String = body.lines().take(5).collect();
    let often = |c: char| head.matches(c).count();
    let delimiter = [',', ';', '\t'].into_iter().max_by_key(|c| often(*c)).unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter as u8)
        .from_reader(body.as_bytes());
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| Error::field("file", "import_unreadable"))?;
        let row = record.position().map_or(0, csv::Position::line);
        lines.push(Line {
            row: u32::try_from(row).unwrap_or(u32::MAX),
            cells: record.iter().map(|c| if c.is_empty() { Cell::Empty } else { text_cell(c) }).collect(),
        });
        if lines.len() > MOST_ROWS {
            return Err(Error::field("file", "import_too_long"));
        }
    }
    Ok(Sheet { name: String::new(), lines, merged: vec![] })
}
