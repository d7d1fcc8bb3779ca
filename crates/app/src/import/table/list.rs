//! From the sheets of a file to one list: which sheets belong to it, where its headings stand, which rows are products,
//! what its cells mean. Whatever is odd becomes a finding of its line; what concerns the whole list stands with the first
//! line. Nothing is left out in silence.

use super::days::Days;
use super::field::Field;
use super::headless::Headless;
use super::layout::{Column, Layout};
use super::parts::{self, Part};
use super::rows::{self, Kind};
use super::scope::Heading;
use super::section::{self, Above};
use super::sheet::{
    Cell, DAYS_TO_1904, Line, MOST_CELLS, MOST_ROWS, MOST_TEXT, Merged, Sheet, too_big, too_long,
};
use super::{by_cells, file, footnote, order_of_days, rivals, tables};
use crate::Error;
use crate::import::finding::{Finding, Severity, at_cell, column_letters, named, remark};
use ocop_domain::encoding;
use ocop_domain::text::legible;
use std::collections::BTreeSet;

/// Merged cells that are told to their lines at most.
const MOST_FILLED: usize = 200_000;
/// One list: `sheet.lines` holds the heading line (at `layout.line`) and the products below it, through all sheets the
/// list runs over, with merged cells filled, letters made legible, and the findings of reading in each line.
#[derive(Debug, Clone)]
pub struct List {
    pub sheet: Sheet,
    /// The layout of the first table.
    pub layout: Layout,
    /// How the lines are read, by [`Line::layout`]: one for each table with columns of its own, and for each of several
    /// assessments in one row.
    pub layouts: Vec<Layout>,
    /// Of which table each of the layouts is: the first of its layouts.
    pub tables: Vec<usize>,
    /// Lines that tell of a further assessment of their row, and the cells and the bytes of text they hold again.
    further: usize,
    copied: (usize, usize),
}

