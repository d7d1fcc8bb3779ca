//! Cells of a row that a list writes otherwise than the register keeps them: nothing is published that the list did not say, and
//! nothing is left out without a word.

use crate::import_register::{applied, codes, count, staged};
use crate::support::*;
use ocop_app::Cx;
use ocop_app::import::{self, Choose, Report, RowData, Stage};
use rust_xlsxwriter::{Format, Workbook};

const HEAD: [&str; 9] = [
    "STT",
    "Tên sản phẩm",
    "Chủ thể",
    "Số sao",
    "Số QĐ công nhận",
    "Ngày ký QĐ",
    "Mã xã",
    "Ngày hết hạn",
    "Số giấy chứng nhận",
];

/// A cell of a workbook: a text, or a number in a format.
enum In {
    Text(&'static str),
    Number(f64, &'static str),
}
use In::{Number, Text};

/// Rows of a workbook: what stands in the columns of stars, day, last day and number of the certificate.
fn workbook(rows: &[(In, In, In, In)], struck: Option<u32>) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(HEAD) {
        sheet.write(0, column, heading).unwrap();
    }
    for (row, (stars, day, last, certificate)) in (1_u32..).zip(rows) {
        let plain = |f: Format| if struck == Some(row + 1) { f.set_font_strikethrough() } else { f };
        let text = plain(Format::new());
        for (column, value) in [(0, row.to_string()), (1, format!("Trà {row}"))] {
            sheet.write_with_format(row, column, value, &text).unwrap();
        }
        for (column, value) in [(2, "HTX Mẫu"), (4, "9/QĐ-UBND"), (6, "22945")] {
            sheet.write_with_format(row, column, value, &text).unwrap();
        }
        for (column, cell) in [(3, stars), (5, day), (7, last), (8, certificate)] {
            match cell {
                Text("") => {}
                Text(t) => drop(sheet.write_with_format(row, column, *t, &text).unwrap()),
                Number(n, format) => {
                    let format = plain(Format::new().set_num_format(*format));
                    sheet.write_number_with_format(row, column, *n, &format).unwrap();
                }
            }
        }
    }
    book.save_to_buffer().unwrap()
}

async fn read(cx: &Cx, name: &str, bytes: Vec<u8>) -> (Report, Vec<RowData>) {
    let report = import::stage(cx, Stage { file_name: name.into(), bytes, dry_run: false }).await.unwrap();
    let view = import::show(cx, report.batch.as_deref().unwrap(), "", 1).await.unwrap();
    (report, view.rows.into_iter().map(|r| r.data).collect())
}

/// Điều 4(3): a term is reckoned from a day. What a spreadsheet shows as a month or a year names none.
#[tokio::test]
async fn a_day_shown_as_a_month_or_a_year_is_no_day() {
    on_each_engine(async |w| {
        let four = || Number(4.0, "General");
        let day = || Number(45731.0, "dd/mm/yyyy");
        let rows = [
            (four(), Number(45717.0, "mm/yyyy"), Text(""), Text("")),
            (four(), Number(45717.0, "mmm-yy"), Text(""), Text("")),
            (four(), Number(45658.0, "yyyy"), Text(""), Text("")),
            (four(), day(), Text(""), Number(45658.0, "m/yyyy")),
            (four(), day(), Number(46753.0, "yyyy"), Number(45658.0, "dd/mm/yyyy")),
            (four(), day(), Number(46419.0, "yyyy"), Number(12.0, "0000")),
        ];
        let (report, rows) = read(&w.cx, "days.xlsx", workbook(&rows, Some(7))).await;
        let said: Vec<_> = rows
            .iter()
            .map(|d| {
                let (issued, last) = (d.issued_on.as_deref(), d.expires_on.as_deref());
                (d.precision.as_str(), d.issued_text.as_str(), issued, last, d.certificate_no.as_deref())
            })
            .collect();
        let (on, until) = (Some("2025-03-15"), Some("2028-03-15"));
        let wanted = [
            ("month", "03/2025", None, None, None),
            ("month", "03/2025", None, None, None),
            ("year", "2025", None, None, None),
            ("day", "2025-03-15", on, until, None),
            ("day", "2025-03-15", on, until, None),
            ("day", "2025-03-15", on, None, Some("0012")),
        ];
        assert_eq!(said, wanted, "{}", w.engine);
        let told = codes(&report);
        let of = |code: &str| told.iter().filter(|c| **c == code).count();
        assert_eq!((of("certificate_is_day"), of("certificate_bare")), (2, 1), "{told:?}");
        assert_eq!((of("expires_about_not_36_months"), of("row_struck")), (1, 1), "{told:?}");
    })
    .await;
}

async fn text_list(cx: &Cx, head: &str, rows: &[&str]) -> (Report, Vec<RowData>) {
    read(cx, "list.csv", format!("{head}\n{}\n", rows.join("\n")).into_bytes()).await
}

/// Điều 4(3): a last day that is not 36 months behind the first is said, however little of it is given, and none is made up.
#[tokio::test]
async fn a_term_that_is_not_that_of_the_law_is_said_however_it_is_written() {
    on_each_engine(async |w| {
        let head =
            "Tên sản phẩm;Chủ thể;Số sao;Quyết định;Ngày quyết định;Mã xã;Ngày hết hạn;Số giấy chứng nhận";
        let row = |last: &str| format!("Trà;HTX {last};4;9/QĐ-UBND;15/03/2025;22945;{last};");
        for (last, kept, code) in [
            ("03/2028", Some("2028-03-15"), None),
            ("2028", Some("2028-03-15"), None),
            ("36 tháng", Some("2028-03-15"), None),
            ("3 năm", Some("2028-03-15"), None),
            ("03/2027", None, Some("expires_about_not_36_months")),
            ("12/2028", None, Some("expires_about_not_36_months")),
            ("2026", None, Some("expires_about_not_36_months")),
            ("24 tháng", None, Some("expires_about_not_36_months")),
            ("2024", None, Some("expires_before_issued")),
            ("01/01/2028", Some("2028-01-01"), Some("expires_not_36_months")),
            ("15/3/2028 (gia hạn đến 12/2028)", Some("2028-03-15"), Some("date_rest_left")),
            ("29/02/2027", None, Some("date_does_not_exist")),
            ("đã hết hạn", Some("2028-03-15"), Some("standing_unclear")),
        ] {
            let (report, rows) = text_list(&w.cx, head, &[&row(last)]).await;
            let told: Vec<_> =
                report.findings.iter().filter(|f| f.column == "G" || f.column == "C").collect();
            let found = told.first().map(|f| f.code.as_str());
            assert_eq!(found, code, "{last}: {:?}", report.findings);
            if code != Some("date_does_not_exist") {
                assert_eq!(rows[0].expires_on.as_deref(), kept, "{last}");
            }
        }
        let (report, _) = text_list(&w.cx, head, &[&row("01/01/2028")]).await;
        let args: Vec<_> = report.findings[0].args.iter().map(|(_, v)| v.as_str()).collect();
        assert_eq!(args, ["15/03/2028", "01/01/2028"], "{}", w.engine);
        let (report, rows) = text_list(&w.cx, head, &["Trà;HTX Một;4;9/QĐ-UBND;15/03/2025;22945;;0"]).await;
        assert_eq!((codes(&report), &rows[0].certificate_no), (vec!["certificate_is_none"], &None));
    })
    .await;
}

fn answer(batch: &str, row: i64, stars: &str) -> Choose {
    Choose { batch_id: batch.into(), row, stars: stars.into(), ..Choose::default() }
}

const STATES: &str = "Tên sản phẩm;Chủ thể;Số sao;Quyết định;Ngày quyết định;Xã/phường;Tỉnh;Ghi chú";

fn of_state(name: &str, stars: &str, state: &str) -> String {
    format!("{name};HTX Hai;{stars};7/QĐ-UBND;01/06/2025;Phường Xóm Chiếu;HCM;{state}")
}

/// Điều 8: only a decision takes a star away. What a list says short of that is asked about, and nothing of the row is published
/// before; what it plainly calls withdrawn comes in without its star.
#[tokio::test]
async fn a_star_that_the_list_puts_in_doubt_waits_for_a_person() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let rows = [
            of_state("Một", "3", "Hết hiệu lực"),
            of_state("Hai", "4", "HTX giải thể"),
            of_state("Ba", "4", "Có chương trình thu hồi vỏ chai"),
            of_state("Bốn (đã thu hồi)", "4", ""),
            of_state("Năm", "4", "Bị thu hồi"),
            of_state("Sáu", "4", "Còn hiệu lực"),
            of_state("Bảy", "", "Hết hiệu lực"),
            of_state("Tám", "Thu hồi", ""),
            of_state("Chín", "Không đạt", ""),
            of_state("Mười", "2", ""),
        ];
        let (report, _) = text_list(cx, STATES, &rows.each_ref().map(String::as_str)).await;
        let told: Vec<_> =
            report.findings.iter().filter(|f| f.column == "C").map(|f| (f.row, f.code.as_str())).collect();
        let wanted = [
            (2, "standing_unclear"),
            (3, "standing_unclear"),
            (4, "standing_unclear"),
            (5, "standing_unclear"),
            (6, "stars_withdrawn"),
            (8, "stars_missing"),
            (9, "stars_unclear"),
            (10, "stars_unclear"),
            (11, "stars_below_three"),
        ];
        assert_eq!(told, wanted, "{}", w.engine);
        assert_eq!((report.counts.errors, report.counts.waiting), (0, 6));
        let batch = report.batch.clone().unwrap();
        // The rank is the list's: only whether it stands is asked.
        assert!(import::choose(cx, answer(&batch, 2, "4")).await.is_err());
        for (row, stars) in
            [(2, "3"), (3, "withdrawn"), (4, "none"), (5, "withdrawn"), (9, "withdrawn"), (10, "none")]
        {
            assert!(!import::choose(cx, answer(&batch, row, stars)).await.unwrap().open, "{row}");
        }
        let done = applied(cx, &report).await;
        assert_eq!((done.products, done.recognitions), (10, 2));
        assert_eq!(count(cx, "recognition WHERE product_name IN ('Một', 'Sáu')").await, 2);
        // A later list that says the star again gives none back to what was said to be withdrawn.
        let again = [of_state("Hai", "4", "x"), of_state("Tám", "4", "")];
        let (later, _) = text_list(cx, STATES, &again.each_ref().map(String::as_str)).await;
        assert_eq!((later.counts.changed, later.counts.new), (2, 0), "{:?}", later.findings);
        // A doubt that a later edition adds is said, also where it stands in a column that is not read into the row.
        let doubted = of_state("Sáu", "4", "Tạm dừng");
        let (edition, _) = text_list(cx, STATES, &[&doubted]).await;
        assert_eq!((edition.counts.changed, edition.counts.unchanged), (1, 0), "{:?}", edition.findings);
        whole(cx).await;
    })
    .await;
}

