//! Words of the advisory team's pages.

use crate::prelude::*;
use ocop_app::advisory::Seen;
use ocop_domain::account::Role;

/// A page below the list, for those who have the list; a council's member comes from the member's own sheet.
pub(super) fn below(visit: &Visit, page: Page) -> Page {
    let roles =
        [Role::AdvisoryMember, Role::ProvinceOffice, Role::MinistryOffice, Role::Leader, Role::Auditor];
    if !roles.iter().any(|r| visit.cx.actor.has_role(*r)) {
        return page;
    }
    page.under("/advisory", "advisory.title")
}

/// "Khảo sát 05/10/2026: khác hồ sơ. Chỉ còn một lò sấy."
pub fn seen_words(page: &Page, seen: &Seen) -> String {
    let verdict = page.say(&format!("advisory.verdict.{}", seen.verdict));
    let note = seen.note.as_deref().map(|n| format!(". {n}")).unwrap_or_default();
    let values = [("day", page.date(&seen.on)), ("verdict", verdict), ("note", note)];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    page.tf("advisory.seen", &values).into_owned()
}
