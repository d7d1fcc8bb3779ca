//! Lists against the register: names told apart by their letters, two recognitions of one product, and what undoing
//! gives back.

use crate::stars::{exec, insert_star};
use crate::support::*;
use ocop_app::import::{self, Apply, Choose, Report, Severity, Stage, Undone};
use ocop_app::{Cx, Error};

const HEAD: &str = "Tên sản phẩm;Chủ thể;Số sao;Quyết định;Ngày quyết định;Xã/phường;Tỉnh/thành phố\n";

pub fn text_list(rows: &[&str]) -> Stage {
    let text = format!("{HEAD}{}\n", rows.join("\n"));
    Stage { file_name: "list.csv".into(), bytes: text.into_bytes(), dry_run: false }
}

pub async fn staged(cx: &Cx, rows: &[&str]) -> Report {
    import::stage(cx, text_list(rows)).await.unwrap()
}

pub async fn applied(cx: &Cx, report: &Report) -> import::Applied {
    let cmd = Apply { batch_id: report.batch.clone().unwrap(), leave_out_errors: false };
    import::apply(cx, cmd).await.unwrap()
}

pub fn codes(report: &Report) -> Vec<&str> {
    report.findings.iter().map(|f| f.code.as_str()).collect()
}

pub async fn count(cx: &Cx, what: &str) -> i64 {
    cx.db().number(&format!("SELECT COUNT(*) AS n FROM {what}"), vec![]).await.unwrap()
}

/// Tone marks and đ tell names apart, case and spaces do not.
#[tokio::test]
async fn names_that_differ_by_a_tone_mark_are_two() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let rows = [
            "Kẹo dừa;HTX Mẫu Ba Thứ;4;901/QĐ-UBND;15/03/2025;Phường Xóm Chiếu;TP.HCM",
            "Kẹo dứa;HTX Mẫu Ba Thứ;4;901/QĐ-UBND;15/03/2025;Phường Xóm Chiếu;TP. Hồ Chí Minh",
            "Kẹo dưa;HTX Mẫu Ba Thứ;4;901/QĐ-UBND;15/03/2025;Phường Xóm Chiếu;Tp Hồ Chí Minh",
            "Mật ong;Hộ kinh doanh Nguyễn Văn Hùng;4;901/QĐ-UBND;15/03/2025;P. Xóm Chiếu;TPHCM",
            "Sáp ong;Hộ kinh doanh Nguyễn Văn Hưng;4;901/QĐ-UBND;15/03/2025;Phường Xóm Chiếu;T.P Hồ Chí Minh",
            "Rượu;Hộ kinh doanh Nguyễn Văn Hứng;4;901/QĐ-UBND;15/03/2025;Xóm Chiếu;HCM",
            "KẸO  DỪA;htx mẫu ba thứ;4;901/QĐ-UBND;15/03/2025;Phường Xóm Chiếu;Hồ Chí Minh",
        ];
        let report = staged(cx, &rows).await;
        let c = report.counts;
        assert_eq!((c.new, c.duplicate, c.errors, c.waiting), (6, 1, 0, 0), "{:?}", report.findings);
        let codes = codes(&report);
        assert!(codes.contains(&"similar_in_list") && codes.contains(&"producer_similar_in_list"));
        assert!(report.findings.iter().all(|f| f.severity == Severity::Warning));
        let done = applied(cx, &report).await;
        assert_eq!((done.products, done.producers), (6, 4));

        // The same rows again are known; one with another tone mark is not.
        let again = staged(cx, &rows[..3]).await;
        assert_eq!(again.counts.unchanged, 3, "{:?}", again.findings);
        let other =
            staged(cx, &["Kẹo dựa;HTX Mẫu Bá Thứ;4;901/QĐ-UBND;15/03/2025;Phường Xóm Chiếu;HCM"]).await;
        assert_eq!(other.counts.new, 1, "{:?}", other.findings);
        let done = applied(cx, &other).await;
        assert_eq!((done.products, done.producers), (1, 1), "{}", w.engine);
    })
    .await;
}

async fn stars(cx: &Cx) -> Vec<String> {
    let rows: Vec<ocop_store::product::Alias> = cx
        .db()
        .all(
            "SELECT COALESCE(issued_on, '') AS code, CAST(stars AS TEXT) AS kind, superseded_on AS source \
             FROM recognition ORDER BY issued_on",
            vec![],
        )
        .await
        .unwrap();
    rows.into_iter().map(|r| format!("{} {} {}", r.code, r.kind, r.source.unwrap_or_default())).collect()
}

