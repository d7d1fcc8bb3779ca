//! The only crate that knows SQL. One set of statements serves SQLite and PostgreSQL: `$1` placeholders and the types
//! TEXT, BIGINT and BOOLEAN, which both engines read alike. Functions take a [`Db`] (the pool or an open transaction)
//! and return plain rows; nothing here decides anything.

#[macro_use]
pub mod column;

pub mod account;
pub mod advisory;
pub mod area;
pub mod assist;
pub mod council;
pub mod counter;
pub mod db;
pub mod desk;
pub mod dossier;
pub mod error;
pub mod evidence;
pub mod files;
pub mod guide;
pub mod holiday;
pub mod import;
pub mod job;
pub mod journal;
pub mod mail;
mod migrate;
pub mod national;
pub mod notice;
pub mod objection;
pub mod once;
pub mod page;
pub mod portal;
pub mod practice;
pub mod producer;
pub mod product;
pub mod recognition;
pub mod register;
pub mod scope;
pub mod setting;
pub mod space;
pub mod statements;
pub mod survey;
#[doc(hidden)]
pub mod testing;
pub mod upload;

/// What every file of statements is written with.
mod prelude {
    pub use crate::error::Result;
    pub use crate::{Db, Error, Value};
    pub use jiff::civil::Date;
    pub use sea_orm::FromQueryResult;
}

pub use db::{Db, Ready, Store, Tx, Writes};
pub use error::Error;
pub use files::Files;
pub use object_store::GetResult;
#[doc(hidden)]
pub use sea_orm::Value;
