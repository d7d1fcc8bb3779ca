//! The picture of a public product.

use crate::paper::plain;
use crate::{Cx, Error};
use ocop_store::{files, portal as store};

#[derive(Debug, Clone)]
pub struct Picture {
    pub bytes: Vec<u8>,
    pub media_type: String,
    pub hash: String,
}

/// Only JPEG, PNG and WebP leave as pictures, and only those of products in the catalogue.
pub async fn picture(cx: &Cx, key: &str) -> Result<Picture, Error> {
    let found = store::find(cx.db(), key).await?;
    let [one] = &found[..] else { return Err(Error::NotFound) };
    let row = store::product(cx.db(), &one.id).await?.ok_or(Error::NotFound)?;
    let hash = row.picture_hash.ok_or(Error::NotFound)?;
    let file = files::find(cx.db(), &hash).await?.ok_or(Error::NotFound)?;
    if !["image/jpeg", "image/png", "image/webp"].contains(&file.media_type.as_str()) {
        return Err(Error::NotFound);
    }
    // One of before may still carry where it was taken.
    let bytes = plain(cx.store.files.get(&hash).await?);
    Ok(Picture { bytes, media_type: file.media_type, hash })
}
