//! The advisory team's desk: its list, its review of a dossier, what it asks for, its visits (a page that works without a
//! line) and its report. Members of the council meet the same words on their own sheet.

mod list;
mod requests;
mod review;
mod show;
mod team;
mod visit;
mod worker;

pub use show::proposed;

use crate::page::Page;
use crate::state::AppState;
use crate::visit::Visit;
use axum::Router;
use axum::routing::{get, post};
use jiff::Timestamp;
use jiff::civil::Date;
use ocop_app::advisory::Seen;
use ocop_app::clock::vietnam;
use ocop_domain::account::Role;

pub fn router() -> Router<AppState> {
    Router::new()
        .route("/advisory", get(list::show))
        .route("/advisory/worker.js", get(worker::script))
        .route("/advisory/{dossier}", get(show::show))
        .route("/advisory/{dossier}/review", get(review::show).post(review::save))
        .route("/advisory/{dossier}/report.pdf", get(show::pdf))
        .route("/advisory/{dossier}/report.docx", get(show::docx))
        .route("/advisory/{dossier}/visit", get(visit::show).post(visit::record))
        .route("/advisory/{dossier}/visits/{visit}/files/{number}", get(show::file))
        .route("/advisory/{dossier}/ask", get(requests::form).post(requests::ask))
        .route("/advisory/{dossier}/requests", get(requests::show))
        .route("/advisory/{dossier}/requests/{request}", post(requests::answer))
        .route("/advisory/{dossier}/requests/{request}/file", get(requests::file))
        .route("/councils/{id}/team", get(team::show).post(team::set))
}

/// A page below the list, for those who have the list; a council's member comes from his own sheet.
fn below(visit: &Visit, page: Page) -> Page {
    let roles =
        [Role::AdvisoryMember, Role::ProvinceOffice, Role::MinistryOffice, Role::Leader, Role::Auditor];
    if !roles.iter().any(|r| visit.cx.actor.has_role(*r)) {
        return page;
    }
    let all = page.t("advisory.title").into_owned();
    page.crumb("/advisory", all)
}

/// A stored day as dd/mm/yyyy.
fn day(page: &Page, stored: &str) -> String {
    stored.parse::<Date>().map_or_else(|_| stored.to_owned(), |date| page.date(date))
}

/// The day of an instant in Vietnam.
fn day_of(page: &Page, ms: i64) -> String {
    Timestamp::from_millisecond(ms)
        .map_or_else(|_| String::new(), |at| page.date(at.to_zoned(vietnam()).date()))
}

/// "Khảo sát 05/10/2026: khác hồ sơ. Chỉ còn một lò sấy."
pub fn seen_words(page: &Page, seen: &Seen) -> String {
    let verdict = page.t(&format!("advisory.verdict.{}", seen.verdict)).into_owned();
    let note = seen.note.as_deref().map(|n| format!(". {n}")).unwrap_or_default();
    let values = [("day", day(page, &seen.on)), ("verdict", verdict), ("note", note)];
    let values: Vec<(&str, &str)> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
    page.tf("advisory.seen", &values).into_owned()
}
