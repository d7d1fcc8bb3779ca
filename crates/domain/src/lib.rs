//! The law of the OCOP programme as pure functions: no I/O, no clock, no randomness.
//!
//! Everything a court could ask about (points, gates, ranks, clocks, codes, status, who may do what) is decided
//! here from arguments alone, so that a rule is read and tested in one place. Dates and times come in as arguments.

pub mod account;
pub mod advisory;
pub mod area;
pub mod assist;
pub mod calendar;
pub mod codes;
pub mod council;
pub mod criteria;
pub mod dossier;
pub mod encoding;
pub mod guide;
pub mod import;
pub mod journal;
pub mod lang;
pub mod likeness;
pub mod national;
pub mod notice;
pub mod objection;
pub mod points;
pub mod practice;
pub mod producer;
pub mod product;
pub mod recognition;
pub mod register;
pub mod stars;
pub mod survey;
pub mod text;
