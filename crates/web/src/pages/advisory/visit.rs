//! The visit's form. Without scripts it is sent as any form with files. With them the page keeps everything on the phone,
//! sends the pictures piece by piece and then the form, which answers a script in JSON.

use super::words::below;
use crate::failure::{sentence, status};
use crate::prelude::*;
use axum::Json;
use axum::http::{HeaderMap, header};
use ocop_app::advisory::{RecordVisit, VisitFile, VisitForm, VisitUpload, record_visit, visit_form};
use ocop_domain::advisory::MOST_PEOPLE;
use serde_json::json;

struct Check {
    code: String,
    name: String,
    claimed: String,
    verdict: String,
    note: String,
    photo: String,
    open: bool,
}

struct Part {
    code: String,
    name: String,
    checks: Vec<Check>,
}

#[derive(Template)]
#[template(path = "advisory/visit.html")]
struct Show {
    page: Page,
    form: Form,
    v: VisitForm,
    parts: Vec<Part>,
    rows: Vec<usize>,
    /// Whose visits the device keeps apart.
    account: String,
}

fn render(visit: &Visit, v: VisitForm, mut form: Form) -> Show {
    let page = visit.page("advisory.visit.title");
    let page = below(visit, page).crumb(format!("/advisory/{}", v.case.id), v.case.product_name.clone());
    if form.value("id").is_empty() {
        form.set("id", v.id.clone());
        form.set("visited_on", page.date(visit.cx.today()));
    }
    let leaves: Vec<_> = v.set.scorable().collect();
    let parts = v.set.parts.iter().map(|part| Part {
        code: format!("{:?}", part.code),
        name: part.name.clone(),
        checks: leaves
            .iter()
            .filter(|l| l.part.code == part.code)
            .map(|l| {
                let code = l.criterion.code.to_string();
                let claim = v.claims.iter().find(|c| c.criterion == code);
                let option = claim.and_then(|c| usize::try_from(c.option_no).ok());
                let option = option.and_then(|n| l.criterion.option(n));
                let (verdict, note, photo) =
                    (format!("v.{code}"), format!("n.{code}"), format!("photo.{code}"));
                let open =
                    [&verdict, &note, &photo].iter().any(|f| !form.value(f).is_empty() || form.invalid(f));
                Check {
                    name: l.criterion.name.clone(),
                    claimed: option.map(|o| o.text.clone()).unwrap_or_default(),
                    verdict,
                    note,
                    photo,
                    open,
                    code,
                }
            })
            .collect(),
    });
    let account = visit.cx.actor.id().to_owned();
    Show { parts: parts.collect(), rows: (1..=MOST_PEOPLE).collect(), account, form, v, page }
}

pub async fn show(visit: Visit, Path(dossier): Path<String>) -> Reply {
    let v = visit_form(&visit.cx, &dossier).await?;
    Ok(Html(render(&visit, v, Form::new())).into_response())
}

/// `photo.1.1` → ("photo", "1.1"); `sheet` → ("sheet", "").
fn role(field: &str) -> (String, String) {
    let (role, about) = field.split_once('.').unwrap_or((field, ""));
    (role.to_owned(), about.to_owned())
}

fn command(dossier: &str, fields: &Fields, upload: &Upload) -> RecordVisit {
    let text = |name: &str| fields.get(name).to_owned();
    let mut cmd = RecordVisit {
        dossier: dossier.to_owned(),
        id: text("id"),
        visited_on: text("visited_on"),
        place: text("place"),
        latitude: text("latitude"),
        longitude: text("longitude"),
        accuracy: text("accuracy"),
        conclusion: text("conclusion"),
        people: (1..=MOST_PEOPLE)
            .map(|n| (text(&format!("name.{n}")), text(&format!("capacity.{n}"))))
            .collect(),
        ..RecordVisit::default()
    };
    for name in fields.names() {
        if let Some(code) = name.strip_prefix("n.") {
            let verdict = text(&format!("v.{code}"));
            cmd.checks.insert(code.to_owned(), (verdict, text(name)));
        }
        if let Some(use_) = name.strip_prefix("up.") {
            let (role, about) = role(use_);
            for id in fields.all(name) {
                let upload = id.to_owned();
                cmd.uploads.push(VisitUpload { role: role.clone(), about: about.clone(), upload });
            }
        }
    }
    for f in &upload.files {
        let (role, about) = role(&f.field);
        cmd.files.push(VisitFile { role, about, file: f.sent() });
    }
    cmd
}

pub async fn record(visit: Visit, Path(dossier): Path<String>, headers: HeaderMap, upload: Upload) -> Reply {
    let by_script = headers.get(header::ACCEPT).is_some_and(|v| v.as_bytes() == b"application/json");
    let cmd = command(&dossier, &upload.fields, &upload);
    match (record_visit(&visit.cx, cmd).await, by_script) {
        (Ok(done), true) => Ok(Json(json!({"id": done.id, "again": done.again})).into_response()),
        (Ok(_), false) => Ok(redirect_with(&format!("/advisory/{dossier}"), "advisory.visit.recorded")),
        (Err(e), true) => Ok(told(&visit, &e)),
        (Err(e), false) => {
            let form = visit.refused(&upload.fields, e)?;
            let v = visit_form(&visit.cx, &dossier).await?;
            again(render(&visit, v, form))
        }
    }
}

/// A refusal for the page's script: a sentence, and each field with its own.
fn told(visit: &Visit, error: &Error) -> Response {
    let page = visit.page("advisory.visit.title");
    let errors: Vec<_> = match error {
        Error::Invalid(invalid) => invalid
            .0
            .iter()
            .map(|e| {
                let args: Vec<(&str, &str)> = e.args.iter().map(|(k, v)| (*k, v.as_str())).collect();
                let words = page.tf(&format!("errors.{}", e.code), &args).into_owned();
                json!({"field": e.field, "code": e.code, "words": words})
            })
            .collect(),
        _ => Vec::new(),
    };
    (status(error), Json(json!({"detail": sentence(visit, error), "errors": errors}))).into_response()
}
