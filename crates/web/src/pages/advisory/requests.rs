//! What the team asks for, and the answers of producer and commune.

use super::words::below;
use crate::download;
use crate::prelude::*;
use ocop_app::advisory::{self, Answer, Ask, requests_to_me, visit_form};

typed!(Ask => "advisory/ask.html");
#[derive(Template)]
#[template(path = "advisory/ask.html")]
struct AskForm {
    page: Page,
    form: Form,
    dossier: String,
    kinds: Vec<Choice>,
    criteria: Vec<Choice>,
}

async fn ask_form(visit: &Visit, dossier: &str, form: Form) -> Result<AskForm, Failure> {
    let v = visit_form(&visit.cx, dossier).await?;
    let page = visit.page("advisory.ask.title");
    let page = below(visit, page).crumb(format!("/advisory/{dossier}"), v.case.product_name.clone());
    let kinds = ["additions", "test"].map(|k| Choice::new(k, page.t(&format!("advisory.kind.{k}"))));
    let criteria = v.set.scorable().map(|l| {
        let code = l.criterion.code.to_string();
        Choice::new(code.clone(), format!("{code} {}", l.criterion.name))
    });
    Ok(AskForm {
        kinds: kinds.to_vec(),
        criteria: criteria.collect(),
        dossier: dossier.to_owned(),
        form,
        page,
    })
}

pub async fn form(visit: Visit, Path(dossier): Path<String>) -> Reply {
    Ok(Html(ask_form(&visit, &dossier, Form::new()).await?).into_response())
}

pub async fn ask(visit: Visit, Path(dossier): Path<String>, fields: Fields) -> Reply {
    let cmd = Ask { dossier: dossier.clone(), ..fields.read()? };
    match advisory::ask(&visit.sending(&fields), cmd).await {
        Ok(_) => Ok(redirect_with(&format!("/advisory/{dossier}"), "advisory.ask.sent")),
        Err(e) => again(ask_form(&visit, &dossier, visit.refused(&fields, e)?).await?),
    }
}

struct Line {
    id: String,
    kind: String,
    about: String,
    reason: String,
    on: String,
    until: String,
    note: String,
    answered: String,
    file: bool,
    open: bool,
}

#[derive(Template)]
#[template(path = "advisory/requests.html")]
struct Show {
    page: Page,
    form: Form,
    dossier: String,
    product: String,
    lines: Vec<Line>,
    may_answer: bool,
    /// The request whose answer was refused.
    refused: String,
}

async fn render(visit: &Visit, dossier: &str, refused: &str, form: Form) -> Result<Show, Failure> {
    let (case, rows, may_answer) = requests_to_me(&visit.cx, dossier).await?;
    let page = visit
        .page("advisory.requests.title")
        .crumb(format!("/dossiers/{dossier}"), case.product_name.clone());
    let lines = rows.into_iter().map(|q| Line {
        kind: page.say(&format!("advisory.kind.{}", q.kind)),
        about: match q.criterion.as_str() {
            "" => page.say("advisory.whole"),
            code => say!(page, "advisory.criterion", code),
        },
        on: page.day_of(q.asked_at),
        until: page.date(&q.answer_by),
        answered: page.day_of(q.answered_at),
        note: q.note.unwrap_or_default(),
        file: q.file_hash.is_some(),
        open: q.answered_at.is_none(),
        reason: q.reason,
        id: q.id,
    });
    Ok(Show {
        lines: lines.collect(),
        product: case.product_name,
        dossier: dossier.to_owned(),
        refused: refused.to_owned(),
        may_answer,
        form,
        page,
    })
}

pub async fn show(visit: Visit, Path(dossier): Path<String>) -> Reply {
    Ok(Html(render(&visit, &dossier, "", Form::new()).await?).into_response())
}

pub async fn answer(visit: Visit, Path((dossier, request)): Path<(String, String)>, upload: Upload) -> Reply {
    let file = upload.files.iter().find(|f| f.field == "file").map(|f| f.sent());
    let note = upload.fields.get("note").to_owned();
    let cmd = Answer { dossier: dossier.clone(), request: request.clone(), note, file };
    match advisory::answer(&visit.cx, cmd).await {
        Ok(()) => Ok(redirect_with(&format!("/advisory/{dossier}/requests"), "advisory.requests.sent")),
        Err(e) => again(render(&visit, &dossier, &request, visit.refused(&upload.fields, e)?).await?),
    }
}

pub async fn file(visit: Visit, Path((dossier, request)): Path<(String, String)>) -> Reply {
    let file = advisory::answered_paper(&visit.cx, &dossier, &request).await?;
    Ok(download::kept(file))
}
