use crate::{Cx, Error, write_tx};
use ocop_domain::account::Actor;
use ocop_store::{files, setting};
use serde_json::json;

/// How long a file may lie in the store without a row that names it: an act writes the bytes first and its row a moment
/// later, and a copy of the database put back is younger than this.
pub const UNNAMED_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// Up to so many files without a name are thrown away whatever the database knows.
const FEW: usize = 100;
/// Hashes asked for at once.
const BATCH: usize = 500;
/// The day of the last sweep.
const SWEPT_ON: &str = "files.swept_on";

/// What a sweep came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    pub gone: usize,
    /// Left where they are: the database names fewer files than it leaves without a name, so it is hardly the one that
    /// belongs to the store.
    pub held_back: usize,
}

/// Once a day, as a task of the running program.
pub async fn sweep_daily(cx: &Cx) -> Result<(), Error> {
    let today = cx.today().to_string();
    if setting::get(cx.db(), SWEPT_ON).await?.as_deref() == Some(today.as_str()) {
        return Ok(());
    }
    let swept = sweep_unnamed(cx).await?;
    if swept.held_back > 0 {
        tracing::error!(
            files = swept.held_back,
            "files without a name were not thrown away: does the directory of files belong to this database?"
        );
    }
    write_tx!(cx, |tx| {
        setting::set(&tx, SWEPT_ON, &today).await?;
        Ok(())
    })
}

/// Throws away stored files that no row names and that have lain there for a week: what acts left behind that failed
/// after their bytes were written. The journal says how many went.
pub async fn sweep_unnamed(cx: &Cx) -> Result<Swept, Error> {
    if cx.actor != Actor::System {
        return Err(Error::Forbidden);
    }
    let store = &cx.store.files;
    store.put_back().await?;
    let before = cx.now_ms() - UNNAMED_MS;
    let mut unnamed = Vec::new();
    for folder in 0..=u8::MAX {
        let old = store.written_before(folder, before).await?;
        for hashes in old.chunks(BATCH) {
            let named = files::named(cx.db(), hashes).await?;
            unnamed.extend(hashes.iter().filter(|hash| !named.contains(*hash)).cloned());
        }
    }
    let named = usize::try_from(files::count(cx.db()).await?).unwrap_or(usize::MAX);
    if unnamed.len() > FEW.max(named) {
        return Ok(Swept { gone: 0, held_back: unnamed.len() });
    }
    let mut gone = 0;
    for hash in &unnamed {
        gone += usize::from(store.drop_unnamed(hash, before).await?);
    }
    if gone > 0 {
        write_tx!(cx, |tx| {
            cx.journal(&tx, "files", "files.sweep", "files", json!({"gone": gone})).await
        })?;
    }
    Ok(Swept { gone, held_back: 0 })
}
