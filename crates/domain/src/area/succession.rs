use crate::codes;
use serde::{Deserialize, Serialize};

codes! {
    /// How much of the old unit went into the new one. `Partial` and `Rest` never move an address by themselves: a
    /// person chooses (standards §1.2, fact 4).
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    pub enum Extent ("extent") {
        /// Toàn bộ: all of area and population.
        Full = "full",
        /// Một phần: the part the resolution names.
        Partial = "partial",
        /// Phần còn lại: what the other clauses left.
        Rest = "rest",
        /// Giữ nguyên: same bounds, under a new code, name or kind.
        Unchanged = "unchanged",
    }
}

impl Extent {
    /// True when a record of the old unit belongs to the new one without asking anybody.
    pub fn is_whole(self) -> bool {
        matches!(self, Extent::Full | Extent::Unchanged)
    }
}
