//! Several tables on one sheet, one below the other. Tables with the same columns are one list; one with other columns is read
//! like a sheet of its own, named by the cell where it begins, so that no name is taken for a producer.

use super::columns::is_heading_row;
use super::headings::is_name_of_products;
use super::layout::Layout;
use super::rows::{MOST_TITLE, names_products};
use super::sheet::{Cell, Line, Sheet};
use crate::import::finding::column_letters;
use crate::import::row::stars;
use ocop_domain::import::Mark;
use ocop_domain::text::fold;

/// Tables of one sheet that are told apart at most.
const MOST: usize = 20;
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
    // What the table above is: none before the first heading, and without a layout where its heading is not understood.
    let mut shape: Option<Option<Layout>> = None;
    let mut last = None;
    let mut before: Option<(usize, u32)> = None;
    for (at, line) in sheet.lines.iter().enumerate() {
        // A further row of a heading is no table of its own.
        let near = last.is_some_and(|last| line.row <= last + 1);
        if near || !(is_head(line) || shape.is_some() && is_other_head(line)) {
            continue;
        }
        // A heading that a page break repeats, and the rows below it, need not be read again.
        if let Some((_, depth)) = before.filter(|(same, _)| same_heading(sheet, *same, at)) {
            last = Some(line.row + depth);
            continue;
        }
        let found = Layout::at(sheet, at);
        let other = match (&shape, &found) {
            (Some(Some(shape)), Some(found)) => !found.same_shape(shape),
            (Some(Some(shape)), None) => !repeats(line, shape),
            (Some(None), Some(_)) => true,
            (Some(None), None) | (None, Some(_)) => false,
            (None, None) => continue,
        };
        if found.is_none() && !other {
            continue;
        }
        let end = found.as_ref().and_then(|f| sheet.lines.get(f.line)).map_or(line.row, |l| l.row);
        last = Some(end);
        before = found.as_ref().map(|_| (at, end - line.row));
        if other {
            let title =
                (0..at).rev().take(MOST_TITLE).take_while(|i| sheet.lines.get(*i).is_some_and(is_above));
            cuts.push(at - title.count());
        }
        shape = Some(found);
        if cuts.len() >= MOST {
            break;
        }
    }
    cuts
}

/// A title or a section right above a heading, which belongs to the table that begins there: one cell, or one beside its mark.
fn is_above(line: &Line) -> bool {
    let mut filled = line.cells.iter().filter(|c| !c.is_empty());
    let first = filled.next().map(Cell::text).unwrap_or_default();
    match filled.count() {
        0 => !first.is_empty(),
        1 => Mark::alone(&first).is_of_section(),
        _ => false,
    }
}

/// Is what a heading can be read from, the line and the two below it, the same in both places?
fn same_heading(sheet: &Sheet, before: usize, at: usize) -> bool {
    let of = |at: usize| {
        let row = sheet.lines.get(at).map_or(0, |l| l.row);
        let near = sheet.lines.iter().skip(at).take(3).filter(move |l| l.row <= row + 2);
        near.map(move |l| (l.row - row, &l.cells))
    };
    sheet.merged.is_empty() && of(before).eq(of(at))
}

/// A row that holds the very heading of products and nothing of one: the heading of a table of other things, whose rows are not
/// read by the columns above.
fn is_other_head(line: &Line) -> bool {
    let texts = || line.cells.iter().filter(|c| !c.is_empty());
    let names = |c: &Cell| matches!(c, Cell::Text(t) if names_products(t) && is_name_of_products(t));
    let of_product = |c: &Cell| match c {
        Cell::Text(t) => stars::of_cell(t).is_some() || t.contains(|c: char| c.is_ascii_digit()),
        _ => true,
    };
    texts().count() >= 3 && texts().any(names) && !texts().any(of_product)
}

/// The same headings in the same columns as before.
fn repeats(line: &Line, shape: &Layout) -> bool {
    (0..).zip(&line.cells).filter(|(_, c)| !c.is_empty()).all(|(index, cell)| {
        let above = shape.columns.iter().find(|c| c.index == index).map(|c| fold(&c.heading));
        above.is_some_and(|above| above.contains(&fold(&cell.text())))
    })
}

fn is_head(line: &Line) -> bool {
    line.cells.iter().any(|c| matches!(c, Cell::Text(t) if names_products(t))) && is_heading_row(line)
}
