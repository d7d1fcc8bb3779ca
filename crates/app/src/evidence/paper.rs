use crate::paper::Download;
use crate::prelude::*;
use ocop_domain::dossier::EvidenceKind;
use ocop_domain::journal::sha256;
use ocop_store::dossier::evidence::EvidenceRow;

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
    /// None: stored before pages were counted.
    pub pages: Option<u32>,
    pub uploaded_at: i64,
    /// The paper this one renews.
    pub replaces: Option<String>,
    /// The paper that renews this one.
    pub replaced_by: Option<String>,
    pub version: i64,
}

impl Paper {
    pub(crate) fn of(row: EvidenceRow) -> Paper {
        Paper {
            kind: row.kind,
            issued_on: row.issued_on,
            expires_on: row.expires_on,
            id: row.id,
            title: row.title,
            issuer: row.issuer,
            number: row.number,
            file_name: row.file_name,
            media_type: row.media_type,
            size: row.size,
            sha256: row.file_hash,
            pages: row.pages.and_then(|n| u32::try_from(n).ok()),
            uploaded_at: row.uploaded_at,
            replaces: row.replaces,
            replaced_by: row.replaced_by,
            version: row.version,
        }
    }

    pub fn expired(&self, today: Date) -> bool {
        self.expires_on.is_some_and(|d| d < today)
    }
}

/// The bytes of a paper its reader may open.
pub(crate) async fn read_paper(cx: &Cx, row: EvidenceRow) -> Result<Download, Error> {
    let bytes = cx.store.files.get(&row.file_hash).await?;
    if sha256(&bytes) != row.file_hash {
        return Err(Error::internal(format!("file {} was changed on disk", row.file_hash)));
    }
    let inline = matches!(row.media_type.as_str(), "application/pdf" | "image/jpeg" | "image/png");
    Ok(Download { name: row.file_name, media_type: row.media_type, inline, sha256: row.file_hash, bytes })
}
