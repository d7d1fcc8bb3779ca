//! A day whose parts stand in three columns beside each other: `Ngày`, `Tháng`, `Năm`.

use super::field::Field;
use super::layout::{Column, Layout};
use super::rivals::says_nothing;
use super::sheet::{Cell, Line};
use ocop_domain::import::{StandIn, stand_in};
use ocop_domain::text::fold;

/// Finds the columns `Ngày`, `Tháng`, `Năm` beside each other. What the last two hold belongs to the first.
pub fn split(columns: &mut [Column]) -> Vec<[usize; 3]> {
    let own = |c: &Column| fold(c.heading.rsplit(": ").next().unwrap_or_default());
    let mut out = Vec::new();
    for at in 0..columns.len() {
        let Some([day, month, year]) = columns.get_mut(at..at + 3) else { break };
        let beside = month.index == day.index + 1 && year.index == day.index + 2;
        let named = [&*day, &*month, &*year].map(own) == ["ngay", "thang", "nam"];
        if beside && named && matches!(day.field, Some(Field::Issued | Field::Expires)) {
            (month.field, year.field) = (None, None);
            out.push([day.index, month.index, year.index]);
        }
    }
    out
}

/// What the rows above said last in the columns of a day, for marks that repeat it column by column.
#[derive(Default)]
pub struct Days(Vec<[String; 3]>);

impl Days {
    /// Writes a day whose parts stand in three columns into the first of them, as far as it is said.
    pub fn join(&mut self, line: &mut Line, layout: &Layout) {
        self.0.resize(layout.split.len(), <[String; 3]>::default());
        for (columns, above) in layout.split.iter().zip(&mut self.0) {
            let cells = columns.map(|i| line.cells.get(i).cloned().unwrap_or_default());
            let repeats =
                cells.each_ref().map(|c| matches!(c, Cell::Text(t) if stand_in(t) == Some(StandIn::Above)));
            // A mark for the whole day is read as that of any other cell.
            if repeats[0] && (1..3).all(|n| repeats[n] || cells[n].is_empty()) {
                continue;
            }
            let mut parts = cells.each_ref().map(|c| if says_nothing(c) { String::new() } else { c.text() });
            for n in (0..3).filter(|n| repeats[*n]) {
                parts[n].clone_from(&above[n]);
            }
            above.clone_from(&parts);
            // A cell with the whole day needs no other.
            let whole = cells[0].text().len() > 2 && !repeats[0];
            let text = match parts.each_ref().map(String::as_str) {
                _ if whole => continue,
                ["", "", ""] => continue,
                ["", "", y] => y.to_owned(),
                ["", m, y] => format!("{m}/{y}"),
                [d, m, y] => format!("{d}/{m}/{y}"),
            };
            let [first, ..] = columns;
            line.put(*first, Cell::Text(text));
        }
    }
}
