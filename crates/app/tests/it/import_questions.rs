//! What a list leaves to a person: rows that contradict each other, stars that are not clear, numbers of another producer.
//! Nothing of it is published before it is answered.

use crate::import_register::{applied, codes, count, staged};
use crate::support::*;
use ocop_app::import::{self, Choose, Severity, Stage};
use ocop_app::{Cx, Error, Invalid};

fn answer(batch: &str, row: i64) -> Choose {
    Choose { batch_id: batch.into(), row, ..Choose::default() }
}

async fn actions(cx: &Cx, batch: &str) -> Vec<String> {
    let view = import::show(cx, batch, "", 1).await.unwrap();
    view.rows.into_iter().map(|r| r.action.to_string()).collect()
}

/// Điều 4(2): one decision gives a product one rank. Two ranks, two decisions of one day and two days of one decision are
/// mistakes of the list until a person says which row is right.
#[tokio::test]
async fn rows_that_contradict_each_other_wait_for_a_person() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let first = "Mắm;HTX Hai;3;7/QĐ-UBND;01/06/2025;Phường Xóm Chiếu;HCM";
        for second in [
            "Mắm;HTX Hai;4;7/QĐ-UBND;01/06/2025;Phường Xóm Chiếu;HCM",
            "Mắm;HTX Hai;3;8/QĐ-UBND;01/06/2025;Phường Xóm Chiếu;HCM",
            "Mắm;HTX Hai;3;7/QĐ-UBND;02/06/2025;Phường Xóm Chiếu;HCM",
        ] {
            let other = "Trà;HTX Hai;3;7/QĐ-UBND;01/06/2025;Phường Xóm Chiếu;HCM";
            let report = staged(cx, &[first, second, other]).await;
            let c = report.counts;
            assert_eq!((c.new, c.waiting, c.duplicate), (1, 2, 0), "{second}");
            let asked: Vec<_> =
                report.findings.iter().map(|f| (f.row, f.severity, f.code.as_str())).collect();
            let question = |row| (row, Severity::Question, "recognitions_contradict");
            assert_eq!(asked, [question(2), question(3)], "{second}");
            // Each names the other row and both writings.
            let said = &report.findings[0].args;
            assert_eq!((said[0].1.as_str(), said[2].1.as_str()), ("3", "3 sao, 7/QĐ-UBND, 01/06/2025"));
            let batch = report.batch.clone().unwrap();
            assert_eq!(applied(cx, &report).await.products, 1, "the others wait");
            let Err(Error::Invalid(Invalid(bad))) = import::choose(cx, answer(&batch, 3)).await else {
                panic!("an empty answer was taken")
            };
            assert_eq!((bad[0].field.as_str(), bad[0].code), ("is_right", "required"));
            let right = Choose { is_right: true, ..answer(&batch, 3) };
            let chosen = import::choose(cx, right).await.unwrap();
            assert_eq!((chosen.rows, chosen.open), (2, false));
            assert_eq!(actions(cx, &batch).await, ["duplicate", "new", "applied"]);
            assert_eq!(applied(cx, &report).await.recognitions, 1);
            let stars = second.split(';').nth(2).unwrap();
            assert_eq!(
                count(cx, &format!("recognition WHERE product_name = 'Mắm' AND stars = {stars}")).await,
                1
            );
            assert_eq!(count(cx, "recognition WHERE product_name = 'Mắm'").await, 1, "{}", w.engine);

            // The register keeps what it has, and a list that says otherwise is told so.
            let again = staged(cx, &["Mắm;HTX Hai;5;7/QĐ-UBND;01/06/2025;Phường Xóm Chiếu;HCM"]).await;
            assert_eq!((again.counts.changed, again.counts.new), (1, 0), "{:?}", again.findings);
            import::undo(cx, &batch).await.unwrap();
        }
        crate::support::whole(cx).await;
    })
    .await;
}

/// Điều 3(3): stars that are hoped for, or two numbers, are no stars until a person has said them.
#[tokio::test]
async fn stars_that_are_not_clear_are_asked_about() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let row = |name: &str, stars: &str| {
            format!("{name};HTX Hai;{stars};7/QĐ-UBND;01/06/2025;Phường Xóm Chiếu;HCM")
        };
        let rows = [row("Mắm", "tiềm năng 5 sao"), row("Trà", "từ 3 sao lên 4 sao"), row("Khô", "6 sao")];
        let report = staged(cx, &rows.each_ref().map(String::as_str)).await;
        assert_eq!(codes(&report), ["stars_unclear", "stars_unclear", "stars_out_of_range"]);
        assert_eq!((report.counts.waiting, report.counts.errors), (2, 1));
        let batch = report.batch.unwrap();
        for (row, stars) in [(2, "none"), (3, "4")] {
            import::choose(cx, Choose { stars: stars.into(), ..answer(&batch, row) }).await.unwrap();
        }
        let cmd = import::Apply { batch_id: batch, leave_out_errors: true };
        let done = import::apply(cx, cmd).await.unwrap();
        assert_eq!((done.products, done.recognitions), (2, 1));
        assert_eq!(
            count(cx, "recognition WHERE product_name = 'Trà' AND stars = 4").await,
            1,
            "{}",
            w.engine
        );
    })
    .await;
}

