//! Hashing of passwords and one-time codes.

use crate::{Cx, Error, Outage};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use std::cell::Cell;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::Semaphore;

/// Argon2id with 19 MiB, 2 passes, 1 lane: the least the OWASP cheat sheet asks for, about 30 ms on a small server.
/// The parameters stand in each hash, so raising them later leaves old hashes readable.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// Was this hash made with the parameters above?
pub(super) fn is_newest(kept: &str) -> bool {
    kept.starts_with(&format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p=1$"))
}

fn hasher() -> Result<Argon2<'static>, Error> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(Error::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashing takes 19 MiB and a core each time: as many at once as there are cores, a bounded number waiting behind them.
struct Queue {
    turns: Semaphore,
    inside: AtomicUsize,
    most: usize,
}

/// How many may wait; to the next one the service is crowded.
const MOST_WAITING: usize = 50;

static QUEUE: LazyLock<Queue> = LazyLock::new(|| {
    Queue::new(std::thread::available_parallelism().map_or(2, std::num::NonZero::get), MOST_WAITING)
});

/// Counts one as inside for as long as it lives, also when its request is given up.
struct Inside<'a>(&'a AtomicUsize);

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Queue {
    fn new(cores: usize, waiting: usize) -> Queue {
        Queue {
            turns: Semaphore::new(cores),
            inside: AtomicUsize::new(0),
            most: cores.saturating_add(waiting),
        }
    }

    /// Does the work beside the requests when its turn has come; refuses at once where too many wait.
    async fn run<T: Send + 'static>(
        &'static self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let before = self.inside.fetch_add(1, Ordering::AcqRel);
        let inside = Inside(&self.inside);
        if before >= self.most {
            return Err(Error::Unavailable(Outage::Crowded));
        }
        let turn = self.turns.acquire().await.map_err(Error::internal)?;
        tokio::task::spawn_blocking(move || {
            // Work cannot be given up half-way: its turn ends with the work, not with the request.
            let _held = (inside, turn);
            work()
        })
        .await
        .map_err(Error::internal)?
    }
}

tokio::task_local! {
    /// How many hashes an act has asked for.
    static ASKED: Cell<u32>;
}

/// What an act gives, and how many passwords were hashed for it. Answers must not tell by their time whether an address
/// is known: the count says what a clock on a busy machine cannot.
pub async fn hashes_of<T>(act: impl Future<Output = T>) -> (T, u32) {
    ASKED.scope(Cell::new(0), async { (act.await, ASKED.with(Cell::get)) }).await
}

fn ask() {
    let _ = ASKED.try_with(|n| n.set(n.get() + 1));
}

/// The hash to keep, in the PHC form that names its parameters. Runs beside the requests, not among them.
pub(crate) async fn hash(cx: &Cx, password: &str) -> Result<String, Error> {
    ask();
    let (password, salt) = (password.to_owned(), cx.ids.secret());
    QUEUE
        .run(move || {
            let salt = &salt.as_bytes()[..salt.len().min(32)];
            let hashed = hasher()?.hash_password_with_salt(password.as_bytes(), salt);
            Ok(hashed.map_err(Error::internal)?.to_string())
        })
        .await
}

/// Does the password fit the kept hash? Without one, the same work is done for nothing, so that the time an answer
/// takes does not tell whether an address is known.
pub(crate) async fn fits(password: &str, kept: Option<&str>) -> Result<bool, Error> {
    ask();
    let (password, kept) = (password.to_owned(), kept.map(str::to_owned));
    QUEUE
        .run(move || match kept.as_deref().map(PasswordHash::new) {
            Some(Ok(hash)) => Ok(hasher()?.verify_password(password.as_bytes(), &hash).is_ok()),
            _ => {
                hasher()?
                    .hash_password_with_salt(password.as_bytes(), b"nobody-has-this-")
                    .map_err(Error::internal)?;
                Ok(false)
            }
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[tokio::test(flavor = "multi_thread")]
    async fn as_many_hash_at_once_as_there_are_cores_and_those_beyond_the_bound_are_told_at_once() {
        let queue: &'static Queue = Box::leak(Box::new(Queue::new(2, 3)));
        let (started, starts) = channel();
        let mut gates = Vec::new();
        let mut runs = Vec::new();
        for _ in 0..5 {
            let (gate, opened) = channel::<()>();
            gates.push(gate);
            let started = started.clone();
            runs.push(tokio::spawn(queue.run(move || {
                started.send(()).map_err(Error::internal)?;
                opened.recv().map_err(Error::internal)
            })));
        }
        while queue.inside.load(Ordering::Acquire) < 5 {
            tokio::task::yield_now().await;
        }
        let crowded = queue.run(|| Ok(())).await;
        assert!(matches!(crowded, Err(Error::Unavailable(Outage::Crowded))));
        assert_eq!(queue.turns.available_permits(), 0, "two work, three wait");
        starts.recv().unwrap();
        starts.recv().unwrap();
        assert!(starts.try_recv().is_err(), "the third waits for its turn");
        for gate in gates {
            gate.send(()).unwrap();
        }
        for run in runs {
            run.await.unwrap().unwrap();
        }
        assert_eq!(queue.inside.load(Ordering::Acquire), 0);
        queue.run(|| Ok(())).await.unwrap();
    }
}
