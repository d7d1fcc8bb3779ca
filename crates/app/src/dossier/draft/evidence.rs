//! Papers of a dossier: uploaded or taken from the library, and cited on criteria.

use crate::assist;
use crate::dossier::access::load;
use crate::evidence::{Paper, Particulars, room};
use crate::once;
use crate::paper::{SentFile, TakenIn, take_in};
use crate::upload::{self as uploads, Joined};
use crate::{Cx, Error, Invalid, write_tx};
use ocop_domain::account::Act;
use ocop_domain::criteria::{CriteriaSet, CriterionCode};
use ocop_domain::dossier::CitedPages;
use ocop_store::dossier::evidence::{self as store, CitationRow, EvidenceRow};
use ocop_store::files;
use serde::Deserialize;
use serde_json::json;

/// Put a paper into the producer's library, and cite it at once if a criterion is named.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Upload {
    #[serde(skip)]
    pub dossier_id: String,
    pub kind: String,
    pub title: String,
    pub issuer: String,
    pub number: String,
    /// dd/mm/yyyy, as typed; may be empty.
    pub issued_on: String,
    pub expires_on: String,
    /// None: only into the library. Empty: the dossier as a whole.
    #[serde(skip)]
    pub criterion: Option<String>,
    pub page: String,
    /// Finished uploads, in order; they stand before what came with the form.
    #[serde(skip)]
    pub uploads: Vec<String>,
    #[serde(skip)]
    pub file_name: String,
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// Further photos of the same paper, in order.
    #[serde(skip)]
    pub more: Vec<SentFile>,
}

/// Cite a paper of the library on a criterion ("" = the dossier as a whole).
#[derive(Debug, Clone, Default)]
pub struct Cite {
    pub dossier_id: String,
    pub evidence_id: String,
    /// Empty: the dossier as a whole. None: nothing was chosen, which is refused.
    pub criterion: Option<String>,
    /// As typed; may be empty.
    pub page: String,
}

/// Takes a file in (PDF, JPEG, PNG; at most 20 MB; type by content) and returns the paper's id. A form sent twice makes
/// one paper.
pub async fn upload(cx: &Cx, cmd: Upload) -> Result<String, Error> {
    once::once(cx, uploaded(cx, cmd)).await
}

