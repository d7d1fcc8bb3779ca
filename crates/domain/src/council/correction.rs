//! Putting right what a member wrote by mistake once the result is closed: he says it of his own sheet, the person who
//! presides signs, and what stood before stays beside what stands now. It changes options and nothing else; what they
//! come to is counted again by the same rules.

use crate::codes;
use crate::criteria::{AnswerError, Answers, CriteriaSet, CriterionCode, score};
use std::fmt;

/// One option put right. 0 says "none of the options", which is an answer; `None` says that nothing was picked, as after
/// a stop. The two differ: only an answer can stop an assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub criterion: CriterionCode,
    pub before: Option<usize>,
    pub after: Option<usize>,
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
    /// Phụ lục II, set 16: the sheet ended at 0 points; put right it goes on, and this criterion has no answer.
    #[error("the sheet no longer stops before {0}, which it leaves out")]
    Unfinished(CriterionCode),
    #[error(transparent)]
    Answer(#[from] AnswerError),
}

codes! {
    /// Where a correction stands.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum CorrectionState ("state of a correction") {
        Open = "open",
        Signed = "signed",
        Refused = "refused",
        /// Taken back by the member himself.
        Withdrawn = "withdrawn",
    }
}

/// What differs between a sheet and what its member now says, in the order of the codes.
pub fn changes(now: &Answers, wanted: &Answers) -> Vec<Change> {
    let pick = |answers: &Answers, code: &CriterionCode| answers.0.get(code).copied();
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
        let option = change.after.filter(|option| *option > 0);
        if option.is_some_and(|option| !criterion.option(option).is_some_and(|o| o.legible)) {
            return Err(CorrectionError::Unknown(code.clone()));
        }
        if answers.0.get(code).copied() != change.before {
            return Err(CorrectionError::Moved(code.clone()));
        }
        match change.after {
            None => out.0.remove(code),
            Some(option) => out.0.insert(code.clone(), option),
        };
    }
    score(set, &out)?;
    match left_out(set, answers, &out) {
        Some(code) => Err(CorrectionError::Unfinished(code)),
        None => Ok(out),
    }
}

/// Phụ lục II, set 16: “… sẽ không đánh giá các bước tiếp theo” let the sheet leave these criteria out. The first that
/// the corrected sheet would count as 0 although nothing stops it before.
fn left_out(set: &CriteriaSet, before: &Answers, after: &Answers) -> Option<CriterionCode> {
    let excused = set.after_stop(after);
    let answered = |code: &CriterionCode| after.0.contains_key(code);
    let other_case = |code: &CriterionCode| {
        let leaf = set.scorable().find(|leaf| leaf.criterion.code == *code);
        let headings = leaf.map_or_else(Vec::new, |leaf| leaf.headings);
        headings.iter().filter(|h| h.alternative_children).any(|h| {
            set.scorable()
                .filter(|leaf| leaf.headings.iter().any(|x| x.code == h.code))
                .any(|leaf| answered(&leaf.criterion.code))
        })
    };
    set.after_stop(before)
        .into_iter()
        .find(|code| !answered(code) && !excused.contains(code) && !other_case(code))
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
            // The last number leaves the criterion out, 0 says that none of the options fits.
            if n % (options + 2) <= options {
                out.0.insert(leaf.criterion.code.clone(), n % (options + 2));
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
            |criterion: &CriterionCode, after| Change { criterion: criterion.clone(), before: None, after };
        assert_eq!(corrected(set, &now, &[]), Err(CorrectionError::Nothing));
        assert_eq!(corrected(set, &now, &[change(&first, None)]), Err(CorrectionError::Nothing));
        let unknown = Err(CorrectionError::Unknown(first.clone()));
        assert_eq!(corrected(set, &now, &[change(&first, Some(99))]), unknown);
        let nowhere: CriterionCode = "99".parse().unwrap();
        assert!(matches!(
            corrected(set, &now, &[change(&nowhere, Some(1))]),
            Err(CorrectionError::Unknown(_))
        ));
    }

    /// Phụ lục II, set 16: a chosen "none" stops where no pick does not, and what a stop left out is asked for again.
    #[test]
    fn a_stopped_sheet_is_put_right_whole_or_not_at_all() {
        let water = set(&"QD26-16".parse().unwrap()).unwrap();
        let code = |text: &str| text.parse::<CriterionCode>().unwrap();
        let best = |c: &crate::criteria::Criterion| c.best_option().unwrap().number;
        let whole: Answers =
            water.scorable().map(|l| (l.criterion.code.clone(), best(l.criterion))).collect();
        let mut stopped = whole.clone();
        stopped.0.insert(code("6.1"), 1);
        assert_eq!(water.stopped(&stopped), [code("6.1")]);
        for left in water.after_stop(&stopped) {
            stopped.0.remove(&left);
        }
        // The zero alone taken away: what was left out would count as 0.
        let mut on = stopped.clone();
        on.0.insert(code("6.1"), whole.0[&code("6.1")]);
        let refused = corrected(water, &stopped, &changes(&stopped, &on));
        assert!(matches!(refused, Err(CorrectionError::Unfinished(_))), "{refused:?}");
        assert_eq!(corrected(water, &stopped, &changes(&stopped, &whole)), Ok(whole.clone()));
        // A criterion after the stop may be put in; it still stops.
        let last = water.after_stop(&stopped).pop().unwrap();
        let mut more = stopped.clone();
        more.0.insert(last.clone(), 0);
        let found = changes(&stopped, &more);
        assert_eq!(found, [Change { criterion: last, before: None, after: Some(0) }]);
        assert_eq!(corrected(water, &stopped, &found), Ok(more));
        // "None of the options" where there was one: the corrected sheet stops there.
        let mut none = whole.clone();
        none.0.insert(code("6.2"), 0);
        let put = corrected(water, &whole, &changes(&whole, &none)).unwrap();
        assert_eq!(water.stopped(&put), [code("6.2")]);
    }
}
