//! An open transaction, and how long it has been open.

use super::Db;
use crate::error::Error;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// An open transaction; dropped without [`Tx::commit`] it is rolled back.
pub struct Tx {
    pub(super) db: Db,
    pub(super) wake: Arc<Notify>,
    pub(super) _turn: Turn,
}

/// When the transactions that are open were begun, by their number.
#[derive(Default)]
pub(super) struct Turns {
    pub(super) open: Mutex<BTreeMap<u64, Instant>>,
    last: AtomicU64,
}

impl Turns {
    pub(super) fn begin(self: &Arc<Turns>) -> Turn {
        let number = self.last.fetch_add(1, Ordering::Relaxed);
        self.open.lock().unwrap_or_else(PoisonError::into_inner).insert(number, Instant::now());
        Turn { turns: self.clone(), number }
    }

    /// The age of the oldest that is still open.
    pub(super) fn oldest(&self) -> Option<Duration> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.first_key_value().map(|(_, begun)| begun.elapsed())
    }
}

/// A transaction as it stands in [`Turns`]; it ends with it.
pub(super) struct Turn {
    turns: Arc<Turns>,
    number: u64,
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.turns.open.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.number);
    }
}

impl Tx {
    /// Keeps what was written. An error means that it was not kept, save [`Error::Unsure`]: the line broke before the
    /// answer. The connection of a COMMIT that failed is not used again (see `let_go_of_open_transactions`).
    pub async fn commit(self) -> Result<(), Error> {
        self.db.sound()?;
        match self.db {
            Db::Tx(t, _, _, work) => {
                t.commit().await.map_err(|e| match Error::from(e) {
                    Error::Down(e) => Error::Unsure(e),
                    other => other,
                })?;
                if work.into_inner() {
                    self.wake.notify_one();
                }
                Ok(())
            }
            Db::Pool(_) => Ok(()),
        }
    }
}

impl std::ops::Deref for Tx {
    type Target = Db;
    fn deref(&self) -> &Db {
        &self.db
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_is_open_until_it_is_dropped_and_the_oldest_counts() {
        let turns = Arc::new(Turns::default());
        assert_eq!(turns.oldest(), None);
        let first = turns.begin();
        let second = turns.begin();
        let (all, one) = (turns.oldest(), second.turns.open.lock().unwrap()[&second.number].elapsed());
        assert!(all.is_some_and(|age| age >= one));
        drop(first);
        assert_eq!(turns.open.lock().unwrap().len(), 1);
        drop(second);
        assert_eq!(turns.oldest(), None);
    }
}
