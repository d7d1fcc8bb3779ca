use super::decision::decision_page;
use crate::answer::again;
use crate::failure::{Failure, redirect_with};
use crate::fields::Fields;
use crate::visit::Visit;
use axum::extract::Path;
use axum::response::Response;
use ocop_app::Error;
use ocop_app::recognition::{Sign, decision, discard_draft};

/// The leader signs: number and date of the registry, the signer as on the paper.
pub async fn sign(visit: Visit, Path(id): Path<String>, fields: Fields) -> Result<Response, Failure> {
    let cmd = Sign {
        decision_id: id.clone(),
        version: fields.get("version").parse().unwrap_or(0),
        number: super::whole_number(fields.get("number"), fields.get("symbol")),
        decided_on: fields.get("decided_on").to_owned(),
        signer_title: fields.get("signer_title").to_owned(),
        signer_name: fields.get("signer_name").to_owned(),
    };
    match ocop_app::recognition::sign(&visit.cx, cmd).await {
        Ok(done) => {
            // A result of 90 points and more is approved and goes to the ministry: nothing is certified yet.
            let said = if done.certificates.is_empty() {
                "recognition.approved_flash"
            } else {
                "recognition.signed_flash"
            };
            Ok(redirect_with(&format!("/decisions/{id}"), said))
        }
        // A draft that changed since it was read has a page of its own (409): a form with its new version in it would
        // let a leader sign what was not read.
        Err(Error::Invalid(wrong)) => {
            let view = decision(&visit.cx, &id).await?;
            again(decision_page(&visit, &view, visit.form_of(&fields, &wrong)))
        }
        Err(e) => Err(e.into()),
    }
}

/// The office takes a draft back.
pub async fn discard(visit: Visit, Path(id): Path<String>, fields: Fields) -> Result<Response, Failure> {
    discard_draft(&visit.cx, &id, fields.get("version").parse().unwrap_or(0)).await?;
    Ok(redirect_with("/decisions", "recognition.discarded"))
}
