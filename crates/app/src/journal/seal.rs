//! Seals by the hour, each kept outside the database too where the installation names a file for it.

use super::outside::{self, Kept};
use crate::prelude::*;
use ocop_store::journal as store;
use std::path::PathBuf;

const HOUR_MS: i64 = 3_600_000;

/// Seals the hour that is over; a job of the running program. An hour in which nothing was written is sealed too: it
/// says so. After a stand-still one seal covers all of it.
pub async fn seal_hour(cx: &Cx) -> Result<(), Error> {
    if cx.actor != Actor::System {
        return Err(Error::Forbidden);
    }
    let last = store::last_seal(cx.db()).await?;
    // Another hour, not a later one: a clock that ran ahead and was set back stops no seals.
    if last.as_ref().is_some_and(|l| l.sealed_at / HOUR_MS == cx.now_ms() / HOUR_MS) {
        return Ok(());
    }
    seal_now(cx).await.map(drop)
}

/// Seals what was written up to now.
pub async fn seal_now(cx: &Cx) -> Result<Kept, Error> {
    if cx.actor != Actor::System {
        return Err(Error::Forbidden);
    }
    let row = write_tx!(cx, |tx| { Ok(store::seal_now(&tx, cx.now_ms()).await?) })?;
    let kept = Kept::of(&row);
    if let Some(file) = cx.config.seal_file.clone() {
        keep_outside(cx, file, &kept).await?;
    }
    Ok(kept)
}

/// Adds the seal to the file, after those the file does not have yet: the file may have been named later, or there was no
/// room on its disk. That it was late stands in the journal.
async fn keep_outside(cx: &Cx, file: PathBuf, kept: &Kept) -> Result<(), Error> {
    let path = file.clone();
    let last = tokio::task::spawn_blocking(move || outside::last(&path)).await.map_err(Error::internal)??;
    let (mut lines, mut after) = (Vec::new(), last);
    while after < kept.seal - 1 {
        let page = store::seals_after(cx.db(), after).await?;
        let Some(end) = page.last() else { break };
        after = end.n;
        lines.extend(page.iter().filter(|s| s.n < kept.seal).map(Kept::of));
    }
    let late = lines.first().map(|first| (first.seal, kept.seal - 1));
    lines.push(kept.clone());
    tokio::task::spawn_blocking(move || outside::append(&file, &lines)).await.map_err(Error::internal)??;
    if let Some((from, to)) = late {
        write_tx!(cx, |tx| {
            cx.journal(&tx, "seals", "seal.kept_late", "", json!({ "from": from, "to": to })).await
        })?;
        tracing::warn!(from, to, "seals were added late to the file of kept seals");
    }
    Ok(())
}
