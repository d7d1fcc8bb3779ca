use super::{KEPT_MS, Upload, max_size, room};
use crate::{Cx, Error, advisory, evidence, write_tx};
use ocop_store::upload::{self as store, UploadRow};

/// The longest name kept; the paper's own is cut further.
const MOST_LETTERS: usize = 200;

/// Announce a file for a producer's library.
#[derive(Debug, Clone, Default)]
pub struct Begin {
    pub producer_id: String,
    pub name: String,
    pub size: i64,
}

/// Begins an upload, for those who may keep the producer's papers. What the file is, is looked at once it is whole and
/// a paper takes it in.
pub async fn begin(cx: &Cx, cmd: Begin) -> Result<Upload, Error> {
    evidence::may_keep(cx, &cmd.producer_id).await?;
    open(cx, &cmd.name, cmd.size).await
}

/// Begins an upload for a visit of the advisory team, for those who may write the visit down.
pub async fn begin_for_visit(cx: &Cx, dossier: &str, name: &str, size: i64) -> Result<Upload, Error> {
    advisory::may_visit(cx, dossier).await?;
    open(cx, name, size).await
}

async fn open(cx: &Cx, name: &str, size: i64) -> Result<Upload, Error> {
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
