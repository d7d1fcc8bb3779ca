//! Reading the journal, proving it whole, and sealing each day once it is over.

use crate::{Cx, Error};
use ocop_domain::account::{Act, Actor, Facts};
use ocop_domain::calendar::add_days;
use ocop_store::journal as store;
pub use ocop_store::journal::{JournalFilter, JournalRow, Verification};

/// An entry with the name of the account behind it, which the journal itself does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub row: JournalRow,
    /// None: the program itself, the public, or an account that is gone.
    pub by: Option<String>,
}

/// A page of entries, newest first, and how many fit the filter in all.
pub async fn list(cx: &Cx, filter: &JournalFilter, page: i64, size: i64) -> Result<(Vec<Line>, i64), Error> {
    cx.allow(Act::JournalRead, &Facts::default())?;
    let rows = store::filtered(cx.db(), filter, size, (page - 1) * size).await?;
    let mut actors: Vec<String> = rows.iter().map(|r| r.actor.clone()).collect();
    actors.sort_unstable();
    actors.dedup();
    let names = ocop_store::account::names(cx.db(), &actors).await?;
    let lines = rows.into_iter().map(|row| Line { by: names.get(&row.actor).cloned(), row }).collect();
    Ok((lines, store::count_filtered(cx.db(), filter).await?))
}

/// Everything written about one thing, oldest first.
pub async fn chain(cx: &Cx, name: &str) -> Result<Vec<JournalRow>, Error> {
    cx.allow(Act::JournalRead, &Facts::default())?;
    let rows = store::chain(cx.db(), name).await?;
    if rows.is_empty() { Err(Error::NotFound) } else { Ok(rows) }
}

/// Recomputes every chain and every seal.
pub async fn verify(cx: &Cx) -> Result<Verification, Error> {
    cx.allow(Act::JournalRead, &Facts::default())?;
    Ok(store::verify(cx.db()).await?)
}

/// Seals every day since the last seal that is over; a job of the running program. Days without entries get a seal
/// too: it says that nothing was written.
pub async fn seal_yesterday(cx: &Cx) -> Result<(), Error> {
    if cx.actor != Actor::System {
        return Err(Error::Forbidden);
    }
    let yesterday = add_days(cx.today(), -1);
    let last = store::last_seal(cx.db()).await?.and_then(|d| d.parse().ok());
    // After a long stand-still one seal a day from the last on, but at most a year's.
    let from = last.map_or(yesterday, |d| add_days(d, 1)).max(add_days(yesterday, -366));
    let mut day = from;
    while day <= yesterday {
        let end = crate::clock::end_of(day);
        store::seal(cx.db(), &day.to_string(), end).await?;
        day = add_days(day, 1);
    }
    Ok(())
}
