use super::{KEPT_MS, Upload, max_size, room};
use crate::{Cx, Error, write_tx};
use ocop_store::upload::{self as store, UploadRow};

/// The longest name kept; the paper's own is cut further.
const MOST_LETTERS: usize = 200;

/// Begins an upload. The capability it is for has asked before whether the actor may send files there; what the file is, is
/// looked at once it is whole and a paper takes it in. Fields `file`.
pub(crate) async fn begin(cx: &Cx, name: &str, size: i64) -> Result<Upload, Error> {
    if size < 1 {
        return Err(Error::field("file", "file_empty"));
    }
    if size > max_size() {
        return Err(Error::field("file", "file_too_large"));
    }
    let now = cx.now_ms();
    let row = UploadRow {
        id: cx.id(),
        account_id: cx.actor.id().to_owned(),
        name: ocop_domain::text::clean(name).chars().take(MOST_LETTERS).collect(),
        size,
        received: 0,
        created_at: now,
        expires_at: now + KEPT_MS,
    };
    write_tx!(cx, |tx| {
        if !room(cx, &tx, row.size).await? {
            return Err(Error::Conflict("upload_too_many"));
        }
        store::insert(&tx, &row).await?;
        Ok(Upload::of(row.clone()))
    })
}