/// Điều 4(3): after 36 months a product is recognised again; a list may hold both, in any order.
#[tokio::test]
async fn two_recognitions_are_of_one_product_and_the_later_counts() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let first = "Khô cá;HTX Một;3;55/QĐ-UBND;01/06/2021;Phường Xóm Chiếu;HCM";
        let later = "Khô cá;HTX Một;4;99/QĐ-UBND;20/05/2024;Phường Xóm Chiếu;HCM";
        let want = ["2021-06-01 3 2024-05-20", "2024-05-20 4 "];
        for rows in [[first, later], [later, first]] {
            let report = staged(cx, &rows).await;
            assert_eq!(report.counts.new, 2, "{:?}", report.findings);
            assert_eq!(codes(&report), ["further_recognition"]);
            let said: Vec<&str> = report.findings[0].args.iter().map(|(_, v)| v.as_str()).collect();
            let named = |number: &str| said.iter().any(|words| words.contains(number));
            assert!(named("55/QĐ-UBND") && named("99/QĐ-UBND"), "{said:?}");
            let done = applied(cx, &report).await;
            assert_eq!((done.products, done.producers, done.recognitions), (1, 1, 2));
            assert_eq!(stars(cx).await, want);
            assert_eq!(import::undo(cx, &report.batch.unwrap()).await.unwrap(), Undone::Done(1));
            assert_eq!((count(cx, "product").await, count(cx, "recognition").await), (0, 0));
            assert_eq!((count(cx, "producer").await, count(cx, "decision").await), (0, 0));
        }
        // The later one in a list of its own: added to what is there, and taken away again without a trace.
        let one = staged(cx, &[first]).await;
        applied(cx, &one).await;
        let two = staged(cx, &[later]).await;
        assert_eq!((two.counts.new, codes(&two)), (1, vec!["further_in_register"]));
        let done = applied(cx, &two).await;
        assert_eq!((done.products, done.recognitions), (0, 1));
        assert_eq!(stars(cx).await, want);
        // A corrected row is compared with the edition that tells of the same recognition, not with the newest one.
        let corrected = staged(cx, &[&first.replace("01/06/2021", "02/06/2021")]).await;
        assert_eq!(codes(&corrected), ["changed_since"]);
        let what = &corrected.findings[0].args[0].1;
        assert_eq!(
            what,
            "3 sao, 55/QĐ-UBND, 01/06/2021 → 3 sao, 55/QĐ-UBND, 02/06/2021; 01/06/2024 → 02/06/2024"
        );
        let Undone::Blocked(why) = import::undo(cx, one.batch.as_deref().unwrap()).await.unwrap() else {
            panic!("the later list hangs on it")
        };
        assert_eq!((why[0].what, why[0].reason), ("product", "in_use"));
        assert_eq!(import::undo(cx, &two.batch.unwrap()).await.unwrap(), Undone::Done(0));
        assert_eq!(stars(cx).await, ["2021-06-01 3 "]);
        assert_eq!(count(cx, "catalogue").await, 1);

        // One decision written down twice is a double; other stars without a day are asked about, with the row they deny.
        let twice = staged(
            cx,
            &[
                "Mắm;HTX Hai;3;7/QĐ-UBND;01/06/2025;Phường Xóm Chiếu;HCM",
                "Mắm;HTX Hai;3;7/QĐ-UBND;01/06/2025;Phường Xóm Chiếu;HCM",
                "Mắm;HTX Hai;4;8/QĐ-UBND;;Phường Xóm Chiếu;HCM",
            ],
        )
        .await;
        let c = twice.counts;
        assert_eq!((c.new, c.duplicate, c.waiting), (0, 1, 2));
        assert_eq!(
            codes(&twice),
            [
                "recognitions_contradict",
                "duplicate_in_list",
                "decision_without_day",
                "recognitions_contradict"
            ]
        );
        crate::support::whole(cx).await;
    })
    .await;
}

