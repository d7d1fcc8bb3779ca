//! The runner of one node. At most one job of a kind runs here at a time, so that a kind that hangs (a mail server that
//! does not answer) keeps no other waiting.

use super::{Done, Job, Schedule, Work};
use crate::prelude::*;
use ocop_store::Error as StoreError;
use ocop_store::job::{self as store, JobRow, JobState, Report};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::{Id, JoinSet};
use tracing::Instrument;

/// How long a job stays with a node that does not answer any more, in milliseconds.
const LEASE: i64 = 60_000;
const RENEWED: Duration = Duration::from_secs(20);
/// After so many claims without success, work that an act asked for rests as dead, and so does what is done once;
/// any other job where its last runs all ended without a report, because the program died each time.
const MOST_ATTEMPTS: i64 = 10;
/// How long one run may take. What goes on after it lies in rows or in what is made already, and the next run finds it.
const LONGEST: Duration = Duration::from_secs(3600);
/// How often a node looks for work that no act of its own told it of.
const LOOK: Duration = Duration::from_secs(5);
/// How long a program on its way down waits for what is under way.
const ENDING: Duration = Duration::from_secs(10);
/// Rows looked at in one query.
const BATCH: i64 = 50;
/// Work that was done is shown for a week.
const KEPT_MS: i64 = 7 * 24 * 3_600_000;
const LONGEST_PAUSE_MS: i64 = 3_600_000;
const PROBLEM: usize = 300;

