use super::access::load;
use super::intake::intake;
use crate::{Cx, Error, Invalid, write_tx};
use jiff::civil::Date;
use ocop_domain::account::Act;
use ocop_domain::criteria::{CriteriaSet, CriterionCode};
use ocop_domain::dossier::EvidenceKind;
use ocop_store::dossier::evidence::{self as store, CitationRow, EvidenceRow};
use ocop_store::files;
use serde_json::json;

/// Put a paper into the producer's library, and cite it at once if a criterion is named.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    pub dossier_id: String,
    pub kind: String,
    pub title: String,
    pub issuer: String,
    pub number: String,
    /// dd/mm/yyyy, as typed; may be empty.
    pub issued_on: String,
    pub expires_on: String,
    /// None: only into the library. Empty: the dossier as a whole.
    pub criterion: Option<String>,
    pub page: String,
    pub file_name: String,
    pub bytes: Vec<u8>,
}

/// Cite a paper of the library on a criterion ("" = the dossier as a whole).
#[derive(Debug, Clone, Default)]
pub struct Cite {
    pub dossier_id: String,
    pub evidence_id: String,
    pub criterion: String,
    /// As typed; may be empty.
    pub page: String,
}

/// A paper of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    pub id: String,
    pub kind: EvidenceKind,
    pub title: String,
    pub issuer: Option<String>,
    pub number: Option<String>,
    pub issued_on: Option<Date>,
    pub expires_on: Option<Date>,
    pub file_name: String,
    pub media_type: String,
    pub size: i64,
    pub sha256: String,
    pub uploaded_at: i64,
}

impl Paper {
    pub(super) fn of(row: EvidenceRow) -> Result<Paper, Error> {
        Ok(Paper {
            kind: row.kind.parse().map_err(Error::Internal)?,
            issued_on: row.issued_on.as_deref().and_then(|d| d.parse().ok()),
            expires_on: row.expires_on.as_deref().and_then(|d| d.parse().ok()),
            id: row.id,
            title: row.title,
            issuer: row.issuer,
            number: row.number,
            file_name: row.file_name,
            media_type: row.media_type,
            size: row.size,
            sha256: row.file_hash,
            uploaded_at: row.uploaded_at,
        })
    }

    pub fn expired(&self, today: Date) -> bool {
        self.expires_on.is_some_and(|d| d < today)
    }
}

/// Takes a file in (PDF, JPEG, PNG; at most 20 MB; type by content) and returns the paper's id.
pub async fn upload(cx: &Cx, cmd: Upload) -> Result<String, Error> {
    // Asked before any byte is kept.
    let d = load(cx, cx.db(), &cmd.dossier_id, Act::DossierDraft).await?.editable()?;
    let mut invalid = Invalid::default();
    let kind = cmd.kind.parse::<EvidenceKind>().ok();
    if kind.is_none() {
        invalid.add("kind", "choose_one");
    }
    let title = invalid.text("title", &cmd.title, 300);
    let issuer = invalid.optional("issuer", &cmd.issuer, 300);
    let number = invalid.optional("number", &cmd.number, 100);
    let issued_on = invalid.optional_day("issued_on", &cmd.issued_on);
    let expires_on = invalid.optional_day("expires_on", &cmd.expires_on);
    if issued_on.is_some_and(|d| d > cx.today()) {
        invalid.add("issued_on", "date_in_future");
    }
    if let (Some(from), Some(until)) = (issued_on, expires_on)
        && until < from
    {
        invalid.add("expires_on", "ends_before_it_begins");
    }
    let page = page(&mut invalid, &cmd.page);
    let criterion = cmd.criterion.as_deref().map(|c| criterion(&mut invalid, d.set, c));
    let taken = intake(&cmd.file_name, &cmd.bytes);
    if let Err(code) = taken {
        invalid.add("file", code);
    }
    invalid.ok()?;
    let (Ok(taken), Some(kind)) = (taken, kind) else {
        return Err(Error::field("file", "file_type"));
    };
    let size = i64::try_from(cmd.bytes.len()).map_err(Error::internal)?;
    let hash = cx.store.files.put(cmd.bytes).await?;
    let id = cx.id();
    write_tx!(cx, |tx| {
        let d = load(cx, &tx, &cmd.dossier_id, Act::DossierDraft).await?.editable()?;
        files::register(&tx, &hash, taken.media_type.as_str(), size, cx.now_ms()).await?;
        let row = EvidenceRow {
            id: id.clone(),
            producer_id: d.row.producer_id.clone(),
            kind: kind.as_str().into(),
            title: title.clone(),
            issuer: issuer.clone(),
            number: number.clone(),
            issued_on: issued_on.map(|d| d.to_string()),
            expires_on: expires_on.map(|d| d.to_string()),
            file_hash: hash.clone(),
            file_name: taken.name.clone(),
            media_type: taken.media_type.as_str().into(),
            size,
            uploaded_at: cx.now_ms(),
        };
        store::insert(&tx, &row, cx.actor.id()).await?;
        if let Some(criterion) = &criterion {
            let c = CitationRow { criterion: criterion.clone(), evidence_id: id.clone(), page };
            store::cite(&tx, &d.row.id, &c).await?;
        }
        d.claim(&tx).await?;
        let diff = json!({"evidence": {"added": id, "kind": kind.as_str(), "sha256": hash, "size": size,
            "cited": criterion}});
        cx.journal(&tx, &d.chain(), Act::DossierDraft.as_str(), &d.row.id, diff).await?;
        Ok(id.clone())
    })
}

/// Cites a paper of the producer's library; the examiner opens the very page.
pub async fn cite(cx: &Cx, cmd: Cite) -> Result<(), Error> {
    write_tx!(cx, |tx| {
        let d = load(cx, &tx, &cmd.dossier_id, Act::DossierDraft).await?.editable()?;
        own(&tx, &cmd.evidence_id, &d.row.producer_id).await?;
        let mut invalid = Invalid::default();
        let c = CitationRow {
            criterion: criterion(&mut invalid, d.set, &cmd.criterion),
            evidence_id: cmd.evidence_id.clone(),
            page: page(&mut invalid, &cmd.page),
        };
        invalid.ok()?;
        store::cite(&tx, &d.row.id, &c).await?;
        d.claim(&tx).await?;
        let diff = json!({"cite": [c.criterion, c.evidence_id, c.page]});
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
        store::delete(&tx, evidence_id).await?;
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
    Ok((rows.into_iter().map(Paper::of).collect::<Result<_, _>>()?, total))
}

async fn own(db: &ocop_store::Db, evidence_id: &str, producer_id: &str) -> Result<EvidenceRow, Error> {
    let row = store::find(db, evidence_id).await?.ok_or(Error::NotFound)?;
    if row.producer_id == producer_id { Ok(row) } else { Err(Error::NotFound) }
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

fn page(invalid: &mut Invalid, typed: &str) -> Option<i64> {
    match typed.trim() {
        "" => None,
        typed => match typed.parse::<i64>() {
            Ok(n) if (1..=10_000).contains(&n) => Some(n),
            _ => {
                invalid.add("page", "page_number");
                None
            }
        },
    }
}
