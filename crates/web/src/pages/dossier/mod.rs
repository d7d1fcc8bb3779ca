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

pub(super) use samples::last_hand;
pub(super) use sheet::{ended, score_set, stopped};

use crate::page::Page;
use crate::state::AppState;
use crate::visit::Visit;
use axum::Router;
use axum::routing::{get, post};
use jiff::Timestamp;
use jiff::civil::Date;
use ocop_app::clock::vietnam;
use ocop_app::dossier::{Dossier, DueChange};
use ocop_app::{Error, Invalid};
use ocop_domain::dossier::State;

pub fn router() -> Router<AppState> {
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

/// A page below a dossier, with the way back to it.
pub(super) fn page_below(visit: &Visit, d: &Dossier, title_key: &str) -> Page {
    let page = visit.page(title_key);
    let all = page.t("dossier.title").into_owned();
    page.crumb("/dossiers", all).crumb(format!("/dossiers/{}", d.id), d.subject.product_name.clone())
}

/// The same of a dossier whose star may have been withdrawn since.
pub(super) fn standing_tag(page: &Page, state: State, withdrawn: bool) -> (String, &'static str) {
    if withdrawn && state == State::Recognised {
        return (page.t("common.status.withdrawn").into_owned(), "bad");
    }
    state_tag(page, state)
}

/// The word and the tone of a state.
pub(super) fn state_tag(page: &Page, state: State) -> (String, &'static str) {
    let tone = match state {
        State::Draft => "quiet",
        State::Returned | State::ReturnedByMinistry => "wait",
        State::Recognised => "good",
        State::NotRecognised => "bad",
        _ => "info",
    };
    (page.t(&format!("dossier.state.{}", state.as_str())).into_owned(), tone)
}

/// What is left of the commune's term, in words, with its tone: late ones differ by word and shape, not by colour only.
fn days_tag(page: &Page, left: i64) -> (String, &'static str) {
    let n = left.abs().to_string();
    let (key, tone) = match left {
        i64::MIN..0 => ("dossier.late", "bad"),
        0 => ("dossier.last_day", "wait"),
        1..=3 => ("dossier.days_left", "wait"),
        _ => ("dossier.days_left", "info"),
    };
    (page.tf(key, &[("n", &n)]).into_owned(), tone)
}

/// Why the commune's term ends on another day than it was given: one sentence a change of the calendar.
fn due_notes(page: &Page, changes: &[DueChange]) -> Vec<String> {
    let day = |text: &str| text.parse::<Date>().map_or_else(|_| text.to_owned(), |d| page.date(d));
    let one = |c: &DueChange| {
        let days: Vec<String> = c.days.split(' ').map(day).collect();
        let values = [
            ("before", page.date(c.due_before)),
            ("after", page.date(c.due_after)),
            ("days", days.join(", ")),
        ];
        let values = [0, 1, 2].map(|n| (values[n].0, values[n].1.as_str()));
        page.tf("dossier.due_moved", &values).into_owned()
    };
    changes.iter().map(one).collect()
}

/// Until when the producer's additions are awaited, in words, with its tone.
fn awaited_tag(page: &Page, day: Date, left: i64) -> (String, &'static str) {
    let (day, n) = (page.date(day), left.abs().to_string());
    let values = [("day", day.as_str()), ("n", n.as_str())];
    match left {
        i64::MIN..0 => (page.tf("desk.awaited.over", &values).into_owned(), "bad"),
        _ => (page.tf("desk.awaited.until", &values).into_owned(), "wait"),
    }
}

/// dd/mm/yyyy HH:MM in Vietnam.
fn moment(page: &Page, ms: i64) -> String {
    let Ok(at) = Timestamp::from_millisecond(ms) else { return String::new() };
    let at = at.to_zoned(vietnam());
    format!("{} {:02}:{:02}", page.date(at.date()), at.hour(), at.minute())
}

/// A file's size in words.
pub(super) fn size(page: &Page, bytes: i64) -> String {
    match bytes {
        0..=1_048_575 => format!("{} KB", page.number((bytes + 1023) / 1024)),
        _ => format!("{} MB", page.hundredths(bytes * 100 / 1_048_576)),
    }
}

/// A refused form, or a conflict that is better said on the form than on a page of its own (what was typed is kept).
fn refusal(error: Error) -> Result<Invalid, Error> {
    match error {
        Error::Invalid(invalid) => Ok(invalid),
        Error::Conflict("stale") => {
            let mut invalid = Invalid::default();
            invalid.add("", "conflict.stale");
            Ok(invalid)
        }
        other => Err(other),
    }
}
