//! The producer's library of papers, and where a dossier cites them.

use crate::prelude::*;
use ocop_domain::dossier::EvidenceKind;

rows! {
    /// A paper of a library. Its bytes never change: a renewal is a new paper that replaces this one.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct EvidenceRow {
        pub id: String,
        pub producer_id: String,
        pub kind: EvidenceKind,
        pub title: String,
        pub issuer: Option<String>,
        pub number: Option<String>,
        pub issued_on: Option<Date>,
        pub expires_on: Option<Date>,
        pub file_hash: String,
        pub file_name: String,
        pub media_type: String,
        pub size: i64,
        /// None: stored before pages were counted.
        pub pages: Option<i64>,
        pub uploaded_at: i64,
        /// The paper this one renews.
        pub replaces: Option<String>,
        /// The paper that renews this one; none: it is the present one.
        pub replaced_by: Option<String>,
        pub version: i64,
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq, FromQueryResult)]
pub struct CitationRow {
    pub criterion: String,
    pub evidence_id: String,
    pub page: Option<i64>,
    /// The last page of a range.
    pub page_to: Option<i64>,
    /// The paper was renewed and no longer has this page: to be looked at again.
    pub check_page: bool,
}

pub(crate) const COLUMNS: &str = "e.id, e.producer_id, e.kind, e.title, e.issuer, e.number, e.issued_on, e.expires_on, e.file_hash, \
     e.file_name, f.media_type, f.size, f.pages, e.uploaded_at, e.replaces, e.replaced_by, e.version";
pub(crate) const FROM: &str = "FROM evidence e JOIN file f ON f.hash = e.file_hash";

pub async fn insert(db: &Db, e: &EvidenceRow, uploaded_by: &str) -> Result<()> {
    insert!(db, "evidence",
        e.{id, producer_id, kind, title, issuer, number, issued_on, expires_on, file_hash, file_name,
        uploaded_at, replaces}, uploaded_by, version: 1_i64
    )
    .await
}

pub async fn find(db: &Db, id: &str) -> Result<Option<EvidenceRow>> {
    db.one(&format!("SELECT {COLUMNS} {FROM} WHERE e.id = $1"), args![id]).await
}

/// The paper that stands where this one stood: itself, or the last of its renewals.
pub async fn standing(db: &Db, id: &str) -> Result<Option<EvidenceRow>> {
    let mut found = find(db, id).await?;
    while let Some(next) = found.as_ref().and_then(|e| e.replaced_by.clone()) {
        found = find(db, &next).await?;
    }
    Ok(found)
}

/// The producer's library, newest first; papers that were renewed stand behind their renewal.
pub async fn library(db: &Db, producer_id: &str, limit: i64, offset: i64) -> Result<Vec<EvidenceRow>> {
    db.all(
        &format!(
            "SELECT {COLUMNS} {FROM} WHERE e.producer_id = $1 AND e.replaced_by IS NULL ORDER BY e.uploaded_at DESC, e.id DESC LIMIT $2 OFFSET $3"
        ),
        args![producer_id, limit, offset],
    )
    .await
}

pub async fn library_size(db: &Db, producer_id: &str) -> Result<i64> {
    db.number(
        "SELECT COUNT(*) AS n FROM evidence WHERE producer_id = $1 AND replaced_by IS NULL",
        args![producer_id],
    )
    .await
}

/// The papers a dossier cites, by id.
pub async fn cited(db: &Db, dossier_id: &str) -> Result<Vec<EvidenceRow>> {
    db.all(
        &format!(
            "SELECT {COLUMNS} {FROM} WHERE e.id IN (SELECT evidence_id FROM dossier_evidence WHERE dossier_id = $1) ORDER BY e.id"
        ),
        args![dossier_id],
    )
    .await
}

pub async fn citations(db: &Db, dossier_id: &str) -> Result<Vec<CitationRow>> {
    db.all(
        "SELECT criterion, evidence_id, page, page_to, check_page FROM dossier_evidence WHERE dossier_id = $1 ORDER BY evidence_id, criterion",
        args![dossier_id],
    )
    .await
}

/// Cites a paper on a criterion; citing it again moves the page.
pub async fn cite(db: &Db, dossier_id: &str, c: &CitationRow) -> Result<()> {
    insert!(db, "dossier_evidence",
        c.{criterion, evidence_id, page, page_to, check_page}, dossier_id;
        or replace dossier_id, criterion, evidence_id
    )
    .await
}

pub async fn uncite(db: &Db, dossier_id: &str, criterion: &str, evidence_id: &str) -> Result<u64> {
    db.exec(
        "DELETE FROM dossier_evidence WHERE dossier_id = $1 AND criterion = $2 AND evidence_id = $3",
        args![dossier_id, criterion, evidence_id],
    )
    .await
}

/// How many sealed packages hold this paper. A returned dossier may by now cite something else, its packages stay.
pub async fn sealed_citations(db: &Db, evidence_id: &str) -> Result<i64> {
    db.number("SELECT COUNT(*) AS n FROM dossier_seal_evidence WHERE evidence_id = $1", args![evidence_id])
        .await
}

/// Whether a sealed package of this dossier holds the paper.
pub async fn in_seal(db: &Db, dossier_id: &str, evidence_id: &str) -> Result<bool> {
    db.any(
        "SELECT COUNT(*) AS n FROM dossier_seal_evidence WHERE dossier_id = $1 AND evidence_id = $2",
        args![dossier_id, evidence_id],
    )
    .await
}

/// Takes a paper out of the library, with the drafts' citations of it. What it renewed is the present one again.
pub async fn delete(db: &Db, evidence_id: &str) -> Result<()> {
    db.exec("UPDATE evidence SET replaced_by = NULL WHERE replaced_by = $1", args![evidence_id]).await?;
    db.exec("DELETE FROM dossier_evidence WHERE evidence_id = $1", args![evidence_id]).await?;
    db.run("DELETE FROM evidence WHERE id = $1", args![evidence_id]).await
}
