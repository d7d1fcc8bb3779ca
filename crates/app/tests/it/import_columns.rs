//! Lists whose columns say the same of several times, brought in: names of before, one assessment beside another, a second
//! table in another order.

use crate::import_register::{applied, codes, count};
use crate::support::*;
use ocop_app::Cx;
use ocop_app::import::{self, Report, Stage, Undone};

async fn staged(cx: &Cx, lines: &[&str]) -> Report {
    let bytes = format!("{}\n", lines.join("\n")).into_bytes();
    import::stage(cx, Stage { file_name: "list.csv".into(), bytes, dry_run: false }).await.unwrap()
}

/// Điều 4(2): a star entered for the same product under a new name is no star of another product.
#[tokio::test]
async fn a_product_that_the_register_has_under_the_old_name_of_a_list_is_that_product() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let old = [
            "Tên sản phẩm;Chủ thể;Số sao;Quyết định;Ngày quyết định;Mã xã",
            "Trà núi;HTX Một;3;55/QĐ-UBND;01/06/2021;22945",
        ];
        applied(cx, &staged(cx, &old).await).await;
        let head = "Tên cũ;Tên mới;Chủ thể cũ;Chủ thể mới;Số sao;Quyết định;Ngày quyết định;Mã xã";
        for row in [
            "Trà núi;Trà mây;HTX Một;Công ty TNHH Một;4;99/QĐ-UBND;20/05/2024;22945",
            "Trà núi;Trà mây;;HTX Một;4;99/QĐ-UBND;20/05/2024;22945",
            "Trà núi;;HTX Một;Công ty TNHH Một;4;99/QĐ-UBND;20/05/2024;22945",
        ] {
            let report = staged(cx, &[head, row]).await;
            let right = ["columns_former", "renamed_in_list", "further_in_register"];
            assert_eq!((codes(&report), report.counts.new), (right.to_vec(), 1), "{row} {}", w.engine);
            let done = applied(cx, &report).await;
            assert_eq!((done.products, done.producers, done.recognitions), (0, 0, 1), "{row}");
            assert_eq!(import::undo(cx, &report.batch.unwrap()).await.unwrap(), Undone::Done(0));
        }
        // Not renamed: the name of before is the name.
        let same = staged(cx, &[head, "Trà núi;giữ nguyên;HTX Một;-;4;99/QĐ-UBND;20/05/2024;22945"]).await;
        assert_eq!(codes(&same), ["columns_former", "further_in_register"]);
        // Another product of the renamed producer is entered for that producer.
        let other =
            staged(cx, &[head, ";Cà phê;HTX Một;Công ty TNHH Một;4;99/QĐ-UBND;20/05/2024;22945"]).await;
        assert_eq!(codes(&other), ["columns_former", "producer_renamed_in_list"]);
        let done = applied(cx, &other).await;
        assert_eq!((done.products, done.producers, count(cx, "producer").await), (1, 0, 1));
    })
    .await;
}

