//! A list as lines of cells, whatever file it came in. Row numbers are those the reader's own program shows, so that a
//! remark can be found again. Cells are kept sparsely and within a bound: what a file claims to hold asks for no memory.

use crate::Error;
use crate::error::Invalid;
use crate::import::finding::{Finding, Severity, column_letters};
use crate::import::row::date::of_serial;
use ocop_domain::calendar::written;
use ocop_domain::text::clean;

/// The most rows one list may have.
pub const MOST_ROWS: usize = 20_000;
/// The last row and column that are read at all; title rows stand above a list.
pub const LAST_ROW: u32 = 20_100;
pub const MOST_COLUMNS: usize = 200;
/// Cells and bytes of text that are kept of one file at most.
pub const MOST_CELLS: usize = 1_500_000;
pub const MOST_TEXT: usize = 20 << 20;
/// Bytes of text in one cell; a spreadsheet allows 32,767 letters.
pub const LONGEST_TEXT: usize = 128 << 10;
/// Letters of a cell that are read: no column of a list says more.
const MOST_LETTERS: usize = 4_000;
/// Rows of one sheet are numbered apart from those of the next by this much, where a list runs over several sheets.
const SHEET_STEP: i64 = 2_000_000;
/// The further recognitions that a row tells of are numbered apart by as many sheets.
const MOST_SHEETS: i64 = 1 << 16;

#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    #[default]
    Empty,
    Text(String),
    Number(f64),
    /// A spreadsheet's day, as its serial number counted from 1900.
    Serial(f64),
    /// A spreadsheet's day of which it shows no more than the month or the year: `03/2025`.
    Part(String),
    /// `#REF!` and its kin.
    Error(String),
    /// A formula whose value the file does not hold.
    Unstored,
}

impl Cell {
    /// What a reader sees, cleaned.
    pub fn text(&self) -> String {
        match self {
            Cell::Empty | Cell::Unstored => String::new(),
            Cell::Text(t) => clean(t),
            Cell::Number(n) | Cell::Serial(n) => n.to_string(),
            Cell::Part(t) | Cell::Error(t) => t.clone(),
        }
    }

    /// The same, with a spreadsheet's day as a day.
    pub fn shown(&self) -> String {
        match self {
            Cell::Serial(n) => of_serial(*n).map_or_else(|| self.text(), written),
            _ => self.text(),
        }
    }

    pub fn is_empty(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(t) => !t.chars().any(|c| !c.is_whitespace() && !ocop_domain::text::is_invisible(c)),
            _ => false,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// From 1, as the sheet numbers its rows.
    pub row: u32,
    /// Which of the list's sheets, from 0.
    pub sheet: u16,
    /// By which of the list's layouts it is read, and which recognition of its row it tells of, from 0.
    pub layout: u16,
    pub part: u16,
    pub hidden: bool,
    /// Every cell of it is struck through.
    pub struck: bool,
    pub cells: Vec<Cell>,
    /// What was odd about the line when it was read.
    pub findings: Vec<Finding>,
}

/// The first number of a line that tells of a further recognition of its row.
pub const FURTHER: i64 = MOST_SHEETS * SHEET_STEP;

impl Line {
    /// A number that is the line's own through all sheets of the list: the row's, on the first sheet.
    pub fn number(&self) -> i64 {
        let sheets = i64::from(self.part) * MOST_SHEETS + i64::from(self.sheet);
        sheets * SHEET_STEP + i64::from(self.row)
    }

    /// Writes a cell, however short the line is.
    pub fn put(&mut self, index: usize, cell: Cell) {
        if self.cells.len() <= index {
            self.cells.resize(index + 1, Cell::Empty);
        }
        if let Some(place) = self.cells.get_mut(index) {
            *place = cell;
        }
    }
}

/// Which of several recognitions of its row a line's number stands for, from 0.
pub fn part_of(number: i64) -> i64 {
    number / FURTHER
}

const _: () = assert!(FURTHER == ocop_store::import::FURTHER, "rows are put in order by the same number");

/// The row of its sheet that a line's number stands for.
pub fn row_of(number: i64) -> i64 {
    number % SHEET_STEP
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
    /// Where a list runs over several sheets: their names, in the order of [`Line::sheet`].
    pub names: Vec<String>,
    /// Not shown to who opens the file; its cells are not read.
    pub hidden: bool,
    pub lines: Vec<Line>,
    pub merged: Vec<Merged>,
    pub hidden_columns: Vec<(usize, usize)>,
    /// A filled cell beyond what is read, by its reference.
    pub too_far: Option<String>,
    /// Days are counted from 1904, as on an old Macintosh.
    pub from_1904: bool,
}

/// Days between the two first days a spreadsheet may count from.
pub const DAYS_TO_1904: f64 = 1_462.0;

impl Sheet {
    /// The name of a line's sheet, where the list runs over several; else empty.
    pub fn name_of(&self, line: &Line) -> &str {
        self.names.get(usize::from(line.sheet)).map_or("", String::as_str)
    }

