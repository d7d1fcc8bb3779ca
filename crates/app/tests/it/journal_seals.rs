//! Seals of the journal: gaps in the file of kept ones, seals taken out, kept late, and a clock set back.

use crate::journal_rows::{run, signed};
use crate::support::{World, on_each_engine, whole};
use jiff::civil::date;
use ocop_app::journal::{Scope as Proved, compare_kept, seal_hour, seal_now, verify};
use ocop_app::{Config, Cx, clock::SetClock};
use ocop_store::journal;
use std::sync::Arc;

fn sealing(w: &World, name: &str, hour: i8) -> Cx {
    let config = Config { seal_file: Some(w.beside(name)), ..(*w.cx.config).clone() };
    let clock = Arc::new(SetClock::at(date(2026, 10, 5), hour));
    Cx { config: Arc::new(config), clock, ..w.cx.clone() }
}

/// Each line of the file stands for one seal, in order, on the one before: whatever is missing on either side is said.
#[tokio::test]
async fn a_seal_file_with_gaps_is_named() {
    on_each_engine(async |w| {
        for hour in 9..14 {
            seal_now(&sealing(&w, "seals.jsonl", hour)).await.unwrap();
        }
        let (cx, file) = (sealing(&w, "seals.jsonl", 14), w.beside("seals.jsonl"));
        assert_eq!(compare_kept(&cx, &file).await.unwrap(), Vec::<String>::new(), "{}", w.engine);
        let text = std::fs::read_to_string(&file).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let with = async |kept: &[&str]| {
            std::fs::write(&file, kept.iter().map(|l| format!("{l}\n")).collect::<String>()).unwrap();
            compare_kept(&cx, &file).await.unwrap()
        };
        let l = |n: usize| lines[n - 1];
        let missing = |n: usize| format!("seal {n} of 2026-10-05T0{}:00:00Z is missing in the file of kept seals", n + 1);
        assert_eq!(with(&[l(1), l(2), l(4), l(5)]).await, [missing(3)]);
        assert_eq!(with(&[l(1), l(2), l(3), l(4)]).await, [missing(5)], "cut off at the end");
        let both = "seal 1 of 2026-10-05T02:00:00Z up to seal 2 of 2026-10-05T03:00:00Z are missing in the file of kept seals";
        assert_eq!(with(&[l(3), l(4), l(5)]).await, [both]);
        let twice = "line 3 of the kept seals: seal 2 of 2026-10-05T03:00:00Z stands twice";
        assert_eq!(with(&[l(1), l(2), l(2), l(3), l(4), l(5)]).await, [twice]);
        let order = with(&[l(1), l(3), l(2), l(4), l(5)]).await;
        let out = "line 3 of the kept seals: seal 2 of 2026-10-05T03:00:00Z stands out of its order";
        assert_eq!(order, [missing(2), out.to_owned()]);
        let half = with(&[l(1), l(2), l(3), l(4), &l(5)[..20]]).await;
        assert_eq!(half, ["line 5 of the kept seals cannot be read".to_owned(), missing(5)]);
        with(&lines).await;
        run(&w, "DELETE FROM journal_root WHERE n = 5").await;
        let gone = compare_kept(&cx, &file).await.unwrap();
        assert_eq!(gone, ["seal 5 of 2026-10-05T06:00:00Z is not in the database as it was kept outside"]);
        std::fs::remove_file(&file).unwrap();
        assert_eq!(compare_kept(&cx, &file).await.unwrap(), ["the file of kept seals is gone"]);
    })
    .await;
}

/// Seals taken out of the database are missed without the file of kept seals: each chain says up to where it was sealed.
#[tokio::test]
async fn seals_taken_out_are_missed() {
    on_each_engine(async |w| {
        signed(&w).await;
        seal_now(&w.cx).await.unwrap();
        run(&w, "DELETE FROM journal_sealed").await;
        run(&w, "DELETE FROM journal_root").await;
        let all = verify(&w.cx, Proved::WithoutFiles).await.unwrap().breaks;
        let named = all.iter().any(|b| b.starts_with("seals are missing: the ends of "));
        assert!(named, "{}: {all:?}", w.engine);
    })
    .await;
}

/// The file may be named later than the first seal, or its disk be full for an hour: what is missing is added with the
/// next seal, and the journal says that it was late.
#[tokio::test]
async fn seals_missing_in_the_file_are_added_late_and_that_is_said() {
    on_each_engine(async |w| {
        seal_now(&w.cx).await.unwrap();
        seal_now(&w.cx).await.unwrap();
        let cx = sealing(&w, "later.jsonl", 10);
        assert_eq!(seal_now(&cx).await.unwrap().seal, 3);
        assert_eq!(compare_kept(&cx, &w.beside("later.jsonl")).await.unwrap(), Vec::<String>::new());
        let told = journal::chain(w.cx.db(), "seals").await.unwrap();
        assert_eq!(told.len(), 1, "{}", w.engine);
        assert_eq!((told[0].act.as_str(), told[0].diff.as_str()), ("seal.kept_late", r#"{"from":1,"to":2}"#));
        whole(&w.cx).await;
    })
    .await;
}

/// A clock that ran ahead and was set back: seals go on, and entries keep the order they were written in.
#[tokio::test]
async fn a_clock_set_back_breaks_nothing() {
    on_each_engine(async |w| {
        let at = |hour| Cx { clock: Arc::new(SetClock::at(date(2026, 10, 5), hour)), ..w.cx.clone() };
        for hour in [15, 15, 9, 9, 12] {
            let cx = at(hour);
            let done: Result<(), ocop_app::Error> = ocop_app::write_tx!(cx, |tx| {
                cx.journal(&tx, "thing:1", "thing.edit", "1", serde_json::json!({})).await
            });
            done.unwrap();
            seal_hour(&cx).await.unwrap();
        }
        let sealed = w.cx.db().number("SELECT COUNT(*) AS n FROM journal_root", vec![]).await.unwrap();
        assert_eq!(sealed, 3, "{}: one for each hour the clock showed", w.engine);
        whole(&w.cx).await;
    })
    .await;
}