/// Reads a file.
pub fn read(bytes: &[u8]) -> Result<List, Error> {
    let sheets = file::read(bytes)?;
    let mut found: Vec<((usize, bool), Sheet, Layout)> = Vec::new();
    let mut rest: Vec<Sheet> = Vec::new();
    // On which sheet a table stands, and whether below another one.
    let places = |(n, s)| tables::of(s).into_iter().enumerate().map(move |(at, t)| ((n, at > 0), t));
    for (page, sheet) in sheets.into_iter().enumerate().flat_map(places) {
        match Layout::find(&sheet) {
            Some(layout) => found.push((page, sheet, layout)),
            None => rest.push(sheet),
        }
    }
    let (first, mut shape) = match found.first() {
        Some(((page, _), _, layout)) => (*page, layout.clone()),
        None => return Err(without_headings(&rest)),
    };
    // A table of other columns is read by its own heading where it stands below the first, or names the same things.
    let belongs = |page: usize, l: &Layout| {
        l.same_shape(&shape) || l.same_fields(&shape) || page == first && l.lists_products()
    };
    let (mut own, other): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|((page, _), _, l)| belongs(*page, l));
    let mut remarks = Vec::new();
    let hidden = rest.iter().filter(|s| s.hidden).map(|s| s.name.clone()).collect();
    remarks.extend(named("sheets_hidden", hidden));
    // A sheet that goes on without headings of its own is named like one of another shape.
    let filled = |s: &&Sheet| !s.hidden && s.lines.iter().any(|l| l.cells.iter().any(|c| !c.is_empty()));
    let headless = rest.iter().filter(filled).map(|s| s.name.clone());
    let not_read = other.iter().map(|(_, s, _)| s.name.clone()).chain(headless).collect();
    remarks.extend(named("sheets_not_read", not_read));
    let alike =
        own.iter().filter(|(_, _, l)| l.same_shape(&shape)).map(|(_, s, l)| (s, l)).collect::<Vec<_>>();
    let (told, heard) = (by_cells::fields(&shape, &alike), by_cells::heard(&shape, &alike));
    let before = shape.clone();
    shape.take(&told);
    own.iter_mut().filter(|(_, _, l)| l.same_shape(&before)).for_each(|(_, _, l)| l.take(&told));
    remarks.extend(of_columns(&shape, &heard));

    let width = |s: &Sheet| s.lines.iter().map(|l| l.cells.len()).max().unwrap_or_default();
    let widest = own.iter().map(|(_, s, _)| width(s)).max().unwrap_or_default();
    let parts = parts::of(&shape, widest);
    let layouts = Part::layouts(&parts);
    let tables = vec![0; layouts.len()];
    let mut list =
        List { sheet: Sheet::default(), layout: shape.clone(), layouts, tables, further: 0, copied: (0, 0) };
    let mut names = Vec::new();
    for (number, ((_, below), sheet, layout)) in own.into_iter().enumerate() {
        if let Some(cell) = &sheet.too_far {
            return Err(too_long(cell));
        }
        names.push(sheet.name.clone());
        let number = u16::try_from(number).unwrap_or(u16::MAX);
        if layout.same_shape(&shape) {
            list.add(sheet, &layout, (&parts, 0), (number, below), &mut remarks)?;
            continue;
        }
        let row = sheet.lines.get(layout.line).map_or(0, |l| l.row);
        let heard = by_cells::heard(&layout, &[(&sheet, &layout)]);
        let placed = |f: Finding| Finding { row, sheet: sheet.name.clone(), ..f };
        remarks.extend(of_columns(&layout, &heard).into_iter().map(placed));
        let own = parts::of(&layout, widest);
        let from = list.layouts.len();
        list.layouts.extend(Part::layouts(&own));
        list.tables.resize(list.layouts.len(), from);
        list.add(sheet, &layout, (&own, from), (number, below), &mut remarks)?;
    }
    order_of_days::settle(&mut list.sheet, &list.layout, &list.layouts, &list.tables);
    list.forget_unsaid();
    if let Some(first) = list.layouts.first() {
        list.layout.columns.clone_from(&first.columns);
    }
    if let Some(first) = list.sheet.lines.get_mut(1) {
        let row = first.row;
        let place = |f: Finding| Finding { row: if f.row == 0 { row } else { f.row }, ..f };
        first.findings.splice(0..0, remarks.into_iter().map(place));
    }
    list.sheet.name = names.join(", ");
    if names.len() > 1 {
        for line in &mut list.sheet.lines {
            let name = names.get(usize::from(line.sheet)).cloned().unwrap_or_default();
            line.findings.iter_mut().filter(|f| f.sheet.is_empty()).for_each(|f| f.sheet.clone_from(&name));
        }
        list.sheet.names = names;
    } else if let Some(first) = list.sheet.lines.get_mut(1) {
        first.findings.iter_mut().for_each(|f| f.sheet.clear());
    }
    Ok(list)
}

/// What is to be said of the columns of a table: those that are not read, that are compared, that are of several assessments.
/// Those of remarks that were heard are read.
fn of_columns(shape: &Layout, heard: &BTreeSet<usize>) -> Vec<Finding> {
    let shown = |c: &Column| format!("{} ({})", column_letters(c.index), c.heading);
    let not_read = shape
        .columns
        .iter()
        .filter(|c| c.field.is_none() && shape.is_worth_naming(c) && !heard.contains(&c.index));
    let not_read = named("columns_not_read", not_read.map(shown).collect());
    let by_index = |i: &usize| shape.columns.iter().find(|c| c.index == *i);
    let compared = shape.rivals.iter().filter_map(|(f, i)| Some([shape.column(*f)?, by_index(i)?]));
    let compared = named("columns_compared", compared.map(|two| two.map(shown).join(" – ")).collect());
    let former = [Field::FormerName, Field::FormerSubject].into_iter().filter_map(|f| shape.column(f));
    let former = named("columns_former", former.map(shown).collect());
    let series = named("series_read", parts::in_words(shape));
    [not_read, compared, former, series].into_iter().flatten().collect()
}