/// Điều 4(3): each recognition has its own decision and term, and the later counts from its day.
#[tokio::test]
async fn one_row_with_two_assessments_brings_one_product_and_two_recognitions() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let lines = [
            "STT;Tên sản phẩm;Chủ thể;Sao lần 1;QĐ lần 1;Ngày lần 1;Sao lần 2;QĐ lần 2;Ngày lần 2;Mã xã",
            "1;Trà;HTX Một;3;12/QĐ-UBND;15/03/2022;4;55/QĐ-UBND;20/06/2024;22945",
            "2;Mắm;nt;6;12/QĐ-UBND;15/03/2022;;;;22945",
            "3;Khô;nt;3;12/QĐ-UBND;15/03/2022;4;55/QĐ-UBND;31/06/2024;22945",
        ];
        let report = staged(cx, &lines).await;
        let marked: Vec<String> = report
            .findings
            .iter()
            .filter(|f| f.severity == import::Severity::Error)
            .map(|f| format!("{}{} {}", f.column, f.row, f.code))
            .collect();
        assert_eq!(marked, ["D3 stars_out_of_range", "I4 date_does_not_exist"], "{:?}", report.findings);
        let cmd = import::Apply { batch_id: report.batch.clone().unwrap(), leave_out_errors: true };
        let done = import::apply(cx, cmd).await.unwrap();
        assert_eq!((done.products, done.producers, done.recognitions), (2, 1, 3), "{}", w.engine);
        // The same list again brings nothing.
        let again = staged(cx, &lines).await;
        assert_eq!((again.counts.unchanged, again.counts.new), (3, 0), "{:?}", again.findings);
        assert_eq!(import::undo(cx, &report.batch.unwrap()).await.unwrap(), Undone::Done(2));
        assert_eq!((count(cx, "product").await, count(cx, "recognition").await), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn findings_of_a_table_in_another_order_name_its_own_columns() {
    on_each_engine(async |w| {
        let lines = [
            "STT;Tên sản phẩm;Chủ thể;Số sao;Số QĐ;Ngày QĐ;Mã xã",
            "1;Trà;HTX Một;4;12/QĐ-UBND;15/03/2025;22945",
            "STT;Chủ thể;Tên sản phẩm;Số QĐ;Ngày QĐ;Số sao;Mã xã",
            "1;HTX Hai;Mắm;13/QĐ-UBND;30/02/2025;3;22945",
            "2;nt;Cá;13/QĐ-UBND;16/03/2025;6;22945",
            "3;nt;Cốm;13/QĐ-UBND;16/03/2025;3;22945",
        ];
        let report = staged(&w.cx, &lines).await;
        let errors: Vec<String> = report
            .findings
            .iter()
            .filter(|f| f.severity == import::Severity::Error)
            .map(|f| format!("{}{} {} {}", f.column, f.row, f.heading, f.code))
            .collect();
        assert_eq!(
            errors,
            ["E4 Ngày QĐ date_does_not_exist", "F5 Số sao stars_out_of_range"],
            "{}",
            w.engine
        );
        assert_eq!((report.counts.new, report.rows[3].producer.as_str()), (2, "HTX Hai"));
    })
    .await;
}

/// Điều 4(3): the term begins on the day of the decision, so a day that no calendar has is a mistake of the list wherever
/// it stands, and a tick says no rank (Điều 3(3)).
#[tokio::test]
async fn a_day_that_does_not_exist_is_an_error_in_the_cell_of_the_decision_too() {
    on_each_engine(async |w| {
        let lines = [
            "STT;Tên sản phẩm;Chủ thể;Số sao;Quyết định công nhận;Mã xã",
            "1;Trà;HTX Một;4;12/QĐ-UBND ngày 30/02/2025;22945",
            "2;Mắm;HTX Một;x;12/QĐ-UBND ngày 15/02/2025;22945",
            "3;Cá;HTX Một;4;12/QĐ-UBND ngày 31 tháng 4 năm 2025;22945",
        ];
        let report = staged(&w.cx, &lines).await;
        let said: Vec<String> =
            report.findings.iter().map(|f| format!("{}{} {}", f.column, f.row, f.code)).collect();
        assert_eq!(
            said,
            ["E2 date_does_not_exist", "D3 stars_unclear", "E4 date_does_not_exist"],
            "{}",
            w.engine
        );
        assert_eq!((report.counts.errors, report.counts.waiting), (2, 1));
    })
    .await;
}

/// Điều 3(3): that a later assessment gave no star takes none from the earlier one; both are asked about.
#[tokio::test]
async fn an_assessment_that_gave_no_star_takes_none_from_the_one_before() {
    on_each_engine(async |w| {
        let lines = [
            "STT;Tên sản phẩm;Chủ thể;Sao lần 1;QĐ lần 1;Sao lần 2;QĐ lần 2;Mã xã",
            "1;Trà;HTX Một;3;12/QĐ-UBND ngày 1/2/2023;Không đạt;;22945",
        ];
        let report = staged(&w.cx, &lines).await;
        assert_eq!(codes(&report), ["series_read", "standing_unclear", "stars_unclear"], "{}", w.engine);
        assert_eq!((report.counts.rows, report.counts.errors, report.counts.waiting), (1, 0, 2));
    })
    .await;
}

/// The stars (of each recognition), the producer and the name that the rows of a list turned out to say.
async fn understood(cx: &Cx, lines: &[&str]) -> Vec<(String, String, Option<i64>)> {
    let report = staged(cx, lines).await;
    let view = import::show(cx, report.batch.as_deref().unwrap(), "", 1).await.unwrap();
    let said = |d: import::RowData| (d.name, d.subject, d.stars.filter(|_| !d.unrecognised).map(i64::from));
    view.rows.into_iter().map(|r| said(r.data)).collect()
}

/// A mark repeats the row above it, and no row above that one.
#[tokio::test]
async fn a_mark_repeats_no_assessment_that_the_row_above_leaves_out() {
    on_each_engine(async |w| {
        for left_out in [";", "-;-"] {
            let rows = understood(
                &w.cx,
                &[
                    "STT;Tên sản phẩm;Chủ thể;Sao lần 1;QĐ lần 1;Sao lần 2;QĐ lần 2;Mã xã",
                    "1;Trà;HTX Một;3;12/QĐ-UBND ngày 1/2/2022;4;55/QĐ-UBND ngày 1/2/2025;22945",
                    &format!("2;Mắm;HTX Một;3;12/QĐ-UBND ngày 1/2/2022;{left_out};22945"),
                    "3;Cá;HTX Một;3;12/QĐ-UBND ngày 1/2/2022;nt;nt;22945",
                ],
            )
            .await;
            let fish: Vec<_> = rows.iter().filter(|(n, ..)| n == "Cá").map(|(.., stars)| *stars).collect();
            assert!(fish.contains(&Some(3)) && !fish.contains(&Some(4)), "{left_out} {} {rows:?}", w.engine);
        }
    })
    .await;
}

/// Điều 3: the star is the producer's. A mark that repeats the row above says a producer, a mark of nothing says that it was
/// not renamed, and the row below repeats what the row turned out to say.
#[tokio::test]
async fn a_mark_repeats_the_producer_that_the_row_above_turned_out_to_have() {
    on_each_engine(async |w| {
        let rows = understood(
            &w.cx,
            &[
                "Tên cũ;Tên mới;Chủ thể cũ;Chủ thể mới;Số sao;Quyết định;Mã xã",
                ";Trà;HTX Không;Công ty Một;4;1/QĐ-UBND ngày 1/2/2025;22945",
                ";Mắm;HTX Một;nt;4;1/QĐ-UBND ngày 1/2/2025;22945",
                "Khô;giữ nguyên;HTX Ba;-;4;1/QĐ-UBND ngày 1/2/2025;22945",
                "Khô cá;nt;nt;nt;3;1/QĐ-UBND ngày 1/2/2025;22945",
            ],
        )
        .await;
        let right = [("Trà", "Công ty Một"), ("Mắm", "Công ty Một"), ("Khô", "HTX Ba"), ("Khô", "HTX Ba")];
        let said: Vec<_> = rows.iter().map(|(n, s, _)| (n.as_str(), s.as_str())).collect();
        assert_eq!(said, right, "{}", w.engine);
    })
    .await;
}

/// Điều 4(3), Điều 8: a list that proposes a new recognition takes nothing from the one before, and a remark speaks of the last.
#[tokio::test]
async fn what_stands_above_or_beside_a_row_speaks_of_its_last_assessment() {
    on_each_engine(async |w| {
        let head = "STT;Tên sản phẩm;Chủ thể;Sao lần 1;QĐ lần 1;Sao lần 2;QĐ lần 2;Mã xã;Ghi chú";
        let row = "1;Trà;HTX Một;3;12/QĐ-UBND ngày 1/2/2022;4;;22945;";
        let stars =
            |rows: Vec<(String, String, Option<i64>)>| rows.into_iter().map(|r| r.2).collect::<Vec<_>>();
        let title = "DANH SÁCH SẢN PHẨM ĐỀ NGHỊ CÔNG NHẬN LẠI;;;;;;;;";
        assert_eq!(stars(understood(&w.cx, &[title, head, row]).await), [Some(3), None], "{}", w.engine);
        let section = "II;Sản phẩm đề nghị công nhận lại;;;;;;;";
        assert_eq!(stars(understood(&w.cx, &[head, section, row]).await), [Some(3), None]);
        for lines in [
            [
                head,
                "II;Sản phẩm bị thu hồi;;;;;;;",
                "1;Trà;HTX Một;3;12/QĐ-UBND ngày 1/2/2022;4;2/QĐ-UBND ngày 1/2/2025;22945;",
            ],
            [head, "", "1;Trà;HTX Một;3;12/QĐ-UBND ngày 1/2/2022;4;2/QĐ-UBND ngày 1/2/2025;22945;Thu hồi"],
        ] {
            let report = staged(&w.cx, &lines).await;
            let view = import::show(&w.cx, report.batch.as_deref().unwrap(), "", 1).await.unwrap();
            let said: Vec<_> = view
                .rows
                .iter()
                .map(|r| {
                    let asked = r.findings.iter().any(|f| f.code == "standing_unclear");
                    (r.data.stars, r.data.unrecognised, asked)
                })
                .collect();
            assert_eq!(said, [(Some(3), false, true), (Some(4), true, false)], "{lines:?} {view:?}");
        }
    })
    .await;
}
