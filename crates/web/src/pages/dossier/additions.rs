//! `/dossiers/{id}/additions`: what the commune asked for, item by item, with where to mend it and a line to answer in.

use super::items;
use super::words::page_below;
use crate::prelude::*;
use ocop_app::dossier::{self, Additions, AnswerAdditions, Dossier};

#[derive(Template)]
#[template(path = "dossier/additions.html")]
struct AdditionsPage {
    page: Page,
    form: Form,
    d: Dossier,
    asked: items::Asked,
}

fn render(visit: &Visit, found: Additions, form: Form) -> AdditionsPage {
    let Additions { dossier: d, request, .. } = found;
    let page = page_below(visit, &d, "desk.additions.title");
    AdditionsPage { asked: items::asked(&page, &d, &request), page, form, d }
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let found = dossier::additions(&visit.cx, &id).await?;
    let mut form = Form::new();
    form.set("stamp", found.stamp.clone());
    for item in &found.request.items {
        form.set(&format!("note.{}", item.number), item.note.clone().unwrap_or_default());
    }
    Ok(Html(render(&visit, found, form)).into_response())
}

pub async fn save(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let numbered = |name: &str| name.strip_prefix("note.").and_then(|n| n.parse().ok());
    let notes = fields.names().filter_map(|name| Some((numbered(name)?, fields.get(name).to_owned())));
    let cmd = AnswerAdditions {
        dossier_id: id.clone(),
        stamp: Some(fields.get("stamp").to_owned()),
        notes: notes.collect(),
    };
    let done = dossier::answer_additions(&visit.cx, cmd).await;
    let page = async |form| Ok(render(&visit, dossier::additions(&visit.cx, &id).await?, form));
    saved(&visit, &fields, done, (format!("/dossiers/{id}"), "dossier.saved"), page).await
}
