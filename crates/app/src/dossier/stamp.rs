//! Names what is stored of a section, so that a form filled in beside an older state is noticed.

use crate::Error;
use ocop_store::dossier::answer::{AnswerRow, QuestionRow};

/// Refuses a form that was filled in beside an older state of its section.
pub(super) fn unchanged(stamp: Option<&str>, now: &str) -> Result<(), Error> {
    match stamp {
        Some(seen) if seen != now => Err(Error::Conflict("stale")),
        _ => Ok(()),
    }
}

/// A short name for the stored content of a section.
pub(super) fn stamp_of(content: &str) -> String {
    ocop_domain::journal::sha256(content.as_bytes()).chars().take(16).collect()
}

/// Names the stored forms, so that a form filled in beside older ones is noticed.
pub fn forms_stamp(form01: &str, form02: &str) -> String {
    stamp_of(&format!("{form01}\n{form02}"))
}

/// Names the stored sheet, so that a form filled in beside an older one is noticed.
pub fn answers_stamp(rows: &[AnswerRow]) -> String {
    stamp_of(&format!("{rows:?}"))
}

/// Names the stored answers, so that a form filled in beside older ones is noticed.
pub fn questions_stamp(rows: &[QuestionRow]) -> String {
    stamp_of(&format!("{rows:?}"))
}
