//! The dossier from empty form to proposal, on both engines.

mod access;
mod help;
mod package;
mod path;
mod seal;
mod upload;
