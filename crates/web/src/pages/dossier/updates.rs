//! `/dossiers/{id}/updates`: what is new since recognition, topic by topic as Điều 6(1)b and 6(1)c ask.

use super::words::page_below;
use crate::prelude::*;
use ocop_app::dossier::{self, Dossier, Missing, SaveUpdates};
use ocop_domain::dossier::{Kind, Topic};

/// One box: name of the field and its label.
struct Asked {
    field: &'static str,
    label: String,
}

#[derive(Template)]
#[template(path = "dossier/updates.html")]
struct UpdatesPage {
    page: Page,
    form: Form,
    asked: Vec<Asked>,
    reranking: bool,
    /// What else is lacking: papers to renew, nothing changed.
    lacking: Vec<(String, String)>,
    d: Dossier,
}

/// The sentence and the page of what an upgrade or a re-ranking lacks.
pub fn missing(page: &Page, d: &Dossier, m: &Missing) -> (String, String) {
    let about = m.about.clone().unwrap_or_default();
    let about = match m.code {
        "topic" => page.say(&format!("kinds.topic.{about}")),
        _ => about,
    };
    let place = match m.code {
        "topic" => "updates",
        "nothing_changed" => "changes",
        _ => "evidence",
    };
    let words = say!(page, &format!("kinds.missing.{}", m.code), about);
    (words, format!("/dossiers/{}/{place}", d.id))
}

fn render(visit: &Visit, d: Dossier, form: Form) -> UpdatesPage {
    let page = page_below(visit, &d, "kinds.updates.title");
    let lacking = dossier::missing(&d, visit.cx.today());
    UpdatesPage {
        asked: Topic::asked_of(d.kind)
            .into_iter()
            .map(|t| Asked { field: t.as_str(), label: page.say(&format!("kinds.topic.{}", t.as_str())) })
            .collect(),
        reranking: d.kind == Kind::Reranking,
        lacking: lacking.iter().filter(|m| m.code != "topic").map(|m| missing(&page, &d, m)).collect(),
        page,
        form,
        d,
    }
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let d = dossier::show(&visit.cx, &id).await?;
    if d.kind == Kind::First {
        return Err(Failure(Error::NotFound));
    }
    let mut form = Form::new();
    form.set("stamp", d.updates_stamp());
    for (topic, words) in &d.updates {
        form.set(topic.as_str(), words.clone());
    }
    Ok(Html(render(&visit, d, form)).into_response())
}

pub async fn save(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let d = dossier::show(&visit.cx, &id).await?;
    let stamp = Some(fields.get("stamp").to_owned());
    let words = Topic::asked_of(d.kind)
        .into_iter()
        .map(|t| (t.as_str().to_owned(), fields.get(t.as_str()).to_owned()));
    let cmd = SaveUpdates { dossier_id: id.clone(), stamp, words: words.collect() };
    let done = dossier::save_updates(&visit.cx, cmd).await;
    let page = async |form| Ok(render(&visit, d, form));
    saved(&visit, &fields, done, (format!("/dossiers/{id}"), "dossier.saved"), page).await
}
