//! Work beside the requests: one table of jobs (`store::job`), one list of what the program does by itself
//! ([`crate::jobs`]), one runner that claims, supervises and notes how each run ended ([`run`]).
//!
//! An act asks for work with [`enqueue`] in its own transaction: an act that is rolled back leaves no job. A run that
//! fails, panics or dies with its program is tried again later and disturbs no other kind of job.

mod done;
mod run;
mod show;

pub use done::Done;
pub use run::{Runner, Told, told};
pub(crate) use run::{backoff, sweep};
pub use show::{Line, State, View, again, counts, drop_dead, overview};

use crate::{Cx, Error};
use ocop_store::{Db, job as store};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

type Running = Pin<Box<dyn Future<Output = Result<Done, Error>> + Send>>;

/// When a job runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Schedule {
    /// At every full span of the clock, by one node.
    Every(Duration),
    /// While rows of a table of its own wait (`queues` in `store::job`).
    Rows,
    /// Once in the life of an installation.
    Once,
    /// For each row that an act entered with [`enqueue`].
    OnDemand,
}

/// What a run is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Work {
    /// As the act entered it; empty for what the program does by itself.
    pub payload: String,
    /// Which try it is, from 1. One that its program ended without a report counts; one that a stop gave back does not.
    pub attempt: i64,
}

/// One kind of job: its name in the table, when it runs, and what it does with its payload. What it does may be done
/// again after a program died between the work and the report, so a job finds out first what is done already.
#[derive(Clone)]
pub struct Job {
    pub kind: &'static str,
    schedule: Schedule,
    run: Arc<dyn Fn(Cx, Work) -> Running + Send + Sync>,
}

impl Job {
    fn new<F, R>(
        kind: &'static str,
        schedule: Schedule,
        run: impl Fn(Cx, Work) -> F + Send + Sync + 'static,
    ) -> Job
    where
        F: Future<Output = Result<R, Error>> + Send + 'static,
        R: Into<Done>,
    {
        let run = move |cx: Cx, work: Work| -> Running {
            let running = run(cx, work);
            Box::pin(async move { running.await.map(Into::into) })
        };
        Job { kind, schedule, run: Arc::new(run) }
    }

    /// Does the program do it by itself? Then it has its row from the first start on.
    pub fn is_standing(&self) -> bool {
        self.schedule != Schedule::OnDemand
    }

    pub fn every<F, R>(
        span: Duration,
        kind: &'static str,
        run: impl Fn(Cx) -> F + Send + Sync + 'static,
    ) -> Job
    where
        F: Future<Output = Result<R, Error>> + Send + 'static,
        R: Into<Done>,
    {
        Job::new(kind, Schedule::Every(span), move |cx, _| run(cx))
    }

    pub fn rows<F, R>(kind: &'static str, run: impl Fn(Cx) -> F + Send + Sync + 'static) -> Job
    where
        F: Future<Output = Result<R, Error>> + Send + 'static,
        R: Into<Done>,
    {
        Job::new(kind, Schedule::Rows, move |cx, _| run(cx))
    }

    pub fn once<F, R>(kind: &'static str, run: impl Fn(Cx) -> F + Send + Sync + 'static) -> Job
    where
        F: Future<Output = Result<R, Error>> + Send + 'static,
        R: Into<Done>,
    {
        Job::new(kind, Schedule::Once, move |cx, _| run(cx))
    }

    pub fn on_demand<F, R>(kind: &'static str, run: impl Fn(Cx, Work) -> F + Send + Sync + 'static) -> Job
    where
        F: Future<Output = Result<R, Error>> + Send + 'static,
        R: Into<Done>,
    {
        Job::new(kind, Schedule::OnDemand, run)
    }
}

/// Asks for work within the act's transaction. `key` names the effect: while work of the same key waits, runs or rests
/// as dead, it is not entered a second time (false).
pub async fn enqueue(tx: &Db, cx: &Cx, kind: &str, key: &str, payload: &str) -> Result<bool, Error> {
    Ok(store::enqueue(tx, &cx.id(), kind, key, payload, cx.now_ms()).await?)
}
