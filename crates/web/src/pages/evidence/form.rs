//! The forms of the library: a new paper, its facts corrected, its renewal. One template, three verbs.

use super::kind_choices;
use crate::pages::upload::attached::{Attached, attached, keep, named};
use crate::prelude::*;
use axum::http::StatusCode;
use ocop_app::evidence::{self, Add, Edit, Filter, Paper, PaperView, Renew};
use ocop_app::paper::SentFile;

typed!(evidence::Particulars => "evidence/form.html", "version");
#[derive(Template)]
#[template(path = "evidence/form.html")]
struct FormPage {
    page: Page,
    form: Form,
    lead: String,
    action: String,
    back: String,
    /// The version the page was made from; none: a new paper.
    version: Option<i64>,
    /// Only the forms that bring a file ask for it.
    with_file: bool,
    /// The library it goes into.
    producer: String,
    sent: Vec<Attached>,
    submit: String,
    kinds: Vec<Choice>,
}

fn files(sent: &Upload) -> Vec<SentFile> {
    let files = sent.files.iter().filter(|f| f.field == "file");
    files.map(|f| f.sent()).collect()
}

fn version(fields: &Fields) -> i64 {
    fields.get("version").parse().unwrap_or_default()
}

fn answer(body: FormPage) -> Response {
    let status = if !body.form.is_ok() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    (status, Html(body)).into_response()
}

async fn new_page(visit: &Visit, producer_id: &str, form: Form) -> Result<FormPage, Failure> {
    let library = evidence::list(&visit.cx, producer_id, &Filter::default(), 1, 1).await?;
    let back = format!("/producers/{producer_id}/evidence");
    let page = visit
        .page("evidence.new")
        .crumb(format!("/producers/{producer_id}"), library.producer_name)
        .under(back.as_str(), "evidence.title");
    Ok(FormPage {
        lead: page.say("evidence.new_lead"),
        action: format!("{back}/new"),
        back,
        version: None,
        with_file: true,
        producer: producer_id.to_owned(),
        sent: attached(visit, &page, &form).await?,
        submit: page.say("dossier.evidence.add_do"),
        kinds: kind_choices(&page),
        form,
        page,
    })
}

/// `renewal` says which of the two forms of a paper it is.
async fn paper_page(visit: &Visit, id: &str, form: Option<Form>, renewal: bool) -> Result<FormPage, Failure> {
    let view = evidence::show(&visit.cx, id).await?;
    if !view.may_keep {
        return Err(Error::Conflict("evidence_replaced").into());
    }
    let page = visit.page(if renewal { "evidence.renew" } else { "evidence.edit" });
    let back = format!("/evidence/{id}");
    let page = page
        .under(format!("/producers/{}/evidence", view.producer_id), "evidence.title")
        .crumb(back.as_str(), view.paper.title.clone());
    let form = form.unwrap_or_else(|| prefilled(&page, &view, renewal));
    Ok(FormPage {
        lead: page.say(if renewal { "evidence.renew_lead" } else { "evidence.edit_lead" }),
        action: format!("/evidence/{id}/{}", if renewal { "renew" } else { "edit" }),
        back,
        version: Some(view.paper.version),
        with_file: renewal,
        sent: attached(visit, &page, &form).await?,
        producer: view.producer_id,
        submit: page.say(if renewal { "evidence.renew_do" } else { "common.save" }),
        kinds: kind_choices(&page),
        form,
        page,
    })
}

/// A renewal has its own number and days; who issues what stays.
fn prefilled(page: &Page, view: &PaperView, renewal: bool) -> Form {
    let p: &Paper = &view.paper;
    let mut form = Form::new();
    form.set("kind", p.kind.as_str()).set("title", p.title.clone());
    form.set("issuer", p.issuer.clone().unwrap_or_default());
    if !renewal {
        form.set("number", p.number.clone().unwrap_or_default());
        form.set("issued_on", page.date(p.issued_on));
        form.set("expires_on", page.date(p.expires_on));
    }
    form
}

pub async fn new(visit: Visit, Path(id): Path<String>) -> Reply {
    Ok(answer(new_page(&visit, &id, Form::new()).await?))
}

pub async fn add(visit: Visit, Path(id): Path<String>, sent: Upload) -> Reply {
    let (files, particulars) = (files(&sent), sent.fields.read()?);
    let cmd = Add { producer_id: id.clone(), particulars, uploads: named(&sent.fields), files };
    match evidence::add(&visit.sending(&sent.fields), cmd).await {
        Ok(paper) => Ok(redirect_with(&format!("/evidence/{paper}"), "dossier.evidence.added")),
        Err(e) => {
            let mut form = visit.refused(&sent.fields, e)?;
            keep(&visit, &mut form, &id, &sent).await?;
            Ok(answer(new_page(&visit, &id, form).await?))
        }
    }
}

pub async fn edit(visit: Visit, Path(id): Path<String>) -> Reply {
    Ok(answer(paper_page(&visit, &id, None, false).await?))
}

pub async fn save(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = Edit { id: id.clone(), version: version(&fields), particulars: fields.read()? };
    let done = evidence::edit(&visit.cx, cmd).await;
    let page = async |form| paper_page(&visit, &id, Some(form), false).await;
    saved(&visit, &fields, done, (format!("/evidence/{id}"), "dossier.saved"), page).await
}

pub async fn renew(visit: Visit, Path(id): Path<String>) -> Reply {
    Ok(answer(paper_page(&visit, &id, None, true).await?))
}

pub async fn replace(visit: Visit, Path(id): Path<String>, sent: Upload) -> Reply {
    let (files, particulars) = (files(&sent), sent.fields.read()?);
    let uploads = named(&sent.fields);
    let cmd = Renew { id: id.clone(), version: version(&sent.fields), particulars, uploads, files };
    match evidence::renew(&visit.sending(&sent.fields), cmd).await {
        Ok(renewed) => {
            let said = if renewed.to_check > 0 { "evidence.renewed_check" } else { "evidence.renewed" };
            Ok(redirect_with(&format!("/evidence/{}", renewed.id), said))
        }
        Err(e) => {
            let mut form = visit.refused(&sent.fields, e)?;
            let producer = evidence::show(&visit.cx, &id).await?.producer_id;
            keep(&visit, &mut form, &producer, &sent).await?;
            Ok(answer(paper_page(&visit, &id, Some(form), true).await?))
        }
    }
}