/// Điều 2(3): numbers of a producer have the form of the register and are given once; the list's telephone stays out of the
/// names that everyone reads.
#[tokio::test]
async fn numbers_of_a_producer_are_checked_as_in_the_register() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let staged = async |rows: &[&str]| {
            let head = "Tên sản phẩm;Chủ thể;MST;Số ĐKKD;Số sao;Quyết định;Ngày quyết định;Xã/phường;Tỉnh";
            let tail = ";4;9/QĐ-UBND;15/03/2025;Phường Xóm Chiếu;HCM\n";
            let text: String = rows.iter().map(|r| format!("{r}{tail}")).collect();
            let bytes = format!("{head}\n{text}").into_bytes();
            let list = Stage { file_name: "list.csv".into(), bytes, dry_run: false };
            import::stage(cx, list).await.unwrap()
        };
        let report = staged(&[
            "Trà;HTX Một;301234567;41A8 012 345",
            "Mắm;HTX Một;0301234567;41A8012345",
            "Khô;HTX Hai - ĐT: 0912 345 678;０３０１２３４５６７ – 001;12",
            "Gạo;HTX Ba;0301234567;41A8.012.345",
            "Cá;HTX Bốn;12345;",
        ])
        .await;
        assert_eq!(report.counts.new, 5, "{:?}", report.findings);
        let said: Vec<_> = report.findings.iter().map(|f| (f.row, f.code.as_str())).collect();
        let wanted = [
            (4, "producer_cut"),
            (4, "registration_unread"),
            (5, "number_of_another_row"),
            (5, "number_of_another_row"),
            (6, "tax_number_unread"),
        ];
        assert_eq!(said, wanted, "{}", w.engine);
        assert_eq!(applied(cx, &report).await.producers, 4);
        assert_eq!(count(cx, "producer WHERE name = 'HTX Hai' AND tax_number = '0301234567-001'").await, 1);
        assert_eq!(count(cx, "producer WHERE name = 'HTX Một' AND tax_number = '0301234567'").await, 1);
        assert_eq!(count(cx, "producer WHERE registration_number IS NOT NULL").await, 1);
        // A later list that gives the number to another one.
        let later = staged(&["Muối;HTX Năm;0301234567;41A8012345"]).await;
        assert_eq!(codes(&later), ["number_of_another", "number_of_another"]);
        assert_eq!(applied(cx, &later).await.producers, 1);
        assert_eq!(count(cx, "producer WHERE tax_number = '0301234567'").await, 1);
    })
    .await;
}

/// A heading speaks of the rows below it; a row that names another commune itself knows better. A product that the register
/// has without a star gets the star a list gives it. A star that the list calls withdrawn stays so, whatever its stars are.
#[tokio::test]
async fn a_row_knows_better_than_what_stands_around_it() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let maker = ocop_app::producer::ProducerForm {
            name: "HTX Có Sẵn".into(),
            legal_form: "cooperative".into(),
            address: "Số 1".into(),
            commune_id: XOM_CHIEU.into(),
            ..Default::default()
        };
        let maker = ocop_app::producer::register(&w.ward_officer(), maker).await.unwrap();
        let product = ocop_app::product::ProductForm {
            name: "Trà có sẵn".into(),
            set_id: "QD26-09".into(),
            ..Default::default()
        };
        let cmd = ocop_app::product::Register { producer_id: maker, form: product };
        let had = ocop_app::product::register(&w.ward_officer(), cmd).await.unwrap();
        let list = "TT,Tên sản phẩm,Chủ thể,Địa chỉ,Số sao,Quyết định,Ngày quyết định,Ghi chú\n\
             I,Phường Khánh Hội,,,,,,\n\
             1,Trà có sẵn,HTX Có Sẵn,\"Số 1, Phường Xóm Chiếu\",3,7/QĐ-UBND,01/06/2025,\n\
             2,Mắm,HTX Hai,Số 2,4,7/QĐ-UBND,01/06/2025,\n\
             3,Chè,HTX Hai,Số 2,từ 3 lên 4 sao,7/QĐ-UBND,01/06/2025,Đã thu hồi\n";
        let stage = Stage { file_name: "a.csv".into(), bytes: list.as_bytes().to_vec(), dry_run: false };
        let report = import::stage(&w.province_office(), stage).await.unwrap();
        assert_eq!((report.counts.new, report.counts.waiting), (2, 1), "{:?}", report.findings);
        let batch = report.batch.clone().unwrap();
        let four = Choose { stars: "4".into(), ..answer(&batch, 3) };
        let row = import::show(cx, &batch, "waiting", 1).await.unwrap().rows[0].row;
        import::choose(&w.province_office(), Choose { row, ..four }).await.unwrap();
        let done = applied(&w.province_office(), &report).await;
        assert_eq!((done.products, done.recognitions), (2, 2), "{}", w.engine);
        assert_eq!(count(cx, &format!("recognition WHERE product_id = '{had}' AND stars = 3")).await, 1);
        let at =
            |commune: &str, name: &str| format!("product WHERE commune_id = '{commune}' AND name = '{name}'");
        assert_eq!(count(cx, &at(XOM_CHIEU, "Trà có sẵn")).await, 1);
        assert_eq!(count(cx, &at(KHANH_HOI, "Mắm")).await, 1, "as the heading says");
        crate::support::whole(cx).await;
    })
    .await;
}
