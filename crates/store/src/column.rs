//! Columns of the program's own types. A row holds a state, a day or a set, not a text: the text is read and checked
//! here, and one that does not read is told as damage ([`crate::Error::Corrupt`]) with its row and column.
//!
//! NULL and what cannot be read are two things: `Option<T>` reads NULL as `None` and refuses the row where a text stands
//! that is no `T`. Where one bad row must not stop the others (batches of a job), the column is a `Result<T, String>`: the
//! row is read, and its reader meets the damage in the item. A JSON document is a [`Doc`].

use jiff::civil::Date;
use ocop_domain::codes::Code;
use ocop_domain::criteria::{CriterionCode, SetId};
use ocop_domain::dossier::additions::Place;
use ocop_domain::stars::Stars;
use sea_orm::{DbErr, QueryResult, TryGetError, TryGetable, Value};
use serde::de::DeserializeOwned;
use std::fmt::Display;

/// A type that a column is read as. `Kind` only tells the implementations apart, so that `State` and `Option<State>` need
/// no line of their own.
pub trait Column<Kind>: Sized {
    /// What both engines hand over.
    type Stored: TryGetable;

    fn read(stored: Self::Stored) -> Result<Self, String>;
}

/// Reads one column; `of` is the type of the row, for the error.
pub fn column<T: Column<Kind>, Kind>(
    row: &QueryResult,
    prefix: &str,
    (of, name): (&str, &str),
) -> Result<T, TryGetError> {
    let stored = row.try_get_nullable::<T::Stored>(prefix, name)?;
    T::read(stored).map_err(|wrong| TryGetError::DbErr(DbErr::Type(format!("{of}.{name}: {wrong}"))))
}

/// What the database library reads by itself: texts, whole numbers, truth values.
pub struct Plain;
/// The code of a closed set.
pub struct ByCode;
/// A text that its type checks.
pub struct Checked;
/// A day as `YYYY-MM-DD`.
pub struct Day;
/// A number of stars that a product can be recognised at.
pub struct Rank;
/// A JSON document.
pub struct Json;
/// Any of these, or NULL.
pub struct OrNull<Kind>(Kind);
/// Any of these, the damage kept for the reader of the row.
pub struct Kept<Kind>(Kind);

/// A JSON document read as its type, with the text it was read from: seals are hashed and forms stamped by their text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doc<T> {
    pub text: String,
    pub value: T,
}

impl<T: DeserializeOwned> Column<Json> for Doc<T> {
    type Stored = String;

    fn read(text: String) -> Result<Doc<T>, String> {
        let value = serde_json::from_str(&text).map_err(|e| e.to_string())?;
        Ok(Doc { text, value })
    }
}

impl<T: Column<Kind>, Kind> Column<Kept<Kind>> for Result<T, String> {
    type Stored = T::Stored;

    fn read(stored: T::Stored) -> Result<Result<T, String>, String> {
        Ok(T::read(stored))
    }
}

impl Column<Rank> for Stars {
    type Stored = i64;

    fn read(stored: i64) -> Result<Stars, String> {
        let stars = u8::try_from(stored).ok().and_then(Stars::new);
        stars.ok_or_else(|| format!("{stored} stars are no rank"))
    }
}

impl Argument<Rank> for Stars {
    fn value(self) -> Value {
        i64::from(self.get()).into()
    }
}

impl Argument<OrNull<Rank>> for Option<Stars> {
    fn value(self) -> Value {
        self.map(|stars| i64::from(stars.get())).into()
    }
}

impl<T: TryGetable> Column<Plain> for T {
    type Stored = T;

    fn read(stored: T) -> Result<T, String> {
        Ok(stored)
    }
}

impl<T: Code> Column<ByCode> for T {
    type Stored = String;

    fn read(stored: String) -> Result<T, String> {
        T::from_code(&stored).map_err(|e| e.to_string())
    }
}

impl Column<Day> for Date {
    type Stored = String;

    fn read(stored: String) -> Result<Date, String> {
        stored.parse().map_err(|e: jiff::Error| told(&stored, &e))
    }
}

/// Types of the program that are a text in their column and check themselves.
macro_rules! texts {
    ($($type:ty),+) => { $(
        impl Column<Checked> for $type {
            type Stored = String;

            fn read(stored: String) -> Result<$type, String> {
                stored.parse().map_err(|e| told(&stored, &e))
            }
        }

        impl Argument<Checked> for &$type {
            fn value(self) -> Value {
                self.to_string().into()
            }
        }

        impl Argument<Checked> for $type {
            fn value(self) -> Value {
                self.to_string().into()
            }
        }

        impl Argument<OrNull<Checked>> for Option<$type> {
            fn value(self) -> Value {
                self.as_ref().value()
            }
        }

        impl Argument<OrNull<Checked>> for Option<&$type> {
            fn value(self) -> Value {
                self.map(ToString::to_string).into()
            }
        }
    )+ };
}

texts!(SetId, CriterionCode, Place);