/// One row recognises, a row below says that the star was withdrawn: both are asked about.
#[tokio::test]
async fn a_withdrawal_in_another_row_of_the_product_is_asked_of_both() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let first = "Trà;HTX Hai;4;7/QĐ-UBND;01/06/2025;Phường Xóm Chiếu;HCM";
        let taken = "Trà;HTX Hai;Thu hồi;12/QĐ-UBND;01/02/2026;Phường Xóm Chiếu;HCM";
        let later = "Trà;HTX Hai;4;20/QĐ-UBND;01/03/2026;Phường Xóm Chiếu;HCM";
        let report = staged(cx, &[first, taken, later]).await;
        let told = ["standing_unclear_elsewhere", "stars_unclear", "further_recognition"];
        assert_eq!(codes(&report), told, "{}", w.engine);
        let of: Vec<_> = report.findings[0].args.iter().map(|(_, v)| v.as_str()).collect();
        assert_eq!(of, ["3", "Thu hồi"], "the row that says it is named");
        assert_eq!((report.counts.new, report.counts.waiting), (1, 2));
    })
    .await;
}

/// A note below the table that a mark points to is read by a person.
#[tokio::test]
async fn rows_that_bear_the_mark_of_a_note_are_asked_about() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let head = "STT;Tên sản phẩm;Chủ thể;Số sao;Quyết định;Ngày quyết định;Xã/phường;Tỉnh";
        let row = |n: u8, name: &str, stars: &str| {
            format!("{n};{name};HTX Hai;{stars};7/QĐ-UBND;01/06/2025;Phường Xóm Chiếu;HCM")
        };
        let rows = [
            row(1, "Mắm", "4(*)"),
            row(2, "Trà (1)", "4*"),
            row(3, "Khô", "****"),
            row(4, "Gạo (2)", "3"),
            ";(*) Sản phẩm đã bị thu hồi theo QĐ 12/QĐ-UBND".into(),
            ";(2) Tiềm năng 5 sao".into(),
        ];
        let (report, rows) = text_list(cx, head, &rows.each_ref().map(String::as_str)).await;
        let asked: Vec<_> =
            report.findings.iter().filter(|f| f.code == "footnote_unclear").map(|f| f.row).collect();
        assert_eq!((asked, rows.len()), (vec![2, 3, 5], 4), "{}: {:?}", w.engine, report.findings);
        assert_eq!((report.counts.waiting, report.counts.new), (3, 1));
        let batch = report.batch.clone().unwrap();
        assert!(!import::choose(cx, answer(&batch, 2, "withdrawn")).await.unwrap().open);
        assert!(!import::choose(cx, answer(&batch, 5, "3")).await.unwrap().open);
        assert_eq!(applied(cx, &report).await.recognitions, 2);
    })
    .await;
}

