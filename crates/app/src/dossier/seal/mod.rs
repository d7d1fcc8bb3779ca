//! The package of a dossier as it is sealed, what confirms it, and what it changes against the recognised one.

pub(crate) mod as_sealed;
pub(in crate::dossier) mod changes;
pub(in crate::dossier) mod confirmation;
pub(in crate::dossier) mod package;
pub(in crate::dossier) mod received;