    pub fn line(&self, row: u32) -> Option<&Line> {
        self.lines.binary_search_by_key(&row, |l| l.row).ok().and_then(|i| self.lines.get(i))
    }

    /// Lines in the order of their rows, each row once: a row written in pieces is one, and a file that fills a cell twice is
    /// not read, as one of the two would be lost.
    pub fn settle(&mut self) -> Result<(), Error> {
        self.lines.retain(|l| !l.cells.iter().all(Cell::is_empty));
        if !self.lines.is_sorted_by_key(|l| l.row) {
            self.lines.sort_by_key(|l| l.row);
        }
        let mut twice = false;
        self.lines.dedup_by(|later, first| {
            let same = later.row == first.row;
            if same {
                let width = first.cells.len().max(later.cells.len());
                first.cells.resize(width, Cell::Empty);
                for (place, cell) in first.cells.iter_mut().zip(later.cells.drain(..)) {
                    if place.is_empty() {
                        *place = cell;
                    } else {
                        twice |= !cell.is_empty();
                    }
                }
            }
            same
        });
        if twice { Err(unreadable()) } else { Ok(()) }
    }
}

/// What may still be kept of a file.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    pub fn new() -> Budget {
        Budget { cells: MOST_CELLS, text: MOST_TEXT }
    }

    /// Puts a cell into its line, where the bound allows it.
    pub fn put(&mut self, line: &mut Line, column: usize, mut cell: Cell) -> Result<(), Error> {
        if let Cell::Text(t) = &mut cell
            && t.len() > MOST_LETTERS
            && t.len() <= LONGEST_TEXT
            && let Some((end, _)) = t.char_indices().nth(MOST_LETTERS)
        {
            t.truncate(end);
            line.findings.push(Finding {
                row: line.row,
                column: column_letters(column),
                heading: String::new(),
                sheet: String::new(),
                severity: Severity::Warning,
                code: "cell_cut".into(),
                args: vec![("most".into(), MOST_LETTERS.to_string())],
            });
        }
        if let Cell::Text(t) | Cell::Part(t) | Cell::Error(t) = &cell {
            if t.len() > LONGEST_TEXT {
                return Err(too_big());
            }
            self.text = self.text.checked_sub(t.len()).ok_or_else(too_big)?;
        }
        let more = (column + 1).saturating_sub(line.cells.len());
        self.cells = self.cells.checked_sub(more).ok_or_else(too_big)?;
        if more > 0 {
            line.cells.reserve_exact(more);
            line.cells.resize(column + 1, Cell::Empty);
        }
        if let Some(place) = line.cells.get_mut(column) {
            if !place.is_empty() && !cell.is_empty() {
                return Err(unreadable());
            }
            *place = cell;
        }
        Ok(())
    }
}

/// What the cells of a line say, one after the other; a day as it is shown.
pub(in crate::import) fn words(line: &Line) -> String {
    words_but(line, None)
}

/// The same without the cell of a column.
pub(in crate::import) fn words_but(line: &Line, column: Option<usize>) -> String {
    let cells = (0..).zip(&line.cells).filter(|(i, c)| !c.is_empty() && Some(*i) != column);
    let words: Vec<String> = cells.map(|(_, c)| c.shown()).collect();
    ocop_domain::text::legible(&words.join(" "))
}

pub fn unreadable() -> Error {
    Error::field("file", "import_unreadable")
}

pub fn too_big() -> Error {
    Error::field("file", "import_too_big")
}

/// More rows or columns than a list may have, named by the cell.
pub fn too_long(cell: &str) -> Error {
    let mut e = Invalid::default();
    e.add_with("file", "import_too_long", vec![("cell", cell.to_owned())]);
    Error::Invalid(e)
}

/// `#REF!` and its kin; `####`, what a spreadsheet shows where a column is too narrow; `Err:502`, as LibreOffice says it.
fn is_error(text: &str) -> bool {
    let body = text.strip_prefix('#').unwrap_or_default();
    let named = body.strip_suffix(['!', '?']).is_some_and(|b| {
        b.len() >= 3 && b.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '/' | '0' | '_'))
    });
    let narrow = text.len() >= 3 && text.chars().all(|c| c == '#');
    let office =
        text.strip_prefix("Err:").is_some_and(|n| n.len() == 3 && n.bytes().all(|b| b.is_ascii_digit()));
    text == "#N/A" || named || narrow || office
}

pub fn text_cell(s: String) -> Cell {
    let trimmed = s.trim();
    if trimmed.is_empty() {
        Cell::Empty
    } else if is_error(trimmed) {
        Cell::Error(trimmed.into())
    } else {
        Cell::Text(s)
    }
}
