//! A node at work: leases renewed and lost, runs without an end, a stop. The clock is moved by hand.

use crate::support::{World, on_each_engine};
use ocop_app::job::{self, Job, Runner, enqueue};
use ocop_app::{Error, write_tx};
use ocop_store::job::{self as rows, JobRow};
use std::sync::Arc;
use tokio::sync::{Notify, mpsc, watch};
use tokio::task::{JoinHandle, yield_now};

/// A job that says when it begins and when it is gone, and ends when it is let.
struct Held {
    job: Job,
    told: mpsc::UnboundedReceiver<&'static str>,
    end: Arc<Notify>,
}

struct Gone(mpsc::UnboundedSender<&'static str>);

impl Drop for Gone {
    fn drop(&mut self) {
        let _ = self.0.send("gone");
    }
}

fn held(kind: &'static str) -> Held {
    let (tell, told) = mpsc::unbounded_channel();
    let end = Arc::new(Notify::new());
    let let_go = end.clone();
    let job = Job::on_demand(kind, move |_, _| {
        let (tell, end) = (tell.clone(), let_go.clone());
        async move {
            let gone = Gone(tell.clone());
            let _ = tell.send("begun");
            end.notified().await;
            drop(gone);
            Ok::<(), Error>(())
        }
    });
    Held { job, told, end }
}

fn quick() -> Job {
    Job::on_demand("test.quick", |_, _| async { Ok::<(), Error>(()) })
}

async fn ask(w: &World, kind: &str, key: &str) {
    let cx = &w.cx;
    assert!(write_tx!(cx, |tx| { enqueue(&tx, cx, kind, key, "").await }).unwrap());
}

async fn row(w: &World, kind: &str) -> JobRow {
    rows::list(w.cx.db(), 10).await.unwrap().into_iter().find(|r| r.kind == kind).unwrap()
}

/// Asks again and again, without a clock, until it is so.
async fn until(what: &str, so: impl AsyncFn() -> bool) {
    for _ in 0..100_000 {
        if so().await {
            return;
        }
        yield_now().await;
    }
    panic!("it does not come to that: {what}");
}

struct Node {
    stop: watch::Sender<bool>,
    ended: JoinHandle<()>,
}

fn node(w: &World, jobs: Vec<Job>) -> Node {
    let (stop, stopped) = watch::channel(false);
    Node { stop, ended: tokio::spawn(Runner::new(w.cx.clone(), jobs).unwrap().run(stopped)) }
}

impl Node {
    async fn stop(self) {
        self.stop.send(true).unwrap();
        self.ended.await.unwrap();
    }
}

/// Waits until the run waits by the clock, then moves it by a minute, and waits until the lease reaches further.
async fn minute(w: &World) {
    let before = row(w, "test.held").await.lease_until;
    until("the run waits for its renewal", async || w.clock.waiting() >= 3).await;
    w.clock.advance_minutes(1);
    until("the lease is renewed", async || row(w, "test.held").await.lease_until > before).await;
}

#[tokio::test]
async fn a_lease_is_renewed_for_as_long_as_the_job_runs() {
    on_each_engine(async |w| {
        let mut held = held("test.held");
        let node = node(&w, vec![held.job.clone()]);
        ask(&w, "test.held", "a").await;
        assert_eq!(held.told.recv().await, Some("begun"));
        let other = Runner::new(w.cx.clone(), vec![held.job.clone()]).unwrap();
        for _ in 0..5 {
            minute(&w).await;
            assert_eq!(other.run_due().await.unwrap(), 0, "no other node takes it on {}", w.engine);
        }
        held.end.notify_one();
        assert_eq!(held.told.recv().await, Some("gone"));
        node.stop().await;
        let row = row(&w, "test.held").await;
        assert_eq!((row.state.as_str(), row.fence, row.attempts, row.lease_until), ("done", 1, 0, None));
        assert_eq!(row.took_ms, Some(300_000));
    })
    .await;
}

#[tokio::test]
async fn a_run_whose_lease_was_lost_is_stopped_and_not_counted() {
    on_each_engine(async |w| {
        let mut held = held("test.held");
        let node = node(&w, vec![held.job.clone()]);
        ask(&w, "test.held", "a").await;
        assert_eq!(held.told.recv().await, Some("begun"));
        // As another node does that sees the lease run out.
        let (taken, late) = (row(&w, "test.held").await, w.cx.now_ms() + 120_000);
        rows::claim(w.cx.db(), &taken, late, late + 3_600_000).await.unwrap();
        until("the run waits for its renewal", async || w.clock.waiting() >= 3).await;
        w.clock.advance_minutes(1);
        assert_eq!(held.told.recv().await, Some("gone"), "{}", w.engine);
        node.stop().await;
        let row = row(&w, "test.held").await;
        assert_eq!((row.state.as_str(), row.fence, row.ended_at), ("waiting", 2, None));
        assert!(row.lease_until.is_some(), "it stays the other node's");
        assert!(job::told()[&("test.held".to_owned(), "lost")].0 >= 1);
    })
    .await;
}

#[tokio::test]
async fn a_run_without_an_end_is_stopped_after_an_hour_and_keeps_no_other_kind_waiting() {
    on_each_engine(async |w| {
        let mut held = held("test.held");
        let node = node(&w, vec![held.job.clone(), quick()]);
        ask(&w, "test.held", "a").await;
        assert_eq!(held.told.recv().await, Some("begun"));
        ask(&w, "test.quick", "a").await;
        until("another kind runs meanwhile", async || row(&w, "test.quick").await.state.as_str() == "done")
            .await;
        for _ in 0..59 {
            minute(&w).await;
        }
        assert!(held.told.try_recv().is_err(), "it may take an hour");
        w.clock.advance_minutes(1);
        assert_eq!(held.told.recv().await, Some("gone"), "{}", w.engine);
        until("the end is noted", async || row(&w, "test.held").await.ended_at.is_some()).await;
        let row = row(&w, "test.held").await;
        assert!(row.problem.unwrap().contains("within an hour"));
        assert_eq!((row.state.as_str(), row.attempts, row.lease_until), ("waiting", 1, None));
        assert!(row.run_at > w.cx.now_ms(), "it rests first");
        node.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_node_that_stops_gives_back_what_does_not_end() {
    on_each_engine(async |w| {
        let mut held = held("test.held");
        let node = node(&w, vec![held.job.clone()]);
        ask(&w, "test.held", "a").await;
        assert_eq!(held.told.recv().await, Some("begun"));
        node.stop.send(true).unwrap();
        // The run's end, its renewal, and how long the node waits for it.
        until("the node waits", async || w.clock.waiting() == 3 && !node.ended.is_finished()).await;
        let ended = node.ended;
        until("the node ends", async || {
            w.clock.advance_minutes(1);
            ended.is_finished()
        })
        .await;
        let row = row(&w, "test.held").await;
        assert_eq!((row.state.as_str(), row.attempts, row.lease_until), ("waiting", 0, None), "{}", w.engine);
    })
    .await;
}
