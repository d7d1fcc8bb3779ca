use crate::prelude::*;
use ocop_store::upload as store;
use std::collections::BTreeMap;

/// Ends every upload whose time is over and throws away what no upload names any more. A job of the running program;
/// how often it runs does not matter. Returns how many uploads and how many pieces went.
pub async fn clear(cx: &Cx) -> Result<(usize, usize), Error> {
    if cx.actor != Actor::System {
        return Err(Error::Forbidden);
    }
    let expired = store::expired(cx.db(), cx.now_ms()).await?;
    for upload in &expired {
        write_tx!(cx, |tx| {
            store::delete(&tx, &upload.id).await?;
            Ok(())
        })?;
    }
    write_tx!(cx, |tx| {
        store::free_room(&tx, cx.now_ms()).await?;
        Ok(())
    })?;
    // The rows go first: a piece without an upload's row belongs to no account, and the next hour finds it again.
    let mut known: BTreeMap<String, bool> = BTreeMap::new();
    let mut dropped = 0;
    for (upload, part) in cx.store.files.parts().await? {
        let kept = match known.get(&upload) {
            Some(kept) => *kept,
            None => {
                let kept = store::exists(cx.db(), &upload).await?;
                known.insert(upload.clone(), kept);
                kept
            }
        };
        if !kept {
            cx.store.files.drop_part(&upload, &part).await?;
            dropped += 1;
        }
    }
    Ok((expired.len(), dropped))
}