/// Điều 4(3): a star signed here ends by a signature here or a withdrawal, never by the word of a list; and a list's day to
/// come ends nothing.
#[tokio::test]
async fn a_list_ends_no_star_that_was_signed_here() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let one = staged(cx, &["Khô cá;HTX Một;3;55/QĐ-UBND;01/06/2023;Phường Xóm Chiếu;HCM"]).await;
        applied(cx, &one).await;
        let products: Vec<ocop_store::product::Alias> = cx
            .db()
            .all("SELECT id AS code, '' AS kind, CAST(NULL AS TEXT) AS source FROM product", vec![])
            .await
            .unwrap();
        insert_star(&w, &products[0].code, "S-1", 4, Some(("2025-03-01", "2028-03-01"))).await;

        let two = staged(cx, &["Khô cá;HTX Một;5;77/QĐ-BNNMT;01/06/2026;Phường Xóm Chiếu;HCM"]).await;
        assert_eq!(codes(&two), ["further_in_register", "signed_here_stays"]);
        assert!(two.findings.iter().all(|f| f.severity == Severity::Warning));
        applied(cx, &two).await;
        let want = ["2023-06-01 3 2025-03-01", "2025-03-01 4 ", "2026-06-01 5 "];
        assert_eq!(stars(cx).await, want, "{}", w.engine);

        let three = staged(cx, &["Khô cá;HTX Một;4;88/QĐ-UBND;15/01/2027;Phường Xóm Chiếu;HCM"]).await;
        assert_eq!((three.counts.errors, codes(&three)[0]), (1, "date_to_come"));
        assert_eq!(stars(cx).await, want, "{}", w.engine);

        assert_eq!(import::undo(cx, &two.batch.unwrap()).await.unwrap(), Undone::Done(0));
        assert_eq!(stars(cx).await, want[..2]);
        crate::support::whole(cx).await;
    })
    .await;
}

/// Điều 4(3): what a star gave way to is computed from the stars that are there, so a list taken away leaves none behind
/// that gave way to nothing.
#[tokio::test]
async fn undoing_a_list_orders_the_stars_of_other_lists_anew() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let row = |stars: u8, decision: &str, day: &str| {
            let body = if stars == 5 { "BNNMT" } else { "UBND" };
            format!("Khô cá;HTX Một;{stars};{decision}/QĐ-{body};{day};Phường Xóm Chiếu;HCM")
        };
        let brought = async |rows: &[String]| {
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            let report = staged(cx, &rows).await;
            assert_eq!(report.counts.new, rows.len() as i64, "{:?}", report.findings);
            applied(cx, &report).await;
            report.batch.unwrap()
        };
        brought(&[row(3, "11", "01/06/2018")]).await;
        let first = brought(&[row(3, "55", "01/06/2021"), row(5, "99", "20/05/2024")]).await;
        let second = brought(&[row(4, "77", "10/05/2022")]).await;
        let all = [
            "2018-06-01 3 2021-06-01",
            "2021-06-01 3 2022-05-10",
            "2022-05-10 4 2024-05-20",
            "2024-05-20 5 ",
        ];
        assert_eq!(stars(cx).await, all, "{}", w.engine);
        assert_eq!(import::undo(cx, &first).await.unwrap(), Undone::Done(0), "{}", w.engine);
        assert_eq!(stars(cx).await, ["2018-06-01 3 ", "2022-05-10 4 "], "{}", w.engine);

        // The other way round: the later list goes, and the earlier stands as if it had never come.
        brought(&[row(3, "55", "01/06/2021"), row(5, "99", "20/05/2024")]).await;
        assert_eq!(stars(cx).await, all, "{}", w.engine);
        assert_eq!(import::undo(cx, &second).await.unwrap(), Undone::Done(0));
        assert_eq!(
            stars(cx).await,
            ["2018-06-01 3 2021-06-01", "2021-06-01 3 2024-05-20", "2024-05-20 5 "],
            "{}",
            w.engine
        );
        crate::support::whole(cx).await;
    })
    .await;
}

