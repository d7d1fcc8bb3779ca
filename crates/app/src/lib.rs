//! The acts: one folder per capability, one file per verb. A verb authorises, loads, lets `domain` decide, and writes
//! state, journal and queued mail in one transaction. Pages, API and command line all call these verbs.

pub mod account;
pub mod advisory;
pub mod area;
pub mod assist;
pub mod clock;
mod config;
pub mod council;
mod cx;
pub mod demo;
pub mod dossier;
mod error;
pub mod evidence;
pub mod facts;
pub mod guide;
pub mod ids;
pub mod import;
pub mod journal;
pub mod mail;
pub mod national;
pub mod notice;
pub mod objection;
pub mod once;
mod paper;
mod paper_words;
pub mod portal;
pub mod practice;
pub mod producer;
pub mod product;
pub mod recognition;
pub mod register;
pub mod settings;
pub mod startup;
pub mod survey;
mod typeset;
pub mod upload;
mod write;

pub use config::{Config, MAIL_KEPT_DAYS, MailTo, ScanCommand};
pub use cx::Cx;
pub use error::{Error, FieldError, Invalid, Outage, no_day};
pub use ocop_domain::lang::Lang;
pub use ocop_store::Writes;
pub use ocop_store::db::is_begun;
pub use ocop_store::space::{Space, sqlite_path};
pub use ocop_store::statements;
