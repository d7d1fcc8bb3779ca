//! A day whose parts stand in three columns beside each other: `Ngày`, `Tháng`, `Năm`.

use super::columns::{Column, Field, Layout};
use super::rivals::says_nothing;
use super::sheet::{Cell, Line};
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

/// Writes a day whose parts stand in three columns into the first of them, as far as it is said.
pub fn join(line: &mut Line, layout: &Layout) {
    for columns in &layout.split {
        let cells = columns.map(|i| line.cells.get(i).cloned().unwrap_or_default());
        let [day, month, year] =
            cells.each_ref().map(|c| if says_nothing(c) { String::new() } else { c.text() });
        // A cell with the whole day needs no other.
        let whole = day.len() > 2;
        let text = match (day.as_str(), month.as_str(), year.as_str()) {
            _ if whole => continue,
            ("", "", "") => continue,
            ("", "", y) => y.to_owned(),
            ("", m, y) => format!("{m}/{y}"),
            (d, m, y) => format!("{d}/{m}/{y}"),
        };
        let [first, ..] = columns;
        line.put(*first, Cell::Text(text));
    }
}
