//! The tables that hold facts of law, and what of their rows the journal keeps: codes, days, numbers and states as they
//! stand, texts and what a person is called only as a hash. One file a subject.

/// Tables whose rows are kept, a line each: `name (its key): its kept columns`. A column is a text as it stands unless another
/// [`Kind`] is named.
macro_rules! kept {
    ($($name:ident ($($key:ident $(as $of:ident)?),+): $($column:ident $(as $kind:ident)?),+;)+) => {
        pub(super) const TABLES: &[super::Table] = &[$(super::Table {
            name: stringify!($name),
            key: &[$((stringify!($key), kept!(@ $($of)?))),+],
            columns: &[$((stringify!($column), kept!(@ $($kind)?))),+],
        }),+];
    };
    (@) => { super::Kind::Text };
    (@ $kind:ident) => { super::Kind::$kind };
}

mod council;
mod decision;
mod dossier;
mod office;
mod register;

use std::sync::LazyLock;

/// How a column is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A code, day or number of a decision, as it stands.
    Text,
    Number,
    Flag,
    /// A free text or personal fact: its hash, bound to the row.
    Hashed,
}

/// A table whose rows the journal keeps.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    pub name: &'static str,
    /// Columns of the key; never changed by an act.
    pub key: &'static [(&'static str, Kind)],
    pub columns: &'static [(&'static str, Kind)],
}

impl Table {
    /// What names a row: the values of its key.
    pub fn chain(&self, key: &[String]) -> String {
        format!("{}{}", self.prefix(), key.join("|"))
    }

    /// What the chains of all its rows begin with.
    pub fn prefix(&self) -> String {
        format!("{}{}:", super::PREFIX, self.name)
    }

    pub fn named(name: &str) -> Option<usize> {
        TABLES.iter().position(|t| t.name == name)
    }
}

/// Drafts of score sheets are not here: what a member has not handed in stands nowhere but in the sheet. Neither are the
/// answers of a dossier: handed in, they are held against its seal.
pub static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    [decision::TABLES, dossier::TABLES, council::TABLES, register::TABLES, office::TABLES].concat()
});
