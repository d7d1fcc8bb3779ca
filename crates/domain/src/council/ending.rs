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

/// Whether the mean of a ballot or a result may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeanTold {
    Told,
    /// The assessment stopped, or a sheet did and left criteria out: what was not assessed has no points (“sẽ không đánh giá
    /// các bước tiếp theo”, Phụ lục II, set 16, 26/2026).
    Untold,
}

impl MeanTold {
    /// `partial`: a sheet left criteria out.
    pub(super) fn when(stopped: bool, partial: bool) -> MeanTold {
        if stopped || partial { MeanTold::Untold } else { MeanTold::Told }
    }

    /// By the kinds of the grounds that stand, for results closed before it was kept whether their means may be told. Of
    /// several grounds the heavier one says how it ended.
    pub fn by_grounds(kinds: &[Option<QuestionKind>]) -> MeanTold {
        let stops = |kind: &Option<QuestionKind>| *kind == Some(QuestionKind::StopsAssessment);
        MeanTold::when(!kinds.is_empty() && kinds.iter().all(stops), false)
    }

    pub fn of(self, mean: Mean) -> Option<Mean> {
        (self == MeanTold::Told).then_some(mean)
    }
}

/// "6.1, 6.4".
pub fn codes(at: &[CriterionCode]) -> String {
    at.iter().map(CriterionCode::as_str).collect::<Vec<_>>().join(", ")
}
