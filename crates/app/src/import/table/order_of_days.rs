//! A column of days in which one day can only be read month first (`3/15/2025`): the days of that column which can be read
//! either way are not guessed.

use super::field::Field;
use super::layout::{Column, Layout};
use super::sheet::{Cell, Line, Sheet};
use crate::import::finding::{Severity, at_cell};
use crate::import::row::date::{is_either_way, month_first};
use ocop_domain::calendar::written;
use std::collections::BTreeSet;

/// A column of a table is one column, also where rows that tell of one assessment and of two are read by layouts of their own.
pub fn settle(sheet: &mut Sheet, layout: &Layout, layouts: &[Layout], tables: &[usize]) {
    let layout_of = |line: &Line| layouts.get(usize::from(line.layout)).unwrap_or(layout);
    let table_of = |line: &Line| tables.get(usize::from(line.layout)).copied().unwrap_or_default();
    let mut american: BTreeSet<(usize, usize)> = BTreeSet::new();
    for line in sheet.lines.iter().skip(1) {
        let of_month = |c: &&Column| said(line, c.index).is_some_and(|t| month_first(t).is_some());
        let columns = of_days(layout_of(line)).filter(of_month);
        american.extend(columns.map(|c| (table_of(line), c.index)));
    }
    if american.is_empty() {
        return;
    }
    for line in sheet.lines.iter_mut().skip(1) {
        let table = table_of(line);
        for column in of_days(layout_of(line)).filter(|c| american.contains(&(table, c.index))) {
            settle_cell(line, column);
        }
    }
}

fn of_days(layout: &Layout) -> impl Iterator<Item = &Column> {
    [Field::Issued, Field::Expires].into_iter().filter_map(|f| layout.column(f))
}

fn said(line: &Line, at: usize) -> Option<&str> {
    match line.cells.get(at) {
        Some(Cell::Text(t)) => Some(t),
        _ => None,
    }
}

fn settle_cell(line: &mut Line, column: &Column) {
    let Some(said) = said(line, column.index).map(str::to_owned) else { return };
    let (code, severity, args) = match month_first(&said) {
        Some(day) => {
            if let Some(cell) = line.cells.get_mut(column.index) {
                *cell = Cell::Text(day.to_string());
            }
            ("date_month_first", Severity::Warning, vec![("value", said), ("meant", written(day))])
        }
        None if is_either_way(&said) => ("date_either_way", Severity::Error, vec![("value", said)]),
        None => return,
    };
    let args = args.into_iter().map(|(n, v)| (n.to_owned(), v)).collect();
    line.findings.push(at_cell(line.row, column.index, &column.heading, severity, code, args));
}
