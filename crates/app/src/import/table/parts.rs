//! A row that tells of several assessments beside each other tells of several recognitions (Điều 4(3), 26/2026/QĐ-TTg): it is
//! read once for each that is filled in, by the columns of that assessment alone.

use super::field::Field;
use super::layout::Layout;
use super::occasion::is_of_recognition;
use super::rivals::says_nothing;
use super::section;
use super::sheet::{Cell, Line};
use crate::import::finding::column_letters;
use crate::import::row::date::within_loosely;
use ocop_domain::import::{StandIn, stand_in};
use std::collections::BTreeMap;

/// What headings of sections and titles say of a recognition.
const OF_RECOGNITION: [Field; 4] = [Field::Stars, Field::Decision, Field::Issued, Field::CertYear];

/// How the rows of one table are read: for each of its assessments, with the columns that sections may fill.
#[derive(Debug, Clone)]
pub struct Part {
    /// Of the last assessment that a row tells of; what stands outside all of them (`Hạng sao hiện tại`, `Ngày hết hạn`) is
    /// said of it.
    pub last: Layout,
    /// Of one before it.
    pub before: Layout,
    /// The same without what titles and sections say of a recognition.
    pub before_unsaid: Layout,
}

impl Part {
    /// The layouts by which lines are read, as [`number`] counts them.
    pub fn layouts(parts: &[Part]) -> Vec<Layout> {
        parts.iter().flat_map(|p| [p.last.clone(), p.before.clone()]).collect()
    }

    /// Which of those a line has.
    pub fn number(from: usize, part: usize, is_last: bool) -> u16 {
        u16::try_from(from + part * 2 + usize::from(!is_last)).unwrap_or(u16::MAX)
    }
}

/// The layouts of a table's assessments; of a table with one, its own.
pub fn of(layout: &Layout, width: usize) -> Vec<Part> {
    (0..layout.series.len().max(1)).map(|n| part(layout, n, width)).collect()
}

fn part(layout: &Layout, n: usize, width: usize) -> Part {
    let mut last = layout.clone();
    last.part = n;
    let mut before = Layout { earlier: true, ..last.clone() };
    if let Some(group) = layout.series.get(n) {
        let in_series = |at: usize| layout.series.iter().any(|g| g.values().any(|i| *i == at));
        let own = |at: usize| group.iter().find(|(_, i)| **i == at).map(|(f, _)| *f);
        for column in &mut last.columns {
            if in_series(column.index) {
                column.field = own(column.index);
            } else if let Some(f) = column.field.filter(|f| group.contains_key(f)) {
                // "Hạng sao hiện tại" beside the last assessment: both have to say the same.
                column.field = None;
                last.rivals.push((f, column.index));
            }
        }
        for column in &mut before.columns {
            if in_series(column.index) {
                column.field = own(column.index);
            } else if column.field.is_some_and(is_of_recognition) {
                column.field = None;
            }
        }
    }
    last.columns.extend(section::columns(&last, width));
    before.columns.extend(section::columns(&before, width));
    let mut before_unsaid = before.clone();
    for column in &mut before_unsaid.columns {
        column.field = column.field.filter(|f| !OF_RECOGNITION.contains(f));
    }
    Part { last, before, before_unsaid }
}

/// The assessments that a row says anything of; the first, where it says nothing of any.
pub fn said(line: &Line, layout: &Layout) -> Vec<usize> {
    let says = |group: &BTreeMap<Field, usize>| {
        let told = [Field::Issued, Field::Decision, Field::Stars, Field::CertificateNo];
        // A mark that repeats the row above says what stands there.
        let repeats = |c: &Cell| matches!(c, Cell::Text(t) if stand_in(t) == Some(StandIn::Above));
        let says = |c: &Cell| !c.is_empty() && (repeats(c) || !says_nothing(c));
        group.iter().any(|(f, i)| told.contains(f) && line.cells.get(*i).is_some_and(says))
    };
    let said: Vec<usize> = (0..).zip(&layout.series).filter(|(_, g)| says(g)).map(|(n, _)| n).collect();
    if said.is_empty() { vec![0] } else { said }
}

/// The year that the headings of an assessment name is that of its decision, where the row says no other time.
pub fn put_year(line: &mut Line, layout: &Layout) {
    let Some(year) = layout.years.get(layout.part).copied().flatten() else { return };
    let Some(column) = layout.column(Field::CertYear).filter(|c| c.said_above).map(|c| c.index) else {
        return;
    };
    let cell = |f: Field| layout.column(f).and_then(|c| line.cells.get(c.index)).cloned().unwrap_or_default();
    let dated =
        !says_nothing(&cell(Field::Issued)) || within_loosely(&cell(Field::Decision).text()).is_some();
    if !dated && !says_nothing(&cell(Field::Stars)) {
        line.put(column, Cell::Text(year.to_string()));
    }
}

/// `D (Sao lần 1), E (QĐ lần 1)` for each assessment.
pub fn in_words(layout: &Layout) -> Vec<String> {
    let heading =
        |i: &usize| layout.columns.iter().find(|c| c.index == *i).map_or("", |c| c.heading.as_str());
    let named = |g: &BTreeMap<Field, usize>| {
        let mut all: Vec<usize> = g.values().copied().collect();
        all.sort_unstable();
        all.iter().map(|i| format!("{} ({})", column_letters(*i), heading(i))).collect::<Vec<_>>().join(", ")
    };
    layout.series.iter().map(named).collect()
}