#[tokio::test]
async fn whatever_names_an_imported_producer_or_product_stops_the_undo() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let report = staged(cx, &["Khô cá;HTX Một;3;55/QĐ-UBND;01/06/2025;Phường Xóm Chiếu;HCM"]).await;
        applied(cx, &report).await;
        let batch = report.batch.unwrap();
        let sql = "INSERT INTO account (id, name, email, failures, disabled, lang, created_at, version) \
                   VALUES ('a', 'Tài khoản mẫu', 'a@ocop.example', 0, FALSE, 'vi', 1, 1)";
        exec(&w, sql, vec![]).await;
        let survey = |column: &str, table: &str| {
            format!(
                "INSERT INTO survey (id, commune_id, name, folded, likeness, {column}, stage, created_by, created_at, \
                 changed_at, version) SELECT 'x', commune_id, name, folded, folded, id, 'idea', 'a', 1, 1, 1 FROM {table}"
            )
        };
        let amendment = |thing: &str| {
            format!(
                "INSERT INTO amendment (id, thing, thing_id, kind, proposed, reason, effective_on, state, asked_by, \
                 asked_at, version) SELECT 'x', '{thing}', id, 'correct', '{{}}', 'sai tên', '2026-10-05', 'asked', \
                 'a', 1, 1 FROM {thing}"
            )
        };
        for (what, table, sql) in [
            ("producer", "survey", survey("producer_id", "producer")),
            ("product", "survey", survey("product_id", "product")),
            ("producer", "amendment", amendment("producer")),
            ("product", "amendment", amendment("product")),
            (
                "producer",
                "waiting_post",
                "INSERT INTO waiting_post (id, account_id, role, producer_id, valid_from, asked_by, asked_at, \
                 for_owner) SELECT 'x', 'a', 'producer', id, '2026-10-05', 'a', 1, FALSE FROM producer"
                    .to_owned(),
            ),
            (
                "producer",
                "notice",
                "INSERT INTO notice (id, recipient, producer_id, kind, key, data, href, created_at) \
                 SELECT 'x', 'producer', id, 'paper_ends', 'x', '{}', '/', 1 FROM producer"
                    .to_owned(),
            ),
        ] {
            exec(&w, &sql, vec![]).await;
            let Undone::Blocked(why) = import::undo(cx, &batch).await.unwrap() else {
                panic!("{table} hangs on the {what}")
            };
            let said: Vec<_> = why.iter().map(|b| (b.row, b.what, b.reason)).collect();
            assert_eq!(said, [(2, what, "in_use")], "{table} {}", w.engine);
            // The refusal says which, and what hangs on it.
            let name = if what == "producer" { "HTX Một" } else { "Khô cá" };
            let by = if table == "amendment" { vec![] } else { vec![table] };
            assert_eq!((why[0].name.as_str(), &why[0].by), (name, &by));
            exec(&w, &format!("DELETE FROM {table} WHERE id = 'x'"), vec![]).await;
        }
        assert_eq!(import::undo(cx, &batch).await.unwrap(), Undone::Done(1));
    })
    .await;
}

#[tokio::test]
async fn a_ditto_mark_repeats_the_row_above_and_a_placeholder_asks() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let tail = "4;901/QĐ-UBND;15/03/2025;Phường Xóm Chiếu;HCM";
        let rows: Vec<String> =
            ["HTX Thật Một", "nt", "-nt-", "“", "Như trên", "Đang cập nhật", "-", "x", "N/A", "12"]
                .iter()
                .enumerate()
                .map(|(i, p)| format!("Bánh pía {i};{p};{tail}"))
                .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let report = staged(cx, &rows).await;
        assert_eq!(
            (report.counts.new, report.counts.waiting, report.counts.errors),
            (5, 5, 0),
            "{:?}",
            report.findings
        );
        assert_eq!(codes(&report).iter().filter(|c| **c == "producer_placeholder").count(), 5);
        let done = applied(cx, &report).await;
        assert_eq!((done.products, done.producers, done.waiting), (5, 1, 5));
        assert_eq!(count(cx, "producer WHERE name = 'HTX Thật Một'").await, 1);
        let batch = report.batch.unwrap();
        let answer = |producer: &str| Choose {
            batch_id: batch.clone(),
            row: 7,
            producer: producer.into(),
            ..Choose::default()
        };
        for bad in ["", "-", "chưa có", "nt"] {
            assert!(matches!(import::choose(cx, answer(bad)).await, Err(Error::Invalid(_))), "{bad}");
        }
        assert!(!import::choose(cx, answer("HTX Hai")).await.unwrap().open);
        // Placeholders in other columns are nothing, and no error; marks repeat there too.
        let other = staged(
            cx,
            &[
                "Trà một;HTX Ba;4;5/QĐ-UBND;15/03/2025;Phường Xóm Chiếu;HCM",
                "Trà hai;HTX Ba;4;-;Đang cập nhật;nt;nt",
            ],
        )
        .await;
        assert_eq!((other.counts.new, other.counts.errors), (2, 0), "{:?}", other.findings);
    })
    .await;
}

