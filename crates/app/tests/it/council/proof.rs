//! The journal proves what hangs on it: figures, sheets and papers changed beside the program are found and named.

use super::*;
use ocop_app::journal::{Scope as Proved, compare_kept, seal_hour, seal_now, verify};
use ocop_app::{Config, clock::SetClock};
use std::sync::Arc;

async fn breaks(w: &World) -> Vec<String> {
    verify(&w.cx, Proved::Everything).await.unwrap().breaks
}

async fn run(w: &World, sql: &str) {
    assert!(w.cx.db().exec(sql, vec![]).await.unwrap() > 0, "{sql}");
}

/// Makes a change, looks that it is named, takes it back, looks that all is whole again.
async fn named(w: &World, change: &str, back: &str, by: &str) {
    run(w, change).await;
    let found = breaks(w).await;
    assert!(found.iter().any(|b| b.contains(by)), "{}: {change}: {found:?}", w.engine);
    run(w, back).await;
    assert_eq!(breaks(w).await, Vec::<String>::new(), "{}: {back}", w.engine);
}

async fn closed(w: &World) -> Session {
    let s = w.in_session(&["d1", "d2"]).await;
    w.present(&s, &["chair", "sec", "mem"]).await.unwrap();
    for who in ["chair", "sec", "mem"] {
        w.hand_in(&s, who, "d1", content(&[])).await.unwrap();
    }
    w.close(&s, "d1").await.unwrap();
    s
}

#[tokio::test]
async fn figures_changed_beside_the_program_are_named() {
    on_each_engine(async |w| {
        closed(&w).await;
        assert_eq!(breaks(&w).await, Vec::<String>::new(), "{}", w.engine);
        let (up, down) = (
            "UPDATE result SET sum = sum + 80, rank = rank - 1",
            "UPDATE result SET sum = sum - 80, rank = rank + 1",
        );
        named(&w, up, down, "dossier d1: result of round").await;
        let (up, down) = ("UPDATE result SET spread = spread + 1", "UPDATE result SET spread = spread - 1");
        named(&w, up, down, "dossier d1: result of round").await;
        let told =
            ("UPDATE result SET outcome = outcome || ' '", "UPDATE result SET outcome = RTRIM(outcome)");
        named(&w, told.0, told.1, "it is not as it was closed").await;
        let of = "WHERE account_id = 'mem'";
        let (up, down) = (
            format!("UPDATE score_sheet SET total = total + 20 {of}"),
            format!("UPDATE score_sheet SET total = total - 20 {of}"),
        );
        named(&w, &up, &down, "its total is not what its options come to").await;
        let wrote = "what the member wrote in it is not as it was handed in";
        for column in ["opinion", "tasting"] {
            let (there, back) = (
                format!("UPDATE score_sheet SET {column} = COALESCE({column}, '-') || 'x' {of}"),
                format!("UPDATE score_sheet SET {column} = NULLIF(SUBSTR({column}, 1, LENGTH({column}) - 1), '-') {of}"),
            );
            named(&w, &there, &back, wrote).await;
        }
        let mine = "sheet_id IN (SELECT id FROM score_sheet WHERE account_id = 'mem')";
        let (there, back) = (
            format!("UPDATE score_answer SET reason = COALESCE(reason, '-') || 'x' WHERE {mine}"),
            format!(
                "UPDATE score_answer SET reason = NULLIF(SUBSTR(reason, 1, LENGTH(reason) - 1), '-') WHERE {mine}"
            ),
        );
        named(&w, &there, &back, wrote).await;
        let later = |by: &str| format!("UPDATE score_sheet SET submitted_at = submitted_at {by} {of}");
        named(&w, &later("+ 1"), &later("- 1"), wrote).await;
        // A sheet that was handed in does not become a draft again.
        run(
            &w,
            &format!("UPDATE score_sheet SET opinion = CAST(submitted_at AS TEXT), submitted_at = NULL {of}"),
        )
        .await;
        let found = breaks(&w).await;
        assert!(found.iter().any(|b| b.ends_with("it was handed in and is gone")), "{}: {found:?}", w.engine);
        run(
            &w,
            &format!("UPDATE score_sheet SET submitted_at = CAST(opinion AS BIGINT), opinion = NULL {of}"),
        )
        .await;
        // An option worth as much changes no figure, and yet it is not the sheet that was handed in.
        let sheet =
            "WHERE criterion = '5.1' AND sheet_id IN (SELECT id FROM score_sheet WHERE account_id = 'mem')";
        let (wanting, back) = (
            format!("UPDATE score_answer SET insufficient = TRUE {sheet}"),
            format!("UPDATE score_answer SET insufficient = FALSE {sheet}"),
        );
        named(&w, &wanting, &back, "it is not as it was handed in").await;
    })
    .await;
}

#[tokio::test]
async fn entries_of_today_that_are_gone_are_named() {
    on_each_engine(async |w| {
        let s = closed(&w).await;
        let chain = format!("council:{}", s.council);
        for (name, which) in [
            ("chain dossier:d1", "chain = 'dossier:d1' AND seq = (SELECT MAX(seq) FROM journal_head WHERE chain = 'dossier:d1')".to_owned()),
            (chain.as_str(), format!("chain = '{chain}'")),
        ] {
            w.cx.db().exec(&format!("CREATE TABLE kept_{} AS SELECT * FROM journal WHERE {which}", name.len()), vec![]).await.unwrap();
            let back = format!("INSERT INTO journal SELECT * FROM kept_{}", name.len());
            named(&w, &format!("DELETE FROM journal WHERE {which}"), &back, name).await;
        }
    })
    .await;
}

