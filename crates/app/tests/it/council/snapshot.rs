//! A page shows one state of a round: what is written between two of its reads is not on it.

use super::*;
use crate::stars::exec;
use jiff::Timestamp;
use ocop_app::clock::{Clock, Passed};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::task::block_in_place;

/// A clock that lets another person write when it is first looked at: pages look at it between two reads.
struct Meanwhile {
    clock: Arc<dyn Clock>,
    write: Mutex<Option<(Cx, &'static str)>>,
}

impl Clock for Meanwhile {
    fn now(&self) -> Timestamp {
        if let Some((cx, sql)) = self.write.lock().unwrap().take() {
            let written = block_in_place(|| Handle::current().block_on(cx.db().exec(sql, vec![])));
            assert!(written.unwrap() > 0, "{sql}");
        }
        self.clock.now()
    }

    fn passed(&self, span: Duration) -> Passed {
        self.clock.passed(span)
    }
}

/// The same person, while another writes.
fn meanwhile(cx: &Cx, sql: &'static str) -> Cx {
    let write = Mutex::new(Some((cx.clone(), sql)));
    Cx { clock: Arc::new(Meanwhile { clock: cx.clock.clone(), write }), ..cx.clone() }
}

/// Two re-rankings asked in writing and answered by all: of these the pages look at the clock while they read.
async fn asked(w: &World) -> Session {
    let s = w.in_session(&["d1", "d2"]).await;
    w.present(&s, &["chair", "sec", "mem"]).await.unwrap();
    for who in ["chair", "sec", "mem"] {
        w.hand_in(&s, who, "d1", content(&[])).await.unwrap();
        w.hand_in(&s, who, "d2", content(&[])).await.unwrap();
    }
    exec(w, "UPDATE dossier SET kind = 'reranking'", vec![]).await;
    let sql = "INSERT INTO written_opinion (round_id, dossier_id, proposed, answer_by, state, opened_by, opened_at, version) \
               SELECT $1, id, 5, '2026-10-01', 'open', 'sec', 0, 1 FROM dossier";
    exec(w, sql, args![s.round.as_str()]).await;
    s
}

const TAKEN_BACK: &str = "UPDATE score_sheet SET submitted_at = NULL WHERE account_id = 'mem'";
const HANDED_IN: &str = "UPDATE score_sheet SET submitted_at = 1 WHERE account_id = 'mem'";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_while_a_page_reads_is_not_on_it() {
    on_each_engine(async |w| {
        let s = asked(&w).await;
        let chair = w.member("chair");
        let cx = meanwhile(&chair, TAKEN_BACK);
        let t = show_tally(&cx, &s.round, "d1").await.unwrap();
        assert_eq!(t.tally.mean.count(), 3, "{}", w.engine);
        assert_eq!(show_tally(&chair, &s.round, "d1").await.unwrap().tally.mean.count(), 2);

        let cx = meanwhile(&chair, HANDED_IN);
        let v = show_written(&cx, &s.round, 1, 10).await.unwrap();
        assert_eq!(v.lines.iter().map(|l| l.answered).collect::<Vec<_>>(), [2, 2], "{}", w.engine);
        assert_eq!(show_written(&chair, &s.round, 1, 10).await.unwrap().lines[0].answered, 3);

        let cx = meanwhile(&chair, "UPDATE attendance SET present = NOT present");
        let here = |v: RoundView| v.attendance.iter().filter(|a| a.present).count();
        assert_eq!(here(show_round(&cx, &s.round).await.unwrap()), 3, "{}", w.engine);
        assert_eq!(here(show_round(&chair, &s.round).await.unwrap()), 0);

        for d in ["d1", "d2"] {
            w.close(&s, d).await.unwrap();
        }
        let office = w.province_office();
        let cx = meanwhile(&office, TAKEN_BACK);
        let forms = |v: PapersView| v.products.iter().map(|p| p.forms.len()).sum::<usize>();
        assert_eq!(forms(show_papers(&cx, &s.round, 1).await.unwrap()), 6, "{}", w.engine);
        assert_eq!(forms(show_papers(&office, &s.round, 1).await.unwrap()), 4);

        let cx = meanwhile(&office, "DELETE FROM result");
        assert_eq!(minutes(&cx, &s.round).await.unwrap().products.len(), 2, "{}", w.engine);
        assert_eq!(minutes(&office, &s.round).await.unwrap().products.len(), 0);
    })
    .await;
}

/// A snapshot holds one of the four connections of SQLite's pool: more pages than connections read at once.
#[tokio::test(flavor = "multi_thread")]
async fn many_pages_at_once_do_not_wait_for_each_other_for_ever() {
    on_each_engine(async |w| {
        let s = asked(&w).await;
        let mut pages = tokio::task::JoinSet::new();
        for _ in 0..40 {
            let (cx, round) = (w.member("chair"), s.round.clone());
            pages.spawn(async move {
                show_tally(&cx, &round, "d1").await.unwrap();
                show_papers(&cx, &round, 1).await.unwrap();
                show_round(&cx, &round).await.unwrap();
                show_written(&cx, &round, 1, 10).await.unwrap();
            });
        }
        assert_eq!(pages.join_all().await.len(), 40);
    })
    .await;
}
