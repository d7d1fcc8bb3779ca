use super::access::{chain, own, own_by, typed};
use super::add::kept;
use super::particulars::Particulars;
use crate::once;
use crate::paper::SentFile;
use crate::prelude::*;
use crate::upload;
use ocop_domain::dossier::CitedPages;
use ocop_store::dossier::{self as dossiers, evidence as papers};
use ocop_store::evidence::{self as store, PlaceRow};
use std::collections::BTreeMap;

/// Put a renewal in a paper's place.
#[derive(Debug, Clone, Default)]
pub struct Renew {
    pub id: String,
    /// The version the page was made from.
    pub version: i64,
    pub particulars: Particulars,
    /// Finished uploads, in order; they stand before `files`.
    pub uploads: Vec<String>,
    /// One file, or several photos of one paper in order.
    pub files: Vec<SentFile>,
}

/// What the renewal did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewed {
    pub id: String,
    /// Citations of drafts that point to the renewal now.
    pub moved: usize,
    /// Of these, how many name a page that the renewal does not have.
    pub to_check: usize,
}

/// Renews a paper: every draft and every returned dossier that cites the old one cites the new one from now on. A
/// dossier that has left its producer keeps what it was sealed with.
/// A form sent twice renews once; what it did is said to the first sending.
pub async fn renew(cx: &Cx, cmd: Renew) -> Result<Renewed, Error> {
    let mut did = None;
    let id = once::once(cx, async {
        let renewed = renewed(cx, cmd).await?;
        let id = renewed.id.clone();
        did = Some(renewed);
        Ok(id)
    })
    .await?;
    Ok(did.unwrap_or(Renewed { id, moved: 0, to_check: 0 }))
}

async fn renewed(cx: &Cx, cmd: Renew) -> Result<Renewed, Error> {
    let old = own(cx, cx.db(), &cmd.id, Act::EvidenceKeep).await?;
    if old.replaced_by.is_some() {
        return Err(Error::Conflict("evidence_replaced"));
    }
    let file = kept(cx, &old.producer_id, &cmd.particulars, &cmd.uploads, cmd.files).await?;
    let id = cx.id();
    let renewed = write_tx!(cx, |tx| {
        if let Some(id) = once::claim(cx, &tx, &id).await? {
            return Ok(Renewed { id, moved: 0, to_check: 0 });
        }
        let (old, hand) = own_by(cx, &tx, &cmd.id, Act::EvidenceKeep).await?;
        let row = file.row(cx, &tx, &id, &old.producer_id, Some(&old.id)).await?;
        papers::insert(&tx, &row, cx.actor.id()).await?;
        upload::used(&tx, &file.uploads).await?;
        typed(cx, &tx, &hand, &id).await?;
        store::replace(&tx, &old.id, cmd.version, &id).await?;
        let mut renewed = Renewed { id: id.clone(), moved: 0, to_check: 0 };
        for (dossier_id, places) in of_drafts(store::places(&tx, &old.id).await?) {
            let version = places.first().map_or(0, |p| p.version);
            let mut to_check = Vec::new();
            for place in places {
                let check = !cited(&place).is_none_or(|c| c.within(Some(file.pages())));
                let ids = (old.id.as_str(), id.as_str());
                store::move_place(&tx, &dossier_id, &place.criterion, ids, check).await?;
                renewed.moved += 1;
                if check {
                    to_check.push(place.criterion);
                }
            }
            renewed.to_check += to_check.len();
            match dossiers::touch(&tx, &dossier_id, version).await {
                Err(ocop_store::Error::Stale) => return Err(Error::Busy),
                done => done?,
            }
            let diff = json!({"evidence": {"renewed": [old.id, id], "check_page": to_check}});
            let act = Act::EvidenceKeep.as_str();
            cx.journal(&tx, &format!("dossier:{dossier_id}"), act, &dossier_id, diff).await?;
        }
        let diff = json!({"renewed": [old.id, id], "kind": row.kind.as_str(), "sha256": row.file_hash,
            "photos": file.originals, "moved": renewed.moved, "check_page": renewed.to_check});
        cx.journal(&tx, &chain(&old.producer_id), Act::EvidenceKeep.as_str(), &id, diff).await?;
        Ok(renewed)
    })?;
    upload::forget(cx, file.parts).await;
    Ok(renewed)
}

fn of_drafts(places: Vec<PlaceRow>) -> BTreeMap<String, Vec<PlaceRow>> {
    let mut out: BTreeMap<String, Vec<PlaceRow>> = BTreeMap::new();
    for place in places {
        if place.state.editable() {
            out.entry(place.dossier_id.clone()).or_default().push(place);
        }
    }
    out
}

fn cited(place: &PlaceRow) -> Option<CitedPages> {
    let number = |n: i64| u32::try_from(n).ok();
    CitedPages::new(number(place.page?)?, place.page_to.and_then(number))
}
