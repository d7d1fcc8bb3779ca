//! Lists as offices write them, read through to the staged row: days, stars, sheets, text of another encoding.

use crate::support::*;
use ocop_app::import::{self, Apply, RowView, Stage};
use ocop_app::{Cx, Error};
use rust_xlsxwriter::Workbook;

const HEAD: &str = "STT,Tên sản phẩm,Chủ thể,Số sao,Số QĐ công nhận,Ngày ký QĐ,Mã xã";

async fn rows(cx: &Cx, name: &str, bytes: Vec<u8>) -> (import::Report, Vec<RowView>) {
    let report = import::stage(cx, Stage { file_name: name.into(), bytes, dry_run: false }).await.unwrap();
    let view = import::show(cx, report.batch.as_deref().unwrap(), "", 1).await.unwrap();
    (report, view.rows)
}

/// Điều 3(3) and 4(3): the stars and the first day, in whatever form, give the same recognition.
#[tokio::test]
async fn days_and_stars_mean_what_people_write() {
    on_each_engine(async |w| {
        let days = [
            "15/03/2025",
            "2025-03-15 00:00:00",
            "15/03/2025 00:00",
            "2025-03-15T00:00:00",
            "ngày 15/3/2025",
            "15/3/25",
            "45731",
            "15 tháng 3 năm 2025",
        ];
        let stars =
            ["4.0", "★★★★", "OCOP 4 sao", "Hạng 4 sao", "Đạt 4 sao", "4 sao (cấp tỉnh)", "****", "4*"];
        let mut text = format!("{HEAD}\r\n");
        for (n, (day, star)) in (1..).zip(days.iter().zip(stars)) {
            text += &format!("{n},Trà mẫu {n},HTX Mẫu,{star},9/QĐ-UBND,{day},22945\r\n");
        }
        let (report, rows) = rows(&w.cx, "days.csv", text.into_bytes()).await;
        assert_eq!((report.counts.rows, report.counts.new), (8, 8), "{:?}", report.findings);
        for row in rows {
            let d = &row.data;
            let said =
                (d.stars, d.issued_on.as_deref(), d.expires_on.as_deref(), d.decision_number.as_deref());
            assert_eq!(
                said,
                (Some(4), Some("2025-03-15"), Some("2028-03-15"), Some("9/QĐ-UBND")),
                "row {}",
                row.row
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_list_over_several_sheets_is_one_batch() {
    on_each_engine(async |w| {
        let mut book = Workbook::new();
        for (name, stars) in [("3 sao", "3"), ("4 sao", "6")] {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            for (column, heading) in (0..).zip(HEAD.split(',')) {
                sheet.write(0, column, heading).unwrap();
            }
            let product = format!("Bánh {name}");
            for (column, value) in (0..).zip(["1", &product, "HTX Mẫu", stars, "9/QĐ", "15/03/2025", "22945"])
            {
                sheet.write(1, column, value).unwrap();
            }
        }
        let (report, rows) = rows(&w.cx, "sheets.xlsx", book.save_to_buffer().unwrap()).await;
        let places: Vec<_> = rows.iter().map(|r| (import::row_of(r.row), r.data.sheet.as_str())).collect();
        assert_eq!(places, [(2, "3 sao"), (2, "4 sao")]);
        let bad = &report.findings[0];
        assert_eq!((bad.sheet.as_str(), bad.row, bad.code.as_str()), ("4 sao", 2, "stars_out_of_range"));
        let cmd = Apply { batch_id: report.batch.unwrap(), leave_out_errors: true };
        assert_eq!(import::apply(&w.cx, cmd).await.unwrap().products, 1);
    })
    .await;
}

#[tokio::test]
async fn text_nobody_can_read_is_never_brought_in_and_errors_of_cells_ask_who() {
    on_each_engine(async |w| {
        let text = format!(
            "{HEAD}\n1,MËt ong rõng,Hîp t¸c x· MÉu,4,9/QĐ,15/03/2025,22945\n2,Máº¯m cÃ¡,HTX Mẫu,4,9/QĐ,15/03/2025,22945\n\
             3,Khô cá,#REF!,4,9/QĐ,15/03/2025,22945\n"
        );
        let (report, _) = rows(&w.cx, "old.csv", text.into_bytes()).await;
        assert_eq!((report.counts.errors, report.counts.waiting), (2, 1), "{:?}", report.findings);
        let cmd = Apply { batch_id: report.batch.unwrap(), leave_out_errors: true };
        assert_eq!(import::apply(&w.cx, cmd).await.unwrap().products, 0);
        let stray = Stage { file_name: "x.xls".into(), bytes: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".into(), dry_run: true };
        let Err(Error::Invalid(e)) = import::stage(&w.cx, stray).await else { panic!("taken") };
        assert_eq!(e.0[0].code, "import_old_excel");
    })
    .await;
}

/// Điều 4(3): the 36 months are reckoned from the day of the decision, also where only the title of the list says it.
#[tokio::test]
async fn the_decision_of_a_title_is_entered_with_its_day_and_term() {
    on_each_engine(async |w| {
        let title = "(Kèm theo Quyết định số 5471/QĐ-UBND ngày 25 tháng 11 năm 2025 của UBND Thành phố)";
        let text = format!(
            "DANH SÁCH SẢN PHẨM OCOP\n{title}\nSTT,Tên sản phẩm,Chủ thể,Hạng sao,Mã xã\n\
             1,Trà,HTX Mẫu,4,22945\n,II. Quyết định số 9/QĐ-UBND ngày 5/3/2024,,,\n2,Mắm,HTX Mẫu,3,22945\n"
        );
        let (report, rows) = rows(&w.cx, "title.csv", text.into_bytes()).await;
        let said: Vec<_> = rows
            .iter()
            .map(|r| {
                let d = &r.data;
                [&d.decision_number, &d.issued_on, &d.expires_on].map(|t| t.clone().unwrap_or_default())
            })
            .collect();
        assert_eq!(
            said,
            [["5471/QĐ-UBND", "2025-11-25", "2028-11-25"], ["9/QĐ-UBND", "2024-03-05", "2027-03-05"]],
            "{:?}",
            report.findings
        );
        let cmd = Apply { batch_id: report.batch.unwrap(), leave_out_errors: false };
        let done = import::apply(&w.cx, cmd).await.unwrap();
        assert_eq!((done.products, done.decisions, done.recognitions), (2, 2, 2));
    })
    .await;
}
