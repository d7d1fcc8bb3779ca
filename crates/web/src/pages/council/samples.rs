//! The product's samples beside the sheet: which one a member looked at, and where each of them is.

use crate::page::Page;
use crate::pages::dossier::last_hand;
use crate::view::Choice;
use ocop_app::council::Desk;

/// One choice a sample that was received, and "none of them"; empty where there are no samples.
pub(super) fn choices(page: &Page, d: &Desk) -> Vec<Choice> {
    if d.samples.is_empty() {
        return Vec::new();
    }
    let of = d.samples.iter().map(|s| {
        let name = page.tf("council.sheet.sample_nth", &[("n", &s.number.to_string()), ("label", &s.label)]);
        Choice::new(s.number.to_string(), name).hint(last_hand(page, s))
    });
    of.chain([Choice::new("", page.t("council.sheet.sample_none"))]).collect()
}
