use super::show::place_of;
use crate::producer::show_known;
use crate::{Cx, Error, write_tx};
use ocop_domain::account::Act;
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

/// Keeps a JPEG or PNG as the product's picture; the kind is told from the content, never from the name.
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
    let media_type = match infer::get(&cmd.bytes).map(|t| t.mime_type()) {
        Some(kind @ ("image/jpeg" | "image/png")) => kind,
        _ => return Err(Error::field("picture", "picture_kind")),
    };
    let size = i64::try_from(cmd.bytes.len()).map_err(Error::internal)?;
    // The file goes first: a row never names a file that is not there.
    let hash = cx.store.files.put(cmd.bytes).await?;
    write_tx!(cx, |tx| {
        files::register(&tx, &hash, media_type, size, cx.now_ms()).await?;
        rows::set_picture(&tx, &product.id, &hash, cmd.version).await?;
        ocop_store::setting::touch_public(&tx).await?;
        let diff = json!({"picture": hash, "from": product.picture_hash});
        cx.journal(&tx, &format!("product:{}", product.id), Act::ProductEdit.as_str(), &product.id, diff)
            .await
    })
}
