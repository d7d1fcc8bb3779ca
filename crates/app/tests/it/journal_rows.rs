//! Rows of law changed, put in or taken away beside the program are found by the proof of the journal, and named.

use crate::account::person;
use crate::stars::{Closed, law_round};
use crate::support::{HCMC, World, XOM_CHIEU_CODE, on_each_engine, whole};
use ocop_app::account::{PostForm, list, manage};
use ocop_app::demo;
use ocop_app::journal::{Scope as Proved, take_up_rows, verify};
use ocop_app::recognition::{DraftDecision, Sign, Withdraw, draft_decision, sign, withdraw};
use ocop_domain::account::{Role, Scope};
use ocop_store::journal;
use ocop_store::journal::rows::{Kind, TABLES, Table};
use ocop_store::setting::Pair;
use std::collections::BTreeSet;

pub async fn run(w: &World, sql: &str) {
    assert!(w.cx.db().exec(sql, vec![]).await.unwrap() > 0, "{sql}");
}

async fn found(w: &World) -> Vec<String> {
    let mut breaks = Vec::new();
    journal::rows::prove(w.cx.db(), &mut breaks).await.unwrap();
    breaks
}

/// The value named `t` of a query's first row.
async fn text(w: &World, sql: &str) -> Option<Option<String>> {
    let sql = format!("SELECT 't' AS key, COALESCE(t, '<nothing>') AS value FROM ({sql}) q");
    let row = w.cx.db().one::<Pair>(&sql, vec![]).await.unwrap();
    row.map(|r| Some(r.value).filter(|v| v != "<nothing>"))
}

fn literal(kind: Kind, value: Option<&str>) -> String {
    match (kind, value) {
        (_, None) => "NULL".into(),
        (Kind::Number, Some(v)) => v.into(),
        (Kind::Flag, Some(v)) => {
            if v == "1" {
                "TRUE".into()
            } else {
                "FALSE".into()
            }
        }
        (_, Some(v)) => format!("'{}'", v.replace('\'', "''")),
    }
}

fn as_text(column: &str, kind: Kind) -> String {
    match kind {
        Kind::Flag => {
            format!("CASE WHEN {column} IS NULL THEN NULL WHEN {column} THEN '1' ELSE '0' END AS t")
        }
        _ => format!("CAST({column} AS TEXT) AS t"),
    }
}

/// One row of a table: its name in a finding, and the condition that finds it.
async fn a_row(w: &World, table: &Table) -> Option<(String, String)> {
    let (mut name, mut at) = (Vec::new(), String::from("1 = 1"));
    for (key, kind) in table.key {
        let sql =
            format!("SELECT {} FROM {} WHERE {at} ORDER BY {key} LIMIT 1", as_text(key, *kind), table.name);
        let value = text(w, &sql).await?.unwrap();
        at = format!("{at} AND {key} = {}", literal(*kind, Some(&value)));
        name.push(value);
    }
    Some((format!("{} {}: ", table.name, name.join("|")), at))
}