/// Điều 4(2): the Prime Minister's decision is on the programme, five stars are the ministry's; one decision has one day; what a
/// mark repeats of the row above is said.
#[tokio::test]
async fn decisions_that_cannot_have_given_the_star_are_told() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let report = staged(
            cx,
            &[
                "Một;HTX Hai;4;26/2026/QĐ-TTg;01/07/2026;Phường Xóm Chiếu;HCM",
                "Hai;HTX Hai;5;7/QĐ-UBND;01/06/2025;Phường Xóm Chiếu;HCM",
                "Ba;HTX Hai;5;9/QĐ-BNNMT;01/06/2025;Phường Xóm Chiếu;HCM",
                "Bốn;HTX Hai;4;7/QĐ-UBND;02/06/2025;Phường Xóm Chiếu;HCM",
                "1. Năm;HTX Hai;nt;nt;nt;nt;nt",
                "Sáu;HTX Hai;4;9/QĐ-UBND (theo 1048/QĐ-TTg);02/06/2025;Phường Xóm Chiếu;HCM",
            ],
        )
        .await;
        let told: Vec<_> = report.findings.iter().map(|f| (f.row, f.code.as_str())).collect();
        let wanted = [
            (2, "decision_of_programme"),
            (3, "five_stars_by_province"),
            (5, "decision_days_several"),
            (6, "name_mark_left"),
            (6, "cells_as_above"),
            (7, "decision_of_programme"),
        ];
        assert_eq!(told, wanted, "{}", w.engine);
        let view = import::show(cx, report.batch.as_deref().unwrap(), "", 1).await.unwrap();
        let numbers: Vec<_> = view.rows.iter().map(|r| r.data.decision_number.as_deref()).collect();
        let seven = Some("7/QĐ-UBND");
        assert_eq!(numbers, [None, seven, Some("9/QĐ-BNNMT"), seven, seven, Some("9/QĐ-UBND")]);
        assert_eq!((view.rows[4].data.name.as_str(), view.rows[4].data.stars), ("Năm", Some(4)));
        // A list that calls the star national says who gave it.
        let national = "Bảy;HTX Hai;5 sao (quốc gia);7/QĐ-UBND;01/06/2025;Phường Xóm Chiếu;HCM";
        let report = staged(&w.cx, &[national]).await;
        assert!(report.findings.iter().all(|f| f.code != "five_stars_by_province"), "{:?}", report.findings);
    })
    .await;
}

