//! Rows of law changed, put in or taken away beside the program are found by the proof of the journal, and named.

use crate::account::{OTHER, person, try_in};
use crate::stars::{Closed, law_round};
use crate::support::{HCMC, World, XOM_CHIEU_CODE, on_each_engine, whole};
use jiff::civil::date;
use ocop_app::account::access::UNKNOWN_A_DAY;
use ocop_app::account::{PostForm, invite, list, manage, reset};
use ocop_app::journal::{Scope as Proved, compare_kept, seal_hour, seal_now, take_up_rows, verify};
use ocop_app::recognition::{DraftDecision, Sign, Withdraw, draft_decision, sign, withdraw};
use ocop_app::{Config, Cx, clock::SetClock, demo};
use ocop_domain::account::{Role, Scope};
use ocop_store::journal::rows::{Kind, TABLES, Table};
use ocop_store::setting::Pair;
use ocop_store::{args, journal};
use std::collections::BTreeSet;
use std::sync::Arc;

async fn run(w: &World, sql: &str) {
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

async fn signed(w: &World) -> (Vec<Closed>, String) {
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

/// What can be written without an account is bounded: tries of unknown addresses in the journal, requests that wait.
#[tokio::test]
async fn nothing_grows_without_an_account() {
    on_each_engine(async |w| {
        for _ in 0..3 {
            reset::request(&w.public(), "khong-co@mau.vn").await.unwrap();
        }
        let waiting =
            async || w.cx.db().number("SELECT COUNT(*) AS n FROM reset_request", vec![]).await.unwrap();
        assert_eq!(waiting().await, 1, "{}: one for an address", w.engine);
        let many = format!(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) \
             INSERT INTO reset_request (id, email, asked_at, address) SELECT 'r' || i, 'r' || i, 1, '' FROM n",
            reset::MOST_WAITING - 2
        );
        run(&w, &many).await;
        for n in 0..5 {
            reset::request(&w.public(), &format!("moi{n}@mau.vn")).await.unwrap();
        }
        assert_eq!(waiting().await, reset::MOST_WAITING);
        // 198 tries of unknown addresses were noted today.
        let (most, day) = (UNKNOWN_A_DAY, w.cx.today().to_string());
        let sql = "INSERT INTO sign_in_try (kind, who, address, tries, last_at) VALUES ('unknown', $1, 'local', $2, $3)";
        w.cx.db().exec(sql, args![day, most - 2, w.cx.now_ms()]).await.unwrap();
        for n in 0..4 {
            let _ = try_in(&w, &format!("la{n}@mau.vn"), OTHER).await;
        }
        let log = "SELECT COUNT(*) AS n FROM journal WHERE act = 'account.sign_in_unknown' AND diff LIKE $1";
        let noted = async |like: &str| w.cx.db().number(log, args![like]).await.unwrap();
        assert_eq!((noted("%").await, noted("%\"more_not_noted\":true%").await), (2, 1));
        w.clock.advance_minutes(24 * 60);
        let _ = try_in(&w, "la@mau.vn", OTHER).await;
        assert_eq!(noted("%").await, 3, "another day is counted anew");
        w.clock.advance_minutes(3 * 24 * 60);
        ocop_app::account::sweep(&w.cx).await.unwrap();
        let counters = "SELECT COUNT(*) AS n FROM sign_in_try WHERE kind = 'unknown'";
        assert_eq!(w.cx.db().number(counters, vec![]).await.unwrap(), 0);
    })
    .await;
}

/// Two at once invite the same person: there is one account, offered what both gave.
#[tokio::test]
async fn two_invite_one_person_at_once() {
    on_each_engine(async |w| {
        let office = w.province_office();
        let letter = |role: &str, area: &str| invite::Invite {
            name: "Lê Thị Mẫu".into(),
            email: "moi@mau.vn".into(),
            phone: String::new(),
            post: PostForm { role: role.into(), area: area.into(), ..PostForm::default() },
        };
        let both = tokio::join!(
            invite::invite(&office, letter("ward_officer", XOM_CHIEU_CODE)),
            invite::invite(&w.cx, letter("council_member", HCMC))
        );
        assert_eq!(both.0.as_ref().unwrap(), both.1.as_ref().unwrap(), "{}: {both:?}", w.engine);
        let sql = "SELECT COUNT(*) AS n FROM account WHERE email = 'moi@mau.vn'";
        assert_eq!(w.cx.db().number(sql, vec![]).await.unwrap(), 1);
    })
    .await;
}
