use super::show::place_of;
use crate::paper::{anew_for_the_public, for_the_public};
use crate::prelude::*;
use crate::upload;
use ocop_domain::journal::sha256;
use ocop_store::{files, product as rows};

/// The largest picture taken.
pub const MOST_BYTES: usize = 5 * 1024 * 1024;

/// The picture that leads a product's page.
#[derive(Debug, Clone, Default)]
pub struct SetPicture {
    pub id: String,
    pub version: i64,
    pub bytes: Vec<u8>,
}

/// Keeps a JPEG or PNG as the product's picture; the kind is told from the content, never from the name. The picture is
/// written anew, upright and without what the camera wrote beside it: it is public, and a telephone writes
/// down where its owner lives.
pub async fn set_picture(cx: &Cx, cmd: SetPicture) -> Result<(), Error> {
    let product = rows::find(cx.db(), &cmd.id).await?.ok_or(Error::NotFound)?;
    let here = place_of(cx.db(), &product).await?;
    cx.allow_known(Act::ProductView, Act::ProductEdit, &here)?;
    // What is refused for its version leaves no file behind; the transaction asks once more.
    if product.version != cmd.version {
        return Err(Error::Conflict("stale"));
    }
    if cmd.bytes.is_empty() {
        return Err(Error::field("picture", "required"));
    }
    if cmd.bytes.len() > MOST_BYTES {
        return Err(Error::field("picture", "picture_too_large"));
    }
    let bytes = match for_the_public(cx, cmd.bytes).await? {
        Ok(bytes) => bytes,
        Err(code) => return Err(Error::field("picture", code)),
    };
    let size = i64::try_from(bytes.len()).map_err(Error::internal)?;
    bounded(cx, cx.db(), size).await?;
    // The file goes first: a row never names a file that is not there.
    let hash = cx.store.files.put(bytes).await?;
    write_tx!(cx, |tx| {
        bounded(cx, &tx, size).await?;
        upload::take_room(cx, &tx, size).await?;
        files::register(&tx, &hash, "image/jpeg", size, cx.now_ms()).await?;
        rows::set_picture(&tx, &product.id, Some(&hash), cmd.version).await?;
        ocop_store::setting::touch_public(&tx).await?;
        let diff = json!({"picture": hash, "from": product.picture_hash, "size": size});
        cx.journal(&tx, &format!("product:{}", product.id), Act::ProductEdit.as_str(), &product.id, diff)
            .await
    })
}

/// Pictures share the bounds of an account's uploads ([`upload::room`]).
async fn bounded(cx: &Cx, db: &Db, size: i64) -> Result<(), Error> {
    if upload::room(cx, db, size).await? { Ok(()) } else { Err(Error::field("picture", "picture_too_many")) }
}

/// Where it is written down how far pictures of before were written anew.
const MENDED: &str = "product.pictures_plain";
/// None is left.
const ALL: &str = "1";
/// What the last product done is written down behind.
const AFTER: &str = "after:";

/// Writes pictures anew that were stored before they were written so; what is no picture is taken off its page. One that
/// this program cannot read stays: it loses its metadata on its way out. Done once in the life of an installation; an
/// interrupted run, or one that came upon a file that cannot be read for now, goes on after the last product done.
/// Returns how many were written.
pub async fn plain_pictures(cx: &Cx) -> Result<usize, Error> {
    if cx.actor != Actor::System {
        return Err(Error::Forbidden);
    }
    let kept = ocop_store::setting::get(cx.db(), MENDED).await?.unwrap_or_default();
    if kept == ALL {
        return Ok(0);
    }
    let (mut after, mut written) = (kept.strip_prefix(AFTER).unwrap_or_default().to_owned(), 0);
    loop {
        let some = rows::with_picture(cx.db(), &after).await?;
        let Some(last) = some.last() else { break };
        after.clone_from(&last.id);
        for row in some {
            if plain_picture(cx, &row).await? {
                written += 1;
            }
        }
    }
    write_tx!(cx, |tx| {
        ocop_store::setting::set(&tx, MENDED, ALL).await?;
        Ok(())
    })?;
    Ok(written)
}

/// Whether the picture was written anew, or taken off.
async fn plain_picture(cx: &Cx, row: &rows::PictureRow) -> Result<bool, Error> {
    let bytes = stored(cx, row).await?;
    let (hash, size) = match anew_for_the_public(bytes).await? {
        Ok(bytes) => {
            let size = i64::try_from(bytes.len()).map_err(Error::internal)?;
            (Some(cx.store.files.put(bytes).await?), size)
        }
        Err(code @ ("image_unsupported" | "image_too_large")) => {
            tracing::warn!(product = row.id, code, "a picture of before cannot be read and stays as it is");
            return write_tx!(cx, |tx| {
                ocop_store::setting::set(&tx, MENDED, &format!("{AFTER}{}", row.id)).await?;
                Ok(false)
            });
        }
        Err(_) => (None, 0),
    };
    write_tx!(cx, |tx| {
        if let Some(hash) = &hash {
            files::register(&tx, hash, "image/jpeg", size, cx.now_ms()).await?;
        }
        rows::set_picture(&tx, &row.id, hash.as_deref(), row.version).await?;
        ocop_store::setting::touch_public(&tx).await?;
        ocop_store::setting::set(&tx, MENDED, &format!("{AFTER}{}", row.id)).await?;
        let diff = json!({"picture": hash, "from": row.picture_hash});
        let chain = format!("product:{}", row.id);
        cx.journal(&tx, &chain, Act::ProductEdit.as_str(), &row.id, diff).await?;
        Ok(true)
    })
}

/// The bytes as they were stored. A file that cannot be read, or that is not what was stored, says nothing of the picture.
async fn stored(cx: &Cx, row: &rows::PictureRow) -> Result<Vec<u8>, Error> {
    let read = match cx.store.files.get(&row.picture_hash).await {
        Ok(bytes) if sha256(&bytes) == row.picture_hash => Ok(bytes),
        Ok(_) => Err(Error::internal(format!("the file {} was changed or cut off", row.picture_hash))),
        Err(e) => Err(e.into()),
    };
    if let Err(error) = &read {
        tracing::error!(product = row.id, %error, "the picture cannot be read; it is tried again at the next start");
    }
    read
}
