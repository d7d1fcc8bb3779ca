//! Reading the journal, proving it whole with what hangs on it, and sealing it by the hour.

mod opens;
mod outside;
mod proof;
mod seal;

pub use outside::{Kept, compare as compare_kept};
pub use proof::{Scope, verify};
pub use seal::{seal_hour, seal_now};

use crate::prelude::*;
use ocop_store::journal as store;
use std::collections::BTreeMap;

pub use ocop_store::journal::{JournalFilter, JournalRow, Verification};

/// An entry with the name of the account behind it, which the journal itself does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub row: JournalRow,
    /// None: the program itself, the public, or an account that is gone.
    pub by: Option<String>,
    /// The reader may open the page of the thing.
    pub opens: bool,
}

/// Takes up the rows of law that were written before the journal kept them, table by table, once.
pub async fn take_up_rows(cx: &Cx) -> Result<(), Error> {
    if cx.actor != Actor::System {
        return Err(Error::Forbidden);
    }
    // A start that has nothing to write needs no room.
    if store::rows::all_taken_up(cx.db()).await? {
        return Ok(());
    }
    write_tx!(cx, |tx| { Ok(store::rows::take_up(&tx, cx.now_ms(), cx.actor.id()).await?) }).map(drop)
}

/// A page of entries, newest first, and how many fit the filter in all.
pub async fn list(cx: &Cx, filter: &JournalFilter, page: i64, size: i64) -> Result<(Vec<Line>, i64), Error> {
    cx.allow(Act::JournalRead, &Facts::default())?;
    let rows = store::filtered(cx.db(), filter, size, (page - 1) * size).await?;
    let mut actors: Vec<String> = rows.iter().map(|r| r.actor.clone()).collect();
    actors.sort_unstable();
    actors.dedup();
    let names = ocop_store::account::names(cx.db(), &actors).await?;
    let mut known: BTreeMap<String, bool> = BTreeMap::new();
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let opens = match known.get(&row.chain) {
            Some(opens) => *opens,
            None => opens::opens(cx, &row.chain).await?,
        };
        known.insert(row.chain.clone(), opens);
        lines.push(Line { by: names.get(&row.actor).cloned(), opens, row });
    }
    Ok((lines, store::count_filtered(cx.db(), filter).await?))
}

/// Everything written about one thing, oldest first.
pub async fn chain(cx: &Cx, name: &str) -> Result<Vec<JournalRow>, Error> {
    cx.allow(Act::JournalRead, &Facts::default())?;
    let rows = store::chain(cx.db(), name).await?;
    if rows.is_empty() { Err(Error::NotFound) } else { Ok(rows) }
}
