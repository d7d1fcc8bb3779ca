//! Putting right what a member wrote by mistake once the result is closed: he says it of his own sheet, whoever presides
//! signs, and what stood before stays beside what stands now. It changes options and nothing else; what they come to is
//! counted again by the same rules.

use crate::criteria::{AnswerError, Answers, CriteriaSet, CriterionCode, score};
use std::fmt;
use std::str::FromStr;

/// One option put right. 0 says "none of the options".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub criterion: CriterionCode,
    pub before: usize,
    pub after: usize,
}

/// Why a sheet cannot be put right this way.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CorrectionError {
    #[error("nothing is changed")]
    Nothing,
    #[error("{0} has no such option, or is no criterion of the set")]
    Unknown(CriterionCode),
    #[error("the sheet says something else on {0} than when the correction was written")]
    Moved(CriterionCode),
    #[error(transparent)]
    Answer(#[from] AnswerError),
}

/// Where a correction stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CorrectionState {
    Open,
    Signed,
    Refused,
    /// Taken back by the member himself.
    Withdrawn,
}

/// What differs between a sheet and what its member now says, in the order of the codes.
pub fn changes(now: &Answers, wanted: &Answers) -> Vec<Change> {
    let pick = |answers: &Answers, code: &CriterionCode| answers.0.get(code).copied().unwrap_or(0);
    let mut codes: Vec<&CriterionCode> = now.0.keys().chain(wanted.0.keys()).collect();
    codes.sort();
    codes.dedup();
    codes
        .into_iter()
        .map(|code| Change { criterion: code.clone(), before: pick(now, code), after: pick(wanted, code) })
        .filter(|c| c.before != c.after)
        .collect()
}

/// The sheet as it is after the correction. Nothing of it is changed if any part does not fit.
pub fn corrected(
    set: &CriteriaSet,
    answers: &Answers,
    changes: &[Change],
) -> Result<Answers, CorrectionError> {
    if changes.iter().all(|c| c.before == c.after) {
        return Err(CorrectionError::Nothing);
    }
    let mut out = answers.clone();
    for change in changes {
        let code = &change.criterion;
        let criterion = set.criterion(code).filter(|c| !c.is_heading());
        let criterion = criterion.ok_or_else(|| CorrectionError::Unknown(code.clone()))?;
        if change.after > 0 && !criterion.option(change.after).is_some_and(|o| o.legible) {
            return Err(CorrectionError::Unknown(code.clone()));
        }
        if answers.0.get(code).copied().unwrap_or(0) != change.before {
            return Err(CorrectionError::Moved(code.clone()));
        }
        match change.after {
            0 => out.0.remove(code),
            option => out.0.insert(code.clone(), option),
        };
    }
    score(set, &out)?;
    Ok(out)
}

impl CorrectionState {
    pub const ALL: [CorrectionState; 4] = [
        CorrectionState::Open,
        CorrectionState::Signed,
        CorrectionState::Refused,
        CorrectionState::Withdrawn,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            CorrectionState::Open => "open",
            CorrectionState::Signed => "signed",
            CorrectionState::Refused => "refused",
            CorrectionState::Withdrawn => "withdrawn",
        }
    }
}

impl FromStr for CorrectionState {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        CorrectionState::ALL
            .into_iter()
            .find(|x| x.as_str() == s)
            .ok_or_else(|| format!("“{s}” is no state of a correction"))
    }
}

impl fmt::Display for CorrectionState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::set;
    use proptest::prelude::*;

    fn honey() -> &'static CriteriaSet {
        set(&"QD26-04".parse().unwrap()).unwrap()
    }

    /// A sheet from numbers: each says which of the options of its criterion, or none.
    fn sheet(numbers: &[usize]) -> Answers {
        let mut out = Answers::default();
        for (leaf, n) in honey().scorable().zip(numbers) {
            let options = leaf.criterion.options.iter().filter(|o| o.legible).count();
            if n % (options + 1) > 0 {
                out.0.insert(leaf.criterion.code.clone(), n % (options + 1));
            }
        }
        out
    }

    proptest! {
        #[test]
        fn what_differs_between_two_sheets_leads_from_one_to_the_other_and_back(
            a in proptest::collection::vec(0..6usize, 60),
            b in proptest::collection::vec(0..6usize, 60),
        ) {
            let (a, b) = (sheet(&a), sheet(&b));
            prop_assume!(score(honey(), &a).is_ok() && score(honey(), &b).is_ok());
            let there = changes(&a, &b);
            prop_assert_eq!(there.is_empty(), a == b);
            if a != b {
                prop_assert_eq!(corrected(honey(), &a, &there), Ok(b.clone()));
                prop_assert_eq!(corrected(honey(), &b, &changes(&b, &a)), Ok(a.clone()));
                // Written against another sheet it fits no longer.
                prop_assert!(matches!(corrected(honey(), &b, &there), Err(CorrectionError::Moved(_))));
            }
        }
    }

    #[test]
    fn what_the_set_does_not_know_changes_nothing() {
        let (set, now) = (honey(), Answers::default());
        let first = set.scorable().next().unwrap().criterion.code.clone();
        let change =
            |criterion: &CriterionCode, after| Change { criterion: criterion.clone(), before: 0, after };
        assert_eq!(corrected(set, &now, &[]), Err(CorrectionError::Nothing));
        assert_eq!(corrected(set, &now, &[change(&first, 0)]), Err(CorrectionError::Nothing));
        let unknown = Err(CorrectionError::Unknown(first.clone()));
        assert_eq!(corrected(set, &now, &[change(&first, 99)]), unknown);
        let nowhere: CriterionCode = "99".parse().unwrap();
        assert!(matches!(corrected(set, &now, &[change(&nowhere, 1)]), Err(CorrectionError::Unknown(_))));
    }
}
