use super::decision::decision_page;
use crate::prelude::*;
use ocop_app::recognition::{Sign, decision, discard_draft};

typed!(Sign => "recognition/decision.html", "number", "symbol");

/// The leader signs: number and date of the registry, the signer as on the paper.
pub async fn sign(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    let cmd = Sign {
        decision_id: id.clone(),
        number: super::number::whole_number(fields.get("number"), fields.get("symbol")),
        ..fields.read()?
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
        Err(Error::Conflict("stale")) => Err(Error::Conflict("unread").into()),
        Err(e) => {
            let view = decision(&visit.cx, &id).await?;
            again(decision_page(&visit, &view, visit.refused(&fields, e)?))
        }
    }
}

/// The office takes a draft back.
pub async fn discard(visit: Visit, Path(id): Path<String>, fields: Fields) -> Reply {
    discard_draft(&visit.cx, &id, fields.get("version").parse().unwrap_or(0)).await?;
    Ok(redirect_with("/decisions", "recognition.discarded"))
}