#[tokio::test]
async fn papers_changed_or_gone_are_named() {
    on_each_engine(async |w| {
        let bytes = b"a paper".to_vec();
        let hash = w.cx.store.files.put(bytes.clone()).await.unwrap();
        ocop_store::files::register(w.cx.db(), &hash, "application/pdf", 7, 0).await.unwrap();
        assert_eq!(breaks(&w).await, Vec::<String>::new());
        let path = w.path_of_file(&hash);
        std::fs::write(&path, b"another").unwrap();
        assert_eq!(breaks(&w).await, [format!("file {hash}: its bytes are not those that were kept")]);
        std::fs::remove_file(&path).unwrap();
        assert_eq!(breaks(&w).await, [format!("file {hash}: it is gone")]);
        let without = verify(&w.cx, Proved::WithoutFiles).await.unwrap();
        assert_eq!(without.breaks, Vec::<String>::new());
    })
    .await;
}

/// A journal written anew with all its seals does not fit those kept elsewhere.
#[tokio::test]
async fn seals_are_made_by_the_hour_and_kept_outside() {
    on_each_engine(async |w| {
        let file = w.beside("seals.jsonl");
        let config = Config { seal_file: Some(file.clone()), ..(*w.cx.config).clone() };
        let cx = Cx { config: Arc::new(config), ..w.cx.clone() };
        closed(&w).await;
        seal_hour(&cx).await.unwrap();
        seal_hour(&cx).await.unwrap();
        let later = Cx { clock: Arc::new(SetClock::at(date(2026, 10, 5), 10)), ..cx.clone() };
        seal_hour(&later).await.unwrap();
        let last = seal_now(&later).await.unwrap();
        assert_eq!(last.seal, 3, "two hours and one by hand");
        assert_eq!(std::fs::read_to_string(&file).unwrap().lines().count(), 3);
        assert_eq!(compare_kept(&cx, &file).await.unwrap(), Vec::<String>::new());
        for table in ["journal_root", "journal_sealed"] {
            run(&w, &format!("DELETE FROM {table}")).await;
        }
        run(&w, "UPDATE journal_head SET sealed = 0").await;
        seal_now(&w.cx).await.unwrap();
        assert_eq!(breaks(&w).await, Vec::<String>::new(), "inside the database all is in order again");
        let found = compare_kept(&cx, &file).await.unwrap();
        assert!(
            found.iter().any(|b| b.starts_with("seal 3 of ")
                && b.ends_with("is not in the database as it was kept outside")),
            "{found:?}"
        );
        let office = w.province_office();
        assert!(matches!(seal_now(&office).await, Err(Error::Forbidden)));
    })
    .await;
}

/// What a producer reads of the producer's own result: points, band, the gates missed and how far, no member's name;
/// and no person reads it before it stands.
#[tokio::test]
async fn a_producer_who_was_not_recognised_reads_why() {
    on_each_engine(async |w| {
        let s = w.in_session(&["d1"]).await;
        w.present(&s, &["chair", "sec", "mem"]).await.unwrap();
        let own = w.producer("producer-d1");
        for who in ["chair", "sec", "mem"] {
            w.hand_in(&s, who, "d1", content(FAR)).await.unwrap();
        }
        assert_eq!(told(&own, "d1").await.unwrap(), None, "not before it stands");
        assert_eq!(w.close(&s, "d1").await.unwrap().rank, 0, "{}", w.engine);
        let read = told(&own, "d1").await.unwrap().unwrap();
        assert_eq!(read.rank, 0);
        assert!(read.points.contains(',') && !read.missed.is_empty(), "{read:?}");
        assert!(read.missed.iter().all(|x| x.reached < x.required && x.stars >= 3), "{read:?}");
        assert!(!format!("{read:?}").contains("Nguyễn Văn Mẫu"), "no member is named");
        assert!(told(&w.ward_officer(), "d1").await.unwrap().is_some());
        assert_eq!(told(&w.member("mem"), "d1").await.unwrap(), None);
        assert!(matches!(told(&w.producer("other"), "d1").await, Err(Error::NotFound | Error::Hidden)));
    })
    .await;
}

/// Luật 91/2025/QH15: the dossier shows contacts to those alone who keep the register.
#[tokio::test]
async fn a_dossier_shows_contacts_to_those_who_need_them() {
    on_each_engine(async |w| {
        w.in_session(&["d1"]).await;
        let sql =
            "UPDATE producer SET phone = '0901 234 123', email = 'mau@vi-du.vn' WHERE id = 'producer-d1'";
        run(&w, sql).await;
        let seen = async |cx: &Cx| {
            let d = ocop_app::dossier::show(cx, "d1").await.unwrap();
            (d.subject.phone.unwrap(), d.subject.email.unwrap())
        };
        for cx in [w.producer("producer-d1"), w.ward_officer(), w.province_office()] {
            assert_eq!(seen(&cx).await.0, "0901 234 123", "{:?}", cx.actor);
        }
        let nation = |who: &str, role| w.as_role(who, role, Scope::Nation);
        for cx in [
            w.member("mem"),
            w.leader(),
            nation("bo", Role::MinistryOffice),
            nation("kiemtra", Role::Auditor),
        ] {
            assert_eq!(seen(&cx).await, ("09•• ••• 123".into(), "m•••@vi-du.vn".into()), "{:?}", cx.actor);
        }
    })
    .await;
}
