//! How the knock-out grounds that stand end an assessment. Where one stands there is no rank and no band is told: what
//! the points would have given is not a result.

use std::collections::BTreeSet;

use super::tally::{Ground, Sheet};
use crate::criteria::{CriteriaSet, CriterionCode, Mean, QuestionKind};

/// Phụ lục II, 26/2026.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// “Bị loại nếu …”, “Không đánh giá những sản phẩm …”.
    Eliminated,
    /// “Sẽ không đánh giá các bước tiếp theo”: the assessment ends at these criteria and the product is not eliminated.
    Stopped(Vec<CriterionCode>),
}

impl Ending {
    /// None where no ground stands. Of several grounds the heavier one says how it ended.
    pub(super) fn of(set: &CriteriaSet, grounds: &[Ground], sheets: &[&Sheet]) -> Option<Ending> {
        if grounds.is_empty() {
            return None;
        }
        let mut at: BTreeSet<&CriterionCode> = BTreeSet::new();
        let zeros: Vec<CriterionCode> = sheets.iter().flat_map(|sheet| set.stopped(&sheet.answers)).collect();
        for ground in grounds {
            let question = set.question(&ground.key);
            let Some(question) = question.filter(|q| q.kind == QuestionKind::StopsAssessment) else {
                return Some(Ending::Eliminated);
            };
            let zero = |code: &&CriterionCode| !question.computed || zeros.contains(code);
            at.extend(question.applies_to.iter().filter(zero));
        }
        let printed = set.scorable().map(|leaf| &leaf.criterion.code).filter(|code| at.contains(code));
        Some(Ending::Stopped(printed.cloned().collect()))
    }

    /// The criteria the assessment stopped at; empty where the product is eliminated.
    pub fn stopped(&self) -> &[CriterionCode] {
        match self {
            Ending::Eliminated => &[],
            Ending::Stopped(at) => at,
        }
    }
}

/// Whether the assessment of a kept result stopped, by the grounds its outcome names; of several grounds the heavier one
/// says how it ended.
fn stopped_in(outcome: &str) -> bool {
    #[derive(serde::Deserialize)]
    struct Kept {
        #[serde(default)]
        grounds: Vec<KeptGround>,
    }
    #[derive(serde::Deserialize)]
    struct KeptGround {
        kind: Option<QuestionKind>,
    }
    let Ok(kept) = serde_json::from_str::<Kept>(outcome) else { return false };
    !kept.grounds.is_empty() && kept.grounds.iter().all(|g| g.kind == Some(QuestionKind::StopsAssessment))
}

/// The mean of a kept result as it may be told ([`super::Tally::told_mean`]): none where the assessment stopped.
pub fn told_mean(sum: i64, members: i64, outcome: &str) -> Option<Mean> {
    if stopped_in(outcome) { None } else { Mean::stored(sum, members) }
}

/// "6.1, 6.4".
pub fn codes(at: &[CriterionCode]) -> String {
    at.iter().map(CriterionCode::as_str).collect::<Vec<_>>().join(", ")
}
