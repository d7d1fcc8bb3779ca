//! The dossier from empty form to proposal, on both engines.

mod access;
mod crown;
pub mod help;
mod kinds;
mod package;
mod path;
mod samples;
mod seal;
mod upload;
