//! What the pages of a round ask of the database: as many statements for twelve dossiers as for three.

use super::*;
use crate::stars::exec;
use ocop_app::recognition::{DraftDecision, decision, decision_paper, draft_decision};
use ocop_app::statements::counting;
use std::sync::Mutex;

/// Three members have judged all dossiers; from the second one a member steps aside after that.
async fn judged(w: &World, dossiers: &[&str]) -> Session {
    let s = w.in_session(dossiers).await;
    w.present(&s, &["chair", "sec", "mem"]).await.unwrap();
    for d in dossiers {
        for who in ["chair", "sec", "mem"] {
            w.hand_in(&s, who, d, content(&[])).await.unwrap();
        }
        let sql =
            "INSERT INTO dossier_answer (dossier_id, criterion, option_no, note) VALUES ($1, '1.1', 1, 'x')";
        exec(w, sql, args![*d]).await;
    }
    let sql = "INSERT INTO council_conflict (dossier_id, account_id, state, ties, declared, reason, decided_by, decided_at) \
               VALUES ($1, 'mem', 'recused', 'family', $2, 'x', 'chair', 0)";
    exec(w, sql, args![dossiers[1], true]).await;
    s
}

/// Runs a reading on rounds of three and of twelve dossiers, and holds each to as many statements as the page states.
async fn measured(page: &str, states: u64, read: impl AsyncFn(&World, &Session, &[&str]) -> u64) {
    let ids: Vec<String> = (1..=12).map(|n| format!("d{n:02}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let found = Mutex::new(Vec::new());
    for size in [3, 12] {
        on_each_engine(async |w| {
            let s = judged(&w, &ids[..size]).await;
            let took = read(&w, &s, &ids[..size]).await;
            found.lock().unwrap().push((w.engine, size, took));
        })
        .await;
    }
    let found = found.into_inner().unwrap();
    println!("{page}: {found:?}");
    assert!(found.iter().all(|(.., took)| *took == states), "{page} states {states}: {found:?}");
}

async fn close_all(w: &World, s: &Session, dossiers: &[&str]) {
    for d in dossiers {
        w.close(s, d).await.unwrap();
    }
}

async fn ok<T>(future: impl Future<Output = Result<T, Error>>) -> (T, u64) {
    let (read, sent) = counting(future).await;
    (read.unwrap(), sent.number)
}

#[tokio::test]
async fn the_tally_of_a_dossier_asks_as_much_in_a_large_round_as_in_a_small_one() {
    measured("tally", 19, async |w, s, dossiers| {
        let (t, took) = ok(show_tally(&w.member("chair"), &s.round, "d01")).await;
        assert_eq!(t.identical_members, [["chair", "mem", "sec"]]);
        // Members who scored all dossiers alike, the sheet of the dossier a member left later included.
        let all: Vec<String> = dossiers.iter().map(|d| (*d).to_owned()).collect();
        let alike = ["chair", "mem", "sec"].map(|who| (who.to_owned(), all.clone()));
        assert_eq!(t.identical_products, alike);
        took
    })
    .await;
}

#[tokio::test]
async fn minutes_ask_as_much_for_a_large_round_as_for_a_small_one() {
    measured("minutes", 16, async |w, s, dossiers| {
        close_all(w, s, dossiers).await;
        let (paper, took) = ok(minutes(&w.province_office(), &s.round)).await;
        assert_eq!(paper.products.len(), dossiers.len());
        assert_eq!(paper.products[1].recused.len(), 1);
        took
    })
    .await;
}

#[tokio::test]
async fn the_list_of_papers_asks_as_much_for_a_large_round_as_for_a_small_one() {
    measured("papers", 17, async |w, s, dossiers| {
        close_all(w, s, dossiers).await;
        let (v, took) = ok(show_papers(&w.province_office(), &s.round, 1)).await;
        assert_eq!((v.product_count, v.products.len()), (dossiers.len(), dossiers.len().min(10)));
        let forms: Vec<usize> = v.products.iter().take(3).map(|p| p.forms.len()).collect();
        assert_eq!(forms, [3, 2, 3]);
        // A member who stepped aside finds the own form of the other dossiers and those of all, as the round is closed.
        let v = show_papers(&w.member("mem"), &s.round, 1).await.unwrap();
        let forms: Vec<usize> = v.products.iter().take(3).map(|p| p.forms.len()).collect();
        assert_eq!(forms[1], 0);
        took
    })
    .await;
}

#[tokio::test]
async fn the_report_of_a_round_asks_as_much_for_a_large_round_as_for_a_small_one() {
    measured("report", 23, async |w, s, dossiers| {
        close_all(w, s, dossiers).await;
        let (paper, took) = ok(paper_file(&w.province_office(), &s.round, "report", Format::Docx)).await;
        assert!(!paper.bytes.is_empty());
        took
    })
    .await;
}

#[tokio::test]
async fn the_conflicts_of_a_round_ask_as_much_for_a_large_round_as_for_a_small_one() {
    measured("conflicts", 8, async |w, s, dossiers| {
        // The same name as the representative of every producer.
        exec(w, "UPDATE producer SET representative = 'Nguyễn Văn Mẫu sec', phone = '0900000000'", vec![])
            .await;
        let (v, took) = ok(round_conflicts(&w.member("chair"), &s.round)).await;
        assert_eq!(v.ties.len(), dossiers.len() + 1);
        took
    })
    .await;
}

#[tokio::test]
async fn written_opinions_ask_as_much_for_a_large_round_as_for_a_small_one() {
    measured("opinions", 14, async |w, s, dossiers| {
        exec(w, "UPDATE dossier SET kind = 'reranking'", vec![]).await;
        let sql = "INSERT INTO written_opinion (round_id, dossier_id, proposed, answer_by, state, opened_by, opened_at, \
                   version) VALUES ($1, $2, 5, '2026-10-20', 'open', 'sec', 0, 1)";
        for d in dossiers {
            exec(w, sql, args![s.round.as_str(), *d]).await;
        }
        let (v, took) = ok(show_written(&w.member("chair"), &s.round, 1, 50)).await;
        assert_eq!(v.lines.len(), dossiers.len());
        assert!(v.lines.iter().all(|l| l.clock.is_some() && l.done));
        assert_eq!(v.lines[1].judges, 2);
        took
    })
    .await;
}

#[tokio::test]
async fn closing_a_dossier_asks_as_much_in_a_large_round_as_in_a_small_one() {
    measured("closing", 32, async |w, s, _| {
        let (_, took) =
            ok(close(&w.member("chair"), Close { round: s.round.clone(), dossier: "d03".into() })).await;
        // PostgreSQL locks the round by a statement of its own.
        took - u64::from(w.engine == "postgres")
    })
    .await;
}

#[tokio::test]
async fn a_decision_asks_as_much_for_twelve_dossiers_as_for_three() {
    measured("decision", 9, async |w, s, dossiers| {
        close_all(w, s, dossiers).await;
        let office = w.province_office();
        let cmd = DraftDecision {
            round_id: s.round.clone(),
            kind: "approve_result".into(),
            dossiers: dossiers.iter().map(|d| (*d).to_owned()).collect(),
        };
        let id = draft_decision(&office, cmd).await.unwrap();
        let (v, page) = ok(decision(&office, &id)).await;
        assert_eq!(v.items.len(), dossiers.len());
        let (_, paper) = ok(decision_paper(&office, &id)).await;
        page + paper
    })
    .await;
}

/// Read a row a sheet, the answers of a round are those of its sheets, with every letter of their reasons.
#[tokio::test]
async fn the_answers_of_a_round_are_those_of_its_sheets() {
    use ocop_store::council::{Which, sheets};
    on_each_engine(async |w| {
        let s = judged(&w, &["d1", "d2"]).await;
        for (criterion, reason) in
            [("1.1", Some("đủ 3 🍵 4 ")), ("2.1", Some("")), ("2.2", Some("hai\ndòng")), ("8", None)]
        {
            let sql = "UPDATE score_answer SET reason = $1, insufficient = $2 WHERE criterion = $3";
            exec(&w, sql, args![reason, criterion == "2.1", criterion]).await;
        }
        let all = sheets::submitted_answers(w.cx.db(), &s.round, Which::All).await.unwrap();
        assert_eq!(all.len(), 6, "{}", w.engine);
        for (sheet, answers) in &all {
            assert_eq!(&sheets::answers_of(w.cx.db(), sheet).await.unwrap(), answers, "{}", w.engine);
        }
        let one = sheets::submitted_answers(w.cx.db(), &s.round, Which::One("d2")).await.unwrap();
        assert!(one.len() == 3 && one.iter().all(|(sheet, answers)| all[sheet] == *answers), "{}", w.engine);
    })
    .await;
}
