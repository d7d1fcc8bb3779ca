//! What the producer answers to a request for additions, item by item, before handing in again.

use super::requests::{Request, request_of};
use crate::dossier::access::load;
use crate::dossier::read::show::assemble;
use crate::dossier::read::whole::Dossier;
use crate::dossier::stamp::{stamp_of, unchanged};
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_domain::dossier::State;
use ocop_store::Db;
use ocop_store::dossier::additions as store;
use serde_json::json;
use std::collections::BTreeMap;

/// The open request on the producer's page, with the stamp its form carries.
#[derive(Debug, Clone)]
pub struct Additions {
    pub dossier: Dossier,
    pub request: Request,
    pub stamp: String,
}

/// Keep the producer's answers to the items of the open request.
#[derive(Debug, Clone, Default)]
pub struct AnswerAdditions {
    pub dossier_id: String,
    /// The answers the page was made from.
    pub stamp: Option<String>,
    /// Item number → answer; empty takes an answer back.
    pub notes: BTreeMap<i64, String>,
}

/// The request a producer is to answer, while the dossier is with the producer.
pub async fn additions(cx: &Cx, dossier_id: &str) -> Result<Additions, Error> {
    let loaded = load(cx, cx.db(), dossier_id, Act::DossierDraft).await?;
    let dossier = assemble(cx, cx.db(), loaded).await?;
    let request = match dossier.state {
        State::Returned => request_of(cx.db(), &dossier, dossier.attempts).await?,
        _ => None,
    };
    let request = request.ok_or(Error::NotFound)?;
    let stamp = stamp(cx.db(), dossier_id, dossier.attempts).await?;
    Ok(Additions { dossier, request, stamp })
}

async fn stamp(db: &Db, dossier_id: &str, attempt: i64) -> Result<String, Error> {
    let items = store::items(db, dossier_id).await?;
    let notes: Vec<String> = items
        .iter()
        .filter(|i| i.attempt == attempt)
        .map(|i| format!("{}={}", i.number, i.note.as_deref().unwrap_or_default()))
        .collect();
    Ok(stamp_of(&notes.join("\n")))
}

/// Keeps the answers; the commune reads them when the dossier comes back. An item may stay without one: what changed at
/// its place is shown beside it.
pub async fn answer_additions(cx: &Cx, cmd: AnswerAdditions) -> Result<(), Error> {
    let mut invalid = Invalid::default();
    let notes: BTreeMap<i64, Option<String>> =
        cmd.notes.iter().map(|(n, note)| (*n, invalid.optional(&format!("note.{n}"), note, 2000))).collect();
    write_tx!(cx, |tx| {
        let d = load(cx, &tx, &cmd.dossier_id, Act::DossierDraft).await?;
        if d.state != State::Returned {
            return Err(Error::Conflict("dossier_closed"));
        }
        let attempt = ocop_store::dossier::seal::attempts(&tx, &cmd.dossier_id).await?;
        if store::request(&tx, &cmd.dossier_id, attempt).await?.is_none() {
            return Err(Error::NotFound);
        }
        unchanged(cmd.stamp.as_deref(), &stamp(&tx, &cmd.dossier_id, attempt).await?)?;
        invalid.clone().ok()?;
        d.claim(&tx).await?;
        for (number, note) in &notes {
            store::save_note(&tx, &cmd.dossier_id, attempt, *number, note.as_deref()).await?;
        }
        let answered: Vec<i64> = notes.iter().filter(|(_, n)| n.is_some()).map(|(n, _)| *n).collect();
        let diff = json!({"additions_answered": answered, "attempt": attempt});
        cx.journal(&tx, &d.chain(), Act::DossierDraft.as_str(), &d.row.id, diff).await
    })
}
