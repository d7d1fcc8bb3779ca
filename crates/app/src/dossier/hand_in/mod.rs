//! Handing in: the dossier is sealed and goes to the commune (Điều 7(1), 7(2), 26/2026).

pub(in crate::dossier) mod confirm;
pub(in crate::dossier) mod helped;
pub(in crate::dossier) mod sheet;
pub(in crate::dossier) mod submit;
