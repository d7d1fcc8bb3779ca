//! Files on their way out.

use crate::{Cx, Error};
use ocop_domain::journal::sha256;

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
