//! Columns that no heading names and products fill: nothing of a list is left out in silence.

use super::field::Field;
use super::layout::Layout;
use super::sheet::Line;
use crate::import::finding::{Finding, column_letters, named};
use ocop_domain::import::Mark;
use std::collections::BTreeMap;

/// Columns without a heading in which products have something, with the first of it.
#[derive(Default)]
pub struct Headless(BTreeMap<usize, (String, bool)>);

impl Headless {
    /// Looks at the row of a product.
    pub fn see(&mut self, line: &Line, layout: &Layout) {
        for (index, cell) in line.cells.iter().enumerate() {
            if cell.is_empty() || layout.columns.iter().any(|c| c.index == index) {
                continue;
            }
            let (_, counts) =
                self.0.entry(index).or_insert_with(|| (cell.shown().chars().take(30).collect(), true));
            *counts &= Mark::alone(&cell.text()) != Mark::None;
        }
    }

    /// What is left unread is named. What stands before the products and only counts them is no loss.
    pub fn found(self, layout: &Layout) -> Option<Finding> {
        let name = layout.column(Field::Name).map_or(0, |c| c.index);
        let lost = self.0.into_iter().filter(|(index, (_, counts))| !(*counts && *index < name));
        named(
            "columns_without_heading",
            lost.map(|(i, (said, _))| format!("{} “{said}”", column_letters(i))).collect(),
        )
    }
}
