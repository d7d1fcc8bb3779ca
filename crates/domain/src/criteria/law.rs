//! The three decisions whose criteria are kept side by side. A dossier is pinned to one of them when it is
//! filed; the two older ones serve to show old scores, and 148/2023 also to finish what it began.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// A decision that carries criteria sets, the newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Law {
    #[serde(rename = "26/2026/QĐ-TTg")]
    Qd26_2026,
    #[serde(rename = "148/QĐ-TTg")]
    Qd148_2023,
    /// With its amendment 781/QĐ-TTg of 2020, whose number the set ids carry.
    #[serde(rename = "1048/QĐ-TTg")]
    Qd1048_2019,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a decision with criteria sets: it must be 26/2026/QĐ-TTg, 148/QĐ-TTg or 1048/QĐ-TTg")]
pub struct UnknownLaw(pub String);

impl Law {
    pub const ALL: [Law; 3] = [Law::Qd26_2026, Law::Qd148_2023, Law::Qd1048_2019];

    /// The number of the decision, as it is cited.
    pub const fn document(self) -> &'static str {
        match self {
            Law::Qd26_2026 => "26/2026/QĐ-TTg",
            Law::Qd148_2023 => "148/QĐ-TTg",
            Law::Qd1048_2019 => "1048/QĐ-TTg",
        }
    }

    /// What the ids of this decision's sets begin with.
    pub const fn set_prefix(self) -> &'static str {
        match self {
            Law::Qd26_2026 => "QD26",
            Law::Qd148_2023 => "QD148",
            Law::Qd1048_2019 => "QD781",
        }
    }

    /// Điều 11(1), 26/2026, and the dates of signature of the older two.
    pub const fn effective_from(self) -> Date {
        match self {
            Law::Qd26_2026 => date(2026, 5, 22),
            Law::Qd148_2023 => date(2023, 2, 24),
            Law::Qd1048_2019 => date(2019, 8, 21),
        }
    }

    /// The last day in force. Điều 11(2), 26/2026: 148/QĐ-TTg lapses after 60 days from 22/5/2026.
    /// 1048/QĐ-TTg ends on the day its successor was signed, so both stand on that one day.
    pub const fn effective_to(self) -> Option<Date> {
        match self {
            Law::Qd26_2026 => None,
            Law::Qd148_2023 => Some(date(2026, 7, 21)),
            Law::Qd1048_2019 => Some(date(2023, 2, 24)),
        }
    }

    pub fn in_force(self, on: Date) -> bool {
        self.effective_from() <= on && self.effective_to().is_none_or(|last| on <= last)
    }

    /// The decision a dossier is assessed under: the newest one in force on the day it was filed.
    /// Điều 12(2), 26/2026: what was filed before 22/5/2026 stays under the earlier rules.
    pub fn of_dossier(filed: Date) -> Option<Law> {
        Law::ALL.into_iter().find(|law| law.in_force(filed))
    }

    /// Whether sheets may still be scored under this decision on a day, rather than only shown.
    /// Điều 12(2)a, 26/2026: under 148/QĐ-TTg until 60 days after 22/5/2026, for dossiers filed before that day.
    pub fn scores_anew(self, on: Date) -> bool {
        match self {
            Law::Qd26_2026 | Law::Qd148_2023 => self.in_force(on),
            Law::Qd1048_2019 => false,
        }
    }

    /// The last day on which a dossier filed under this decision can be ranked, where there is one.
    /// Điều 12(2), 26/2026: 60 days for first and upgrade dossiers (a), 30 days for re-ranking (b). The day as it is
    /// counted; where it is a day of rest, `Calendar::term` says to which it moves.
    pub const fn last_day_to_rank(self, reranking: bool) -> Option<Date> {
        match (self, reranking) {
            (Law::Qd148_2023, true) => Some(date(2026, 6, 21)),
            _ => self.effective_to(),
        }
    }
}

impl fmt::Display for Law {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.document())
    }
}

impl FromStr for Law {
    type Err = UnknownLaw;
    fn from_str(text: &str) -> Result<Self, UnknownLaw> {
        let text = text.trim();
        Law::ALL.into_iter().find(|law| law.document() == text).ok_or_else(|| UnknownLaw(text.to_owned()))
    }
}
