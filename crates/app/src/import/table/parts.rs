//! A row that tells of several assessments beside each other tells of several recognitions (Điều 4(3), 26/2026/QĐ-TTg): it is
//! read once for each that is filled in, by the columns of that assessment alone.

use super::columns::{Field, Layout};
use super::rivals::says_nothing;
use super::section;
use super::sheet::{Cell, Line};
use crate::import::finding::column_letters;
use crate::import::row::date::within_loosely;
use std::collections::BTreeMap;

/// What headings of sections and titles say of a recognition.
const OF_RECOGNITION: [Field; 4] = [Field::Stars, Field::Decision, Field::Issued, Field::CertYear];

/// How the rows of one table are read: for each of its assessments, with the columns that sections may fill.
#[derive(Debug, Clone)]
pub struct Part {
    pub layout: Layout,
    /// The same without what a title or a section says of a recognition: it is said of the last one.
    pub before_last: Layout,
}

/// The layouts of a table's assessments; of a table with one, its own.
pub fn of(layout: &Layout, width: usize) -> Vec<Part> {
    let part = |n: usize| {
        let mut own = layout.clone();
        own.part = n;
        if let Some(group) = layout.series.get(n) {
            for column in &mut own.columns {
                let in_series = layout.series.iter().any(|g| g.values().any(|i| *i == column.index));
                if in_series {
                    column.field = group.iter().find(|(_, i)| **i == column.index).map(|(f, _)| *f);
                }
            }
        }
        own.columns.extend(section::columns(&own, width));
        let mut before_last = own.clone();
        let of_recognition = |f: &Field| OF_RECOGNITION.contains(f);
        before_last
            .columns
            .iter_mut()
            .filter(|c| c.field.is_some_and(|f| of_recognition(&f)))
            .for_each(|c| c.field = None);
        Part { layout: own, before_last }
    };
    (0..layout.series.len().max(1)).map(part).collect()
}

/// The assessments that a row says anything of; the first, where it says nothing of any.
pub fn said(line: &Line, layout: &Layout) -> Vec<usize> {
    let says = |group: &BTreeMap<Field, usize>| {
        let told = [Field::Issued, Field::Decision, Field::Stars, Field::CertificateNo];
        group.iter().any(|(f, i)| told.contains(f) && line.cells.get(*i).is_some_and(|c| !says_nothing(c)))
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
