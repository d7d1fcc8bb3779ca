//! What of an earlier sealed dossier may stand in a new one: answers where the criteria say the same, papers that are
//! still valid. Knock-out answers are declarations of their day and are asked again.

use super::seal::{Seal, SealedAnswer};
use super::update::last_day;
use crate::codes;
use crate::criteria::{CriteriaSet, Criterion, CriterionCode};
use jiff::civil::Date;

codes! {
    /// What became of one item of the earlier dossier.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Outcome ("outcome of carrying over") {
        Carried = "carried",
        /// The present set has no such criterion, or words it otherwise.
        CriterionDiffers = "criterion_differs",
        /// The criterion is the same, the option picked is not among its options.
        OptionDiffers = "option_differs",
        /// The paper has run out: to be renewed.
        Expired = "expired",
        /// The paper is no longer in the producer's library.
        Gone = "gone",
    }
}

/// The criterion of the new set that is the same as one of the old: same code, same words, something to be scored.
pub fn same_criterion<'a>(old: &CriteriaSet, new: &'a CriteriaSet, code: &str) -> Option<&'a Criterion> {
    let code: CriterionCode = code.parse().ok()?;
    let (was, is) = (old.criterion(&code)?, new.criterion(&code)?);
    (was.name == is.name && !is.is_heading()).then_some(is)
}

/// The option number a sealed answer has in the present set. Where set or law differ, only what is the same by
/// criterion code and text maps: anything else would put words into the producer's mouth.
pub fn answer(old: &CriteriaSet, new: &CriteriaSet, a: &SealedAnswer) -> Result<usize, Outcome> {
    let is = same_criterion(old, new, &a.criterion).ok_or(Outcome::CriterionDiffers)?;
    let was = a.criterion.parse().ok().and_then(|c| old.criterion(&c)?.option(a.option));
    let was = was.ok_or(Outcome::OptionDiffers)?;
    if old.id == new.id {
        return Ok(a.option);
    }
    let mut same = is.options.iter().filter(|o| o.legible && o.text == was.text && o.points == was.points);
    match (same.next(), same.next()) {
        (Some(o), None) => Ok(o.number),
        // Two options of the same words: which one was meant cannot be said.
        _ => Err(Outcome::OptionDiffers),
    }
}

/// May a paper of the earlier dossier that runs out on a day (`yyyy-mm-dd`) be cited in one handed in on `today`?
pub fn paper(expires_on: Option<&str>, today: Date) -> Outcome {
    if last_day(expires_on).is_some_and(|d| d < today) { Outcome::Expired } else { Outcome::Carried }
}

/// May a citation stand where it stood: on the dossier as a whole always, on a criterion where it is the same.
pub fn citation(old: &CriteriaSet, new: &CriteriaSet, criterion: &str) -> bool {
    criterion.is_empty() || same_criterion(old, new, criterion).is_some()
}

/// The form's texts that are carried, by name, with what was sealed; an empty one is not.
pub fn texts(seal: &Seal) -> Vec<(&'static str, String)> {
    super::compare::form_texts(&seal.form02).into_iter().filter(|(_, t)| !t.is_empty()).collect()
}
