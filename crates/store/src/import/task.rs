//! Work on a long list that goes on behind the page. The program that does it claims the batch for a while; a claim that
//! has run out was left by a program that was stopped.

use super::Batch;
use crate::prelude::*;

/// A batch whose rows are still being read.
pub async fn insert_reading(db: &Db, b: &Batch, until: i64) -> Result<()> {
    super::insert_batch(db, b).await?;
    db.exec_guarded(
        "UPDATE import_batch SET state = 'reading', task = 'read', task_until = $2 WHERE id = $1",
        args![b.id.as_str(), until],
    )
    .await
}

/// Begins a work that is not claimed; [`Error::Stale`] when it is claimed.
pub async fn claim(db: &Db, id: &str, task: &str, now: i64, until: i64) -> Result<()> {
    db.exec_guarded(
        "UPDATE import_batch SET task = $2, task_until = $4, failure = NULL WHERE id = $1 \
         AND (task IS NULL OR task_until IS NULL OR task_until < $3)",
        args![id, task, now, until],
    )
    .await
}

/// Ends every work, with the code of what stopped it: for a database that one program alone works on.
pub async fn give_up_all(db: &Db, failure: &str) -> Result<u64> {
    db.exec(
        "UPDATE import_batch SET task = NULL, task_until = NULL, failure = $1 WHERE task IS NOT NULL",
        args![failure],
    )
    .await
}

/// Is a work under way anywhere?
pub async fn any_claimed(db: &Db) -> Result<bool> {
    Ok(db.number("SELECT COUNT(*) AS n FROM import_batch WHERE task IS NOT NULL", vec![]).await? > 0)
}

/// Is another's work on it under way?
pub fn is_claimed(b: &Batch, now: i64) -> bool {
    b.task.is_some() && b.task_until.is_some_and(|until| until >= now)
}

/// The rows are read: the list may be looked at.
pub async fn finish_reading(db: &Db, id: &str, notes: &str) -> Result<()> {
    db.exec_guarded(
        "UPDATE import_batch SET state = CASE WHEN state = 'reading' THEN 'staged' ELSE state END, task = NULL, \
         task_until = NULL, notes = $2 WHERE id = $1",
        args![id, notes],
    )
    .await
}

/// Ends a work, with the code of what stopped it.
pub async fn give_up(db: &Db, id: &str, failure: Option<&str>) -> Result<()> {
    db.exec_guarded(
        "UPDATE import_batch SET task = NULL, task_until = NULL, failure = $2 WHERE id = $1",
        args![id, failure],
    )
    .await
}
