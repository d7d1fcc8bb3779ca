//! Jobs: entered with their act, carried out once, supervised, given up in the end; and batches of which one row is bad.

use crate::support::{World, on_each_engine};
use jiff::civil::date;
use ocop_app::job::{self, Job, Runner, State, enqueue};
use ocop_app::{Cx, Error, mail, write_tx};
use ocop_domain::account::{Role, Scope};
use ocop_store::job::{self as rows, JobRow, Report};
use ocop_store::{Store, args};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

async fn asked(cx: &Cx, key: &str) -> bool {
    write_tx!(cx, |tx| { enqueue(&tx, cx, "test.work", key, "p").await }).unwrap()
}

async fn all(w: &World) -> Vec<JobRow> {
    rows::list(w.cx.db(), 1_000).await.unwrap()
}

fn counting(kind: &'static str, count: &Arc<AtomicUsize>) -> Job {
    let count = count.clone();
    Job::on_demand(kind, move |_, _| {
        count.fetch_add(1, Ordering::SeqCst);
        async { Ok::<(), Error>(()) }
    })
}

#[tokio::test]
async fn an_act_rolled_back_leaves_no_job_and_a_key_is_entered_once() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let undone: Result<(), Error> = write_tx!(cx, |tx| {
            assert!(enqueue(&tx, cx, "test.work", "a", "p").await?);
            Err(Error::Conflict("stale"))
        });
        assert!(undone.is_err());
        assert!(all(&w).await.is_empty(), "{}", w.engine);
        assert_eq!((asked(cx, "a").await, asked(cx, "a").await, asked(cx, "b").await), (true, false, true));
        let count = Arc::new(AtomicUsize::new(0));
        let runner = Runner::new(cx.clone(), vec![counting("test.work", &count)]).unwrap();
        assert_eq!((runner.run_due().await.unwrap(), count.load(Ordering::SeqCst)), (2, 2));
        assert!(all(&w).await.iter().all(|r| r.state.as_str() == "done" && r.payload == "p"));
        assert!(asked(cx, "a").await, "what was done may be asked for anew");
        assert!(matches!(Runner::new(w.province_office(), vec![]), Err(Error::Forbidden)));
    })
    .await;
}

/// Work of a kind that this program does not know (of a newer node, or of before a step back) takes no place of others.
#[tokio::test]
async fn work_of_unknown_kinds_keeps_no_other_back_and_work_under_way_does_not_wait() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        for n in 0..60 {
            let key = n.to_string();
            let entered = write_tx!(cx, |tx| { enqueue(&tx, cx, "newer.work", &key, "p").await });
            assert!(entered.unwrap());
        }
        w.clock.set(w.cx.today(), 10);
        assert!(asked(cx, "a").await);
        let count = Arc::new(AtomicUsize::new(0));
        let runner = Runner::new(cx.clone(), vec![counting("test.work", &count)]).unwrap();
        assert_eq!((runner.run_due().await.unwrap(), count.load(Ordering::SeqCst)), (1, 1), "{}", w.engine);

        let now = cx.now_ms();
        let oldest = async || rows::counts(cx.db(), now).await.unwrap().oldest;
        let first = oldest().await.unwrap();
        assert!(first < now);
        let claim = "UPDATE job SET lease_until = $1 WHERE kind = 'newer.work'";
        let ends = now + 60_000;
        write_tx!(cx, |tx| { Ok(tx.exec(claim, args![ends]).await?) }).unwrap();
        assert_eq!(oldest().await, None, "{}: what runs does not wait", w.engine);
    })
    .await;
}

