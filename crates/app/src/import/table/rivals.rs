//! Two columns whose headings name the same: what the one leaves empty the other may say, and where they say different
//! things neither is taken.

use super::field::Field;
use super::layout::Layout;
use super::occasion;
use super::sheet::{Cell, Line};
use crate::import::finding::{Severity, at_cell, column_letters};
use crate::import::row::date::{of_serial, when};
use crate::import::row::stars;
use ocop_domain::calendar::written;
use ocop_domain::import::{decision_numbers, letters, stand_in};

/// Compares what the columns of a line say that name the same thing.
pub fn compare(line: &mut Line, layout: &Layout) {
    for (field, index) in &layout.rivals {
        let Some(own) = layout.column(*field) else { continue };
        let Some(heading) = layout.columns.iter().find(|c| c.index == *index).map(|c| &c.heading) else {
            continue;
        };
        let cell = |at: usize| line.cells.get(at).cloned().unwrap_or_default();
        let (first, second) = (cell(own.index), cell(*index));
        if says_nothing(&second) || same(*field, &first, &second) {
            continue;
        }
        if says_nothing(&first) {
            line.put(own.index, second);
            continue;
        }
        // Which stars were given a person says.
        if *field == Field::Stars && of_occasions(&own.heading, heading) {
            let both = [(own.index, &own.heading, &first), (*index, heading, &second)]
                .map(|(i, h, c)| format!("{} ({h}): {}", column_letters(i), c.text()));
            line.put(own.index, Cell::Text(both.join("; ")));
            continue;
        }
        let other = format!("{} ({})", column_letters(own.index), own.heading);
        let args = vec![
            ("other".to_owned(), other),
            ("first".to_owned(), shown(*field, &first)),
            ("second".to_owned(), shown(*field, &second)),
        ];
        let found = at_cell(line.row, *index, heading, Severity::Error, "columns_contradict", args);
        line.findings.push(found);
    }
}

/// Do the headings speak of two assessments?
fn of_occasions(one: &str, other: &str) -> bool {
    occasion::of(one).is_some() || occasion::of(other).is_some()
}

/// Is a cell empty, or does it say that there is nothing?
pub fn says_nothing(cell: &Cell) -> bool {
    cell.is_empty() || matches!(cell, Cell::Text(t) if !t.contains(['*', '★']) && stand_in(t).is_some())
}

fn same(field: Field, a: &Cell, b: &Cell) -> bool {
    let (one, other) = (shown(field, a), shown(field, b));
    if letters(&one) == letters(&other) {
        return true;
    }
    match field {
        Field::Stars => stars::read(&one).is_some() && stars::read(&one) == stars::read(&other),
        Field::Issued | Field::Expires | Field::CertYear => {
            when(&one).is_some() && when(&one) == when(&other)
        }
        Field::Decision => {
            let numbers = decision_numbers(&one);
            !numbers.is_empty() && numbers == decision_numbers(&other)
        }
        _ => false,
    }
}

fn shown(field: Field, cell: &Cell) -> String {
    let of_day = matches!(field, Field::Issued | Field::Expires);
    match cell {
        Cell::Serial(n) | Cell::Number(n) if of_day => of_serial(*n).map_or_else(|| cell.text(), written),
        _ => cell.text(),
    }
}