/// Điều 8: what a list itself calls withdrawn comes in as a product without a star; a number belongs to one row alone.
#[tokio::test]
async fn a_star_the_list_calls_withdrawn_does_not_stand_and_a_ditto_gives_no_number() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let head = format!("{};Số GCN;Tình trạng;Ngày thu hồi", HEAD.trim_end());
        let rows = [
            "Khô cá;HTX Một;4;9/QĐ-UBND;15/03/2025;Phường Xóm Chiếu;HCM;01-2025-79;Còn hiệu lực;",
            "Khô mực;HTX Một;4;9/QĐ-UBND;15/03/2025;Phường Xóm Chiếu;HCM;nt;Đã thu hồi;",
            "Khô tôm;HTX Một;3;9/QĐ-UBND;15/03/2025;Phường Xóm Chiếu;HCM;02-2025-79;;01/06/2026",
        ];
        let bytes = format!("{head}\n{}\n", rows.join("\n")).into_bytes();
        let list = Stage { file_name: "list.csv".into(), bytes, dry_run: false };
        let report = import::stage(cx, list).await.unwrap();
        assert_eq!((report.counts.new, report.counts.errors), (3, 0), "{:?}", report.findings);
        let said =
            |code| report.findings.iter().filter(|f| f.code == code).map(|f| f.row).collect::<Vec<_>>();
        assert_eq!(said("stars_withdrawn"), [3, 4], "{:?}", report.findings);
        assert_eq!(said("number_as_above"), [3], "{:?}", report.findings);
        let done = applied(cx, &report).await;
        assert_eq!((done.products, done.recognitions), (3, 1), "{}", w.engine);
    })
    .await;
}

#[tokio::test]
async fn the_number_of_the_certificate_is_passed_on_as_the_list_gives_it() {
    on_each_engine(async |w| {
        let text = "Tên sản phẩm;Chủ thể;Số sao;Xã/phường;Tỉnh;Số GCN\nTrà;HTX Một;4;Phường Xóm Chiếu;HCM;123/GCN-UBND\n";
        let cmd = Stage { file_name: "gcn.csv".into(), bytes: text.into(), dry_run: false };
        let report = import::stage(&w.cx, cmd).await.unwrap();
        let view = import::show(&w.cx, &report.batch.unwrap(), "", 1).await.unwrap();
        assert_eq!(view.rows[0].data.certificate_no.as_deref(), Some("123/GCN-UBND"));
    })
    .await;
}

/// What a cell says of a decision is read or remarked, never cut or dropped in silence.
#[tokio::test]
async fn the_number_of_a_decision_is_read_however_it_is_written() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let rows = [
            "Kẹo;HTX Một;3;Số 12/QĐ-UBND;01/02/2024;Phường Xóm Chiếu;HCM",
            "Bánh;HTX Một;3;Quyết định số 901 / QĐ - UBND ngày 15/3/2025;;Phường Xóm Chiếu;HCM",
            "Mứt;HTX Một;3;901;15/03/2025;Phường Xóm Chiếu;HCM",
            "Trà;HTX Một;3;3/QĐ-UBND, 9/QĐ-UBND;15/03/2025;Phường Xóm Chiếu;HCM",
            "Mắm;HTX Một;3;901/QĐ-UBND ngày 16/3/2025;15/03/2025;Phường Xóm Chiếu;HCM",
        ];
        let report = staged(cx, &rows).await;
        assert_eq!((report.counts.new, report.counts.errors), (3, 2), "{:?}", report.findings);
        let wanted = ["decision_number_unread", "decision_numbers_several", "date_contradicts_decision"];
        assert_eq!(codes(&report), wanted, "{}", w.engine);
        let view = import::show(cx, &report.batch.unwrap(), "", 1).await.unwrap();
        let numbers: Vec<_> = view.rows.iter().map(|r| r.data.decision_number.as_deref()).collect();
        assert_eq!(numbers[..3], [Some("12/QĐ-UBND"), Some("901/QĐ-UBND"), None]);
        assert_eq!(view.rows[1].data.issued_on.as_deref(), Some("2025-03-15"));
    })
    .await;
}