/// What became of the runs of this node since its start, by kind and outcome (`ok`, `partly`, `failed`, `lost`, `dead`):
/// how many, and milliseconds together.
pub type Told = BTreeMap<(String, &'static str), (u64, u64)>;

static TOLD: Mutex<Told> = Mutex::new(Told::new());

/// For the metrics.
pub fn told() -> Told {
    TOLD.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn tell(kind: &str, outcome: &'static str, ms: i64) {
    let mut told = TOLD.lock().unwrap_or_else(PoisonError::into_inner);
    let of = told.entry((kind.to_owned(), outcome)).or_default();
    of.0 += 1;
    of.1 += u64::try_from(ms).unwrap_or(0);
}

/// A claimed job: whose it is as long as the fence stands.
#[derive(Debug, Clone)]
struct Claimed {
    row: JobRow,
    fence: i64,
    attempts: i64,
    began: i64,
}

pub struct Runner {
    cx: Cx,
    jobs: BTreeMap<&'static str, Job>,
}

impl Runner {
    pub fn new(cx: Cx, jobs: Vec<Job>) -> Result<Arc<Runner>, Error> {
        if cx.actor != Actor::System {
            return Err(Error::Forbidden);
        }
        Ok(Arc::new(Runner { cx, jobs: jobs.into_iter().map(|j| (j.kind, j)).collect() }))
    }

    /// Makes sure that the program's own jobs have their rows. A start with nothing to write needs no room.
    pub async fn prepare(&self) -> Result<(), Error> {
        let have = store::standing_kinds(self.cx.db()).await?;
        let own = self.jobs.values().filter(|j| j.is_standing());
        let new: Vec<_> = own.filter(|j| !have.iter().any(|k| k == j.kind)).map(|j| j.kind).collect();
        if new.is_empty() {
            return Ok(());
        }
        let cx = &self.cx;
        write_tx!(cx, |tx| {
            for kind in &new {
                store::keep_standing(&tx, &cx.id(), kind, cx.now_ms()).await?;
            }
            Ok(())
        })
    }

    /// Runs until told to stop; then claims nothing more and waits, for a bounded time, for what is under way.
    pub async fn run(self: Arc<Runner>, mut stop: watch::Receiver<bool>) {
        let mut ready = false;
        let mut running = JoinSet::new();
        let mut busy: BTreeMap<Id, Claimed> = BTreeMap::new();
        while !*stop.borrow() {
            if !ready {
                ready =
                    self.prepare().await.inspect_err(|e| tracing::error!(error = %e, "no jobs yet")).is_ok();
            }
            let started = match self.start(&mut running, &mut busy).await {
                Ok(started) => started,
                Err(error) => {
                    tracing::error!(%error, "the jobs could not be looked for");
                    0
                }
            };
            if started > 0 {
                continue;
            }
            tokio::select! {
                Some(ended) = running.join_next_with_id() => {
                    busy.remove(&ended.map_or_else(|e| e.id(), |(id, ())| id));
                }
                () = self.cx.store.work() => {}
                () = self.cx.clock.passed(LOOK) => {}
                _ = stop.wait_for(|over| *over) => {}
            }
        }
        let all_ended = async {
            while let Some(ended) = running.join_next_with_id().await {
                busy.remove(&ended.map_or_else(|e| e.id(), |(id, ())| id));
            }
        };
        let in_time = tokio::select! {
            () = all_ended => true,
            () = self.cx.clock.passed(ENDING) => false,
        };
        if !in_time {
            running.shutdown().await;
            for claimed in busy.values() {
                let kind = claimed.row.kind.as_str();
                tracing::warn!(kind, "a job was stopped before its end and is taken up again later");
                if let Err(error) = self.give_back(claimed).await {
                    tracing::warn!(kind, %error, "it waits until its lease is over");
                }
            }
        }
    }

    async fn start(
        self: &Arc<Runner>,
        running: &mut JoinSet<()>,
        busy: &mut BTreeMap<Id, Claimed>,
    ) -> Result<usize, Error> {
        let mut kinds: Vec<String> = busy.values().map(|c| c.row.kind.clone()).collect();
        let mut started = 0;
        for row in self.due(&kinds).await? {
            if kinds.contains(&row.kind) {
                continue;
            }
            if let Some(claimed) = self.claim(row).await? {
                kinds.push(claimed.row.kind.clone());
                let (me, work) = (self.clone(), claimed.clone());
                let span = run_span(&work);
                let run = async move { me.carry_out(&work).await }.instrument(span);
                busy.insert(running.spawn(run).id(), claimed);
                started += 1;
            }
        }
        Ok(started)
    }

    /// Carries out what is due now, one after the other; says how many runs there were. For tests.
    pub async fn run_due(self: &Arc<Runner>) -> Result<usize, Error> {
        let mut runs = 0;
        loop {
            let mut claims = 0;
            for row in self.due(&[]).await? {
                if let Some(claimed) = self.claim(row).await? {
                    self.carry_out(&claimed).instrument(run_span(&claimed)).await;
                    claims += 1;
                }
            }
            if claims == 0 {
                return Ok(runs);
            }
            runs += claims;
        }
    }

    /// What waits of the kinds that do not run here already. Kinds that this program does not know are left to nodes of
    /// a newer one.
    async fn due(&self, busy: &[String]) -> Result<Vec<JobRow>, Error> {
        let free = self.jobs.keys().filter(|kind| !busy.iter().any(|b| b == *kind));
        let free: Vec<&str> = free.map(|kind| &**kind).collect();
        Ok(store::due(self.cx.db(), self.cx.now_ms(), &free, BATCH).await?)
    }

    async fn claim(&self, row: JobRow) -> Result<Option<Claimed>, Error> {
        let (cx, began) = (&self.cx, self.cx.now_ms());
        let tried = if row.standing { row.unreported } else { row.attempts };
        if tried >= MOST_ATTEMPTS {
            let problem = "the program ended during each of the last runs";
            tracing::error!(
                kind = row.kind,
                job = row.id,
                "{problem}; the job rests until it is run again by hand"
            );
            tell(&row.kind, "dead", 0);
            write_tx!(cx, |tx| { unless_taken(store::bury(&tx, &row, problem).await) })?;
            return Ok(None);
        }
        if row.lease_until.is_some() {
            tracing::warn!(kind = row.kind, job = row.id, "the last run did not say how it ended");
        }
        let claimed =
            write_tx!(cx, |tx| { unless_taken(store::claim(&tx, &row, began, began + LEASE).await) })?;
        let (fence, attempts) = (row.fence + 1, row.attempts + 1);
        Ok(claimed.then_some(Claimed { row, fence, attempts, began }))
    }

    async fn give_back(&self, c: &Claimed) -> Result<(), Error> {
        let cx = &self.cx;
        write_tx!(cx, |tx| { unless_taken(store::give_back(&tx, &c.row.id, c.fence).await) }).map(drop)
    }

    /// Runs a claimed job to its end, whatever that is, and notes it.
    async fn carry_out(&self, c: &Claimed) {
        let Some(job) = self.jobs.get(c.row.kind.as_str()) else { return };
        let kind = job.kind;
        let Some(outcome) = self.supervised(job, c).await else {
            tracing::error!(
                kind,
                job = c.row.id,
                "another node took the job over; what this one did is not counted"
            );
            return tell(kind, "lost", self.cx.now_ms() - c.began);
        };
        let (report, word) = self.judge(job, c, outcome);
        let (cx, ms) = (&self.cx, report.took_ms);
        let noted =
            write_tx!(cx, |tx| { unless_taken(store::report(&tx, &c.row.id, c.fence, &report).await) });
        match noted {
            Ok(true) => tell(kind, word, ms),
            Ok(false) => {
                tracing::error!(kind, job = c.row.id, "the lease was lost; the run is not counted");
                tell(kind, "lost", ms);
            }
            Err(error) => {
                tracing::error!(kind, %error, "how the run ended could not be noted; it is run again")
            }
        }
    }

    /// The outcome of a run; none if the lease was lost meanwhile. A panic is an error of this run and of no other, and
    /// so is a run without an end.
    async fn supervised(&self, job: &Job, c: &Claimed) -> Option<Result<Done, Error>> {
        let cx = &self.cx;
        let mut work = JoinSet::new();
        let given = Work { payload: c.row.payload.clone(), attempt: c.attempts };
        work.spawn((job.run)(cx.clone(), given).in_current_span());
        let mut longest = cx.clock.passed(LONGEST);
        let mut renewal = cx.clock.passed(RENEWED);
        loop {
            tokio::select! {
                Some(ended) = work.join_next() => {
                    return Some(ended.unwrap_or_else(|e| Err(Error::internal(e))));
                }
                () = &mut longest => {
                    return Some(Err(Error::internal("the run did not end within an hour and was stopped")));
                }
                () = &mut renewal => {
                    renewal = cx.clock.passed(RENEWED);
                    let until = cx.now_ms() + LEASE;
                    let kept =
                        write_tx!(cx, |tx| { unless_taken(store::renew(&tx, &c.row.id, c.fence, until).await) });
                    match kept {
                        Ok(true) => {}
                        Ok(false) => return None,
                        Err(error) => tracing::warn!(kind = job.kind, %error, "the lease was not renewed"),
                    }
                }
            }
        }
    }

    /// What is noted of a run, and its outcome in a word.
    fn judge(&self, job: &Job, c: &Claimed, outcome: Result<Done, Error>) -> (Report, &'static str) {
        let now = self.cx.now_ms();
        let mut report = Report {
            state: JobState::Waiting,
            run_at: now,
            attempts: 0,
            ended_at: now,
            took_ms: (now - c.began).max(0),
            done: 0,
            failed: 0,
            problem: None,
        };
        let done = match outcome {
            Ok(done) => done,
            Err(error) => {
                let (causes, place) = error.beneath();
                tracing::error!(%error, causes, place, "a job failed");
                let pause = backoff(c.attempts, &self.cx.ids.secret());
                let resting = matches!(job.schedule, Schedule::Once | Schedule::OnDemand);
                report.problem = Some(short(&error.to_string()));
                report.attempts = c.attempts;
                report.run_at = now + pause;
                if resting && c.attempts >= MOST_ATTEMPTS {
                    report.state = JobState::Dead;
                    return (report, "dead");
                }
                return (report, "failed");
            }
        };
        report.done = i64::try_from(done.done).unwrap_or(i64::MAX);
        report.failed = i64::try_from(done.failed).unwrap_or(i64::MAX);
        report.problem = done.problem.as_deref().map(short);
        match job.schedule {
            Schedule::Every(span) => report.run_at = next(now, span),
            // More rows are taken at once; rows that failed, or that another node has, are not hammered at.
            Schedule::Rows if done.failed > 0 || done.done == 0 => report.run_at = now + ms(LOOK),
            Schedule::Rows => {}
            Schedule::Once | Schedule::OnDemand => report.state = JobState::Done,
        }
        (report, if done.failed > 0 { "partly" } else { "ok" })
    }
}

/// Stands with every line a run writes into the log.
fn run_span(c: &Claimed) -> tracing::Span {
    tracing::error_span!("job", kind = c.row.kind, id = c.row.id, attempt = c.attempts)
}

fn ms(span: Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}

/// The next full span of the clock.
fn next(now: i64, span: Duration) -> i64 {
    let span = ms(span).max(1);
    (now.div_euclid(span) + 1) * span
}

/// How long a job rests after its nth try in a row failed: twice as long each time, up to an hour, and up to a quarter
/// more by chance, so that what failed together is not tried together.
pub(crate) fn backoff(attempts: i64, chance: &str) -> i64 {
    let doublings = u32::try_from(attempts.clamp(1, 20) - 1).unwrap_or(0);
    let pause = (5_000_i64 << doublings).min(LONGEST_PAUSE_MS);
    let share = i64::from_str_radix(chance.get(..4).unwrap_or("0"), 16).unwrap_or(0);
    pause + pause * share / (4 * 0xffff)
}

fn short(problem: &str) -> String {
    problem.chars().take(PROBLEM).collect()
}

/// False where the row is another node's by now.
fn unless_taken(outcome: Result<(), StoreError>) -> Result<bool, Error> {
    match outcome {
        Ok(()) => Ok(true),
        Err(StoreError::Stale) => Ok(false),
        Err(other) => Err(other.into()),
    }
}

/// Forgets work that was done a week ago. A job of the running program.
pub(crate) async fn sweep(cx: &Cx) -> Result<u64, Error> {
    let before = cx.now_ms() - KEPT_MS;
    let mut gone = 0;
    loop {
        let batch: u64 = write_tx!(cx, |tx| { Ok(store::sweep(&tx, before, 500).await?) })?;
        gone += batch;
        if batch == 0 {
            return Ok(gone);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_doubles_up_to_an_hour_and_a_quarter() {
        let pauses: Vec<i64> = [1, 2, 3, 10, 20, i64::MAX].map(|n| backoff(n, "0000") / 1_000).into();
        assert_eq!(pauses, [5, 10, 20, 2_560, 3_600, 3_600]);
        assert_eq!((backoff(1, "ffff"), backoff(1, "8000"), backoff(1, "")), (6_250, 5_625, 5_000));
    }

    #[test]
    fn a_recurring_job_runs_at_full_spans_of_the_clock() {
        let hour = Duration::from_secs(3600);
        assert_eq!([0, 1, 3_599_999, 3_600_000].map(|n| next(n, hour) / 3_600_000), [1, 1, 1, 2]);
    }
}
