//! What the administrator sees of the jobs, and may do about one that failed.

use crate::prelude::*;
use ocop_store::Error as StoreError;
use ocop_store::job::{self as store, Counts, JobRow, JobState};

const MOST: i64 = 200;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Work that an act left behind, until a node takes it.
    Waiting,
    /// What the program does by itself, until its hour or until there is something to do.
    Scheduled,
    Running,
    Done,
    Dead,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub row: JobRow,
    pub state: State,
    /// When it runs next, where that is known.
    pub next: Option<i64>,
    /// A press lets it run now.
    pub may_run: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    pub lines: Vec<Line>,
    pub counts: Counts,
}

pub async fn overview(cx: &Cx) -> Result<View, Error> {
    cx.allow(Act::JobsManage, &Facts::default())?;
    let cx = &cx.snapshot().await?;
    let now = cx.now_ms();
    let lines = store::list(cx.db(), MOST).await?.into_iter().map(|row| line(row, now));
    Ok(View { lines: lines.collect(), counts: store::counts(cx.db(), now).await? })
}

fn line(row: JobRow, now: i64) -> Line {
    let state = match row.state {
        _ if row.lease_until.is_some_and(|until| until >= now) => State::Running,
        JobState::Dead => State::Dead,
        JobState::Done => State::Done,
        JobState::Waiting if row.standing => State::Scheduled,
        JobState::Waiting => State::Waiting,
    };
    // What waits for rows runs as soon as there are some, and not before.
    let rows = state == State::Scheduled && store::waits_for_rows(&row.kind);
    let waits = matches!(state, State::Waiting | State::Scheduled) && (!rows || row.run_at > now);
    Line { state, next: waits.then_some(row.run_at), may_run: state != State::Running && !rows, row }
}

/// For the metrics: figures without the name of a job or a person.
pub async fn counts(cx: &Cx) -> Result<Counts, Error> {
    Ok(store::counts(cx.db(), cx.now_ms()).await?)
}

/// Lets a job run now, with its tries counted anew.
pub async fn again(cx: &Cx, id: &str) -> Result<(), Error> {
    cx.allow(Act::JobsManage, &Facts::default())?;
    let row = store::find(cx.db(), id).await?.ok_or(Error::NotFound)?;
    write_tx!(cx, |tx| {
        running_is_left(store::again(&tx, id, cx.now_ms()).await)?;
        let diff = json!({"kind": row.kind, "attempts": row.attempts});
        cx.journal(&tx, &format!("job:{id}"), "job.again", id, diff).await
    })
}

/// Gives up work that rests as dead.
pub async fn drop_dead(cx: &Cx, id: &str) -> Result<(), Error> {
    cx.allow(Act::JobsManage, &Facts::default())?;
    let row = store::find(cx.db(), id).await?.ok_or(Error::NotFound)?;
    write_tx!(cx, |tx| {
        running_is_left(store::drop_dead(&tx, id).await)?;
        let diff = json!({"kind": row.kind, "key": row.key, "attempts": row.attempts});
        cx.journal(&tx, &format!("job:{id}"), "job.drop", id, diff).await
    })
}

fn running_is_left(outcome: Result<(), StoreError>) -> Result<(), Error> {
    outcome.map_err(|e| if matches!(e, StoreError::Stale) { Error::Conflict("job_state") } else { e.into() })
}
