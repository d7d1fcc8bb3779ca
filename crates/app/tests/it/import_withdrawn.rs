//! What a later list says otherwise of a star that the register has, or that an earlier list called withdrawn: it is told, and
//! no star comes alive, goes or gains a day by a list alone (Điều 8).

use crate::import_register::{applied, codes, count};
use crate::journal_rows::signed;
use crate::support::*;
use ocop_app::Cx;
use ocop_app::import::{self, Choose, Report, Stage};
use ocop_app::recognition::{Withdraw, withdraw};

const HEAD: &str = "Tên sản phẩm;Chủ thể;Số sao;Quyết định;Ngày quyết định;Xã/phường;Tỉnh;Ghi chú";

async fn staged(cx: &Cx, lines: &[&str]) -> Report {
    let bytes = format!("{HEAD}\n{}\n", lines.join("\n")).into_bytes();
    import::stage(cx, Stage { file_name: "list.csv".into(), bytes, dry_run: false }).await.unwrap()
}

fn row(name: &str, said: &str, remark: &str) -> String {
    format!("{name};HTX Hai;{said};Phường Xóm Chiếu;HCM;{remark}")
}

#[tokio::test]
async fn a_list_that_calls_a_star_of_the_register_withdrawn_says_so() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let star = "4;7/QĐ-UBND;01/06/2025";
        applied(cx, &staged(cx, &[&row("Hàu", star, "")]).await).await;
        // Another layout of the place: not the same row of the same list.
        let later = format!("Hàu;HTX Hai;{star};P. Xóm Chiếu;HCM;Đã thu hồi");
        let report = staged(cx, &[&later]).await;
        assert_eq!(codes(&report), ["stars_withdrawn", "register_not_withdrawn"], "{}", w.engine);
        assert_eq!((report.counts.changed, report.counts.duplicate), (1, 0));
        // A withdrawn star that is another one than the register's is no contradiction.
        let older = "Hàu;HTX Hai;3;9/QĐ-UBND;01/06/2021;P. Xóm Chiếu;HCM;Đã thu hồi";
        assert!(!codes(&staged(cx, &[older]).await).contains(&"register_not_withdrawn"));
    })
    .await;
}

#[tokio::test]
async fn a_list_that_still_gives_a_withdrawn_star_says_so() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let star = row("Hàu", "4;7/QĐ-UBND;01/06/2025", "");
        applied(cx, &staged(cx, &[&star]).await).await;
        let id: Vec<ocop_store::product::Alias> = cx
            .db()
            .all("SELECT id AS code, '' AS kind, CAST(NULL AS TEXT) AS source FROM recognition", vec![])
            .await
            .unwrap();
        let cmd = Withdraw {
            recognition_id: id[0].code.clone(),
            ground: "production_stopped".into(),
            decision_number: "900".into(),
            withdrawn_on: "01/10/2026".into(),
        };
        withdraw(&w.leader(), cmd).await.unwrap();
        for edition in [star.clone(), "Hàu;HTX Hai;4;7/QĐ-UBND;01/06/2025;P. Xóm Chiếu;HCM;".into()] {
            let report = staged(cx, &[&edition]).await;
            assert!(codes(&report).contains(&"register_withdrawn"), "{}: {:?}", w.engine, report.findings);
            assert_eq!((report.counts.changed, report.counts.new), (1, 0), "{edition}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_star_that_an_earlier_list_called_withdrawn_is_asked_about_before_it_comes_in() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let star = "4;88/QĐ-UBND;05/01/2025";
        let first = staged(cx, &[&row("Hàu", star, "Thu hồi theo QĐ 900/QĐ-UBND")]).await;
        assert_eq!(applied(cx, &first).await.recognitions, 0);
        let again = format!("Hàu;HTX Hai;{star};P. Xóm Chiếu;HCM;");
        let report = staged(cx, &[&again]).await;
        assert!(codes(&report).contains(&"withdrawn_before"), "{}: {:?}", w.engine, report.findings);
        assert_eq!((report.counts.waiting, report.counts.new), (1, 0));
        let batch = report.batch.clone().unwrap();
        let answer = Choose { batch_id: batch, row: 2, stars: "4".into(), ..Choose::default() };
        import::choose(cx, answer).await.unwrap();
        assert_eq!(applied(cx, &report).await.recognitions, 1);
        // A later recognition is another star.
        let later = staged(cx, &["Hàu;HTX Hai;4;20/QĐ-UBND;01/03/2026;P. Xóm Chiếu;HCM;"]).await;
        assert!(!codes(&later).contains(&"withdrawn_before"), "{:?}", later.findings);
        whole(cx).await;
    })
    .await;
}