/// Why a file has no list: unreadable text, a cell out of reach, hidden sheets only, or no headings.
fn without_headings(sheets: &[Sheet]) -> Error {
    if let Some(cell) = sheets.iter().find_map(|s| s.too_far.as_ref()) {
        return too_long(cell);
    }
    let texts = sheets.iter().flat_map(|s| s.lines.iter().take(60)).flat_map(|l| &l.cells);
    let garbled =
        texts.filter(|c| matches!(c, Cell::Text(t) if encoding::meant(t).is_some() || encoding::lost(t)));
    if garbled.count() >= 2 {
        return Error::field("file", "import_wrong_encoding");
    }
    let all_hidden = sheets.iter().any(|s| s.hidden) && sheets.iter().all(|s| s.hidden || s.lines.is_empty());
    Error::field("file", if all_hidden { "import_all_hidden" } else { "import_no_headings" })
}

impl List {
    fn add(
        &mut self,
        mut sheet: Sheet,
        layout: &Layout,
        (parts, from): (&[Part], usize),
        (number, below): (u16, bool),
        remarks: &mut Vec<Finding>,
    ) -> Result<(), Error> {
        fill_merged(&mut sheet, layout)?;
        let kinds = rows::kinds(&sheet, layout);
        let hidden = layout.columns.iter().filter(|c| {
            layout.is_read(c) && sheet.hidden_columns.iter().any(|(a, b)| (*a..=*b).contains(&c.index))
        });
        let hidden = hidden.map(|c| format!("{} ({})", column_letters(c.index), c.heading)).collect();
        remarks.extend(named("columns_hidden", hidden));
        let mut left_out = Vec::new();
        let mut headless = Headless::default();
        let mut days = Days::default();
        let (begun, mut notes) = (self.sheet.lines.len(), Vec::new());
        let over = sheet.lines.get(..layout.first).unwrap_or_default();
        // Right above a table that begins below another one stand the sections in which it lies.
        let (sections, title): (Vec<Line>, Vec<Line>) =
            over.iter().cloned().partition(|l| below && section::is_section(&Heading::of(l, None)));
        let mut above = Above::of_sheet(&sheet.name, &title);
        for line in sections {
            let heading = Heading::of(&line, None);
            left_out.push(left_out_line(&line, &heading));
            above.enter(&heading);
        }
        let mut before = None;
        for (at, mut line) in std::mem::take(&mut sheet.lines).into_iter().enumerate() {
            line.sheet = number;
            if at == layout.line && number == 0 {
                line.findings.clear();
                self.sheet.lines.push(line);
                continue;
            }
            let Some(kind) = at.checked_sub(layout.line + 1).and_then(|i| kinds.get(i)) else { continue };
            match kind {
                Kind::Product => {
                    days.join(&mut line, layout);
                    headless.see(&line, layout);
                    let said = parts::said(&line, layout);
                    for (n, at) in said.iter().enumerate() {
                        let Some(part) = parts.get(*at) else { continue };
                        let mut own = line.clone();
                        let is_last = n + 1 == said.len();
                        own.layout = Part::number(from, *at, is_last);
                        own.part = u16::try_from(n).unwrap_or(u16::MAX);
                        if n > 0 {
                            // Each further assessment of a row holds its text again.
                            let text = |c: &Cell| if let Cell::Text(t) = c { t.len() } else { 0 };
                            self.further += 1;
                            self.copied.0 += own.cells.len();
                            self.copied.1 += own.cells.iter().map(text).sum::<usize>();
                            own.findings.retain(|f| f.severity == Severity::Error);
                        }
                        let layout = if is_last { &part.last } else { &part.before };
                        choose_stars(&mut own, layout);
                        settle(&mut own, layout, sheet.from_1904);
                        rivals::compare(&mut own, layout);
                        parts::put_year(&mut own, layout);
                        match is_last {
                            true => above.fill(&mut own, layout),
                            false => above.fill_earlier(&mut own, layout, &part.before_unsaid),
                        }
                        self.sheet.lines.push(own);
                    }
                }
                Kind::Blank | Kind::Heading => {}
                Kind::Title | Kind::Section | Kind::Total | Kind::Foot | Kind::Note => {
                    settle(&mut line, layout, sheet.from_1904);
                    let counter = layout.counter().or_else(|| layout.column(Field::Id).map(|c| c.index));
                    let heading = Heading::of(&line, counter);
                    notes.extend(footnote::of(&heading.shown).filter(|_| notes.len() < footnote::MOST));
                    if *kind == Kind::Title && before != Some(Kind::Title) {
                        above.restart();
                    }
                    if matches!(kind, Kind::Section | Kind::Title) {
                        above.enter(&heading);
                    }
                    left_out.push(left_out_line(&line, &heading));
                }
            }
            before = Some(*kind);
            let products = self.sheet.lines.len().saturating_sub(self.further + 1);
            if products > MOST_ROWS || self.copied.0 > MOST_CELLS || self.copied.1 > MOST_TEXT {
                let row = self.sheet.lines.last().map_or(0, |l| l.row);
                return Err(too_long(&format!("A{row}")));
            }
        }
        footnote::ask(self.sheet.lines.get_mut(begun..).unwrap_or_default(), &self.layouts, &notes);
        for found in above.end() {
            let of_row = |l: &&mut Line| l.sheet == number && l.row == found.row;
            match self.sheet.lines.iter_mut().skip(1).find(of_row) {
                Some(line) => line.findings.push(found),
                None => remarks.push(found),
            }
        }
        remarks.extend(headless.found(layout).map(|f| Finding { sheet: sheet.name.clone(), ..f }));
        remarks.extend(named("rows_left_out", left_out).map(|f| Finding { sheet: sheet.name.clone(), ..f }));
        if number == 0 {
            self.layout.line = 0;
        }
        Ok(())
    }
}

