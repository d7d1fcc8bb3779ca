use super::join::forget;
use super::own;
use crate::{Cx, Error, write_tx};
use ocop_store::upload as store;

/// Ends an upload, whole or not; nothing of it is kept.
pub async fn stop(cx: &Cx, id: &str) -> Result<(), Error> {
    let parts = store::parts(cx.db(), id).await?;
    write_tx!(cx, |tx| {
        own(cx, &tx, id).await?;
        if store::delete(&tx, id).await? { Ok(()) } else { Err(Error::NotFound) }
    })?;
    let parts = parts.into_iter().map(|p| (id.to_owned(), p.part)).collect();
    forget(cx, parts).await;
    Ok(())
}
