//! A whole upload becomes a file of a paper: its pieces are joined before the paper's transaction, its row goes within
//! it, its pieces after it. A crash in between leaves pieces that no row names; the hourly clearing finds them.

use super::{MOST_OF_A_PAPER, own};
use crate::paper::SentFile;
use crate::prelude::*;
use ocop_domain::journal::sha256;
use ocop_store::upload as store;

/// What a paper takes in: uploads first, then what came with the form itself.
#[derive(Debug, Clone, Default)]
pub(crate) struct Joined {
    pub files: Vec<SentFile>,
    /// The uploads among them.
    pub uploads: Vec<String>,
    /// Where their pieces lie, as (upload, piece).
    pub parts: Vec<(String, String)>,
}

/// Joins the named uploads and adds the files of the form, or gives the code of the sentence why not.
pub(crate) async fn join(
    cx: &Cx,
    uploads: &[String],
    files: Vec<SentFile>,
) -> Result<Result<Joined, &'static str>, Error> {
    let mut joined = Joined::default();
    let mut whole = 0;
    for id in uploads {
        let upload = match own(cx, cx.db(), id).await {
            Ok(upload) => upload,
            Err(Error::NotFound | Error::Hidden) => return Ok(Err("upload_gone")),
            Err(other) => return Err(other),
        };
        if !upload.is_finished() {
            return Ok(Err("upload_unfinished"));
        }
        whole += upload.size;
        if whole > MOST_OF_A_PAPER {
            return Ok(Err("files_too_large"));
        }
        let mut bytes = Vec::new();
        for piece in store::parts(cx.db(), id).await? {
            // Taken in by another form meanwhile, or not in the backup that was restored.
            let Some(read) = cx.store.files.part(id, &piece.part).await? else {
                return Ok(Err("upload_gone"));
            };
            if sha256(&read) != piece.sha256 {
                return Err(Error::internal(format!("a piece of the upload {id} was changed on disk")));
            }
            bytes.extend(read);
            joined.parts.push((id.clone(), piece.part));
        }
        // Its rows went between the two readings.
        if i64::try_from(bytes.len()).map_err(Error::internal)? != upload.size {
            return Ok(Err("upload_gone"));
        }
        joined.files.push(SentFile { name: upload.name, bytes, cut: false });
        joined.uploads.push(upload.id);
    }
    joined.files.extend(files);
    Ok(Ok(joined))
}

/// Takes uploads off, in the transaction of the paper that took them in: none becomes two papers.
pub(crate) async fn used(tx: &Db, uploads: &[String]) -> Result<(), Error> {
    for id in uploads {
        if !store::delete(tx, id).await? {
            return Err(Error::field("file", "upload_gone"));
        }
    }
    Ok(())
}

/// Throws away pieces that no row names any more.
pub(crate) async fn forget(cx: &Cx, parts: Vec<(String, String)>) {
    for (upload, part) in parts {
        if let Err(error) = cx.store.files.drop_part(&upload, &part).await {
            tracing::warn!(%error, "a piece of an upload stays until the next clearing");
        }
    }
}
