//! Columns whose heading leaves open what they hold, told by their cells: `Địa phương` where they name wards, `Thời hạn hiệu lực`
//! where they are days; and columns of remarks that say whether a star stands.

use super::field::Field;
use super::layout::Layout;
use super::sheet::{Cell, Sheet};
use crate::import::row::date::{When, when};
use ocop_domain::area::{kind_of_key, place_key};
use ocop_domain::import::{doubts_standing, says_withdrawn};
use ocop_domain::text::fold;
use std::collections::BTreeSet;

/// Letters of a cell that is looked at at most.
const LONGEST: usize = 400;

/// What columns hold by most of their cells, in all tables of the shape.
pub fn fields(layout: &Layout, tables: &[(&Sheet, &Layout)]) -> Vec<(usize, Field)> {
    let has = |all: &[Field]| {
        let of_series = |f: &Field| layout.series.iter().any(|g| g.contains_key(f));
        all.iter().any(|f| layout.column(*f).is_some() || of_series(f))
    };
    let places = [Field::NewCommune, Field::OldCommune, Field::NewCommuneCode, Field::OldCommuneCode];
    let open = layout.columns.iter().filter(|c| !layout.is_read(c) && layout.is_worth_naming(c));
    let told = open.filter_map(|c| {
        let own = fold(c.heading.rsplit(": ").next().unwrap_or_default());
        let most = |fits: &dyn Fn(&Cell) -> bool| {
            let cells = || cells(tables, c.index).filter(|cell| !cell.is_empty());
            cells().filter(|cell| fits(cell)).count() * 2 > cells().count()
        };
        match own.as_str() {
            "dia phuong" if !has(&places) && most(&is_commune) => Some((c.index, Field::NewCommune)),
            _ if own.contains("thoi han") && !has(&[Field::Expires]) && most(&is_day) => {
                Some((c.index, Field::Expires))
            }
            _ => None,
        }
    });
    let mut out: Vec<(usize, Field)> = Vec::new();
    for (index, field) in told {
        if out.iter().all(|(_, f)| *f != field) {
            out.push((index, field));
        }
    }
    out
}

/// Columns that are not read into a field, of which a cell takes a star away or puts it in doubt (Điều 8): they are heard.
pub fn heard(layout: &Layout, tables: &[(&Sheet, &Layout)]) -> BTreeSet<usize> {
    let open = layout.columns.iter().filter(|c| !layout.is_read(c));
    let says = |heading: &str, cell: &Cell| match cell {
        Cell::Text(t) if t.len() <= LONGEST => says_withdrawn(heading, t) || doubts_standing(heading, t),
        _ => false,
    };
    open.filter(|c| cells(tables, c.index).any(|cell| says(&c.heading, cell))).map(|c| c.index).collect()
}

fn cells<'a>(tables: &'a [(&Sheet, &Layout)], at: usize) -> impl Iterator<Item = &'a Cell> {
    let lines = tables.iter().flat_map(|(sheet, layout)| sheet.lines.iter().skip(layout.line + 1));
    lines.filter_map(move |line| line.cells.get(at))
}

fn is_commune(cell: &Cell) -> bool {
    let Cell::Text(t) = cell else { return false };
    t.len() <= LONGEST && matches!(kind_of_key(&place_key(t)), "phường" | "xã" | "đặc khu" | "thị trấn")
}

fn is_day(cell: &Cell) -> bool {
    match cell {
        Cell::Serial(_) => true,
        Cell::Text(t) => t.len() <= LONGEST && matches!(when(t), Some(When::Day(_))),
        _ => false,
    }
}
