//! Where the headings of a list stand and what its columns hold.

use super::field::Field;
use super::headings::is_counter;
use ocop_domain::text::fold;
use std::collections::{BTreeMap, BTreeSet};

/// One column of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub index: usize,
    pub field: Option<Field>,
    pub heading: String,
    /// No column of the sheet: headings of sections, or the sheet's name, say it of the rows below.
    pub said_above: bool,
}

/// Where the headings stand and what they name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Index of the first and of the last heading line in `Sheet::lines`.
    pub first: usize,
    pub line: usize,
    pub columns: Vec<Column>,
    /// Columns that say the same of one assessment after another (`Đánh giá lần 1`, `Đánh giá lần 2`), in their order;
    /// the fields of the first stand in `columns`. Empty where a list has one assessment a row.
    pub series: Vec<BTreeMap<Field, usize>>,
    /// The year of each of the series, where its headings name it.
    pub years: Vec<Option<i16>>,
    /// Which of the series the columns of this layout speak of; the fields that belong to one only.
    pub part: usize,
    /// It reads an assessment before the last one that its row tells of.
    pub earlier: bool,
    /// Columns `Ngày`, `Tháng`, `Năm` that say one day together; the first of them stands for it.
    pub split: Vec<[usize; 3]>,
    /// Columns `3 sao`, `4 sao`, `5 sao` of which one is marked; the first of them stands for the stars in `columns`.
    pub stars: Vec<(usize, u8)>,
    /// Columns whose heading names what another names as well: what they say is compared, row by row.
    pub rivals: Vec<(Field, usize)>,
}

impl Layout {
    /// What the cells of columns say that their headings leave open.
    pub fn take(&mut self, told: &[(usize, Field)]) {
        for (index, field) in told {
            self.columns.iter_mut().filter(|c| c.index == *index).for_each(|c| c.field = Some(*field));
        }
    }

    pub fn column(&self, field: Field) -> Option<&Column> {
        self.columns.iter().find(|c| c.field == Some(field))
    }

    /// How many columns are understood.
    pub fn understood(&self) -> usize {
        self.columns.iter().filter(|c| c.field.is_some()).count()
    }

    /// A heading line is chosen by what it says; where two say the same, the one that says it of more columns.
    pub(super) fn weight(&self) -> (usize, usize) {
        (self.understood(), self.series.len() + self.stars.len() + self.split.len())
    }

    /// True when both name the same things in the same columns.
    pub fn same_shape(&self, other: &Layout) -> bool {
        let fields = |l: &Layout| -> Vec<(Field, usize)> {
            let mut all: Vec<_> = l.columns.iter().filter_map(|c| Some((c.field?, c.index))).collect();
            all.sort();
            all
        };
        fields(self) == fields(other)
            && self.series == other.series
            && self.stars == other.stars
            && self.rivals == other.rivals
    }

    /// Does a table of the same sheet speak of the same things, in columns of its own: products, who makes them, their stars?
    pub fn lists_products(&self) -> bool {
        let has = |f: Field| self.column(f).is_some();
        has(Field::Name) && has(Field::Subject) && (has(Field::Stars) || has(Field::Decision))
    }

    /// Do both name the same things, in whatever order?
    pub fn same_fields(&self, other: &Layout) -> bool {
        let fields = |l: &Layout| l.columns.iter().filter_map(|c| c.field).collect::<BTreeSet<_>>();
        fields(self) == fields(other)
    }

    /// Is the column read for what it holds, in whatever assessment?
    pub fn is_read(&self, column: &Column) -> bool {
        column.field.is_some() || self.series.iter().any(|g| g.values().any(|i| *i == column.index))
    }

    /// A column that is not understood is named, unless it only counts, is one of those marked for the
    /// stars, or repeats what a series says.
    pub fn is_worth_naming(&self, column: &Column) -> bool {
        // Below a title over the whole list the own heading stands last.
        let own = column.heading.rsplit(": ").next().unwrap_or_default();
        !is_counter(&fold(own))
            && !self.split.iter().any(|s| s.contains(&column.index))
            && !self.rivals.iter().any(|(_, i)| *i == column.index)
            && !self.stars.iter().any(|(i, _)| *i == column.index)
            && !self.series.iter().any(|g| g.values().any(|i| *i == column.index))
    }

    /// The column that counts the rows.
    pub fn counter(&self) -> Option<usize> {
        let own = |c: &Column| fold(c.heading.rsplit(": ").next().unwrap_or_default());
        self.columns.iter().find(|c| is_counter(&own(c))).map(|c| c.index)
    }
}

/// The heading of one column, with the one above it.
pub(super) struct Heading {
    pub index: usize,
    /// The heading over several columns under which it stands.
    pub above: Option<String>,
    pub own: String,
}