/// Two nodes on one database, a hundred jobs that write a row and a file each, and a hundred letters.
#[tokio::test]
async fn two_nodes_do_no_row_and_no_file_twice() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        for n in 0..100 {
            let key = n.to_string();
            assert!(asked(cx, &key).await);
            write_tx!(cx, |tx| { mail::queue(&tx, cx, "a@vi.du", &key, "…").await }).unwrap();
        }
        let other =
            Cx { store: Store::open(&w.url, w.files_dir().to_str().unwrap()).await.unwrap(), ..w.cx.clone() };
        let effects = || {
            Job::on_demand("test.work", |cx, _| async move {
                cx.store.files.put_made(&cx.id(), b"once".to_vec()).await?;
                let cx = &cx;
                write_tx!(cx, |tx| { cx.journal(&tx, "test", "test.work", "x", serde_json::json!({})).await })
            })
        };
        let jobs = || {
            ocop_app::jobs::all().into_iter().filter(|j| j.kind == "mail.send").chain([effects()]).collect()
        };
        let nodes = [w.cx.clone(), other].map(|cx| Runner::new(cx, jobs()).unwrap());
        nodes[0].prepare().await.unwrap();
        let (a, b) = tokio::join!(nodes[0].run_due(), nodes[1].run_due());
        let runs = [a.unwrap(), b.unwrap()];
        assert!(runs[0] + runs[1] >= 100, "{runs:?}");
        let ran = all(&w).await;
        assert!(
            ran.iter().filter(|r| !r.standing).all(|r| r.state.as_str() == "done" && r.fence == 1),
            "{}",
            w.engine
        );
        let count = async |sql: &str| cx.db().number(sql, vec![]).await.unwrap();
        assert_eq!(count("SELECT COUNT(*) AS n FROM journal WHERE act = 'test.work'").await, 100);
        assert_eq!(std::fs::read_dir(w.files_dir().join("made")).unwrap().count(), 100);
        assert_eq!(
            count("SELECT COUNT(*) AS n FROM mail WHERE sent_at IS NOT NULL AND attempts = 1").await,
            100
        );
        let letters = std::fs::read_dir(w.beside("mail")).unwrap();
        assert_eq!(
            letters.filter(|f| f.as_ref().unwrap().path().extension().is_some_and(|e| e == "eml")).count(),
            100
        );
        crate::support::whole(cx).await;
    })
    .await;
}

#[tokio::test]
async fn who_lost_the_lease_reports_nothing() {
    on_each_engine(async |w| {
        asked(&w.cx, "a").await;
        let row = all(&w).await.remove(0);
        let (db, now) = (w.cx.db(), w.cx.now_ms());
        rows::claim(db, &row, now, now + 60_000).await.unwrap();
        assert!(rows::claim(db, &row, now, now + 60_000).await.is_err(), "it is taken");
        assert!(rows::due(db, now + 60_000, &["test.work"], 10).await.unwrap().is_empty());
        let again = rows::due(db, now + 60_001, &["test.work"], 10).await.unwrap().remove(0);
        rows::claim(db, &again, now + 60_001, now + 120_001).await.unwrap();
        let report = Report {
            state: ocop_store::job::JobState::Done,
            run_at: now,
            attempts: 0,
            ended_at: now,
            took_ms: 1,
            done: 1,
            failed: 0,
            problem: None,
        };
        assert!(rows::renew(db, &row.id, 1, now + 200_000).await.is_err(), "{}", w.engine);
        assert!(rows::report(db, &row.id, 1, &report).await.is_err());
        assert!(rows::give_back(db, &row.id, 1).await.is_err());
        rows::renew(db, &row.id, 2, now + 200_000).await.unwrap();
        rows::report(db, &row.id, 2, &report).await.unwrap();
        assert!(rows::report(db, &row.id, 2, &report).await.is_err(), "once");
        assert_eq!(all(&w).await[0].fence, 2);
    })
    .await;
}

/// Attempts count when a job is claimed, so that one that ends its program each time comes to rest all the same.
#[tokio::test]
async fn a_job_that_never_ends_well_comes_to_rest() {
    on_each_engine(async |w| {
        asked(&w.cx, "kills").await;
        let (db, start) = (w.cx.db(), w.cx.now_ms());
        for n in 0..10 {
            let now = start + n * 120_000;
            let row = rows::due(db, now, &["test.work"], 10).await.unwrap().remove(0);
            rows::claim(db, &row, now, now + 60_000).await.unwrap();
        }
        w.on(date(2026, 10, 6));
        let count = Arc::new(AtomicUsize::new(0));
        let runner = Runner::new(w.cx.clone(), vec![counting("test.work", &count)]).unwrap();
        runner.run_due().await.unwrap();
        assert_eq!(
            (all(&w).await[0].state.as_str(), count.load(Ordering::SeqCst)),
            ("dead", 0),
            "{}",
            w.engine
        );

        // One that says each time that it failed rests as well, after ever longer pauses.
        let failing = Job::on_demand("test.fails", |_, _| async { Err::<(), _>(Error::internal("no")) });
        let runner = Runner::new(w.cx.clone(), vec![failing]).unwrap();
        let cx = &w.cx;
        write_tx!(cx, |tx| { enqueue(&tx, cx, "test.fails", "a", "").await }).unwrap();
        let mut runs = 0;
        for day in 7..27 {
            assert!(runner.run_due().await.unwrap() <= 1, "not at once again");
            runs += 1;
            if all(&w).await.iter().any(|r| r.kind == "test.fails" && r.state.as_str() == "dead") {
                break;
            }
            w.on(date(2026, 10, day));
        }
        assert_eq!(runs, 10);

        // The administrator alone sees it, and lets it run again or drops it.
        let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
        assert!(matches!(job::overview(&w.province_office()).await, Err(Error::Forbidden)));
        let view = job::overview(&admin).await.unwrap();
        assert_eq!((view.counts.dead, view.lines.len()), (2, 2));
        assert!(view.lines.iter().all(|l| l.state == State::Dead));
        let id = |kind: &str| view.lines.iter().find(|l| l.row.kind == kind).unwrap().row.id.clone();
        assert!(matches!(job::again(&w.leader(), &id("test.work")).await, Err(Error::Forbidden)));
        job::again(&admin, &id("test.work")).await.unwrap();
        job::drop_dead(&admin, &id("test.fails")).await.unwrap();
        let runner = Runner::new(w.cx.clone(), vec![counting("test.work", &count)]).unwrap();
        assert_eq!(runner.run_due().await.unwrap(), 1);
        assert_eq!((all(&w).await.len(), count.load(Ordering::SeqCst)), (1, 1));
        crate::support::whole(&w.cx).await;
    })
    .await;
}

