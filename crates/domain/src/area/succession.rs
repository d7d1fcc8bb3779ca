use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// How much of the old unit went into the new one. `Partial` and `Rest` never move an address by themselves: a
/// person chooses (standards §1.2, fact 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// Toàn bộ: all of area and population.
    Full,
    /// Một phần: the part the resolution names.
    Partial,
    /// Phần còn lại: what the other clauses left.
    Rest,
    /// Giữ nguyên: same bounds, under a new code, name or kind.
    Unchanged,
}

impl Extent {
    pub fn as_str(self) -> &'static str {
        match self {
            Extent::Full => "full",
            Extent::Partial => "partial",
            Extent::Rest => "rest",
            Extent::Unchanged => "unchanged",
        }
    }

    /// True when a record of the old unit belongs to the new one without asking anybody.
    pub fn is_whole(self) -> bool {
        matches!(self, Extent::Full | Extent::Unchanged)
    }
}

impl FromStr for Extent {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        [Extent::Full, Extent::Partial, Extent::Rest, Extent::Unchanged]
            .into_iter()
            .find(|e| e.as_str() == s)
            .ok_or_else(|| format!("“{s}” is not an extent"))
    }
}
