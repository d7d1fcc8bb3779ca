use super::access::load;
use crate::{Cx, Error};
use ocop_domain::account::{Act, can};
use ocop_domain::journal::sha256;
use ocop_store::dossier::evidence::{self as store, EvidenceRow};

/// A file on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    pub name: String,
    pub media_type: String,
    /// Safe to show in the browser (PDF and pictures); anything else is only ever saved.
    pub inline: bool,
    pub sha256: String,
    pub bytes: Vec<u8>,
}

/// Opens a paper of a dossier: a person who may see the dossier opens what it cites, its producer all of his library.
/// Bytes that no longer give their hash are not handed out.
pub async fn file(cx: &Cx, dossier_id: &str, evidence_id: &str) -> Result<Download, Error> {
    let row = cited_paper(cx, dossier_id, evidence_id).await?;
    read_paper(cx, row).await
}

/// A paper its reader reaches through a dossier.
pub(crate) async fn cited_paper(cx: &Cx, dossier_id: &str, evidence_id: &str) -> Result<EvidenceRow, Error> {
    let d = load(cx, cx.db(), dossier_id, Act::DossierView).await?;
    let row = store::find(cx.db(), evidence_id).await?.ok_or(Error::NotFound)?;
    let own = can(&cx.actor, Act::DossierDraft, &d.facts).allowed();
    let cited = || async {
        // What a package was sealed with stays open to its readers, though a returned dossier cites a renewal by now.
        // What its producer put into a returned dossier is open to them once it is handed in.
        Ok::<bool, Error>(
            (!d.state.editable()
                && store::citations(cx.db(), dossier_id).await?.iter().any(|c| c.evidence_id == evidence_id))
                || store::in_seal(cx.db(), dossier_id, evidence_id).await?,
        )
    };
    if row.producer_id != d.row.producer_id || !(own || cited().await?) {
        return Err(Error::Hidden);
    }
    Ok(row)
}

/// The scan of a sheet its reader may open, by its hash.
pub(crate) async fn kept_scan(cx: &Cx, hash: &str, stem: &str) -> Result<Download, Error> {
    let row = ocop_store::files::find(cx.db(), hash).await?.ok_or(Error::NotFound)?;
    let bytes = cx.store.files.get(&row.hash).await?;
    if sha256(&bytes) != row.hash {
        return Err(Error::internal(format!("file {} was changed on disk", row.hash)));
    }
    let name = format!("{stem}.{}", ending(&row.media_type));
    Ok(Download { name, media_type: row.media_type, inline: true, sha256: row.hash, bytes })
}

/// How the name of a scan ends.
pub(crate) fn ending(media_type: &str) -> &'static str {
    match media_type {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        _ => "pdf",
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
