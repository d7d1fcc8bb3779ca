//! The producer's dossier, one thing at a time; the offices' view of it; the commune's desk.

mod additions;
mod begin;
mod carried;
mod changes;
mod check;
mod evidence;
mod exchanges;
mod files;
mod form;
mod items;
mod lists;
mod meeting;
mod overview;
mod questions;
mod report;
mod request;
mod samples;
mod score;
mod seal;
mod sealed;
mod sheet;
mod updates;
mod ward;
pub(super) mod words;

pub(super) use samples::last_hand;
pub(super) use sheet::{ended, score_set, stopped};

use crate::prelude::*;

pub(super) const CAPABILITY: Capability = Capability {
    places: &[
        place(
            50,
            "/dossiers",
            "common.nav.dossiers",
            &[Role::Producer, Role::WardOfficer, Role::ProvinceOffice, Role::AdvisoryMember, Role::Auditor],
        ),
        place(60, "/ward", "common.nav.ward", &[Role::WardOfficer]),
        place(70, "/ward", "desk.list.province", &[Role::ProvinceOffice]),
    ],
    things: &[("dossier", "/dossiers")],
    ..Capability::of(router)
};

fn router() -> Router<AppState> {
    Router::new()
        .route("/dossiers", get(lists::show).post(begin::start))
        .route("/dossiers/new", get(begin::choose))
        .route("/dossiers/{id}", get(overview::show))
        .route("/dossiers/{id}/form", get(form::show).post(form::save))
        .route("/dossiers/{id}/report", get(report::show).post(report::save))
        .route("/dossiers/{id}/questions", get(questions::show).post(questions::save))
        .route("/dossiers/{id}/score", get(score::show).post(score::save))
        .route("/dossiers/{id}/evidence", get(evidence::show).post(evidence::upload))
        .route("/dossiers/{id}/evidence/cite", post(evidence::cite))
        .route("/dossiers/{id}/evidence/uncite", post(evidence::uncite))
        .route("/dossiers/{id}/evidence/remove", post(evidence::remove))
        .route("/dossiers/{id}/check", get(check::show).post(check::submit))
        .route("/dossiers/{id}/updates", get(updates::show).post(updates::save))
        .route("/dossiers/{id}/changes", get(changes::show))
        .route("/dossiers/{id}/additions", get(additions::show).post(additions::save))
        .route("/dossiers/{id}/exchanges", get(exchanges::show))
        .route("/dossiers/{id}/mended", get(exchanges::mended))
        .route("/dossiers/{id}/meeting.pdf", get(meeting::pdf))
        .route("/dossiers/{id}/meeting.docx", get(meeting::docx))
        .route("/dossiers/{id}/carried", get(carried::show))
        .route("/dossiers/{id}/samples", get(samples::show).post(samples::save))
        .route("/dossiers/{id}/labels.pdf", get(files::labels))
        .route("/dossiers/{id}/sealed", get(sealed::show))
        .route("/dossiers/{id}/sealed/{attempt}/package.zip", get(files::package))
        .route("/seal", get(seal::ask))
        .route("/seal/{hash}", get(seal::show))
        .route("/dossiers/{id}/form01.pdf", get(files::form01))
        .route("/dossiers/{id}/form01.docx", get(files::form01_docx))
        .route("/dossiers/{id}/form02.pdf", get(files::form02))
        .route("/dossiers/{id}/form02.docx", get(files::form02_docx))
        .route("/dossiers/{id}/form03.pdf", get(files::form03))
        .route("/dossiers/{id}/form03.docx", get(files::form03_docx))
        .route("/dossiers/{id}/letter.pdf", get(files::letter))
        .route("/dossiers/{id}/letter.docx", get(files::letter_docx))
        .route("/files/{dossier}/{evidence}", get(files::evidence))
        .route("/ward", get(lists::ward))
        .route("/ward/{id}", get(ward::show).post(ward::act))
        .route("/ward/{id}/request", get(request::show).post(request::ask))
        .route("/ward/{id}/meeting", get(meeting::show).post(meeting::save))
}
