use super::{MOST_PARTS, own};
use crate::{Cx, Error, write_tx};
use ocop_domain::journal::sha256;
use ocop_store::upload::{self as store, PartRow};

/// Takes one piece that begins at `offset` and returns where the next begins. The piece counts once its row stands:
/// the bytes go first. A piece that comes twice finds the upload beyond its beginning and changes nothing.
pub async fn append(cx: &Cx, id: &str, offset: i64, bytes: Vec<u8>) -> Result<i64, Error> {
    let upload = own(cx, cx.db(), id).await?;
    if offset != upload.offset {
        return Err(Error::Conflict("upload_offset"));
    }
    let size = i64::try_from(bytes.len()).map_err(Error::internal)?;
    if size > upload.size - offset {
        return Err(Error::Conflict("too_large"));
    }
    if size == 0 {
        return Ok(offset);
    }
    if store::parts(cx.db(), id).await?.len() >= MOST_PARTS {
        return Err(Error::Conflict("upload_too_many"));
    }
    let piece = PartRow { begins: offset, size, sha256: sha256(&bytes), part: cx.id() };
    cx.store.files.put_part(id, &piece.part, bytes).await?;
    let confirmed: Result<(), Error> = write_tx!(cx, |tx| {
        own(cx, &tx, id).await?;
        match store::confirm(&tx, id, &piece).await {
            Err(ocop_store::Error::Stale) => Err(Error::Conflict("upload_offset")),
            done => Ok(done?),
        }
    });
    if let Err(refused) = confirmed {
        // What cannot be thrown away now is found by the hourly clearing.
        let _ = cx.store.files.drop_part(id, &piece.part).await;
        return Err(refused);
    }
    Ok(offset + size)
}
