//! Rows of dossiers: the dossier itself, its answers, its papers, its seals and the commune's checks.

pub mod additions;
pub mod answer;
pub mod basis;
pub mod check;
pub mod evidence;
pub mod held;
pub mod list;
pub mod meeting;
pub mod moves;
mod row;
pub mod sample;
pub mod seal;
pub mod subject;
pub mod term;

pub use row::{
    DossierRow, NewDossier, SealedWords, Submission, advised_by, find, insert, judged_by, keep_words,
    save_forms, set_state, submit, touch, without_words,
};
