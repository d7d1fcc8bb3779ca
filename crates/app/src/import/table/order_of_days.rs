//! A column of days in which one day can only be read month first (`3/15/2025`): the days of that column which can be read
//! either way are not guessed.

use super::columns::{Field, Layout};
use super::list::{List, at_cell};
use super::sheet::Cell;
use crate::import::finding::Severity;
use crate::import::row::date::{is_either_way, month_first};
use ocop_domain::calendar::written;

pub fn settle(list: &mut List) {
    for (number, layout) in (0..).zip(list.layouts.clone()) {
        settle_of(list, number, &layout);
    }
}

fn settle_of(list: &mut List, number: u16, layout: &Layout) {
    for field in [Field::Issued, Field::Expires] {
        let Some(column) = layout.column(field) else { continue };
        let text = |cell: Option<&Cell>| match cell {
            Some(Cell::Text(t)) => Some(t.clone()),
            _ => None,
        };
        let lines = list.sheet.lines.iter().skip(1).filter(|l| l.layout == number);
        let american = |t: String| month_first(&t).is_some();
        if !lines.clone().any(|l| text(l.cells.get(column.index)).is_some_and(american)) {
            continue;
        }
        for line in list.sheet.lines.iter_mut().skip(1).filter(|l| l.layout == number) {
            let Some(said) = text(line.cells.get(column.index)) else { continue };
            let (code, severity, args) = match month_first(&said) {
                Some(day) => {
                    if let Some(cell) = line.cells.get_mut(column.index) {
                        *cell = Cell::Text(day.to_string());
                    }
                    let meant = written(day);
                    ("date_month_first", Severity::Warning, vec![("value", said), ("meant", meant)])
                }
                None if is_either_way(&said) => ("date_either_way", Severity::Error, vec![("value", said)]),
                None => continue,
            };
            let args = args.into_iter().map(|(n, v)| (n.to_owned(), v)).collect();
            line.findings.push(at_cell(line.row, column.index, &column.heading, severity, code, args));
        }
    }
}
