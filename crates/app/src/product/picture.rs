use super::show::place_of;
use crate::paper::for_the_public;
use crate::producer::show_known;
use crate::{Cx, Error, write_tx};
use ocop_domain::account::{Act, Actor};
use ocop_store::{files, product as rows};
use serde_json::json;

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
    show_known(cx, Act::ProductView, &here)?;
    cx.allow(Act::ProductEdit, &here)?;
    if cmd.bytes.is_empty() {
        return Err(Error::field("picture", "required"));
    }
    if cmd.bytes.len() > MOST_BYTES {
        return Err(Error::field("picture", "picture_too_large"));
    }
    let bytes = match for_the_public(cmd.bytes).await? {
        Ok(bytes) => bytes,
        Err(code) => return Err(Error::field("picture", code)),
    };
    let size = i64::try_from(bytes.len()).map_err(Error::internal)?;
    // The file goes first: a row never names a file that is not there.
    let hash = cx.store.files.put(bytes).await?;
    write_tx!(cx, |tx| {
        files::register(&tx, &hash, "image/jpeg", size, cx.now_ms()).await?;
        rows::set_picture(&tx, &product.id, Some(&hash), cmd.version).await?;
        ocop_store::setting::touch_public(&tx).await?;
        let diff = json!({"picture": hash, "from": product.picture_hash});
        cx.journal(&tx, &format!("product:{}", product.id), Act::ProductEdit.as_str(), &product.id, diff)
            .await
    })
}

/// Where it is written down that no picture of before is left.
const MENDED: &str = "product.pictures_plain";

/// Writes pictures anew that were stored before they were written so; what is no picture is taken off its page. Done once
/// in the life of an installation; an interrupted run begins again. Returns how many were written.
pub async fn plain_pictures(cx: &Cx) -> Result<usize, Error> {
    if cx.actor != Actor::System {
        return Err(Error::Forbidden);
    }
    if ocop_store::setting::get(cx.db(), MENDED).await?.is_some() {
        return Ok(0);
    }
    let (mut after, mut written) = (String::new(), 0);
    loop {
        let some = rows::with_picture(cx.db(), &after).await?;
        let Some(last) = some.last() else { break };
        after.clone_from(&last.id);
        for row in some {
            let bytes = cx.store.files.get(&row.picture_hash).await.unwrap_or_default();
            let (hash, size) = match for_the_public(bytes).await? {
                Ok(bytes) => {
                    let size = i64::try_from(bytes.len()).map_err(Error::internal)?;
                    (Some(cx.store.files.put(bytes).await?), size)
                }
                Err(_) => (None, 0),
            };
            write_tx!(cx, |tx| {
                if let Some(hash) = &hash {
                    files::register(&tx, hash, "image/jpeg", size, cx.now_ms()).await?;
                }
                rows::set_picture(&tx, &row.id, hash.as_deref(), row.version).await?;
                ocop_store::setting::touch_public(&tx).await?;
                let diff = json!({"picture": hash, "from": row.picture_hash});
                let chain = format!("product:{}", row.id);
                cx.journal(&tx, &chain, Act::ProductEdit.as_str(), &row.id, diff).await
            })?;
            written += 1;
        }
    }
    write_tx!(cx, |tx| {
        ocop_store::setting::set(&tx, MENDED, "1").await?;
        Ok(())
    })?;
    Ok(written)
}
