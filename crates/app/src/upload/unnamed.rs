//! Stored files that no row names: an act writes the bytes first and its row a moment later, so one that failed in between
//! leaves its bytes behind. They are told, and set aside on demand; the program throws none of them away, since a database
//! that was put back from a copy may not name what a later one does.

use crate::prelude::*;
use ocop_store::files;

/// How long a file lies in the store before it counts as left behind.
pub const UNNAMED_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// Hashes asked for at once.
const BATCH: usize = 500;

/// What was found, and what became of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unnamed {
    pub found: usize,
    /// Set aside in the folder `aside` of the store.
    pub aside: usize,
    /// More files have no name than have one: the database is hardly the one that belongs to the store, and nothing was
    /// set aside.
    pub foreign: bool,
}

/// Counts stored files that no row names and that have lain there for a week; sets them aside where that is asked. The
/// journal says how many were.
pub async fn unnamed(cx: &Cx, set_aside: bool) -> Result<Unnamed, Error> {
    if cx.actor != Actor::System {
        return Err(Error::Forbidden);
    }
    let store = &cx.store.files;
    let before = cx.now_ms() - UNNAMED_MS;
    let mut left = Vec::new();
    for folder in 0..=u8::MAX {
        let old = store.written_before(folder, before).await?;
        for hashes in old.chunks(BATCH) {
            let named = files::named(cx.db(), hashes).await?;
            left.extend(hashes.iter().filter(|hash| !named.contains(*hash)).cloned());
        }
    }
    let found = left.len();
    let named = usize::try_from(files::count(cx.db()).await?).unwrap_or(usize::MAX);
    if !set_aside || found == 0 || found > named {
        return Ok(Unnamed { found, aside: 0, foreign: found > named });
    }
    // Said before it is done: a disk that fails on the way leaves no file aside of which the journal does not speak.
    write_tx!(cx, |tx| {
        cx.journal(&tx, "files", "files.set_aside", "files", json!({"files": found})).await
    })?;
    let mut aside = 0;
    for hash in &left {
        aside += usize::from(store.set_aside(hash).await?);
    }
    Ok(Unnamed { found, aside, foreign: false })
}
