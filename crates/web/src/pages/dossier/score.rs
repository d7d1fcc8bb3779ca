//! `/dossiers/{id}/score`: the self-score, criterion by criterion, with its sum.

use super::sheet::{self, Part};
use super::words::page_below;
use crate::prelude::*;
use ocop_app::dossier::{self, Dossier, SaveAnswers, SheetAnswer};

#[derive(Template)]
#[template(path = "dossier/score.html")]
struct ScorePage {
    page: Page,
    form: Form,
    parts: Vec<Part>,
    result: sheet::Result,
    score_set: String,
    d: Dossier,
}

fn render(visit: &Visit, d: Dossier, form: Form) -> ScorePage {
    let page = page_below(visit, &d, "dossier.score.title");
    ScorePage {
        parts: sheet::parts(&page, &d),
        result: sheet::result(&page, &d.scored),
        score_set: sheet::score_set(d.set),
        page,
        form,
        d,
    }
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let d = dossier::show(&visit.cx, &id).await?;
    let mut form = Form::new();
    form.set("stamp", d.answers_stamp.clone());
    for (code, option) in &d.answers {
        form.set(&format!("c.{code}"), option.to_string());
    }
    for (code, note) in &d.notes {
        form.set(&format!("n.{code}"), note.clone());
    }
    Ok(Html(render(&visit, d, form)).into_response())
}

pub async fn save(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let mut codes: Vec<&str> =
        fields.names().filter_map(|n| n.strip_prefix("c.").or_else(|| n.strip_prefix("n."))).collect();
    codes.sort_unstable();
    codes.dedup();
    let answers = codes.into_iter().map(|code| SheetAnswer {
        criterion: code.to_owned(),
        option: fields.get(&format!("c.{code}")).to_owned(),
        note: fields.get(&format!("n.{code}")).to_owned(),
    });
    let stamp = Some(fields.get("stamp").to_owned());
    let cmd = SaveAnswers { dossier_id: id.clone(), stamp, answers: answers.collect() };
    let done = dossier::save_answers(&visit.cx, cmd).await;
    let next = if fields.get("then") == "done" { "" } else { "/score" };
    let page = async |form| Ok(render(&visit, dossier::show(&visit.cx, &id).await?, form));
    saved(&visit, &fields, done, (format!("/dossiers/{id}{next}"), "dossier.saved"), page).await
}
