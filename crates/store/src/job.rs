//! Work beside the requests: one row a job, claimed by a guarded update that both engines read alike. A claim raises the
//! row's fence; whatever reports under a lower one is refused.

use crate::prelude::*;
use ocop_domain::codes;

/// Jobs whose work lies in rows of a table of their own, with the rows of it that can be done at `$1`. They are due only
/// where there is one, so that a node at rest sends one query for all of them.
fn queues() -> [(&'static str, String); 2] {
    [("mail.send", crate::mail::to_be_tried()), ("account.reset", "FROM reset_request".to_owned())]
}

codes! {
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum JobState ("state of a job") {
        /// For its time, or for a node; or it runs under a lease.
        Waiting = "waiting",
        Done = "done",
        /// Given up until a person lets it run again.
        Dead = "dead",
    }
}

/// Does the job wait for rows of a table of its own, and not for a time?
pub fn waits_for_rows(kind: &str) -> bool {
    queues().iter().any(|(queue, _)| *queue == kind)
}

rows! {
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobRow {
    pub id: String,
    pub kind: String,
    pub key: String,
    pub payload: String,
    /// Belongs to the program, not to an act: it is never removed.
    pub standing: bool,
    pub state: JobState,
    pub run_at: i64,
    pub attempts: i64,
    pub unreported: i64,
    pub fence: i64,
    pub lease_until: Option<i64>,
    pub created_at: i64,
    pub began_at: Option<i64>,
    pub ended_at: Option<i64>,
    pub took_ms: Option<i64>,
    pub done: Option<i64>,
    pub failed: Option<i64>,
    pub problem: Option<String>,
}
}

const COLUMNS: &str = "id, kind, key, payload, standing, state, run_at, attempts, unreported, fence, lease_until, \
                       created_at, began_at, ended_at, took_ms, done, failed, problem";

/// How a run ended, and what comes after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub state: JobState,
    pub run_at: i64,
    /// The next run counts its attempts from here.
    pub attempts: i64,
    pub ended_at: i64,
    pub took_ms: i64,
    pub done: i64,
    pub failed: i64,
    pub problem: Option<String>,
}

/// How much work there is beside the recurring jobs.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromQueryResult)]
pub struct Counts {
    pub waiting: i64,
    pub running: i64,
    pub dead: i64,
    /// Since when the oldest that could run has been waiting.
    pub oldest: Option<i64>,
}

/// Makes sure that a job of the program itself has its row.
pub async fn keep_standing(db: &Db, id: &str, kind: &str, at: i64) -> Result<()> {
    let sql = "INSERT INTO job (id, kind, key, payload, standing, state, run_at, attempts, unreported, fence, created_at) \
               VALUES ($1, $2, '', '', TRUE, 'waiting', $3, 0, 0, 0, $3) ON CONFLICT (kind, key) DO NOTHING";
    db.run(sql, args![id, kind, at]).await
}

/// Kinds that have their row.
pub async fn standing_kinds(db: &Db) -> Result<Vec<String>> {
    db.values("SELECT kind FROM job WHERE standing = TRUE", vec![]).await
}

/// Enters work in the transaction of the act that asks for it. Work of the same key that waits, runs or rests as dead
/// is left as it is: false. What has to be done anew after a run began takes a key of its own.
pub async fn enqueue(db: &Db, id: &str, kind: &str, key: &str, payload: &str, at: i64) -> Result<bool> {
    let sql = "INSERT INTO job (id, kind, key, payload, standing, state, run_at, attempts, unreported, fence, created_at) \
               VALUES ($1, $2, $3, $4, FALSE, 'waiting', $5, 0, 0, 0, $5) ON CONFLICT (kind, key) DO UPDATE SET \
               state = 'waiting', payload = excluded.payload, run_at = excluded.run_at, attempts = 0, unreported = 0 \
               WHERE job.state = 'done' AND job.standing = FALSE";
    let entered = db.exec(sql, args![id, kind, key, payload, at]).await? > 0;
    if entered {
        db.wake_when_kept();
    }
    Ok(entered)
}

/// What can be claimed now of these kinds, the longest due first. Work of other kinds takes no place among the `most`.
pub async fn due(db: &Db, now: i64, of: &[&str], most: i64) -> Result<Vec<JobRow>> {
    let mut args: Vec<Value> = args![now, most];
    let mut wanted = Vec::new();
    for kind in of {
        args.push((*kind).into());
        wanted.push(format!("${}", args.len()));
    }
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let queues = queues();
    let kinds: Vec<String> = queues.iter().map(|(kind, _)| format!("'{kind}'")).collect();
    let ready: String = queues
        .iter()
        .map(|(kind, rows)| format!(" OR (kind = '{kind}' AND EXISTS (SELECT 1 {rows}))"))
        .collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM job WHERE state = 'waiting' AND run_at <= $1 \
         AND (lease_until IS NULL OR lease_until < $1) AND kind IN ({}) AND (kind NOT IN ({}){ready}) \
         ORDER BY run_at, id LIMIT $2",
        wanted.join(", "),
        kinds.join(", ")
    );
    db.all(&sql, args).await
}