#[tokio::test]
async fn a_job_that_panics_or_fails_keeps_no_other_from_running() {
    on_each_engine(async |w| {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = count.clone();
        let jobs = vec![
            Job::every(HOUR, "a.panics", |_| async { panic!("out of bounds") as Result<(), Error> }),
            Job::every(HOUR, "b.fails", |_| async { Err::<(), _>(Error::internal("no answer")) }),
            Job::every(HOUR, "c.works", move |_| {
                counted.fetch_add(1, Ordering::SeqCst);
                async { Ok::<(), Error>(()) }
            }),
        ];
        let runner = Runner::new(w.cx.clone(), jobs).unwrap();
        for _ in 0..2 {
            runner.prepare().await.unwrap();
        }
        assert_eq!(runner.run_due().await.unwrap(), 3, "{}", w.engine);
        let now = all(&w).await;
        assert_eq!(now.len(), 3, "a row each, however often they are prepared");
        assert!(now[0].problem.as_deref().unwrap().contains("out of bounds"), "{now:?}");
        assert_eq!(now[1].problem.as_deref(), Some("no answer"));
        assert_eq!((now[2].problem.as_deref(), now[2].done), (None, Some(1)));
        assert!(now.iter().all(|r| r.state.as_str() == "waiting" && r.run_at > w.cx.now_ms()));
        // Each day again, for as long as it lasts: a recurring job that fails is never given up.
        for day in 6..20 {
            w.on(date(2026, 10, day));
            assert_eq!(runner.run_due().await.unwrap(), 3);
        }
        assert_eq!(count.load(Ordering::SeqCst), 15);
        let runs = job::told();
        assert!(runs[&("a.panics".to_owned(), "failed")].0 >= 15);
    })
    .await;
}

/// The same jobs the program runs: all have their row, and nothing fails in a world without data.
#[tokio::test]
async fn the_jobs_of_the_program_run() {
    on_each_engine(async |w| {
        let runner = Runner::new(w.cx.clone(), ocop_app::jobs::all()).unwrap();
        runner.prepare().await.unwrap();
        runner.run_due().await.unwrap();
        let ran = all(&w).await;
        assert_eq!(
            ran.len(),
            ocop_app::jobs::all().iter().filter(|j| j.is_standing()).count(),
            "{}",
            w.engine
        );
        let failed: Vec<_> = ran.iter().filter(|r| r.problem.is_some()).collect();
        assert!(failed.is_empty(), "{failed:#?}");
        assert_eq!(runner.run_due().await.unwrap(), 0);
        // At rest one query looks for all of them.
        let before = w.cx.store.statements();
        assert_eq!(runner.run_due().await.unwrap(), 0);
        assert_eq!(w.cx.store.statements() - before, 1);
        let told = ran.iter().find(|r| r.kind == "product.pictures").unwrap();
        assert_eq!(told.state.as_str(), "done");
    })
    .await;
}

