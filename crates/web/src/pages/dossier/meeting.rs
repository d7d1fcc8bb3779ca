//! `/ward/{id}/meeting`: notes of the meeting the commune's Chairman held on a dossier, where one was held.

use crate::download;
use crate::prelude::*;
use ocop_app::dossier::{self, Dossier, SaveMeeting};
use ocop_domain::dossier::State;

typed!(SaveMeeting => "dossier/meeting.html", "act", "version");
#[derive(Template)]
#[template(path = "dossier/meeting.html")]
struct MeetingPage {
    page: Page,
    form: Form,
    d: Dossier,
    /// Notes are kept already.
    kept: bool,
}

fn render(visit: &Visit, d: Dossier, form: Form, kept: bool) -> MeetingPage {
    let page = visit.page("desk.meeting.title");
    let (desk, check) = (page.say("dossier.desk.title"), page.say("dossier.ward.title"));
    let page = page.crumb("/ward", desk).crumb(format!("/ward/{}", d.id), check);
    MeetingPage { page, form, d, kept }
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let check = dossier::ward_check(&visit.cx, &id).await?;
    if check.dossier.state != State::AtWard {
        return Err(Failure(Error::Conflict("not_at_ward")));
    }
    let mut form = Form::new();
    form.set("version", check.dossier.version.to_string());
    if let Some(m) = &check.meeting {
        let page = visit.page("desk.meeting.title");
        form.set("held_on", page.date(m.held_on));
        form.set("place", m.place.clone().unwrap_or_default());
        form.set("departments", m.departments.clone());
        form.set("content", m.content.clone());
        form.set("conclusion", m.conclusion.clone());
    }
    let kept = check.meeting.is_some();
    Ok(Html(render(&visit, check.dossier, form, kept)).into_response())
}

pub async fn save(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let version = fields.get("version").parse().unwrap_or_default();
    let done = if fields.get("act") == "remove" {
        dossier::remove_meeting(&visit.cx, &id, version).await.map(|()| "desk.meeting.removed")
    } else {
        let cmd = SaveMeeting { dossier_id: id.clone(), version, ..fields.read()? };
        dossier::save_meeting(&visit.cx, cmd).await.map(|()| "desk.meeting.saved")
    };
    let flash = *done.as_ref().unwrap_or(&"desk.meeting.saved");
    let page = async |form| {
        let check = dossier::ward_check(&visit.cx, &id).await?;
        Ok(render(&visit, check.dossier, form, check.meeting.is_some()))
    };
    answered(&visit, &fields, done, (format!("/ward/{id}"), flash), page).await
}

/// The minutes as a paper; `?attempt=` names the submission, else the last.
pub async fn pdf(visit: Visit, Path(id): Path<String>, query: Query) -> Reply {
    let bytes = dossier::meeting_pdf(&visit.cx, &id, query.get("attempt").parse().ok()).await?;
    Ok(download::pdf("bien-ban-hop.pdf", bytes))
}

pub async fn docx(visit: Visit, Path(id): Path<String>, query: Query) -> Reply {
    let bytes = dossier::meeting_docx(&visit.cx, &id, query.get("attempt").parse().ok()).await?;
    Ok(download::docx("bien-ban-hop.docx", bytes))
}
