//! The papers of a dossier: its forms, the letter of submission, its files.

pub(in crate::dossier) mod forms;
pub(in crate::dossier) mod letter;
pub(in crate::dossier) mod open_paper;