/// A star whose sheet or section withdraws it is no double of the one above it.
#[tokio::test]
async fn a_section_of_withdrawals_puts_the_star_above_in_doubt() {
    on_each_engine(async |w| {
        let star = row("Hàu", "4;7/QĐ-UBND;01/06/2025", "");
        let section = "Danh sách sản phẩm bị thu hồi Giấy chứng nhận;;;;;;;";
        let report = staged(&w.cx, &[&star, section, &star]).await;
        assert!(
            codes(&report).contains(&"standing_unclear_elsewhere"),
            "{}: {:?}",
            w.engine,
            report.findings
        );
        assert_eq!((report.counts.waiting, report.counts.new), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn a_day_that_the_register_lacks_is_told() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        applied(cx, &staged(cx, &[&row("Hàu", "4;7/QĐ-UBND;", "")]).await).await;
        let report = staged(cx, &["Hàu;HTX Hai;4;7/QĐ-UBND;01/06/2025;P. Xóm Chiếu;HCM;"]).await;
        assert!(codes(&report).contains(&"register_lacks"), "{}: {:?}", w.engine, report.findings);
        assert_eq!((report.counts.changed, report.counts.duplicate), (1, 0));
    })
    .await;
}

/// A decision that was signed here says itself which products it recognised.
#[tokio::test]
async fn a_list_adds_no_product_to_a_decision_signed_here() {
    on_each_engine(async |w| {
        signed(&w).await;
        let office = w.province_office();
        let fake = row("Rượu nếp", "4;123/QĐ-UBND;05/10/2026", "");
        let report = staged(&office, &[&fake, &row("Hàu", "4;124/QĐ-UBND;05/10/2026", "")]).await;
        assert!(codes(&report).contains(&"decision_signed_here"), "{}: {:?}", w.engine, report.findings);
        assert_eq!((report.counts.errors, report.counts.new), (1, 1));
    })
    .await;
}

/// Without a day the order of two assessments is not known: the last of the row is entered, and the other is named.
#[tokio::test]
async fn of_assessments_without_a_day_the_last_is_entered() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let bytes = "STT;Tên sản phẩm;Chủ thể;Sao lần 1;QĐ lần 1;Sao lần 2;QĐ lần 2;Mã xã\n\
                     1;Trà;HTX Một;3;12/QĐ-UBND;4;55/QĐ-UBND;22945\n2;Mắm;HTX Một;3;12/QĐ-UBND;;;22945\n";
        let cmd = Stage { file_name: "list.csv".into(), bytes: bytes.into(), dry_run: false };
        let report = import::stage(cx, cmd).await.unwrap();
        let said = codes(&report);
        assert!(said.contains(&"assessment_undated") && said.contains(&"assessment_left_out"), "{said:?}");
        assert_eq!(
            (report.counts.waiting, report.counts.new, report.counts.duplicate),
            (0, 2, 1),
            "{}",
            w.engine
        );
        assert_eq!(applied(cx, &report).await.recognitions, 2);
        assert_eq!(count(cx, "recognition WHERE product_name = 'Trà' AND stars = 4").await, 1);
    })
    .await;
}

/// A row of a decision that other rows date is told where the day stands; the list does not say it of this star.
#[tokio::test]
async fn a_row_without_the_day_that_another_row_gives_its_decision_is_told() {
    on_each_engine(async |w| {
        let rows = [row("Hàu", "4;7/QĐ-UBND;01/06/2025", ""), row("Mắm", "3;7/QĐ-UBND;", "")];
        let report = staged(&w.cx, &rows.each_ref().map(String::as_str)).await;
        assert_eq!(codes(&report), ["columns_not_read", "day_in_another_row"], "{}", w.engine);
        let args: Vec<_> = report.findings[1].args.iter().map(|(_, v)| v.as_str()).collect();
        assert_eq!((report.findings[1].row, args), (3, vec!["7/QĐ-UBND", "01/06/2025", "2"]));
    })
    .await;
}

/// A look-up code is the address of one star.
#[tokio::test]
async fn a_list_gives_no_product_the_look_up_code_of_another() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        applied(cx, &staged(cx, &[&row("Hàu", "4;7/QĐ-UBND;01/06/2025", "")]).await).await;
        let codes_of: Vec<ocop_store::product::Alias> = cx
            .db()
            .all("SELECT lookup AS code, '' AS kind, CAST(NULL AS TEXT) AS source FROM recognition", vec![])
            .await
            .unwrap();
        let bytes = format!(
            "Tên sản phẩm;Chủ thể;Số sao;Quyết định;Ngày quyết định;Xã/phường;Tỉnh;Số GCN\n\
             Mắm;HTX Một;3;8/QĐ-UBND;01/06/2025;Phường Xóm Chiếu;HCM;{}\n",
            codes_of[0].code
        );
        let cmd = Stage { file_name: "list.csv".into(), bytes: bytes.into_bytes(), dry_run: false };
        let report = import::stage(cx, cmd).await.unwrap();
        applied(cx, &report).await;
        assert_eq!(
            count(cx, "recognition WHERE listed_number IS NOT NULL").await,
            0,
            "{:?}",
            report.findings
        );
    })
    .await;
}
