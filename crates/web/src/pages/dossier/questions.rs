//! `/dossiers/{id}/questions`: what would eliminate the dossier, asked before anything is scored.

use super::words::page_below;
use crate::prelude::*;
use ocop_app::dossier::{self, Dossier, QuestionAnswer, SaveQuestions};
use ocop_domain::criteria::QuestionKind;

/// One question: name of its radios, name of its reason, words, where it is printed, what a yes means.
struct Asked {
    yes_no: String,
    reason: String,
    text: String,
    meaning: String,
}

#[derive(Template)]
#[template(path = "dossier/questions.html")]
struct QuestionsPage {
    page: Page,
    form: Form,
    d: Dossier,
    asked: Vec<Asked>,
    yes_no: Vec<Choice>,
}

fn render(visit: &Visit, d: Dossier, form: Form) -> QuestionsPage {
    let page = page_below(visit, &d, "dossier.questions.title");
    let asked = d.set.asked().map(|q| Asked {
        yes_no: format!("q.{}", q.key),
        reason: format!("qr.{}", q.key),
        text: match &q.criterion {
            Some(code) => format!("{code}. {}", q.text),
            None => q.text.clone(),
        },
        meaning: page.say(meaning(q.kind)),
    });
    let yes_no = vec![
        Choice::new("no", page.t("dossier.questions.no")),
        Choice::new("yes", page.t("dossier.questions.yes")),
    ];
    QuestionsPage { asked: asked.collect(), yes_no, form, d, page }
}

fn meaning(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Disqualifier => "dossier.questions.disqualifier",
        QuestionKind::Eliminates => "dossier.questions.eliminates",
        QuestionKind::StopsAssessment => "dossier.questions.stops",
        QuestionKind::NotEligible => "dossier.questions.not_eligible",
    }
}

pub async fn show(visit: Visit, Path(id): Path<String>) -> Reply {
    let d = dossier::show(&visit.cx, &id).await?;
    let mut form = Form::new();
    form.set("stamp", d.questions_stamp.clone());
    for (key, (applies, reason)) in &d.findings {
        form.set(&format!("q.{key}"), if *applies { "yes" } else { "no" });
        form.set(&format!("qr.{key}"), reason.clone().unwrap_or_default());
    }
    Ok(Html(render(&visit, d, form)).into_response())
}

pub async fn save(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let answers = fields.names().filter_map(|n| n.strip_prefix("q.")).map(|key| QuestionAnswer {
        key: key.to_owned(),
        applies: match fields.get(&format!("q.{key}")) {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        reason: fields.get(&format!("qr.{key}")).to_owned(),
    });
    let stamp = Some(fields.get("stamp").to_owned());
    let cmd = SaveQuestions { dossier_id: id.clone(), stamp, answers: answers.collect() };
    let done = dossier::save_questions(&visit.cx, cmd).await;
    let page = async |form| Ok(render(&visit, dossier::show(&visit.cx, &id).await?, form));
    saved(&visit, &fields, done, (format!("/dossiers/{id}"), "dossier.saved"), page).await
}
