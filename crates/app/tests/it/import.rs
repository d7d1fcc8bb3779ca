//! Lists brought in: both real lists whole, the second time without a change, undone to the letter; a bad workbook
//! named cell by cell.

use crate::support::*;
use ocop_app::import::{self, Apply, Choose, Report, Severity, Stage, Undone};
use ocop_app::{Cx, Error};
use ocop_domain::account::{Role, Scope};
use ocop_store::args;
use ocop_store::product::Alias;
use rust_xlsxwriter::{Format, Formula, Workbook};

const LAM_DONG_LIST: &[u8] = include_bytes!("../../../../data/products/recognised_lamdong.csv");
const PRESS_LIST: &[u8] = include_bytes!("../../../../data/products/recognised_press.csv");

fn list(name: &str, bytes: &[u8], dry_run: bool) -> Stage {
    Stage { file_name: name.into(), bytes: bytes.into(), dry_run }
}

async fn staged(cx: &Cx, name: &str, bytes: &[u8]) -> Report {
    import::stage(cx, list(name, bytes, false)).await.unwrap()
}

async fn applied(cx: &Cx, report: &Report) -> import::Applied {
    let cmd = Apply { batch_id: report.batch.clone().unwrap(), leave_out_errors: false };
    import::apply(cx, cmd).await.unwrap()
}

async fn real_areas(w: &World) {
    w.cx.db().exec("DELETE FROM area", vec![]).await.unwrap();
    ocop_app::area::load_if_empty(&w.cx).await.unwrap();
}

/// Every row of the register as text, in order.
async fn register(cx: &Cx) -> Vec<String> {
    let columns = [
        ("producer", "id || name || folded || legal_form || address || COALESCE(commune_id, '')"),
        ("product", "id || producer_id || name || COALESCE(commune_id, '') || COALESCE(category, '')"),
        ("decision", "id || issuer || COALESCE(number, '') || COALESCE(decided_on, '')"),
        (
            "recognition",
            "id || product_id || decision_id || certificate || COALESCE(issued_on, '') || COALESCE(expires_on, '') \
             || date_precision || COALESCE(issued_text, '')",
        ),
        ("catalogue", "product_id || folded"),
        ("establishment", "id || name"),
        ("product_alias", "code || product_id"),
    ];
    let mut out = Vec::new();
    for (table, text) in columns {
        let sql =
            format!("SELECT {text} AS code, '{table}' AS kind, CAST(NULL AS TEXT) AS source FROM {table}");
        let rows: Vec<Alias> = cx.db().all(&sql, vec![]).await.unwrap();
        let mut lines: Vec<String> = rows.into_iter().map(|r| format!("{} {}", r.kind, r.code)).collect();
        lines.sort();
        out.append(&mut lines);
    }
    out
}

async fn count(cx: &Cx, what: &str) -> i64 {
    cx.db().number(&format!("SELECT COUNT(*) AS n FROM {what}"), vec![]).await.unwrap()
}

#[tokio::test]
async fn both_lists_come_in_once_and_go_out_to_the_letter() {
    on_each_engine(async |w| {
        real_areas(&w).await;
        let cx = &w.cx;
        let dry = import::stage(cx, list("lamdong.csv", LAM_DONG_LIST, true)).await.unwrap();
        assert_eq!((dry.batch, count(cx, "import_batch").await), (None, 0));
        let first = staged(cx, "lamdong.csv", LAM_DONG_LIST).await;
        let c = first.counts;
        assert_eq!(
            (c.rows, c.new, c.waiting, c.duplicate, c.errors),
            (60, 58, 2, 0, 0),
            "{:?}",
            first.findings
        );
        assert_eq!(dry.findings, first.findings);
        let done = applied(cx, &first).await;
        assert_eq!((done.products, done.recognitions, done.waiting), (58, 58, 2));
        // 34 of the rows brought in name only a year: no day and no last day was made up for them.
        assert_eq!(count(cx, "recognition WHERE issued_on IS NULL AND expires_on IS NULL").await, 34);
        assert_eq!(count(cx, "recognition WHERE date_precision = 'year' AND issued_text <> ''").await, 34);
        assert_eq!(count(cx, "recognition WHERE expires_on = '2029-08-05'").await, 9);

        let before = register(cx).await;
        let press = staged(cx, "press.csv", PRESS_LIST).await;
        let c = press.counts;
        assert_eq!(
            (c.rows, c.new, c.waiting, c.duplicate, c.errors),
            (186, 94, 92, 0, 0),
            "{:?}",
            press.findings.iter().filter(|f| f.severity == Severity::Error).collect::<Vec<_>>()
        );
        let split = press.findings.iter().filter(|f| f.code == "commune_split").count();
        assert_eq!(split, 7);
        let done = applied(cx, &press).await;
        // One product of the other list comes with a further recognition, one is like another but for its marks.
        assert_eq!((done.products, done.recognitions, done.waiting), (93, 90, 92));
        let full = register(cx).await;

        for (name, bytes) in [("lamdong.csv", LAM_DONG_LIST), ("press.csv", PRESS_LIST)] {
            let again = staged(cx, name, bytes).await;
            assert_eq!(again.counts.new, 0, "{name}");
            assert_eq!(applied(cx, &again).await.products, 0, "{name}");
        }
        assert_eq!(register(cx).await, full, "{}", w.engine);

        let undone = import::undo(cx, &press.batch.unwrap()).await.unwrap();
        assert_eq!(undone, Undone::Done(93));
        assert_eq!(register(cx).await, before, "{}", w.engine);
        crate::support::whole(cx).await;
    })
    .await;
}