/// Reads NULL for each kind by itself. Plain columns need no line: a rule for all kinds would read `Option<String>` in two
/// ways.
macro_rules! or_null {
    ($([$($bound:tt)*] $kind:ty, $type:ty);+ $(;)?) => { $(
        impl<$($bound)*> Column<OrNull<$kind>> for Option<$type> {
            type Stored = Option<<$type as Column<$kind>>::Stored>;

            fn read(stored: Self::Stored) -> Result<Option<$type>, String> {
                stored.map(<$type as Column<$kind>>::read).transpose()
            }
        }
    )+ };
}

or_null! {
    [T: Code] ByCode, T;
    [] Day, Date;
    [] Rank, Stars;
    [T: DeserializeOwned] Json, Doc<T>;
    [] Checked, SetId;
    [] Checked, CriterionCode;
}

fn told(what: &str, error: &dyn Display) -> String {
    format!("“{what}”: {error}")
}

/// A value for a place `$n` of a statement.
pub trait Argument<Kind> {
    fn value(self) -> Value;
}

impl<T: Into<Value>> Argument<Plain> for T {
    fn value(self) -> Value {
        self.into()
    }
}

impl<T: Code> Argument<ByCode> for T {
    fn value(self) -> Value {
        self.code().into()
    }
}

impl<T: Code> Argument<OrNull<ByCode>> for Option<T> {
    fn value(self) -> Value {
        self.map(T::code).into()
    }
}

impl Argument<Day> for Date {
    fn value(self) -> Value {
        self.to_string().into()
    }
}

impl Argument<OrNull<Day>> for Option<Date> {
    fn value(self) -> Value {
        self.map(|day| day.to_string()).into()
    }
}

/// The value of a row's field.
pub fn bound<T: Argument<Kind> + Clone, Kind>(field: &T) -> Value {
    field.clone().value()
}

/// Values for the `$1, $2 …` of a statement.
#[macro_export]
macro_rules! args {
    ($($x:expr),* $(,)?) => { vec![$($crate::column::Argument::<_>::value($x)),*] };
}

/// Columns with their values, each named once: `row.{a, b}` are fields of a row, `c` is a variable of that name, `d: 1` another
/// value.
macro_rules! values {
    (@ $column:ident) => { $crate::column::Argument::<_>::value($column) };
    (@ $column:ident : $value:expr) => { $crate::column::Argument::<_>::value($value) };
    ($row:ident.{$($field:ident),+} $(, $column:ident $(: $value:expr)?)*) => {
        vec![$((stringify!($field), $crate::column::bound(&$row.$field)),)+
             $((stringify!($column), values!(@ $column $(: $value)?)),)*]
    };
    ($($column:ident $(: $value:expr)?),+) => {
        vec![$((stringify!($column), values!(@ $column $(: $value)?)),)+]
    };
}

/// Inserts one row of [`values!`]. After a semicolon stands what is done where the row is there already: `or replace` with the
/// columns of the key (all other columns are given their new values), or the end of the statement.
macro_rules! insert {
    (:) => { $crate::db::put::OrElse::Refuse };
    (: or replace $($key:ident),+) => { $crate::db::put::OrElse::Replace(&[$(stringify!($key)),+]) };
    (: $end:literal) => { $crate::db::put::OrElse::End($end) };
    ($db:expr, $table:literal, $row:ident.{$($values:tt)+} $(, $column:ident $(: $value:expr)?)* $(; $($end:tt)+)?) => {
        $db.insert($table, values!($row.{$($values)+} $(, $column $(: $value)?)*), insert!(: $($($end)+)?))
    };
    ($db:expr, $table:literal, $($column:ident $(: $value:expr)?),+ $(; $($end:tt)+)?) => {
        $db.insert($table, values!($($column $(: $value)?),+), insert!(: $($($end)+)?))
    };
}

/// Declares a row: the struct, and how each of its columns is read. A column is named as its field.
#[macro_export]
macro_rules! rows {
    ($(
        $(#[$meta:meta])*
        $vis:vis struct $name:ident {
            $( $(#[$field_meta:meta])* $field_vis:vis $field:ident : $type:ty, )*
        }
    )+) => { $(
        $(#[$meta])*
        $vis struct $name {
            $( $(#[$field_meta])* $field_vis $field: $type, )*
        }

        impl $name {
            /// The columns of the row, each of the table or alias `of`.
            #[allow(dead_code, reason = "a query may name its columns itself")]
            pub(crate) fn columns(of: &str) -> String {
                [$(stringify!($field)),*].map(|column| format!("{of}.{column}")).join(", ")
            }
        }

        impl ::sea_orm::FromQueryResult for $name {
            fn from_query_result(row: &::sea_orm::QueryResult, prefix: &str) -> Result<Self, ::sea_orm::DbErr> {
                Ok(Self::from_query_result_nullable(row, prefix)?)
            }

            // Tells NULL from damage: a row nested in another may be wholly NULL.
            fn from_query_result_nullable(
                row: &::sea_orm::QueryResult,
                prefix: &str,
            ) -> Result<Self, ::sea_orm::TryGetError> {
                Ok($name {
                    $( $field: $crate::column::column::<$type, _>(row, prefix, (stringify!($name), stringify!($field)))?, )*
                })
            }
        }
    )+ };
}
