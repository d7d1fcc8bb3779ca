//! What a list said wrongly of a star is corrected by one form, with its reason, and lists that come later are held against
//! what is right.

use crate::import_register::{applied, codes, staged};
use crate::journal_rows::signed;
use crate::stars::{insert_star, law_round, row_count};
use crate::support::*;
use ocop_app::import::{self, Stage, Undone};
use ocop_app::recognition::{
    CorrectDecision, CorrectListed, Withdraw, correct_decision, correct_decision_view, correct_listed,
    correct_listed_view, listed_products, verify, withdraw,
};
use ocop_app::{Cx, Error};
use ocop_domain::account::{Role, Scope};
use ocop_store::product::Alias;

const ROW: &str = "Mắm ruốc;HTX Ven Kênh;3;901/QĐ-UBND;15/03/2025;Phường Xóm Chiếu;HCM";
const REASON: &str = "Danh sách ghi nhầm, quyết định ghi 4 sao";

/// Decision, star and product of each row of the register, by the day of the star.
async fn held(cx: &Cx) -> Vec<(String, String, String)> {
    let sql = "SELECT decision_id AS code, id AS kind, product_id AS source FROM recognition \
               WHERE lookup IS NOT NULL ORDER BY COALESCE(issued_on, ''), id";
    let rows: Vec<Alias> = cx.db().all(sql, vec![]).await.unwrap();
    rows.into_iter().map(|r| (r.code, r.kind, r.source.unwrap())).collect()
}

/// What a star's columns say: stars, day, end, number, and the day it gave way on.
async fn said(cx: &Cx, id: &str) -> [String; 5] {
    let mut out = Vec::new();
    for column in ["CAST(stars AS TEXT)", "issued_on", "expires_on", "listed_number", "superseded_on"] {
        let sql = format!(
            "SELECT COALESCE({column}, '') AS code, '' AS kind, '' AS source FROM recognition WHERE id = $1"
        );
        let row: Option<Alias> = cx.db().one(&sql, ocop_store::args![id]).await.unwrap();
        out.push(row.unwrap().code);
    }
    out.try_into().unwrap()
}

/// The form as it is shown, with a reason.
async fn form(cx: &Cx, decision: &str, star: &str) -> CorrectListed {
    let view = correct_listed_view(cx, decision, star).await.unwrap();
    CorrectListed {
        decision_id: decision.into(),
        recognition_id: star.into(),
        seen: view.seen,
        stars: view.star.stars.to_string(),
        issued: view.issued,
        expires: view.expires,
        certificate_no: view.certificate_no,
        reason: REASON.into(),
        five_by_ministry: false,
    }
}

async fn brought_in(cx: &Cx, rows: &[&str]) -> String {
    let report = staged(cx, rows).await;
    applied(cx, &report).await;
    report.batch.unwrap()
}