async fn uploaded(cx: &Cx, cmd: Upload) -> Result<String, Error> {
    // Asked before any byte is kept.
    let d = load(cx, cx.db(), &cmd.dossier_id, Act::DossierDraft).await?.editable()?;
    let mut invalid = Invalid::default();
    let typed = Particulars {
        kind: cmd.kind,
        title: cmd.title,
        issuer: cmd.issuer,
        number: cmd.number,
        issued_on: cmd.issued_on,
        expires_on: cmd.expires_on,
    };
    let read = typed.read(cx, &mut invalid);
    let cited = pages(&mut invalid, &cmd.page);
    let criterion = cmd.criterion.as_deref().map(|c| criterion(&mut invalid, d.set, c));
    let mut sent = vec![SentFile { name: cmd.file_name, bytes: cmd.bytes, cut: false }];
    if !cmd.uploads.is_empty() {
        sent.retain(|f| !(f.name.is_empty() && f.bytes.is_empty()));
    }
    sent.extend(cmd.more);
    let (taken, joined) = match uploads::join(cx, &cmd.uploads, sent).await? {
        Ok(mut joined) => (take_in(cx, std::mem::take(&mut joined.files)).await?, joined),
        Err(code) => (Err(code), Joined::default()),
    };
    match &taken {
        Err(code) => invalid.add("file", code),
        Ok(taken) => has_pages(&mut invalid, cited, Some(taken.intake.pages)),
    }
    invalid.ok()?;
    let (Ok(taken), Some(kind)) = (taken, read.kind) else {
        return Err(Error::field("file", "file_type"));
    };
    let TakenIn { intake: taken, bytes, originals } = taken;
    let size = i64::try_from(bytes.len()).map_err(Error::internal)?;
    room::fits(cx.db(), &d.row.producer_id, size).await?;
    let hash = cx.store.files.put(bytes).await?;
    let id = cx.id();
    let id = write_tx!(cx, |tx| {
        if let Some(earlier) = once::claim(cx, &tx, &id).await? {
            return Ok(earlier);
        }
        let d = load(cx, &tx, &cmd.dossier_id, Act::DossierDraft).await?.editable()?;
        room::fits(&tx, &d.row.producer_id, size).await?;
        files::register(&tx, &hash, taken.media_type.as_str(), size, cx.now_ms()).await?;
        files::count_pages(&tx, &hash, i64::from(taken.pages)).await?;
        let mut row = EvidenceRow {
            id: id.clone(),
            producer_id: d.row.producer_id.clone(),
            kind,
            title: String::new(),
            issuer: None,
            number: None,
            issued_on: None,
            expires_on: None,
            file_hash: hash.clone(),
            file_name: taken.name.clone(),
            media_type: taken.media_type.as_str().into(),
            size,
            pages: Some(i64::from(taken.pages)),
            uploaded_at: cx.now_ms(),
            replaces: None,
            replaced_by: None,
            version: 1,
        };
        read.onto(&mut row);
        store::insert(&tx, &row, cx.actor.id()).await?;
        uploads::used(&tx, &joined.uploads).await?;
        if let Some(criterion) = &criterion {
            let c = citation(criterion, &id, cited);
            store::cite(&tx, &d.row.id, &c).await?;
            d.typed(cx, &tx, vec![cited_part(&id, criterion)]).await?;
        }
        assist::typed(cx, &tx, &d.hand, ("evidence", &id), vec!["paper".to_owned()]).await?;
        d.claim(&tx).await?;
        let diff = json!({"evidence": {"added": id, "kind": kind.as_str(), "sha256": hash, "size": size,
            "photos": originals, "cited": criterion}});
        cx.journal(&tx, &d.chain(), Act::DossierDraft.as_str(), &d.row.id, diff).await?;
        Ok(id.clone())
    })?;
    uploads::forget(cx, joined.parts).await;
    Ok(id)
}

/// Cites a paper of the producer's library; the examiner opens the very page.
pub async fn cite(cx: &Cx, cmd: Cite) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let d = load(cx, &tx, &cmd.dossier_id, Act::DossierDraft).await?.editable()?;
        let paper = own(&tx, &cmd.evidence_id, &d.row.producer_id).await?;
        if paper.replaced_by.is_some() {
            return Err(Error::Conflict("evidence_replaced"));
        }
        let mut invalid = Invalid::default();
        let criterion = match &cmd.criterion {
            Some(code) => criterion(&mut invalid, d.set, code),
            None => {
                invalid.add("criterion", "choose_one");
                String::new()
            }
        };
        let cited = pages(&mut invalid, &cmd.page);
        has_pages(&mut invalid, cited, paper.pages.and_then(|n| u32::try_from(n).ok()));
        invalid.ok()?;
        let c = citation(&criterion, &paper.id, cited);
        store::cite(&tx, &d.row.id, &c).await?;
        d.typed(cx, &tx, vec![cited_part(&c.evidence_id, &c.criterion)]).await?;
        d.claim(&tx).await?;
        let diff = json!({"cite": [c.criterion, c.evidence_id, c.page, c.page_to]});
        cx.journal(&tx, &d.chain(), Act::DossierDraft.as_str(), &d.row.id, diff).await
    })
}

/// Takes a citation back; the paper stays in the library.
pub async fn uncite(cx: &Cx, dossier_id: &str, criterion: &str, evidence_id: &str) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let d = load(cx, &tx, dossier_id, Act::DossierDraft).await?.editable()?;
        if store::uncite(&tx, dossier_id, criterion, evidence_id).await? == 0 {
            return Err(Error::NotFound);
        }
        assist::forget(&tx, ("dossier", dossier_id), &cited_part(evidence_id, criterion)).await?;
        d.claim(&tx).await?;
        let diff = json!({"uncite": [criterion, evidence_id]});
        cx.journal(&tx, &d.chain(), Act::DossierDraft.as_str(), dossier_id, diff).await
    })
}

