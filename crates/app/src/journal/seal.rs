//! Seals by the hour, each kept outside the database too where the installation names a file for it.

use super::outside::{self, Kept};
use crate::{Cx, Error, write_tx};
use ocop_domain::account::Actor;
use ocop_store::journal as store;

const HOUR_MS: i64 = 3_600_000;

/// Seals the hour that is over; a job of the running program. An hour in which nothing was written is sealed too: it
/// says so. After a stand-still one seal covers all of it.
pub async fn seal_hour(cx: &Cx) -> Result<(), Error> {
    if cx.actor != Actor::System {
        return Err(Error::Forbidden);
    }
    let last = store::last_seal(cx.db()).await?;
    if last.as_ref().is_some_and(|l| l.sealed_at / HOUR_MS >= cx.now_ms() / HOUR_MS) {
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
        let line = kept.clone();
        tokio::task::spawn_blocking(move || outside::append(&file, &line))
            .await
            .map_err(Error::internal)??;
    }
    Ok(kept)
}
