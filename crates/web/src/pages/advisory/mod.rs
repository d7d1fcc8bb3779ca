//! The advisory team's desk: its list, its review of a dossier, what it asks for, its visits (a page that works without a
//! line) and its report. Members of the council meet the same words on their own sheet.

mod list;
mod requests;
mod review;
mod show;
mod team;
mod visit;
pub(super) mod words;
mod worker;

pub use show::proposed;

use crate::prelude::*;

pub(super) const CAPABILITY: Capability = Capability {
    places: &[place(
        110,
        "/advisory",
        "advisory.nav",
        &[Role::AdvisoryMember, Role::ProvinceOffice, Role::MinistryOffice, Role::Leader],
    )],
    ..Capability::of(router)
};

fn router() -> Router<AppState> {
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