#[tokio::test]
async fn a_row_of_a_split_commune_waits_for_a_person() {
    on_each_engine(async |w| {
        real_areas(&w).await;
        let cx = &w.cx;
        let text = "id,name,subject,stars,decision,issuer,date,old_commune,old_commune_code,new_commune_code,link\n\
                    X-1,Bát sen Ví dụ,HTX Gốm Ví dụ,4,1/QĐ-UBND,UBND Ví dụ,2024,Xã Bát Tràng,00583,,split\n\
                    X-2,Lọ sen Ví dụ,,4,1/QĐ-UBND,UBND Ví dụ,2024,,,00577,\n";
        let report = staged(cx, "split.csv", text.as_bytes()).await;
        let batch = report.batch.clone().unwrap();
        assert_eq!(report.counts.waiting, 2);
        let view = import::show(cx, &batch, "waiting", 1).await.unwrap();
        let names: Vec<_> = view.rows[0].data.candidates.iter().map(|c| c.code.as_str()).collect();
        assert_eq!(names, ["00145", "00565", "00577"]);
        assert_eq!(applied(cx, &report).await.products, 0);
        let chosen = view.rows[0].data.candidates[2].id.clone();
        let answer = |row, commune: &str, producer: &str| Choose {
            batch_id: batch.clone(),
            row,
            commune_id: commune.into(),
            producer: producer.into(),
            only_this: true,
            ..Choose::default()
        };
        let wrong = import::choose(cx, answer(2, "c00583@old", "")).await;
        assert!(matches!(wrong, Err(Error::Invalid(_))));
        import::choose(cx, answer(2, &chosen, "")).await.unwrap();
        import::choose(cx, answer(3, "", "HTX Gốm Ví dụ")).await.unwrap();
        let done = applied(cx, &report).await;
        assert_eq!((done.products, done.producers, done.decisions), (2, 1, 1));

        // A dossier, an edit, a paper: what hangs on an imported thing keeps it.
        let db = cx.db();
        db.exec("UPDATE product SET version = 2 WHERE name = $1", args!["Bát sen Ví dụ"]).await.unwrap();
        let Undone::Blocked(why) = import::undo(cx, &batch).await.unwrap() else { panic!("not blocked") };
        assert_eq!((why.len(), why[0].row, why[0].reason), (1, 2, "edited"));
        db.exec("UPDATE product SET version = 1", vec![]).await.unwrap();
        assert_eq!(import::undo(cx, &batch).await.unwrap(), Undone::Done(2));
        assert_eq!(count(cx, "product").await, 0);
        assert!(matches!(import::undo(cx, &batch).await, Err(Error::Conflict("import_not_applied"))));
    })
    .await;
}