/// Điều 4(3): 36 months. An end on or before the day of recognition, or more than a month behind the lawful one, is a mistake that
/// is told with both days and is not published.
#[tokio::test]
async fn an_end_that_no_term_can_have_is_an_error() {
    on_each_engine(async |w| {
        let head = "Tên sản phẩm;Chủ thể;Số sao;Quyết định;Ngày quyết định;Mã xã;Ngày hết hạn";
        for (issued, last, code, kept) in [
            ("01/07/2025", "01/07/2082", "expires_too_late", None),
            ("01/07/2025", "02/08/2028", "expires_too_late", None),
            ("01/07/2025", "01/08/2028", "expires_not_36_months", Some("2028-08-01")),
            ("01/07/2025", "01/07/2025", "expires_before_issued", None),
            ("01/07/2025", "30/06/2025", "expires_before_issued", None),
            ("01/07/2025", "02/07/2025", "expires_not_36_months", Some("2025-07-02")),
            ("2025", "01/07/2082", "expires_too_late", None),
            ("2025", "31/01/2029", "", Some("2029-01-31")),
            ("07/2025", "30/06/2025", "expires_before_issued", None),
        ] {
            let row = format!("Trà;HTX Một;4;9/QĐ-UBND;{issued};22945;{last}");
            let (report, rows) = text_list(&w.cx, head, &[&row]).await;
            let of_term = |f: &&import::Finding| f.code.starts_with("expires");
            let found = report.findings.iter().find(of_term);
            assert_eq!(found.map_or("", |f| f.code.as_str()), code, "{issued} {last} {}", w.engine);
            assert_eq!(rows[0].expires_on.as_deref(), kept, "{issued} {last}");
            if kept.is_none() {
                let found = found.unwrap();
                let args: Vec<_> = found.args.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
                assert!(args.contains(&("found", last)), "{args:?}");
                assert!(args.iter().any(|(n, v)| *n == "issued" && v.contains("2025")), "{args:?}");
                assert_eq!((found.severity, found.column.as_str()), (import::Severity::Error, "G"));
                assert_eq!(report.counts.errors, 1);
            }
        }
    })
    .await;
}

