//! What is filled in until the dossier is handed in, by its producer or by an officer who helps (Điều 6(1), 26/2026).

pub(in crate::dossier) mod answers;
pub(in crate::dossier) mod carry;
pub(in crate::dossier) mod evidence;
pub(in crate::dossier) mod form01;
pub(in crate::dossier) mod form02;
pub(in crate::dossier) mod missing;
pub(in crate::dossier) mod questions;
pub(in crate::dossier) mod start;
pub(in crate::dossier) mod undrawn;
pub(in crate::dossier) mod updates;
