//! Counting tries of passwords and codes: each is counted before it is looked at, in a transaction of its own, so that
//! of many at once no more are judged than there are tries, and a refusal cannot take its count back.

use crate::{Cx, Error, write_tx};
use ocop_domain::account::tries::{KNOWN_FOR_MS, wait_here, wait_in_all};
use ocop_domain::account::try_network;
use ocop_domain::journal::sha256;
use ocop_store::Db;
use ocop_store::account::{self as store, TryKey};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// Whose tries these are.
#[derive(Clone)]
pub(super) struct Tries {
    kind: &'static str,
    who: String,
    address: String,
}

/// The tries that are being judged, each person's of one place in their order.
static JUDGED: LazyLock<Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>> = LazyLock::new(Mutex::default);

/// The turn of one try; it ends when dropped.
pub(super) struct Turn {
    key: String,
    lock: Option<Arc<tokio::sync::Mutex<()>>>,
    held: Option<tokio::sync::OwnedMutexGuard<()>>,
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut judged = JUDGED.lock().unwrap_or_else(PoisonError::into_inner);
        self.held = None;
        self.lock = None;
        // Handles are taken under the lock of the map: with only the map's own left, no one waits.
        if judged.get(&self.key).is_some_and(|lock| Arc::strong_count(lock) == 1) {
            judged.remove(&self.key);
        }
    }
}

/// A try that was counted and may be judged.
pub(super) struct Slot {
    /// The account as a whole had too many tries and this address is not known to it: a password alone does not let in,
    /// the second factor does.
    pub strange: bool,
    /// Nothing more is taken from this address, should the try be in vain.
    pub last: bool,
}

impl Tries {
    /// Of a password, by the address typed, whether there is such an account or not: both are counted alike.
    pub fn of_password(cx: &Cx, email_key: &str) -> Tries {
        Tries { kind: "password", who: of_email(email_key), address: network(cx) }
    }

    /// Of a code after the password.
    pub fn of_code(cx: &Cx, account_id: &str) -> Tries {
        Tries { kind: "code", who: account_id.to_owned(), address: network(cx) }
    }

    fn here(&self) -> TryKey<'_> {
        TryKey { kind: self.kind, who: &self.who, address: &self.address }
    }

    fn in_all(&self) -> TryKey<'_> {
        TryKey { address: "", ..self.here() }
    }

    /// Waits until no other try of the same person from the same place is being judged by this program. Of right
    /// passwords sent at once each begins a new count when it went through, so that all get in; wrong ones end at the
    /// lock as before.
    pub async fn turn(&self) -> Turn {
        let key = format!("{} {} {}", self.kind, self.who, self.address);
        let lock = {
            let mut judged = JUDGED.lock().unwrap_or_else(PoisonError::into_inner);
            judged.entry(key.clone()).or_default().clone()
        };
        // Made before waiting, so that a request that is given up meanwhile leaves nothing behind.
        let mut turn = Turn { key, lock: Some(lock.clone()), held: None };
        turn.held = Some(lock.lock_owned().await);
        turn
    }

    /// Counts one try; `None` while nothing is taken from here.
    pub async fn take(&self, cx: &Cx) -> Result<Option<Slot>, Error> {
        let now = cx.now_ms();
        write_tx!(cx, |tx| {
            let Some(here) = store::count_try(&tx, self.here(), now).await? else { return Ok(None) };
            let last = wait_here(here.tries);
            if let Some(wait) = last {
                store::lock_tries(&tx, self.here(), now + wait).await?;
            }
            let in_all = store::count_try(&tx, self.in_all(), now).await?;
            if let Some(wait) = in_all.as_ref().and_then(|all| wait_in_all(all.tries)) {
                store::lock_tries(&tx, self.in_all(), now + wait).await?;
            }
            let known = here.ok_at.is_some_and(|at| now < at + KNOWN_FOR_MS);
            Ok(Some(Slot { strange: in_all.is_none() && !known, last: last.is_some() }))
        })
    }

    /// The try was right. `through`: the person is in, and the address is known from now on.
    pub async fn passed(&self, cx: &Cx, tx: &Db, through: bool) -> Result<(), Error> {
        let now = cx.now_ms();
        store::tries_passed(tx, self.here(), now, through.then_some(now)).await?;
        if through {
            store::tries_passed(tx, self.in_all(), now, None).await?;
        }
        Ok(())
    }
}

/// The password was set anew by a link, or the second factor taken away: nothing that was tried before counts.
pub(super) async fn forget(tx: &Db, account: &store::AccountRow) -> Result<(), Error> {
    store::forget_tries(tx, &of_email(&account.email)).await?;
    store::forget_tries(tx, &account.id).await?;
    Ok(())
}

/// Removes counters without a recent try.
pub(super) async fn sweep(cx: &Cx, tx: &Db) -> Result<u64, Error> {
    let now = cx.now_ms();
    Ok(store::sweep_tries(tx, now - 2 * 24 * 3_600_000, now - KNOWN_FOR_MS).await?)
}

/// Names an address in the counters by its hash, so that the table holds no typed address.
fn of_email(email_key: &str) -> String {
    sha256(email_key.as_bytes())
}

/// Where a try comes from; one that comes from nowhere (the command line, a test) from a place of its own.
pub(super) fn network(cx: &Cx) -> String {
    cx.from.map_or_else(|| "local".to_owned(), try_network)
}