/// Takes a job as it was read, under the next fence: [`Error::Stale`] if another node was first.
pub async fn claim(db: &Db, row: &JobRow, now: i64, until: i64) -> Result<()> {
    db.exec_guarded(
        "UPDATE job SET lease_until = $4, fence = fence + 1, attempts = attempts + 1, unreported = unreported + 1, \
         began_at = $3, ended_at = NULL WHERE id = $1 AND fence = $2 AND state = 'waiting' \
         AND (lease_until IS NULL OR lease_until < $3)",
        args![row.id.as_str(), row.fence, now, until],
    )
    .await
}

/// Lengthens a lease: [`Error::Stale`] if another node has the job by now.
pub async fn renew(db: &Db, id: &str, fence: i64, until: i64) -> Result<()> {
    db.exec_guarded(
        "UPDATE job SET lease_until = $3 WHERE id = $1 AND fence = $2 AND lease_until IS NOT NULL",
        args![id, fence, until],
    )
    .await
}

/// Says how a run ended: [`Error::Stale`] if the job was claimed anew since.
pub async fn report(db: &Db, id: &str, fence: i64, r: &Report) -> Result<()> {
    let set = values!(
        r.{run_at, attempts, ended_at, took_ms, done, failed, problem}, state: r.state.as_str(), unreported: 0_i64
    );
    let end = ", lease_until = NULL WHERE id = $1 AND fence = $2 AND lease_until IS NOT NULL";
    db.update("job", set, end, args![id, fence]).await
}

/// Gives a job back that a program on its way down does not end; the claim does not count.
pub async fn give_back(db: &Db, id: &str, fence: i64) -> Result<()> {
    db.exec_guarded(
        "UPDATE job SET lease_until = NULL, attempts = attempts - 1, unreported = unreported - 1 \
         WHERE id = $1 AND fence = $2 AND lease_until IS NOT NULL",
        args![id, fence],
    )
    .await
}

/// Lays a job to rest that was claimed too often without an end.
pub async fn bury(db: &Db, row: &JobRow, problem: &str) -> Result<()> {
    db.exec_guarded(
        "UPDATE job SET state = 'dead', lease_until = NULL, problem = $3 \
         WHERE id = $1 AND fence = $2 AND state = 'waiting'",
        args![row.id.as_str(), row.fence, problem],
    )
    .await
}

/// Lets a job run now and counts its attempts from the beginning: [`Error::Stale`] while it runs.
pub async fn again(db: &Db, id: &str, now: i64) -> Result<()> {
    db.exec_guarded(
        "UPDATE job SET state = 'waiting', run_at = $2, attempts = 0, unreported = 0 \
         WHERE id = $1 AND (lease_until IS NULL OR lease_until < $2)",
        args![id, now],
    )
    .await?;
    db.wake_when_kept();
    Ok(())
}

/// Removes work that rests as dead.
pub async fn drop_dead(db: &Db, id: &str) -> Result<()> {
    db.exec_guarded("DELETE FROM job WHERE id = $1 AND standing = FALSE AND state = 'dead'", args![id]).await
}

pub async fn find(db: &Db, id: &str) -> Result<Option<JobRow>> {
    db.one(&format!("SELECT {COLUMNS} FROM job WHERE id = $1"), args![id]).await
}

/// The program's own jobs, then what rests as dead, then what waits, then what was done.
pub async fn list(db: &Db, most: i64) -> Result<Vec<JobRow>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM job ORDER BY CASE WHEN standing = TRUE THEN 0 WHEN state = 'dead' THEN 1 \
         WHEN state = 'waiting' THEN 2 ELSE 3 END, kind, run_at, id LIMIT $1"
    );
    db.all(&sql, args![most]).await
}

pub async fn counts(db: &Db, now: i64) -> Result<Counts> {
    let sql = "SELECT COUNT(CASE WHEN standing = FALSE AND state = 'waiting' \
               AND (lease_until IS NULL OR lease_until < $1) THEN 1 END) AS waiting, \
               COUNT(CASE WHEN lease_until >= $1 THEN 1 END) AS running, \
               COUNT(CASE WHEN state = 'dead' THEN 1 END) AS dead, \
               MIN(CASE WHEN standing = FALSE AND state = 'waiting' AND run_at <= $1 \
               AND (lease_until IS NULL OR lease_until < $1) THEN run_at END) AS oldest \
               FROM job";
    Ok(db.one(sql, args![now]).await?.unwrap_or_default())
}

/// Forgets work that was done before an instant.
pub async fn sweep(db: &Db, before: i64, most: i64) -> Result<u64> {
    db.exec(
        "DELETE FROM job WHERE id IN (SELECT id FROM job WHERE standing = FALSE AND state = 'done' \
         AND ended_at < $1 ORDER BY ended_at, id LIMIT $2)",
        args![before, most],
    )
    .await
}