/// A letter that cannot go keeps none behind it, and is tried again ever later.
#[tokio::test]
async fn a_letter_that_cannot_be_sent_keeps_no_other_back() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let runner = Runner::new(cx.clone(), ocop_app::jobs::all()).unwrap();
        runner.prepare().await.unwrap();
        for to in ["khong phai dia chi", "a@vi.du", "b@vi.du"] {
            write_tx!(cx, |tx| { mail::queue(&tx, cx, to, "Thư", "…").await }).unwrap();
        }
        runner.run_due().await.unwrap();
        let sent = "SELECT COUNT(*) AS n FROM mail WHERE sent_at IS NOT NULL";
        assert_eq!(cx.db().number(sent, vec![]).await.unwrap(), 2, "{}", w.engine);
        let row = all(&w).await.into_iter().find(|r| r.kind == "mail.send").unwrap();
        assert_eq!((row.done, row.failed, row.problem.is_some()), (Some(2), Some(1), true));
        let tries = "SELECT attempts AS n FROM mail WHERE sent_at IS NULL";
        runner.run_due().await.unwrap();
        assert_eq!(cx.db().number(tries, vec![]).await.unwrap(), 1, "not at once again");
        w.on(date(2026, 10, 6));
        runner.run_due().await.unwrap();
        assert_eq!(cx.db().number(tries, vec![]).await.unwrap(), 2);
    })
    .await;
}

/// A paper whose day cannot be read stood first and kept every producer after it from being told, every hour.
#[tokio::test]
async fn a_bad_row_of_a_batch_leaves_those_after_it_served() {
    on_each_engine(async |w| {
        crate::notice::paper(&w, true).await;
        let copy = "INSERT INTO evidence (id, producer_id, kind, title, file_hash, file_name, expires_on, uploaded_by, \
                    uploaded_at) SELECT 'a-bad', producer_id, kind, title, file_hash, file_name, '2026-1x-01', uploaded_by, \
                    uploaded_at FROM evidence WHERE id = 'e'";
        w.cx.db().exec(copy, args![]).await.unwrap();
        w.on(date(2026, 12, 1));
        let done = ocop_app::notice::announce_ending_papers(&w.cx).await.unwrap();
        assert_eq!((done.done, done.failed), (1, 1), "{}: {done:?}", w.engine);
        assert!(done.problem.unwrap().starts_with("a-bad: "));
        let me = w.as_role("chu", Role::Producer, Scope::Producer("m".into()));
        assert_eq!(ocop_app::notice::unread(&me).await.unwrap(), 1);
    })
    .await;
}

/// A node that was down when the hour struck runs at its start what is overdue, and then waits for the next full hour.
#[tokio::test]
async fn a_node_that_was_down_over_the_hour_catches_up_at_its_start() {
    on_each_engine(async |w| {
        let count = Arc::new(AtomicUsize::new(0));
        let node = || {
            let counted = count.clone();
            let hourly = Job::every(HOUR, "test.hourly", move |_| {
                counted.fetch_add(1, Ordering::SeqCst);
                async { Ok::<(), Error>(()) }
            });
            Runner::new(w.cx.clone(), vec![hourly]).unwrap()
        };
        let started = async |runs: usize| {
            let node = node();
            node.prepare().await.unwrap();
            assert_eq!(node.run_due().await.unwrap(), runs, "{}", w.engine);
        };
        started(1).await;
        started(0).await;
        w.clock.advance_minutes(59);
        started(0).await;
        w.clock.advance_minutes(1);
        started(1).await;
        // Three hours missed are one run, at once; the next comes with the hour.
        w.clock.advance_minutes(200);
        started(1).await;
        started(0).await;
        w.clock.advance_minutes(40);
        started(1).await;
        assert_eq!(count.load(Ordering::SeqCst), 4);
    })
    .await;
}

/// What an act left is taken up at once, and a program told to stop ends.
#[tokio::test]
async fn a_running_node_takes_work_up_and_stops_when_told() {
    on_each_engine(async |w| {
        let count = Arc::new(AtomicUsize::new(0));
        let (done, mut seen) = tokio::sync::mpsc::unbounded_channel();
        let counted = count.clone();
        let work = Job::on_demand("test.work", move |_, _| {
            counted.fetch_add(1, Ordering::SeqCst);
            let done = done.clone();
            async move { done.send(()).map_err(Error::internal) }
        });
        let runner = Runner::new(w.cx.clone(), vec![work]).unwrap();
        let (stop, stopped) = tokio::sync::watch::channel(false);
        let node = tokio::spawn(runner.run(stopped));
        for key in ["a", "b"] {
            asked(&w.cx, key).await;
            seen.recv().await.unwrap();
        }
        stop.send(true).unwrap();
        node.await.unwrap();
        assert_eq!(count.load(Ordering::SeqCst), 2);
        assert!(
            all(&w).await.iter().all(|r| r.state.as_str() == "done" && r.lease_until.is_none()),
            "{}",
            w.engine
        );
    })
    .await;
}