/// Changes each kept column of one row of every table that has one, sees it named, and changes it back. Returns the
/// tables that had a row.
pub async fn each_column_is_proved(w: &World) -> BTreeSet<&'static str> {
    take_up_rows(&w.cx).await.unwrap();
    assert_eq!(found(w).await, Vec::<String>::new(), "{}", w.engine);
    let most = TABLES.iter().map(|t| t.columns.len()).max().unwrap();
    let mut had = BTreeSet::new();
    for nth in 0..most {
        let (mut back, mut named) = (Vec::new(), Vec::new());
        for table in TABLES.iter() {
            let Some((column, kind)) = table.columns.get(nth) else { continue };
            let Some((row, at)) = a_row(w, table).await else { continue };
            had.insert(table.name);
            let old =
                text(w, &format!("SELECT {} FROM {} WHERE {at}", as_text(column, *kind), table.name)).await;
            let old = old.unwrap();
            let set = |to: &str| format!("UPDATE {} SET {column} = {to} WHERE {at}", table.name);
            let other = format!(
                "(SELECT MAX({column}) FROM {} WHERE {column} <> {})",
                table.name,
                literal(*kind, old.as_deref())
            );
            let tries = match kind {
                Kind::Number => vec![format!("COALESCE({column}, 0) + 1")],
                Kind::Flag => vec![format!("NOT COALESCE({column}, FALSE)")],
                _ => vec![format!("COALESCE({column}, '') || 'x'"), other, "NULL".into()],
            };
            // What names another row (a product, a dossier) takes none that is not there.
            let mut done = false;
            for to in tries {
                if w.cx.db().exec(&set(&to), vec![]).await.is_ok() {
                    let now =
                        text(w, &format!("SELECT {} FROM {} WHERE {at}", as_text(column, *kind), table.name))
                            .await;
                    if now.unwrap() != old {
                        done = true;
                        break;
                    }
                }
            }
            if done {
                back.push(set(&literal(*kind, old.as_deref())));
                named.push((row, format!("{column} is ")));
            }
        }
        let breaks = found(w).await;
        for (row, column) in &named {
            let hit = breaks.iter().any(|b| b.starts_with(row.as_str()) && b.contains(column.as_str()));
            assert!(hit, "{}: {row}{column}: {breaks:?}", w.engine);
        }
        assert_eq!(breaks.len(), named.len(), "nothing else is named: {breaks:?}");
        for sql in &back {
            run(w, sql).await;
        }
    }
    assert_eq!(found(w).await, Vec::<String>::new(), "{}", w.engine);
    had
}

/// Answers, findings and papers of a dossier that left its producer are held against its seal (Điều 6(1)a, 26/2026); one
/// that is in its producer's hands is not.
async fn what_was_handed_in_is_watched(w: &World) {
    let proved = async || verify(&w.cx, Proved::WithoutFiles).await.unwrap().breaks;
    let held = "SELECT MIN(d.id) AS t FROM dossier d JOIN dossier_answer a ON a.dossier_id = d.id JOIN dossier_evidence e \
                ON e.dossier_id = d.id JOIN dossier_seal s ON s.dossier_id = d.id WHERE d.state = 'recognised'";
    let id = text(w, held).await.flatten().unwrap();
    for (table, key, there, back, part) in [
        (
            "dossier_answer",
            "dossier_id",
            "note = COALESCE(note, '-') || 'x'",
            "note = NULLIF(SUBSTR(note, 1, LENGTH(note) - 1), '-')",
            "answers",
        ),
        (
            "dossier_evidence",
            "dossier_id",
            "page = COALESCE(page, 0) + 900",
            "page = NULLIF(page - 900, 0)",
            "papers",
        ),
        ("dossier_question", "dossier_id", "applies = NOT applies", "applies = NOT applies", "findings"),
        (
            "dossier",
            "id",
            r#"form02 = REPLACE(form02, '":"', '":"~')"#,
            r#"form02 = REPLACE(form02, '":"~', '":"')"#,
            "form 02",
        ),
    ] {
        run(w, &format!("UPDATE {table} SET {there} WHERE {key} = '{id}'")).await;
        let named = format!("dossier:{id}: not as it was handed in: {part}");
        assert_eq!(proved().await, [named], "{}", w.engine);
        run(w, &format!("UPDATE {table} SET {back} WHERE {key} = '{id}'")).await;
    }
    assert_eq!(proved().await, Vec::<String>::new(), "{}", w.engine);
}