/// What was taken out of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    pub sha256: String,
}

/// Takes a paper out of the library. One that a submitted dossier cites stays: it is part of a sealed package.
pub async fn remove(cx: &Cx, dossier_id: &str, evidence_id: &str) -> Result<Removed, Error> {
    write_tx!(cx, |tx| {
        let d = load(cx, &tx, dossier_id, Act::DossierDraft).await?.editable()?;
        let row = own(&tx, evidence_id, &d.row.producer_id).await?;
        if store::sealed_citations(&tx, evidence_id).await? > 0 {
            return Err(Error::Conflict("evidence_sealed"));
        }
        assist::own_typing(&tx, &d.hand, evidence_id).await?;
        store::delete(&tx, evidence_id).await?;
        once::undone(&tx, evidence_id).await?;
        assist::forget(&tx, ("evidence", evidence_id), "paper").await?;
        d.claim(&tx).await?;
        let diff = json!({"evidence": {"removed": evidence_id, "sha256": row.file_hash}});
        cx.journal(&tx, &d.chain(), Act::DossierDraft.as_str(), dossier_id, diff).await?;
        Ok(Removed { sha256: row.file_hash })
    })
}

/// The library of the producer whose dossier this is: one page (from 1) and how many papers there are.
pub async fn library(cx: &Cx, dossier_id: &str, page: i64, size: i64) -> Result<(Vec<Paper>, i64), Error> {
    let d = load(cx, cx.db(), dossier_id, Act::DossierDraft).await?;
    let size = size.clamp(1, 200);
    let rows = store::library(cx.db(), &d.row.producer_id, size, (page.max(1) - 1) * size).await?;
    let total = store::library_size(cx.db(), &d.row.producer_id).await?;
    Ok((rows.into_iter().map(Paper::of).collect(), total))
}

async fn own(db: &ocop_store::Db, evidence_id: &str, producer_id: &str) -> Result<EvidenceRow, Error> {
    let row = store::find(db, evidence_id).await?.ok_or(Error::NotFound)?;
    if row.producer_id == producer_id { Ok(row) } else { Err(Error::NotFound) }
}

/// How a citation is called in the sealed package.
fn cited_part(evidence_id: &str, criterion: &str) -> String {
    let criterion = if criterion.is_empty() { "-" } else { criterion };
    format!("files/{evidence_id}/cited/{criterion}")
}

fn criterion(invalid: &mut Invalid, set: &CriteriaSet, typed: &str) -> String {
    let typed = typed.trim();
    let known = typed.is_empty()
        || typed
            .parse::<CriterionCode>()
            .is_ok_and(|code| set.criterion(&code).is_some_and(|c| !c.is_heading()));
    if !known {
        invalid.add("criterion", "unknown_criterion");
    }
    typed.to_owned()
}

fn pages(invalid: &mut Invalid, typed: &str) -> Option<CitedPages> {
    let read = typed.parse().ok();
    if read.is_none() && !typed.trim().is_empty() {
        invalid.add("page", "page_number");
    }
    read
}

/// A page that the paper does not have proves nothing.
fn has_pages(invalid: &mut Invalid, cited: Option<CitedPages>, pages: Option<u32>) {
    if let (Some(cited), Some(n)) = (cited, pages)
        && !cited.within(Some(n))
    {
        invalid.add_with("page", "page_beyond", vec![("pages", n.to_string())]);
    }
}

fn citation(criterion: &str, evidence_id: &str, cited: Option<CitedPages>) -> CitationRow {
    CitationRow {
        criterion: criterion.into(),
        evidence_id: evidence_id.into(),
        page: cited.map(|c| i64::from(c.first())),
        page_to: cited.and_then(CitedPages::range_end).map(i64::from),
        check_page: false,
    }
}
