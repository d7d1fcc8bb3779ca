//! How far work on a long list is that goes on behind the page, and how it ends when it fails. The figures live in this
//! program only: on SQLite no second write runs beside the transaction that brings a list in.

use crate::prelude::*;
use ocop_store::import as rows;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

static RUNNING: Mutex<BTreeMap<String, (usize, usize)>> = Mutex::new(BTreeMap::new());

fn running() -> MutexGuard<'static, BTreeMap<String, (usize, usize)>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Rows done and rows in all, while this program works on the list.
pub fn how_far(batch_id: &str) -> Option<(usize, usize)> {
    running().get(batch_id).copied()
}

/// Counts the rows of one work; forgets them when it ends, however it ends.
pub struct Progress {
    batch: String,
}

impl Progress {
    pub fn of(batch_id: &str) -> Progress {
        Progress { batch: batch_id.to_owned() }
    }

    pub fn total(&self, n: usize) {
        running().insert(self.batch.clone(), (0, n));
    }

    /// One more row; lets others have the thread now and then.
    pub async fn step(&self, n: usize) {
        let done = running().get_mut(&self.batch).map_or(0, |(done, total)| {
            *done = (*done + n).min(*total);
            *done
        });
        if done.is_multiple_of(64) {
            tokio::task::yield_now().await;
        }
    }

    pub fn end(&self) {
        running().remove(&self.batch);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}

/// Notes what stopped the work, so that the page can say it.
pub async fn failed(cx: &Cx, batch_id: &str, error: &Error) {
    let code = match error {
        Error::Invalid(i) => i.0.first().map_or("import_stopped", |e| e.code),
        Error::Conflict(code) => code,
        other => {
            tracing::error!(error = %other, batch = batch_id, "work on a list was stopped");
            "import_stopped"
        }
    };
    // A work that ended on a full disk is noted as soon as there is room; its claim ends by itself after as long.
    for _ in 0..NOTE_TRIES {
        let noted: Result<(), Error> =
            write_tx!(cx, |tx| { Ok(rows::give_up(&tx, batch_id, Some(code)).await?) });
        let Err(error) = noted else { return };
        tracing::error!(%error, batch = batch_id, "the end of a work on a list was not noted yet");
        tokio::time::sleep(NOTE_AGAIN).await;
    }
}

/// How often, and after how long again, one tries to note the end of a work.
const NOTE_TRIES: u32 = 90;
const NOTE_AGAIN: Duration = Duration::from_secs(2);

/// Lets go of works that an earlier start left. An SQLite file is served by one program, so at its start none can be
/// under way; on a server another node may be at work, and its claim ends by itself.
pub async fn let_go_of_left(cx: &Cx) -> Result<(), Error> {
    if !cx.db().is_sqlite() || !rows::any_claimed(cx.db()).await? {
        return Ok(());
    }
    let system = cx.as_actor(Actor::System);
    let left: Result<u64, Error> =
        write_tx!(system, |tx| { Ok(rows::give_up_all(&tx, "import_stopped").await?) });
    tracing::warn!(lists = left?, "work on lists was left by a program that was stopped");
    Ok(())
}