/// The demo walks every step of the law: what its acts wrote is whole, and each kept column of it is watched.
#[tokio::test]
async fn every_kept_column_of_the_demo_is_watched() {
    on_each_engine(async |w| {
        w.without_areas().await;
        ocop_app::area::load_if_empty(&w.cx).await.unwrap();
        take_up_rows(&w.cx).await.unwrap();
        demo::seed(&w.cx).await.unwrap();
        take_up_rows(&w.cx).await.unwrap();
        let all = verify(&w.cx, Proved::Everything).await.unwrap();
        assert_eq!(all.breaks, Vec::<String>::new(), "{}", w.engine);
        let had = each_column_is_proved(&w).await;
        for table in [
            "recognition", "decision", "decision_item", "post", "account", "dossier", "council", "round", "product",
            "producer", "evidence", "advisory_review", "advisory_visit",  "ballot",
        ] {
            assert!(had.contains(table), "{table}: {had:?}");
        }
        what_was_handed_in_is_watched(&w).await;
        run(&w, "DELETE FROM decision_item").await;
        let breaks = found(&w).await;
        assert!(breaks.iter().any(|b| b.starts_with("decision_item ") && b.contains("the row is gone")), "{breaks:?}");
        run(
            &w,
            "INSERT INTO post (id, account_id, role, area_id, valid_from, created_at) \
             SELECT 'sneaked', account_id, 'leader', area_id, valid_from, 1 FROM post WHERE role = 'ward_officer'",
        )
        .await;
        let breaks = found(&w).await;
        assert!(
            breaks.contains(&"post sneaked: the journal does not know that it was written".to_owned()),
            "{breaks:?}"
        );
    })
    .await;
}

pub async fn signed(w: &World) -> (Vec<Closed>, String) {
    let closed = law_round(w, &[3, 4]).await;
    let dossiers = closed.iter().map(|c| c.dossier.clone()).collect();
    let draft = DraftDecision { round_id: "round".into(), kind: "recognise".into(), dossiers };
    let decision_id = draft_decision(&w.province_office(), draft).await.unwrap();
    let cmd = Sign {
        decision_id: decision_id.clone(),
        version: 1,
        number: "123/QĐ-UBND".into(),
        decided_on: "05/10/2026".into(),
        signer_title: "CHỦ TỊCH".into(),
        signer_name: "Nguyễn Văn Mẫu".into(),
    };
    sign(&w.leader(), cmd).await.unwrap();
    (closed, decision_id)
}

/// A star made four by hand is not confirmed by the next act on the row.
#[tokio::test]
async fn a_change_beside_the_program_outlives_the_next_act() {
    on_each_engine(async |w| {
        let (_, decision) = signed(&w).await;
        whole(&w.cx).await;
        run(&w, "UPDATE recognition SET stars = 4 WHERE certificate = '79-2026-00001'").await;
        let star = text(&w, "SELECT id AS t FROM recognition WHERE certificate = '79-2026-00001'")
            .await
            .unwrap()
            .unwrap();
        let wrong = found(&w).await;
        assert_eq!(wrong.len(), 1, "{wrong:?}");
        assert!(
            wrong[0].starts_with(&format!("recognition {star}: stars is 4, the journal said 3 (")),
            "{wrong:?}"
        );
        let cmd = Withdraw {
            recognition_id: star.clone(),
            ground: "misuse_of_mark".into(),
            decision_number: "200/QĐ-UBND".into(),
            withdrawn_on: "05/10/2026".into(),
        };
        withdraw(&w.leader(), cmd).await.unwrap();
        let still = found(&w).await;
        assert_eq!(still.len(), 1, "{still:?}");
        assert!(
            still[0].starts_with(&format!("recognition {star}: stars is 4, the journal said 3 (")),
            "{still:?}"
        );
        run(&w, "UPDATE recognition SET stars = 3 WHERE certificate = '79-2026-00001'").await;
        assert_eq!(found(&w).await, Vec::<String>::new(), "the withdrawal itself is the program's");
        for (change, column) in [
            (
                "UPDATE recognition SET withdrawn_on = NULL WHERE withdrawn_on IS NOT NULL",
                "withdrawn_on is nothing",
            ),
            ("UPDATE decision SET number = '999/QĐ-UBND', signed_at = NULL", "number is 999/QĐ-UBND"),
        ] {
            run(&w, change).await;
            let wrong = found(&w).await;
            assert!(wrong.iter().any(|b| b.contains(column)), "{change}: {wrong:?}");
        }
        let all = verify(&w.cx, Proved::WithoutFiles).await.unwrap();
        assert!(all.breaks.iter().any(|b| b.starts_with(&format!("decision {decision}: "))), "{all:?}");
    })
    .await;
}

