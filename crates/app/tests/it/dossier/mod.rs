//! The dossier from empty form to proposal, on both engines.

mod access;
pub mod help;
mod path;
mod seal;
mod upload;
