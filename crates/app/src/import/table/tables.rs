//! Several tables on one sheet, one below the other. Tables with the same columns are one list; one with other columns is read
//! like a sheet of its own, named by the cell where it begins, so that no name is taken for a producer.

use super::columns::{Layout, is_heading_row};
use super::rows::names_products;
use super::sheet::{Cell, Line, Sheet};
use crate::import::finding::column_letters;

/// Tables of one sheet that are told apart at most.
const MOST: usize = 20;
/// Rows of a title between two tables of a sheet that are looked for at most.
pub const MOST_TITLE: usize = 8;

/// The tables of a sheet: the sheet itself, where all of it has one shape.
pub fn of(sheet: Sheet) -> Vec<Sheet> {
    let cuts = cuts(&sheet);
    if cuts.is_empty() {
        return vec![sheet];
    }
    let mut rest = sheet;
    let mut out = Vec::new();
    for at in cuts.into_iter().rev() {
        let lines = rest.lines.split_off(at);
        let head = lines.iter().find(|l| is_head(l)).or_else(|| lines.first());
        let column = head.and_then(|l| l.cells.iter().position(|c| !c.is_empty())).unwrap_or_default();
        let row = head.map_or(0, |l| l.row);
        out.push(Sheet {
            name: match rest.name.as_str() {
                "" => format!("{}{row}", column_letters(column)),
                name => format!("{name}!{}{row}", column_letters(column)),
            },
            lines,
            names: vec![],
            merged: rest.merged.clone(),
            hidden_columns: rest.hidden_columns.clone(),
            too_far: rest.too_far.clone(),
            ..rest
        });
    }
    out.push(rest);
    out.reverse();
    out
}

/// The lines with which a table of another shape begins, its title with it.
fn cuts(sheet: &Sheet) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut shape: Option<Layout> = None;
    let mut last = None;
    for (at, line) in sheet.lines.iter().enumerate() {
        // A further row of a heading is no table of its own.
        let near = last.is_some_and(|last| line.row <= last + 1);
        if near || !is_head(line) {
            continue;
        }
        let Some(found) = Layout::at(sheet, at) else { continue };
        last = sheet.lines.get(found.line).map(|l| l.row);
        if shape.as_ref().is_some_and(|s| !found.same_shape(s)) {
            let lone = |l: &Line| l.cells.iter().filter(|c| !c.is_empty()).count() == 1;
            let title = (0..at).rev().take(MOST_TITLE).take_while(|i| sheet.lines.get(*i).is_some_and(lone));
            cuts.push(at - title.count());
        }
        shape = Some(found);
        if cuts.len() >= MOST {
            break;
        }
    }
    cuts
}

fn is_head(line: &Line) -> bool {
    line.cells.iter().any(|c| matches!(c, Cell::Text(t) if names_products(t))) && is_heading_row(line)
}
