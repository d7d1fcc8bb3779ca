//! `/rounds/{id}/papers/session`: when, where and with whom the council meets.

use crate::prelude::*;
use ocop_app::council::{SessionView, SetSession, set_session, show_session};

typed!(SetSession => "council/papers_session.html");
#[derive(Template)]
#[template(path = "council/papers_session.html")]
struct Show {
    page: Page,
    form: Form,
    v: SessionView,
}

fn render(visit: &Visit, id: &str, v: SessionView, form: Form) -> Show {
    let page = visit
        .page("papers.meeting.title")
        .crumb(format!("/rounds/{id}"), v.round.name.clone())
        .under(format!("/rounds/{id}/papers"), "papers.title");
    Show { form, v, page }
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let v = show_session(&visit.cx, &id).await?;
    let page = visit.page("papers.meeting.title");
    let mut form = Form::new();
    form.set("meets_on", page.date(&v.round.meets_on))
        .set("starts_at", v.session.starts_at.clone().unwrap_or_default())
        .set("place", v.round.place.clone().unwrap_or_default())
        .set("agenda", v.session.agenda.clone())
        .set("guests", v.session.guests.clone());
    Ok(Html(render(&visit, &id, v, form)).into_response())
}

pub async fn save(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = SetSession { round: id.clone(), ..fields.read()? };
    let done = set_session(&visit.cx, cmd).await;
    let next = format!("/rounds/{id}/papers");
    saved(&visit, &fields, done, (next, "papers.meeting.saved"), async |form| {
        let v = show_session(&visit.cx, &id).await?;
        Ok(render(&visit, &id, v, form))
    })
    .await
}
