//! Sealed packages: shown, written into a file, opened again, held against their seal.

pub(in crate::dossier) mod known;
pub(in crate::dossier) mod open;
pub(in crate::dossier) mod sealed;
pub(in crate::dossier) mod sealed_package;