/// A line that is no product, as it is named.
fn left_out_line(line: &Line, heading: &Heading) -> String {
    let said: String = heading.shown.chars().take(60).collect();
    format!("{} “{said}”", line.row)
}

impl List {
    /// A column that no section filled is none.
    fn forget_unsaid(&mut self) {
        let lines = &self.sheet.lines;
        for (number, layout) in (0..).zip(&mut self.layouts) {
            let own = lines.iter().skip(1).filter(|l| l.layout == number);
            let filled = |l: &Line, at: usize| l.cells.get(at).is_some_and(|cell| !cell.is_empty());
            layout.columns.retain(|c| !c.said_above || own.clone().any(|l| filled(l, c.index)));
        }
    }

    /// By what a line is read.
    pub fn layout_of(&self, line: &Line) -> &Layout {
        self.layouts.get(usize::from(line.layout)).unwrap_or(&self.layout)
    }
}

/// A value merged over several rows is meant for each of them; the file holds it once, at the top left. Merged over
/// several columns that are read, it is not known which of them is meant.
fn fill_merged(sheet: &mut Sheet, layout: &Layout) -> Result<(), Error> {
    let first = sheet.lines.get(layout.line + 1).map_or(u32::MAX, |l| l.row);
    let known: Vec<(usize, &str)> =
        layout.columns.iter().filter(|c| layout.is_read(c)).map(|c| (c.index, c.heading.as_str())).collect();
    let mut filled = 0_usize;
    // Where regions lie over each other a cell is told of once.
    let mut told: BTreeSet<(u32, usize)> = BTreeSet::new();
    for m in std::mem::take(&mut sheet.merged) {
        let columns: Vec<_> = known.iter().filter(|(i, _)| (m.columns.0..=m.columns.1).contains(i)).collect();
        let single = m.rows.0 == m.rows.1 && m.columns.0 == m.columns.1;
        if m.rows.1 < first || columns.is_empty() || single {
            sheet.merged.push(m);
            continue;
        }
        let value = sheet.line(m.rows.0).and_then(|l| l.cells.get(m.columns.0)).cloned().unwrap_or_default();
        let from = sheet.lines.partition_point(|l| l.row < m.rows.0);
        let to = sheet.lines.partition_point(|l| l.row <= m.rows.1);
        let lines = sheet.lines.get_mut(from..to).unwrap_or_default();
        filled += lines.len().saturating_mul(columns.len());
        if filled > MOST_FILLED {
            return Err(too_big());
        }
        let across = columns.len() > 1;
        for line in lines {
            for (index, heading) in &columns {
                let (code, severity) = if across {
                    ("merged_across", Severity::Error)
                } else {
                    ("merged_filled", Severity::Warning)
                };
                let args = vec![("range".to_owned(), range(&m))];
                if told.insert((line.row, *index)) {
                    line.findings.push(at_cell(line.row, *index, heading, severity, code, args));
                }
                if !across {
                    line.put(*index, value.clone());
                }
            }
        }
        sheet.merged.push(m);
    }
    Ok(())
}