async fn wrong(cx: &Cx, cmd: CorrectListed) -> Vec<(String, &'static str)> {
    match correct_listed(cx, cmd).await {
        Err(Error::Invalid(wrong)) => wrong.0.into_iter().map(|e| (e.field, e.code)).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn stars_days_and_number_are_corrected_with_their_history() {
    on_each_engine(async |w| {
        brought_in(&w.cx, &[ROW]).await;
        let office = w.province_office();
        let (decision, star, product) = held(&office).await.remove(0);
        let key = verify(&w.public(), &code_of(&w, &star).await).await.unwrap().star.key;
        assert!(listed_products(&office, &decision, 1).await.unwrap().products[0].may_correct);
        assert!(!listed_products(&w.leader(), &decision, 1).await.unwrap().products[0].may_correct);

        let shown = form(&office, &decision, &star).await;
        assert_eq!(
            (shown.issued.as_str(), shown.expires.as_str()),
            ("15/03/2025", ""),
            "36 months are not typed"
        );
        let cmd = CorrectListed {
            stars: "4".into(),
            issued: "16/3/2025".into(),
            certificate_no: " 12/GCN-OCOP ".into(),
            ..shown
        };
        correct_listed(&office, cmd).await.unwrap();
        // Điều 4(3): the end follows the day.
        assert_eq!(said(&office, &star).await, ["4", "2025-03-16", "2028-03-16", "12/GCN-OCOP", ""]);
        let after = verify(&w.public(), &key).await.unwrap().star;
        assert_eq!((after.stars, after.key.as_str()), (4, key.as_str()), "its address stays");
        assert_eq!(verify(&w.public(), "12/GCN-OCOP").await.unwrap().star.key, key);

        let history = ocop_app::register::history(&office, &product).await.unwrap();
        let mut lines: Vec<_> = history
            .iter()
            .map(|h| {
                assert_eq!((h.ground.as_deref(), h.effective_on.as_str()), (Some(REASON), "2026-10-05"));
                let text = |v: &Option<String>| v.clone().unwrap_or_default();
                (h.field.clone(), text(&h.old_value), text(&h.new_value))
            })
            .collect();
        lines.sort();
        let want = [
            ("certificate_no", "", "12/GCN-OCOP"),
            ("expires_on", "2028-03-15", "2028-03-16"),
            ("issued_on", "2025-03-15", "2025-03-16"),
            ("stars", "3", "4"),
        ];
        assert_eq!(lines, want.map(|(f, a, b)| (f.into(), a.into(), b.into())), "{}", w.engine);

        // A year only: no end is made up; a last day the list gives is kept.
        let cmd = CorrectListed { issued: "2025".into(), ..form(&office, &decision, &star).await };
        correct_listed(&office, cmd).await.unwrap();
        assert_eq!(said(&office, &star).await[1..3], ["", ""]);
        let shown = form(&office, &decision, &star).await;
        assert_eq!(shown.issued, "2025");
        let cmd = CorrectListed { expires: "31/12/2027".into(), certificate_no: String::new(), ..shown };
        correct_listed(&office, cmd).await.unwrap();
        assert_eq!(said(&office, &star).await[1..4], ["", "2027-12-31", ""]);
        whole(&w.cx).await;
    })
    .await;
}

async fn code_of(w: &World, star: &str) -> String {
    let sql = "SELECT lookup AS code, '' AS kind, '' AS source FROM recognition WHERE id = $1";
    let row: Option<Alias> = w.cx.db().one(sql, ocop_store::args![star]).await.unwrap();
    row.unwrap().code
}

#[tokio::test]
async fn what_cannot_be_right_is_refused_by_its_field() {
    on_each_engine(async |w| {
        let other = "Chả cá;HTX Khác;3;901/QĐ-UBND;15/03/2025;Phường Xóm Chiếu;HCM;77/GCN-OCOP";
        let head = "Tên sản phẩm;Chủ thể;Số sao;Quyết định;Ngày quyết định;Xã/phường;Tỉnh/thành phố;Số GCN\n";
        let text = format!("{head}{other}\n{ROW};\n");
        let cmd = Stage { file_name: "a.csv".into(), bytes: text.into_bytes(), dry_run: false };
        applied(&w.cx, &import::stage(&w.cx, cmd).await.unwrap()).await;
        let office = w.province_office();
        let found = held(&office).await;
        let mut of_row = None;
        for (decision, star, _) in found {
            let view = correct_listed_view(&office, &decision, &star).await.unwrap();
            if view.star.product_name == "Mắm ruốc" {
                of_row = Some((decision, star));
            }
        }
        let (decision, star) = of_row.unwrap();
        let shown = form(&office, &decision, &star).await;
        let before = said(&office, &star).await;
        let with = |change: &dyn Fn(&mut CorrectListed)| {
            let mut cmd = shown.clone();
            change(&mut cmd);
            cmd
        };
        for (cmd, field, code) in [
            (with(&|c| c.stars = "2".into()), "stars", "choose_one"),
            (with(&|c| c.stars = "5".into()), "stars", "five_by_province"),
            (with(&|c| c.issued = "31/12/2017".into()), "issued", "before_programme"),
            (with(&|c| c.issued = "06/10/2026".into()), "issued", "date_in_future"),
            (with(&|c| c.issued = String::new()), "issued", "required"),
            (with(&|c| c.issued = "30/02/2025".into()), "issued", "no_such_day"),
            (with(&|c| c.expires = "15/03/2025".into()), "expires", "ends_not_after"),
            (with(&|c| c.expires = "16/04/2028".into()), "expires", "ends_too_late"),
            (with(&|c| c.certificate_no = "77 GCN OCOP".into()), "certificate_no", "certificate_of_another"),
            (with(&|c| c.certificate_no = "chưa cấp".into()), "certificate_no", "certificate_names_none"),
            (with(&|_| ()), "stars", "nothing_corrected"),
            (with(&|c| (c.stars, c.reason) = ("4".into(), " ".into())), "reason", "required"),
            (with(&|c| (c.stars, c.reason) = ("4".into(), "x".repeat(501))), "reason", "too_long"),
        ] {
            assert_eq!(wrong(&office, cmd).await, [(field.to_owned(), code)], "{}", w.engine);
        }
        assert_eq!(said(&office, &star).await, before);
        assert_eq!(row_count(&w, "SELECT COUNT(*) AS n FROM register_change").await, 0);
        // Điều 4(2): five stars where the ministry has recognised them.
        let five = CorrectListed { stars: "5".into(), five_by_ministry: true, ..shown.clone() };
        correct_listed(&office, five).await.unwrap();
        assert_eq!(said(&office, &star).await[0], "5");

        // The form that was opened before is out of date: nothing of the other's is overwritten.
        let late = CorrectListed { stars: "4".into(), ..shown };
        assert!(matches!(correct_listed(&office, late).await, Err(Error::Conflict("stale"))));
        assert_eq!(said(&office, &star).await[0], "5");

        // Two who send at once: one of them is told.
        let shown = form(&office, &decision, &star).await;
        let one = CorrectListed { stars: "3".into(), ..shown.clone() };
        let two = CorrectListed { stars: "4".into(), ..shown };
        let (one, two) = tokio::join!(correct_listed(&office, one), correct_listed(&office, two));
        assert!(one.is_ok() != two.is_ok(), "{}: {one:?} {two:?}", w.engine);
        assert!(matches!(one.and(two), Err(Error::Conflict("stale"))));

        // A number in the form of this system's series is kept, and the series passes it by.
        let own =
            CorrectListed { certificate_no: "79-2026-00001".into(), ..form(&office, &decision, &star).await };
        correct_listed(&office, own).await.unwrap();
        whole(&w.cx).await;
    })
    .await;
}

#[tokio::test]
async fn only_who_may_bring_lists_into_the_province_corrects_and_no_star_signed_here() {
    on_each_engine(async |w| {
        brought_in(&w.cx, &[ROW]).await;
        let office = w.province_office();
        let (decision, star, _) = held(&office).await.remove(0);
        let cmd = CorrectListed { stars: "4".into(), ..form(&office, &decision, &star).await };
        let elsewhere = w.as_role("elsewhere", Role::ProvinceOffice, Scope::Province("68".into()));
        for (cx, hidden) in [(elsewhere, true), (w.ward_officer(), false), (w.leader(), false)] {
            for refused in [
                correct_listed_view(&cx, &decision, &star).await.map(|_| ()),
                correct_listed(&cx, cmd.clone()).await,
            ] {
                match refused {
                    Err(Error::Hidden) => assert!(hidden),
                    Err(Error::Forbidden) => assert!(!hidden),
                    other => panic!("{other:?}"),
                }
            }
        }
        assert!(matches!(correct_listed(&w.public(), cmd.clone()).await, Err(Error::SignIn)));
        let astray = CorrectListed { decision_id: "other".into(), ..cmd.clone() };
        assert!(matches!(correct_listed(&office, astray).await, Err(Error::NotFound)));
        assert_eq!(said(&office, &star).await[0], "3", "{}", w.engine);

        // Điều 8: what was withdrawn stays as it was.
        let taken = Withdraw {
            recognition_id: star.clone(),
            ground: "production_stopped".into(),
            decision_number: "12a".into(),
            withdrawn_on: "05/10/2026".into(),
        };
        withdraw(&w.leader(), taken).await.unwrap();
        assert!(matches!(correct_listed(&office, cmd).await, Err(Error::Conflict("correct_withdrawn"))));
        assert!(!listed_products(&office, &decision, 1).await.unwrap().products[0].may_correct);

        let closed = law_round(&w, &[3]).await;
        insert_star(&w, &closed[0].product, "79-2026-00007", 3, None).await;
        let sql =
            "SELECT decision_id AS code, id AS kind, '' AS source FROM recognition WHERE lookup IS NULL";
        let signed: Option<Alias> = w.cx.db().one(sql, vec![]).await.unwrap();
        let signed = signed.unwrap();
        let refused = correct_listed_view(&w.cx, &signed.code, &signed.kind).await;
        assert!(matches!(refused, Err(Error::Conflict("correct_signed_here"))), "{refused:?}");
    })
    .await;
}

/// Điều 4(3): of two stars of a product the later counts, whichever day was mistyped.
#[tokio::test]
async fn which_star_stands_is_arranged_anew() {
    on_each_engine(async |w| {
        let first = "Khô cá;HTX Một;3;55/QĐ-UBND;01/06/2021;Phường Xóm Chiếu;HCM";
        let later = "Khô cá;HTX Một;4;99/QĐ-UBND;20/05/2024;Phường Xóm Chiếu;HCM";
        brought_in(&w.cx, &[first, later]).await;
        let office = w.province_office();
        let found = held(&office).await;
        let (one, two) = (&found[0], &found[1]);
        assert_eq!(said(&office, &one.1).await[4], "2024-05-20");
        // It was of 2025: the first had ended before, and gave way to none.
        let cmd = CorrectListed { issued: "20/05/2025".into(), ..form(&office, &two.0, &two.1).await };
        correct_listed(&office, cmd).await.unwrap();
        assert_eq!(said(&office, &one.1).await[4], "", "{}", w.engine);
        // The other way round: what was taken for the first is the later one.
        let cmd = CorrectListed { issued: "01/06/2026".into(), ..form(&office, &one.0, &one.1).await };
        correct_listed(&office, cmd).await.unwrap();
        assert_eq!(
            (said(&office, &one.1).await[4].as_str(), said(&office, &two.1).await[4].as_str()),
            ("", "2026-06-01")
        );
        whole(&w.cx).await;
    })
    .await;
}

#[tokio::test]
async fn later_lists_are_held_against_what_is_right_and_the_import_stays() {
    on_each_engine(async |w| {
        let batch = brought_in(&w.cx, &[ROW]).await;
        let office = w.province_office();
        let (decision, star, _) = held(&office).await.remove(0);
        let cmd = CorrectListed { stars: "4".into(), ..form(&office, &decision, &star).await };
        correct_listed(&office, cmd).await.unwrap();

        // The list put right says what the register says; the list of before is told from it.
        let right = staged(&office, &[&ROW.replace(";3;", ";4;")]).await;
        assert_eq!((right.counts.unchanged, codes(&right).len()), (1, 0), "{:?}", right.findings);
        let before = staged(&office, &[ROW]).await;
        assert_eq!((before.counts.changed, codes(&before)), (1, vec!["corrected_since"]));
        let what = &before.findings[0].args[0].1;
        assert_eq!(what, "4 sao, 901/QĐ-UBND, 15/03/2025 → 3 sao, 901/QĐ-UBND, 15/03/2025");
        // In another layout, with ids of its own.
        let head = "Mã;Tên sản phẩm;Chủ thể;Số sao;Quyết định;Ngày quyết định;Xã/phường;Tỉnh/thành phố\n";
        for (stars, code) in [("4", "duplicate_in_register"), ("3", "register_differs")] {
            let text = format!("{head}SP-01;{}\n", ROW.replace(";3;", &format!(";{stars};")));
            let cmd = Stage { file_name: "b.csv".into(), bytes: text.into_bytes(), dry_run: true };
            assert_eq!(codes(&import::stage(&office, cmd).await.unwrap()), [code]);
        }
        // What was applied meanwhile brings no second star in.
        applied(&office, &before).await;
        assert_eq!(row_count(&w, "SELECT COUNT(*) AS n FROM recognition").await, 1);

        let Undone::Blocked(why) = import::undo(&w.cx, &batch).await.unwrap() else { panic!("taken back") };
        let why: Vec<_> = why.iter().map(|b| (b.what, b.reason)).collect();
        assert_eq!(why, [("recognition", "edited")], "{}", w.engine);
        assert_eq!(said(&office, &star).await[0], "4");
    })
    .await;
}

async fn decision_form(cx: &Cx, id: &str) -> CorrectDecision {
    let row = correct_decision_view(cx, id).await.unwrap();
    CorrectDecision {
        decision_id: id.into(),
        version: row.version,
        number: row.number.unwrap_or_default(),
        decided_on: row.decided_on.map(|day| day.to_string()).unwrap_or_default(),
        issuer: row.issuer,
        reason: "Danh sách ghi nhầm số".into(),
    }
}

async fn refused(cx: &Cx, cmd: CorrectDecision) -> Vec<(String, &'static str)> {
    match correct_decision(cx, cmd).await {
        Err(Error::Invalid(wrong)) => wrong.0.into_iter().map(|e| (e.field, e.code)).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_decision_is_corrected_for_all_its_products_at_once() {
    on_each_engine(async |w| {
        let rows = [
            ROW,
            "Khô cá;HTX Một;4;901/QĐ-UBND;15/03/2025;Phường Xóm Chiếu;HCM",
            "Bánh tráng;HTX Hai;3;77/QĐ-UBND;15/03/2021;Phường Xóm Chiếu;HCM",
        ];
        let batch = brought_in(&w.cx, &rows).await;
        let office = w.province_office();
        let found = held(&office).await;
        let (older, decision) = (found[0].0.clone(), found[1].0.clone());
        assert_eq!(found[2].0, decision);
        // One of the stars has an end of its own.
        let own =
            CorrectListed { expires: "31/12/2027".into(), ..form(&office, &decision, &found[2].1).await };
        correct_listed(&office, own).await.unwrap();

        let shown = decision_form(&office, &decision).await;
        let with = |change: &dyn Fn(&mut CorrectDecision)| {
            let mut cmd = shown.clone();
            change(&mut cmd);
            cmd
        };
        for (cmd, field, code) in [
            (with(&|_| ()), "number", "nothing_corrected"),
            (with(&|c| c.number = String::new()), "number", "required"),
            (with(&|c| c.number = "901".into()), "number", "number_with_symbol"),
            (with(&|c| c.number = "1/QĐ-UBND, 2/QĐ-UBND".into()), "number", "number_with_symbol"),
            (with(&|c| c.number = "26/2026/QĐ-TTg".into()), "number", "number_of_programme"),
            (with(&|c| c.decided_on = "01/01/2017".into()), "decided_on", "before_programme"),
            (with(&|c| c.decided_on = "06/10/2026".into()), "decided_on", "date_in_future"),
            (with(&|c| c.decided_on = String::new()), "decided_on", "required"),
            (with(&|c| (c.number, c.reason) = ("910/QĐ-UBND".into(), String::new())), "reason", "required"),
        ] {
            assert_eq!(refused(&office, cmd).await, [(field.to_owned(), code)], "{}", w.engine);
        }
        // What another decision of the province says of itself is not said twice.
        let other = decision_form(&office, &older).await;
        let twice = CorrectDecision { version: shown.version, decision_id: decision.clone(), ..other };
        assert_eq!(refused(&office, twice).await, [("number".to_owned(), "decision_there")]);
        let elsewhere = w.as_role("elsewhere", Role::ProvinceOffice, Scope::Province("68".into()));
        let right = with(&|c| (c.number, c.decided_on) = ("910/QĐ-UBND".into(), "20/04/2024".into()));
        assert!(matches!(correct_decision(&elsewhere, right.clone()).await, Err(Error::Hidden)));
        assert!(matches!(correct_decision(&w.leader(), right.clone()).await, Err(Error::Forbidden)));
        assert!(matches!(correct_decision(&w.ward_officer(), right.clone()).await, Err(Error::Forbidden)));
        assert!(matches!(correct_decision(&w.public(), right.clone()).await, Err(Error::SignIn)));

        correct_decision(&office, right.clone()).await.unwrap();
        assert!(matches!(correct_decision(&office, right).await, Err(Error::Conflict("stale"))));
        assert_eq!(said(&office, &found[1].1).await[..3], ["3", "2024-04-20", "2027-04-20"]);
        assert_eq!(
            said(&office, &found[2].1).await[..3],
            ["4", "2024-04-20", "2027-12-31"],
            "its own end stays"
        );
        assert_eq!(said(&office, &found[0].1).await[..3], ["3", "2021-03-15", "2024-03-15"]);
        let star = verify(&w.public(), &code_of(&w, &found[1].1).await).await.unwrap().star;
        assert_eq!(star.decision_number.as_deref(), Some("910/QĐ-UBND"));
        let history = ocop_app::register::history(&office, &found[1].2).await.unwrap();
        let fields: Vec<_> = history.iter().map(|h| h.field.as_str()).collect();
        assert!(fields.contains(&"decision_number") && fields.contains(&"decided_on"), "{fields:?}");

        // Who issued it: left empty only where the list did not say.
        let issuer = "Ủy ban nhân dân Thành phố".to_owned();
        let cmd = CorrectDecision { issuer, ..decision_form(&office, &older).await };
        correct_decision(&office, cmd).await.unwrap();
        let cmd = CorrectDecision { issuer: " ".into(), ..decision_form(&office, &older).await };
        assert_eq!(refused(&office, cmd).await, [("issuer".to_owned(), "required")]);

        // The list of before, of another number and year, tells of the same stars still.
        let before = staged(&office, &rows[..1]).await;
        assert_eq!(
            (before.counts.changed, codes(&before)),
            (1, vec!["corrected_since"]),
            "{:?}",
            before.findings
        );
        let now = ROW.replace("901/", "910/").replace("15/03/2025", "20/04/2024");
        let again = staged(&office, &[&now]).await;
        assert_eq!((again.counts.unchanged, codes(&again).len()), (1, 0), "{:?}", again.findings);
        let Undone::Blocked(why) = import::undo(&w.cx, &batch).await.unwrap() else { panic!("taken back") };
        assert!(why.iter().all(|b| b.reason == "edited") && why.len() == 3, "{why:?}");
        whole(&w.cx).await;
    })
    .await;
}

/// Điều 4(2): a decision under which five stars stand does not become one of the province.
#[tokio::test]
async fn five_stars_stay_the_ministrys() {
    on_each_engine(async |w| {
        let row = "Chè;HTX Hai;5;12/QĐ-BNNMT;15/03/2025;Phường Xóm Chiếu;HCM";
        brought_in(&w.cx, &[row]).await;
        let office = w.province_office();
        let (decision, ..) = held(&office).await.remove(0);
        let cmd = CorrectDecision { number: "12/QĐ-UBND".into(), ..decision_form(&office, &decision).await };
        assert_eq!(refused(&office, cmd).await, [("number".to_owned(), "five_in_decision")], "{}", w.engine);
        let cmd =
            CorrectDecision { number: "13/QĐ-BNNMT".into(), ..decision_form(&office, &decision).await };
        correct_decision(&office, cmd).await.unwrap();
    })
    .await;
}

/// Điều 4(3): a decision whose day becomes known dates those of its stars that had none, or its month, and their term.
#[tokio::test]
async fn the_day_of_a_decision_is_supplied_for_its_stars() {
    on_each_engine(async |w| {
        let rows = [
            "Chè;HTX Hai;3;77/QĐ-UBND;;Phường Xóm Chiếu;HCM",
            "Mắm;HTX Hai;4;77/QĐ-UBND;12/2024;Phường Xóm Chiếu;HCM",
            "Khô;HTX Hai;4;77/QĐ-UBND;2023;Phường Xóm Chiếu;HCM",
        ];
        brought_in(&w.cx, &rows).await;
        let office = w.province_office();
        let all = held(&office).await;
        let form = decision_form(&office, &all[0].0).await;
        let cmd = CorrectDecision { decided_on: "20/12/2024".into(), ..form };
        correct_decision(&office, cmd).await.unwrap();
        let mut days = Vec::new();
        for (_, star, _) in &all {
            let [stars, issued, expires, ..] = said(&office, star).await;
            days.push([stars, issued, expires].join(" "));
        }
        days.sort();
        let day = "2024-12-20 2027-12-20";
        assert_eq!(days, [format!("3 {day}"), "4  ".into(), format!("4 {day}")], "{}", w.engine);
        whole(&w.cx).await;
    })
    .await;
}

/// A decision that was signed here says itself which products it recognised.
#[tokio::test]
async fn a_decision_of_a_list_does_not_become_one_signed_here() {
    on_each_engine(async |w| {
        signed(&w).await;
        brought_in(&w.cx, &[ROW]).await;
        let office = w.province_office();
        let of_list = held(&office).await.into_iter().find(|(d, ..)| d != "decision").unwrap();
        let form = decision_form(&office, &of_list.0).await;
        let cmd = CorrectDecision { number: "123/QĐ-UBND".into(), decided_on: "05/10/2026".into(), ..form };
        assert_eq!(refused(&office, cmd).await, [("number".to_owned(), "decision_signed")], "{}", w.engine);
    })
    .await;
}