/// Rows from before the journal kept them give no finding; once they are taken up, they are watched.
#[tokio::test]
async fn rows_of_before_are_taken_up_as_they_stand() {
    on_each_engine(async |w| {
        law_round(&w, &[3]).await;
        run(&w, "UPDATE dossier SET due_on = '2026-10-20'").await;
        assert_eq!(found(&w).await, Vec::<String>::new(), "the journal says nothing of them yet");
        take_up_rows(&w.cx).await.unwrap();
        let entries = journal::count(w.cx.db()).await.unwrap();
        take_up_rows(&w.cx).await.unwrap();
        assert_eq!(journal::count(w.cx.db()).await.unwrap(), entries, "once");
        whole(&w.cx).await;
        run(&w, "UPDATE dossier SET due_on = '2026-12-20' WHERE id = 'd0'").await;
        let wrong =
            ["dossier d0: due_on is 2026-12-20, the journal said 2026-10-20 (row.take_up)".to_owned()];
        assert_eq!(found(&w).await, wrong);
        run(&w, "DELETE FROM result").await;
        assert!(found(&w).await.contains(&"result d0: the row is gone (row.take_up)".to_owned()));
    })
    .await;
}

/// Posts given, ended and refused, passwords and factors: the acts leave all whole, and what is changed beside them shows.
#[tokio::test]
async fn who_may_do_what_is_watched() {
    on_each_engine(async |w| {
        take_up_rows(&w.cx).await.unwrap();
        let admin = w.as_role("admin", Role::Administrator, Scope::Nation);
        let id = person(&w, "can-bo@mau.vn", "ward_officer", XOM_CHIEU_CODE).await;
        let post = PostForm { role: "province_office".into(), area: HCMC.into(), ..PostForm::default() };
        manage::appoint(&admin, &id, post).await.unwrap();
        let held = list::view(&w.cx, &id).await.unwrap();
        manage::enable(&admin, &id, held.version, false).await.unwrap();
        whole(&w.cx).await;
        for (change, says) in [
            (
                "UPDATE post SET role = 'leader' WHERE role = 'ward_officer'",
                "role is leader, the journal said ward_officer",
            ),
            ("UPDATE account SET disabled = FALSE WHERE disabled", "disabled is 0, the journal said 1"),
            ("UPDATE account SET password_hash = 'x'", "password_hash is not what the journal said"),
        ] {
            run(&w, change).await;
            let wrong = found(&w).await;
            assert!(wrong.iter().any(|b| b.contains(says)), "{}: {change}: {wrong:?}", w.engine);
        }
    })
    .await;
}

/// A value that is none does not end the proof: it is named, and what comes after is looked at.
#[tokio::test]
async fn what_cannot_be_read_is_a_finding_and_the_proof_goes_on() {
    on_each_engine(async |w| {
        signed(&w).await;
        take_up_rows(&w.cx).await.unwrap();
        run(&w, "UPDATE dossier SET set_id = 'no-such-set' WHERE id = 'd0'").await;
        run(&w, "UPDATE recognition SET stars = 5 WHERE stars = 4").await;
        w.cx.db()
            .exec(
                "INSERT INTO dossier_seal (dossier_id, attempt, submitted_at, due_on, seal, seal_hash) \
                 VALUES ('d1', 1, 1, '2026-10-20', 'no seal at all', 'x')",
                vec![],
            )
            .await
            .unwrap();
        if w.engine == "sqlite" {
            // SQLite keeps a word in a column of numbers.
            run(&w, "UPDATE result SET sum = 'many' WHERE dossier_id = 'd1'").await;
            run(&w, "UPDATE journal SET at = 'once' WHERE chain = 'dossier:d1' AND seq = 1").await;
        }
        let all = verify(&w.cx, Proved::Everything).await.unwrap().breaks;
        for piece in [
            "dossier d0: cannot be read: ",
            "stars is 5, the journal said 4",
            "dossier:d1: submission 1 does not fit its seal",
        ] {
            assert!(all.iter().any(|b| b.contains(piece)), "{}: {piece}: {all:?}", w.engine);
        }
        if w.engine == "sqlite" {
            for piece in ["dossier d1: cannot be read: ", "chain dossier:d1: entry 1 does not fit its hash"] {
                assert!(all.iter().any(|b| b.contains(piece)), "{piece}: {all:?}");
            }
        }
    })
    .await;
}
