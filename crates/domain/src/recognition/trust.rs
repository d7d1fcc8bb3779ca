//! On whose word a star stands in the register.

use crate::codes;
use crate::text::fold;
use serde::{Deserialize, Serialize};

codes! {
    /// What a star rests on, from the surest to the least.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Trust ("trust") {
        /// A decision signed in this system.
        SignedHere = "signed_here",
        /// A list read off the signed decision itself.
        Decision = "decision",
        /// A list a state agency has published.
        Published = "published",
        /// A list the office brought in without saying on what it rests.
        Unstated = "unstated",
        /// The holder's own word.
        Holder = "holder",
        /// A newspaper.
        Press = "press",
        /// No person knows who made the list.
        Unsure = "unsure",
    }
}

impl Trust {
    /// What a list says of itself: its code, or words. Words that are not known say nothing.
    pub fn of_list(said: Option<&str>) -> Trust {
        let folded = fold(said.unwrap_or_default());
        match folded.as_str() {
            "official signed decision" | "quyet dinh" | "quyet dinh cong nhan" => Trust::Decision,
            "government site" | "cong thong tin dien tu" | "co quan nha nuoc" | "danh sach cong bo" => {
                Trust::Published
            }
            "holder quotes certificate" | "chu the" => Trust::Holder,
            f if f.starts_with("repository list") => Trust::Unsure,
            f if f.starts_with("press") || f.ends_with("newspaper") || f.contains("bao chi") => Trust::Press,
            _ => Trust::Unstated,
        }
    }

    /// An authority answers for it: it may be told to machines as a certification.
    pub fn vouched(self) -> bool {
        matches!(self, Trust::SignedHere | Trust::Decision | Trust::Published)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_lists_are_known() {
        for (said, want) in [
            (Some("official_signed_decision"), Trust::Decision),
            (Some("government_site"), Trust::Published),
            (Some("provincial_newspaper"), Trust::Press),
            (Some("press"), Trust::Press),
            (Some("press_with_decision"), Trust::Press),
            (Some("Báo chí"), Trust::Press),
            (Some("holder_quotes_certificate"), Trust::Holder),
            (Some("repository_list_named_like_an_official_district_list"), Trust::Unsure),
            (Some("chắc chắn"), Trust::Unstated),
            (None, Trust::Unstated),
        ] {
            assert_eq!(Trust::of_list(said), want, "{said:?}");
        }
    }
}