fn range(m: &Merged) -> String {
    format!("{}{}:{}{}", column_letters(m.columns.0), m.rows.0, column_letters(m.columns.1), m.rows.1)
}

/// Of the columns `3 sao`, `4 sao`, `5 sao` the marked one says the stars; where two are marked, both are said.
fn choose_stars(line: &mut Line, layout: &Layout) {
    let Some((place, _)) = layout.stars.first() else { return };
    let no_mark = |c: &Cell| {
        c.is_empty() || matches!(c.text().to_lowercase().as_str(), "0" | "-" | "–" | "☐" | "false" | "không")
    };
    let marked = layout.stars.iter().filter(|(i, _)| line.cells.get(*i).is_some_and(|c| !no_mark(c)));
    let said: Vec<String> = marked.map(|(_, n)| format!("{n} sao")).collect();
    line.put(*place, if said.is_empty() { Cell::Empty } else { Cell::Text(said.join(", ")) });
}

/// Makes the cells of a product what they mean, and says what they cannot mean.
fn settle(line: &mut Line, layout: &Layout, from_1904: bool) {
    if line.hidden {
        line.findings.push(Finding { row: line.row, ..remark("row_hidden", vec![]) });
    }
    if line.struck {
        line.findings.push(Finding { row: line.row, ..remark("row_struck", vec![]) });
    }
    let row = line.row;
    for column in &layout.columns {
        let Some(field) = column.field else { continue };
        let Some(cell) = line.cells.get_mut(column.index) else { continue };
        let mut find = |severity, code: &str, args: Vec<(String, String)>| {
            line.findings.push(at_cell(row, column.index, &column.heading, severity, code, args));
        };
        let of_day = matches!(field, Field::Issued | Field::Expires);
        match cell {
            Cell::Number(n) | Cell::Serial(n) if of_day && *n >= 18_000.0 && *n < 80_000.0 => {
                *cell = Cell::Serial(*n + if from_1904 { DAYS_TO_1904 } else { 0.0 });
            }
            Cell::Unstored => {
                find(Severity::Error, "formula_without_value", vec![]);
                *cell = Cell::Empty;
            }
            Cell::Text(text) => {
                if let Some(meant) = encoding::meant(text) {
                    let args = vec![("value".to_owned(), text.clone()), ("meant".to_owned(), meant)];
                    find(Severity::Error, "wrong_encoding", args);
                } else if encoding::lost(text) && field != Field::Link && field != Field::Source {
                    find(Severity::Error, "letters_lost", vec![("value".to_owned(), text.clone())]);
                }
                *text = legible(text);
                // The sign by which a spreadsheet keeps digits as text.
                let digits = text
                    .strip_prefix(['\'', '’', '‘', '`'])
                    .filter(|t| t.starts_with(|c: char| c.is_ascii_digit()));
                if let Some(digits) = digits.map(str::to_owned) {
                    *text = digits;
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
#[path = "list_tests.rs"]
mod tests;
