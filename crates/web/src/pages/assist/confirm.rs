//! `/dossiers/{id}/confirm`: the producer confirms what the officer filled in, by code or signature; then it goes in.

use super::marks::{Help, help};
use super::one::{channels, code_words};
use crate::download;
use crate::pages::dossier::words::page_below;
use crate::prelude::*;
use ocop_app::dossier::Dossier;
use ocop_app::dossier::{self, HandIn, HandInBySheet};
use ocop_domain::dossier::seal::SealRef;

#[derive(Template)]
#[template(path = "assist/confirm.html")]
struct ConfirmPage {
    page: Page,
    form: Form,
    d: Dossier,
    ready: bool,
    short: String,
    channels: Vec<Choice>,
    shut: Vec<String>,
    code: String,
    help: Help,
    /// The reader scanned a sheet: does it still belong to this content?
    scanned: Option<bool>,
}

async fn render(visit: &Visit, id: &str, form: Form, scanned: &str) -> Result<ConfirmPage, Failure> {
    let HandIn { dossier: d, content, short, ready, contacts, code } =
        dossier::hand_in(&visit.cx, id).await?;
    let page = page_below(visit, &d, "assist.confirm.title");
    let (channels, shut) = channels(&page, &contacts);
    let scanned = (!scanned.is_empty()).then(|| scanned.parse::<SealRef>().is_ok_and(|s| s.fits(&content)));
    Ok(ConfirmPage {
        code: code_words(&page, code.as_ref()),
        help: help(&page, &d, visit.cx.actor.id()),
        channels,
        shut,
        ready,
        short,
        scanned,
        form,
        d,
        page,
    })
}

pub async fn show(visit: Visit, Path(id): Path<String>, query: Query) -> Reply {
    Ok(Html(render(&visit, &id, Form::new(), query.get("sheet")).await?).into_response())
}

async fn refused(visit: &Visit, id: &str, fields: &Fields, error: Error) -> Reply {
    again(render(visit, id, visit.refused(fields, error)?, "").await?)
}

pub async fn ask_code(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    match dossier::ask_hand_in_code(&visit.cx, &id, fields.get("channel")).await {
        Ok(()) => Ok(redirect_with(&format!("/dossiers/{id}/confirm#code-title"), "assist.code.gone")),
        Err(e) => refused(&visit, &id, &fields, e).await,
    }
}

pub async fn by_code(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    match dossier::hand_in_by_code(&visit.cx, &id, fields.get("code")).await {
        Ok(_) => Ok(redirect_with(&format!("/dossiers/{id}/sealed"), "dossier.submitted")),
        Err(e) => refused(&visit, &id, &fields, e).await,
    }
}

pub async fn by_sheet(visit: Visit, Path(id): Path<String>, sent: Upload) -> Reply {
    let cmd = HandInBySheet {
        dossier_id: id.clone(),
        sheet_code: sent.fields.get("sheet_code").to_owned(),
        signed_on: sent.fields.get("signed_on").to_owned(),
        files: sent.files.iter().filter(|f| f.field == "file").map(|f| f.sent()).collect(),
    };
    match dossier::hand_in_by_sheet(&visit.cx, cmd).await {
        Ok(_) => Ok(redirect_with(&format!("/dossiers/{id}/sealed"), "dossier.submitted")),
        Err(e) => refused(&visit, &id, &sent.fields, e).await,
    }
}

pub async fn sheet(visit: Visit, Path(id): Path<String>) -> Reply {
    Ok(download::pdf("phieu-xac-nhan.pdf", dossier::hand_in_sheet(&visit.cx, &id).await?))
}

/// The scan a submission was confirmed by.
pub async fn scan(visit: Visit, Path((id, attempt)): Path<(String, i64)>) -> Reply {
    Ok(download::kept(dossier::confirmation_sheet(&visit.cx, &id, Some(attempt)).await?))
}
