//! `/rounds/{id}/papers/session`: when, where and with whom the council meets.

use super::day;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::form::Form;
use crate::page::{Html, Page};
use crate::visit::Visit;
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use ocop_app::council::{SessionView, SetSession, set_session, show_session};

#[derive(Template)]
#[template(path = "council/papers_session.html")]
struct Show {
    page: Page,
    form: Form,
    v: SessionView,
}

fn render(visit: &Visit, id: &str, v: SessionView, form: Form) -> Show {
    let page = visit.page("papers.meeting.title");
    let all = page.t("papers.title").into_owned();
    let page =
        page.crumb(format!("/rounds/{id}"), v.round.name.clone()).crumb(format!("/rounds/{id}/papers"), all);
    Show { form, v, page }
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Failure> {
    let v = show_session(&visit.cx, &id).await?;
    let page = visit.page("papers.meeting.title");
    let mut form = Form::new();
    form.set("meets_on", v.round.meets_on.as_deref().map_or_else(String::new, |d| day(&page, d)))
        .set("starts_at", v.session.starts_at.clone().unwrap_or_default())
        .set("place", v.round.place.clone().unwrap_or_default())
        .set("agenda", v.session.agenda.clone())
        .set("guests", v.session.guests.clone());
    Ok(Html(render(&visit, &id, v, form)).into_response())
}

pub async fn save(visit: Visit, Path(id): Path<String>, fields: Fields) -> Result<Response, Failure> {
    let text = |name: &str| fields.get(name).to_owned();
    let cmd = SetSession {
        round: id.clone(),
        version: fields.get("version").parse().unwrap_or(0),
        meets_on: text("meets_on"),
        starts_at: text("starts_at"),
        place: text("place"),
        agenda: text("agenda"),
        guests: text("guests"),
    };
    let done = set_session(&visit.cx, cmd).await;
    let next = format!("/rounds/{id}/papers");
    crate::answer::answered(&visit, &fields, done, (next, "papers.meeting.saved"), async |form| {
        let v = show_session(&visit.cx, &id).await?;
        Ok(render(&visit, &id, v, form))
    })
    .await
}
