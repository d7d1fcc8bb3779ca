//! The dossier from empty form to proposal, on both engines.

mod access;
mod crown;
mod desk;
pub mod help;
mod kept;
mod kinds;
mod package;
mod path;
mod samples;
mod seal;
mod upload;
