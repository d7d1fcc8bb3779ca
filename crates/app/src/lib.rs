//! The acts: one folder per capability, one file per verb. A verb authorises, loads, lets `domain` decide, and writes
//! state, journal and queued mail in one transaction. Pages, API and command line all call these verbs.

pub mod account;
pub mod advisory;
mod after_effects;
pub mod area;
pub mod assist;
pub mod authority;
pub mod catalogue;
mod certificate_number;
pub mod clock;
mod config;
pub mod council;
mod cx;
pub mod decision_number;
pub mod demo;
pub mod desk;
pub mod dossier;
mod error;
pub mod event;
pub mod evidence;
pub mod export;
pub mod facts;
mod fault;
mod finding;
pub mod guide;
pub mod holiday;
pub mod ids;
pub mod import;
pub mod job;
pub mod jobs;
pub mod journal;
pub mod mail;
pub mod national;
pub mod notice;
pub mod objection;
pub mod once;
pub(crate) use once::write_once;
pub mod paper;
mod paper_words;
mod pipe;
pub mod portal;
pub mod practice;
pub mod producer;
pub mod product;
pub mod recognition;
pub mod register;
mod register_change;
pub mod settings;
pub mod startup;
pub mod survey;
mod typeset;
pub mod upload;
pub mod working_days;
mod write;

/// What every verb is written with.
pub(crate) mod prelude {
    pub use crate::{Cx, Error, Invalid, write_tx};
    pub use jiff::civil::Date;
    pub use ocop_domain::account::{Act, Actor, Facts, can};
    pub use ocop_store::Db;
    pub use serde_json::json;
}

pub use config::{Config, MAIL_KEPT_DAYS, MailTo, ScanCommand};
pub use cx::Cx;
pub use error::{Error, FieldError, Invalid, Outage, no_day};
pub use fault::Fault;
pub use ocop_domain::lang::Lang;
pub use ocop_store::Writes;
pub use ocop_store::db::is_begun;
pub use ocop_store::space::{Space, sqlite_path};
pub use ocop_store::statements;
#[doc(hidden)]
pub use tracing;