/// Điều 8(2): the decision is found by its number. A number broken by a blank is no other decision's number.
#[tokio::test]
async fn a_decision_number_that_is_broken_by_a_blank_is_an_error() {
    on_each_engine(async |w| {
        let head = "Tên sản phẩm;Chủ thể;Số sao;Quyết định;Mã xã";
        for (decision, code) in [
            ("Quyết định 15 23/QĐ-UBND ngày 12.6.2023", Some("decision_number_broken")),
            ("15 23/QĐ-UBND ngày 12/6/2023", Some("decision_number_broken")),
            ("Quyết định số 1523/QĐ-UBND ngày 12/6/2023", None),
            ("Quyết định năm 2023 23/QĐ-UBND ngày 12/6/2023", None),
        ] {
            let (report, rows) = text_list(&w.cx, head, &[&format!("Trà;HTX Một;4;{decision};22945")]).await;
            let found = report.findings.iter().find(|f| f.code.starts_with("decision"));
            assert_eq!(found.map(|f| f.code.as_str()), code, "{decision} {}", w.engine);
            assert_eq!(rows[0].decision_number.is_none(), code.is_some(), "{decision}");
        }
    })
    .await;
}

/// Former names are read as names are: a mark that counts and a telephone number are no part of them.
#[tokio::test]
async fn a_former_name_is_read_as_a_name_is() {
    on_each_engine(async |w| {
        let head = "Tên cũ;Tên mới;Chủ thể cũ;Chủ thể mới;Số sao;Quyết định;Mã xã";
        let of = "4;9/QĐ-UBND ngày 12/6/2023;22945";
        let rows = [
            format!("1. Trà núi;Trà mây;HTX Một - 0912 345 678;Công ty Một;{of}"),
            format!("2. Mắm;Mắm;HTX Hai - 0912 345 678;HTX Hai;{of}"),
        ];
        let (_, rows) = text_list(&w.cx, head, &rows.each_ref().map(String::as_str)).await;
        let said: Vec<_> = rows.iter().map(|d| (d.former_name.as_str(), d.former_subject.as_str())).collect();
        assert_eq!(said, [("Trà núi", "HTX Một"), ("", "")], "{}", w.engine);
    })
    .await;
}
