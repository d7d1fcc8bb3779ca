//! The names of a row: of the product and of its producer, as they are called now and were called before.

use super::reader::RowReader;
use crate::import::finding::Severity;
use crate::import::record::RowData;
use crate::import::table::field::Field;
use crate::import::table::sheet::Cell;
use ocop_domain::import::{
    StandIn, address_alone, begins_with_address, counted, letters, maker_alone, maker_letters,
    may_be_several, stand_in, without_mark,
};
use ocop_domain::text::fold;

/// Letters of a name, as the register takes them.
const LONGEST_NAME: usize = 300;

impl RowReader<'_> {
    /// The producer as it is called now: where nothing is said of a new name, it bears the one of before.
    pub(super) fn subject(&mut self) -> String {
        let own = self.own_cell(Field::Subject);
        let as_before = is_as_before(&own.text());
        let former = self.own_cell(Field::FormerSubject);
        if (as_before || is_nothing(&own)) && !is_nothing(&former) {
            let name = self.text(Field::FormerSubject);
            self.repeat_below(Field::Subject, &name);
            return name;
        }
        if as_before {
            self.repeat_below(Field::Subject, "");
            self.placeholder(&own.text());
            return String::new();
        }
        self.text(Field::Subject)
    }

    /// A product that got no new name bears the one of before. What is called the same was called nothing else.
    pub(super) fn former(&mut self, data: &mut RowData) {
        if data.name.is_empty() || !data.former_name.is_empty() && is_as_before(&data.name) {
            data.name = std::mem::take(&mut data.former_name);
            self.repeat_below(Field::Name, &data.name);
        }
        let bare = without_mark(&data.former_name);
        if bare.chars().any(char::is_alphabetic) {
            data.former_name = bare.to_owned();
        }
        if letters(&data.former_name) == letters(without_mark(&data.name)) {
            data.former_name.clear();
        }
        if let Some((name, _)) = maker_alone(&data.former_subject) {
            data.former_subject = name;
        }
        let alone = maker_alone(&data.subject).map(|(name, _)| name);
        let subject = alone.as_deref().unwrap_or(&data.subject);
        if maker_letters(&data.former_subject) == maker_letters(subject) {
            data.former_subject.clear();
        }
    }

    /// What a mark in the next row repeats is what this row turned out to say.
    fn repeat_below(&mut self, field: Field, text: &str) {
        let cell = if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) };
        self.above.insert((field, 0), cell);
    }

    /// A name is more than a number, and no longer than the register takes it. What stands behind a producer's name in its
    /// cell goes where it belongs; a telephone number is dropped, as a name is public.
    pub(super) fn names(&mut self, data: &mut RowData) {
        if !data.name.is_empty() && !data.name.chars().any(char::is_alphabetic) {
            self.find(Some(Field::Name), Severity::Error, "name_is_none", &[("value", &data.name)]);
        }
        let bare = without_mark(&data.name);
        if bare.len() < data.name.len() && bare.chars().any(char::is_alphabetic) {
            let bare = bare.to_owned();
            let args = [("value", data.name.as_str()), ("name", bare.as_str())];
            self.find(Some(Field::Name), Severity::Warning, "name_mark_left", &args);
            data.name = bare;
        }
        if let Some((name, rest)) = maker_alone(&data.subject) {
            self.find(Some(Field::Subject), Severity::Warning, "producer_cut", &[("value", &name)]);
            let lower = rest.to_lowercase();
            if data.address.is_empty() && begins_with_address(&rest) {
                data.address = address_alone(&rest);
            } else if let (true, Some((_, address))) = (data.address.is_empty(), rest.split_once(':'))
                && (lower.starts_with("địa chỉ") || lower.starts_with("đ/c") || lower.starts_with("đc"))
            {
                data.address = address_alone(address);
            }
            data.subject = name;
        }
        for (field, text) in [(Field::Name, &data.name), (Field::Subject, &data.subject)] {
            if text.chars().count() > LONGEST_NAME {
                let n = LONGEST_NAME.to_string();
                self.find(Some(field), Severity::Error, "name_too_long", &[("most", &n)]);
            }
        }
        // Line breaks are gone from the name as it is kept.
        let written = match self.own_cell(Field::Name) {
            Cell::Text(t) => t,
            _ => String::new(),
        };
        if let Some(all) = counted(&written) {
            self.find(Some(Field::Name), Severity::Error, "names_counted", &[("value", &all.join("; "))]);
        } else if data.name.contains(';') || may_be_several(&written) {
            let lines: Vec<&str> = written.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
            let value = lines.join(" / ");
            self.find(Some(Field::Name), Severity::Warning, "names_several", &[("value", &value)]);
        }
    }
}

/// An empty cell, or a mark of nothing. One that repeats the row above says something.
fn is_nothing(cell: &Cell) -> bool {
    cell.is_empty() || matches!(cell, Cell::Text(t) if stand_in(t) == Some(StandIn::Nothing))
}

/// `Giữ nguyên`, `không đổi`: the name of before.
fn is_as_before(text: &str) -> bool {
    const WORDS: [&str; 6] =
        ["giu nguyen", "khong doi", "khong thay doi", "khong doi ten", "nhu cu", "giu nguyen ten"];
    WORDS.contains(&fold(text).as_str())
}
