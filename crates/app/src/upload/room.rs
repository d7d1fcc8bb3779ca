//! The bounds that an account's files on their way in share: open uploads, and pictures for as long as an upload is kept.
//! Each way in asks here, so that none is a way round the others.

use super::{KEPT_MS, MOST_BYTES, MOST_OPEN};
use crate::prelude::*;
use ocop_store::upload as store;

/// Whether the actor may bring in one more file of so many bytes.
pub(crate) async fn room(cx: &Cx, db: &Db, size: i64) -> Result<bool, Error> {
    let (open, bytes) = store::open(db, cx.actor.id(), cx.now_ms()).await?;
    Ok(open < MOST_OPEN && bytes + size <= MOST_BYTES)
}

/// Notes a picture that was taken in at once: it counts among the actor's uploads until one begun now would be gone.
pub(crate) async fn take_room(cx: &Cx, tx: &Db, size: i64) -> Result<(), Error> {
    Ok(store::take_room(tx, &cx.id(), cx.actor.id(), (size, cx.now_ms() + KEPT_MS)).await?)
}