/// Merged cells, `#REF!`, a date against its year, NFD text, a missing commune, stars out of range, a twin.
fn bad_workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 0, 8, "DANH SÁCH SẢN PHẨM OCOP", &Format::new()).unwrap();
    let headings =
        ["Mã", "Tên sản phẩm", "Chủ thể", "Số sao", "Quyết định", "Ngày cấp", "Năm", "Mã xã", "Ngày hết hạn"];
    for (column, heading) in (0..).zip(headings) {
        sheet.write(2, column, heading).unwrap();
    }
    let rows = [
        ["A1", "Mắm một", "HTX Một", "3", "1/QĐ", "05/08/2026", "2026", "22945", "05/08/2029"],
        ["A2", "Mắm hai", "", "4", "1/QĐ", "05/08/2026", "2026", "22945", "05/08/2028"],
        ["A3", "", "HTX Ba", "3", "1/QĐ", "05/08/2026", "2025", "22945", ""],
        ["A4", "Ma\u{302}\u{301}m bốn", "HTX Bốn", "6", "1/QĐ", "2026-08-05", "2026", "99999", ""],
        ["A5", "Mắm năm", "HTX Năm", "5 sao", "1/QĐ", "hôm qua", "2026", "", ""],
        ["A6", "Mắm sáu", "HTX Sáu", "5", "1/QĐ", "", "2026", "", ""],
        ["A7", "Mắm MỘT", "htx một", "3", "1/QĐ", "", "", "22945", ""],
    ];
    for (row, cells) in (3..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    sheet.merge_range(3, 2, 4, 2, "HTX Một", &Format::new()).unwrap();
    sheet.write_formula(5, 1, Formula::new("=#REF!").set_result("#REF!")).unwrap();
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn a_bad_workbook_is_named_by_row_and_column_and_brings_nothing_in() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let bytes = bad_workbook();
        let report = import::stage(cx, list("bad.xlsx", &bytes, true)).await.unwrap();
        let found: Vec<String> = report
            .findings
            .iter()
            .map(|f| format!("{}{} {} {}", f.column, f.row, f.severity.as_str(), f.code))
            .collect();
        let want = [
            "C4 warning merged_filled",
            "C5 warning merged_filled",
            "I5 warning expires_not_36_months",
            "B6 error cell_error",
            "F6 error date_contradicts_year",
            "B7 warning nfd",
            "D7 error stars_out_of_range",
            "H7 error unknown_commune_code",
            "F8 error date_unreadable",
            "H8 question commune_missing",
            "H9 question commune_missing",
            "F10 warning day_in_another_row",
            "B10 warning duplicate_in_list",
        ];
        assert_eq!(found, want);
        let c = report.counts;
        assert_eq!((c.rows, c.new, c.errors, c.waiting, c.duplicate), (7, 2, 3, 1, 1));
        for table in ["import_batch", "import_row", "product", "producer", "journal"] {
            assert_eq!(count(cx, table).await, 0, "{table}");
        }

        let kept = staged(cx, "bad.xlsx", &bytes).await;
        let cmd = Apply { batch_id: kept.batch.clone().unwrap(), leave_out_errors: false };
        let refused = import::apply(cx, cmd.clone()).await;
        assert!(matches!(refused, Err(Error::Conflict("import_has_errors"))));
        assert_eq!(count(cx, "product").await, 0);
        let done = import::apply(cx, Apply { leave_out_errors: true, ..cmd }).await.unwrap();
        assert_eq!((done.products, done.producers, done.left_out), (2, 1, 3));
    })
    .await;
}

#[tokio::test]
async fn an_office_brings_in_its_own_province_only() {
    on_each_engine(async |w| {
        let text =
            "Tên sản phẩm;Chủ thể;Số sao;Mã xã\nMắm Ví dụ;HTX Ví dụ;3;22945\nBánh Ví dụ;HTX Ví dụ;3;27259\n";
        let office = w.province_office();
        let report = staged(&office, "list.csv", text.as_bytes()).await;
        assert_eq!((report.counts.new, report.counts.errors), (1, 1));
        // A list without a province column is of the office's own: a commune elsewhere contradicts it.
        assert_eq!(report.findings[0].code, "commune_in_other_province");
        let batch = report.batch.unwrap();
        let other = w.as_role("other-office", Role::ProvinceOffice, Scope::Province(LAM_DONG.into()));
        assert!(matches!(import::show(&other, &batch, "", 1).await, Err(Error::NotFound | Error::Hidden)));
        assert_eq!(import::list(&other, 1).await.unwrap().1, 0);
        assert_eq!(import::list(&office, 1).await.unwrap().1, 1);
        for cx in [w.ward_officer(), w.leader()] {
            assert!(matches!(import::stage(&cx, list("x", b"x", true)).await, Err(Error::Forbidden)));
        }
        assert!(matches!(import::list(&w.public(), 1).await, Err(Error::SignIn)));
        for junk in [b"".as_slice(), b"PK\x03\x04rubbish", b"a,b,c\n1,2,3\n", b"\xff\xfe\x00\x01"] {
            assert!(matches!(import::stage(&office, list("x", junk, true)).await, Err(Error::Invalid(_))));
        }
    })
    .await;
}
