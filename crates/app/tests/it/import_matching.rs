//! Rows of a list and the products and producers the register holds already: by names of today and of before, by the
//! numbers of certificates and of producers, and with a question where that is not plain.

use crate::import_register::{applied, codes, count, staged};
use crate::stars::{exec, insert_star};
use crate::support::*;
use ocop_app::Cx;
use ocop_app::import::{self, Choose, Report, Severity, Stage, Undone};
use ocop_domain::text::fold;
use ocop_store::args;

fn answer(report: &Report, row: i64) -> Choose {
    Choose { batch_id: report.batch.clone().unwrap(), row, ..Choose::default() }
}

async fn text(cx: &Cx, column: &str, of: &str) -> String {
    let sql =
        format!("SELECT {column} AS code, '' AS kind, CAST(NULL AS TEXT) AS source FROM {of} ORDER BY 1");
    let rows: Vec<ocop_store::product::Alias> = cx.db().all(&sql, vec![]).await.unwrap();
    rows.into_iter().map(|r| r.code).collect::<Vec<_>>().join(" ")
}

/// As an office's correction writes it.
async fn rename(w: &World, thing: &str, from: &str, to: &str) {
    exec(
        w,
        &format!(
            "INSERT INTO register_change (id, thing, thing_id, field, old_value, new_value, effective_on, changed_by, \
             changed_at) SELECT 'c-' || id || $3, '{thing}', id, 'name', name, $2, '2026-10-05', 'a', 1 FROM {thing} \
             WHERE name = $1"
        ),
        args![from, to, fold(to)],
    )
    .await;
    let sql = format!("UPDATE {thing} SET name = $2, folded = $3, version = version + 1 WHERE name = $1");
    exec(w, &sql, args![from, to, fold(to)]).await;
}

async fn with_numbers(cx: &Cx, head: &str, rows: &[&str]) -> Report {
    let base = "Tên sản phẩm;Chủ thể;Số sao;Quyết định;Ngày quyết định;Xã/phường;Tỉnh";
    let bytes = format!("{base};{head}\n{}\n", rows.join("\n")).into_bytes();
    import::stage(cx, Stage { file_name: "list.csv".into(), bytes, dry_run: false }).await.unwrap()
}

/// Điều 4(3): a product keeps its stars under whatever name it bears later, so a list that uses the name of the decision
/// speaks of the same product.
#[tokio::test]
async fn a_renamed_product_is_known_by_the_name_it_was_recognised_under() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let first = "Trà núi;HTX Một;3;55/QĐ-UBND;01/06/2021;Phường Xóm Chiếu;HCM";
        applied(cx, &staged(cx, &[first]).await).await;
        rename(&w, "product", "Trà núi", "Trà mây").await;
        rename(&w, "product", "Trà mây", "Trà mây núi Ba").await;
        rename(&w, "producer", "HTX Một", "Công ty TNHH Một").await;

        assert_eq!(staged(cx, &[first]).await.counts.unchanged, 1);
        for name in ["Trà núi;HTX Một", "Trà mây;HTX Một", "Trà núi;Công ty TNHH Một", "TRÀ MÂY;HTX  Một"]
        {
            let later = format!("{name};4;99/QĐ-UBND;20/05/2024;Phường Xóm Chiếu;HCM");
            let report = staged(cx, &[&later]).await;
            assert_eq!(codes(&report), ["known_as", "further_in_register"], "{name} {}", w.engine);
            assert_eq!(report.findings[0].args[1].1, "Trà mây núi Ba · Công ty TNHH Một");
            assert_eq!(report.counts.new, 1);
            let done = applied(cx, &report).await;
            assert_eq!((done.products, done.producers, done.recognitions), (0, 0, 1), "{name}");
            assert_eq!((count(cx, "product").await, count(cx, "producer").await), (1, 1), "{name}");
            // What the list says of the same recognition again is a double, and other stars are a contradiction.
            let same = later.replace("Phường Xóm Chiếu", "P. Xóm Chiếu").replace("TRÀ", "Trà");
            assert_eq!(staged(cx, &[&same.replace(";4;", ";5;")]).await.counts.changed, 1, "{name}");
            assert_eq!(import::undo(cx, &report.batch.unwrap()).await.unwrap(), Undone::Done(0));
        }
        // Another product of the renamed producer is entered for that producer.
        let other = "Cà phê;HTX Một;3;55/QĐ-UBND;01/06/2021;Phường Xóm Chiếu;HCM";
        let report = staged(cx, &[other]).await;
        assert_eq!(codes(&report), ["producer_known_as"]);
        let done = applied(cx, &report).await;
        assert_eq!((done.products, done.producers), (1, 0), "{}", w.engine);
        // Both names of the product in one list are one product.
        let both = [
            "Trà núi;HTX Một;4;99/QĐ-UBND;20/05/2024;Phường Xóm Chiếu;HCM",
            "Trà mây núi Ba;HTX Một;5;99/QĐ-BNNMT;20/05/2024;Phường Xóm Chiếu;HCM",
        ];
        let report = staged(cx, &both).await;
        assert_eq!(report.counts.waiting, 2, "{:?}", report.findings);
        assert!(codes(&report).contains(&"recognitions_contradict"));
    })
    .await;
}

/// Where a name was one product's and is another's today, a person says which the list means.
#[tokio::test]
async fn a_name_of_two_products_is_asked_about() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let old = "Trà núi;HTX Một;3;55/QĐ-UBND;01/06/2021;Phường Xóm Chiếu;HCM";
        applied(cx, &staged(cx, &[old]).await).await;
        rename(&w, "product", "Trà núi", "Trà mây").await;
        let today = "Trà núi;HTX Một;3;70/QĐ-UBND;05/06/2022;Phường Xóm Chiếu;HCM";
        let report = staged(cx, &[today]).await;
        // Only one product of the producer bore the name so far; the office says that this is another.
        assert_eq!(codes(&report), ["known_as", "further_in_register"]);
        exec(
            &w,
            "INSERT INTO product (id, producer_id, commune_id, name, folded, invented, created_at, version) \
             SELECT 'new', producer_id, commune_id, 'Trà núi', 'tra nui', FALSE, 2, 1 FROM product",
            vec![],
        )
        .await;
        let later = "Trà núi;HTX Một;4;99/QĐ-UBND;20/05/2024;Phường Xóm Chiếu;HCM";
        for (which, want) in [("new", "new"), ("old", "old"), (import::APART, "third")] {
            let report = staged(cx, &[later]).await;
            assert_eq!((report.counts.waiting, codes(&report)), (1, vec!["product_of_several"]));
            assert_eq!(applied(cx, &report).await.recognitions, 0, "it waits");
            let batch = report.batch.clone().unwrap();
            let offered = import::show(cx, &batch, "waiting", 1).await.unwrap().rows[0].data.products.clone();
            assert_eq!(offered.len(), 2);
            let old = offered.iter().find(|p| p.id != "new").unwrap().id.clone();
            let product = if which == "old" { old.as_str() } else { which };
            let refused = import::choose(cx, Choose { product: "x".into(), ..answer(&report, 2) }).await;
            assert!(refused.is_err());
            let chosen = import::choose(cx, Choose { product: product.into(), ..answer(&report, 2) }).await;
            assert!(!chosen.unwrap().open);
            let done = applied(cx, &report).await;
            assert_eq!((done.products, done.recognitions), (i64::from(want == "third"), 1), "{which}");
            let of = text(cx, "product_id", "recognition WHERE issued_on = '2024-05-20'").await;
            match want {
                "new" => assert_eq!(of, "new", "{}", w.engine),
                "old" => assert_eq!(of, old),
                _ => assert!(of != "new" && of != old && !of.is_empty()),
            }
            import::undo(cx, &batch).await.unwrap();
        }
        // The very decision of one of them says which it is.
        let again = "Trà núi;HTX Một;3;55/QĐ-UBND;01/06/2021;P. Xóm Chiếu;HCM";
        let report = staged(cx, &[again]).await;
        assert_eq!(report.counts.waiting, 0, "{:?}", report.findings);
        assert_eq!(report.counts.new, 0);
    })
    .await;
}

/// Two producers of a province may bear one name: a row of another commune is not taken for the register's product, unless a
/// number of the producer says so.
#[tokio::test]
async fn the_same_names_in_another_commune_are_asked_about() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let list = async |rows: &[&str]| with_numbers(cx, "MST", rows).await;
        let here = "Mật ong;HTX Hoa;3;55/QĐ-UBND;01/06/2021;Phường Xóm Chiếu;HCM;0301234567";
        applied(cx, &list(&[here]).await).await;
        let there = |tax: &str, number: &str, day: &str| {
            format!("Mật ong;HTX Hoa;4;{number}/QĐ-UBND;{day};Phường Khánh Hội;HCM;{tax}")
        };
        let moved = list(&[&there("0301234567", "99", "20/05/2024")]).await;
        assert_eq!(codes(&moved), ["further_in_register"], "the number says that it is the same producer");
        for which in ["same", import::APART] {
            let report = list(&[&there("", "99", "20/05/2024")]).await;
            assert_eq!((report.counts.waiting, codes(&report)), (1, vec!["product_elsewhere"]));
            let batch = report.batch.clone().unwrap();
            let offered = import::show(cx, &batch, "", 1).await.unwrap().rows[0].data.products.clone();
            let product = if which == "same" { offered[0].id.clone() } else { which.to_owned() };
            import::choose(cx, Choose { product, ..answer(&report, 2) }).await.unwrap();
            let done = applied(cx, &report).await;
            let new = i64::from(which == import::APART);
            assert_eq!((done.products, done.producers, done.recognitions), (new, new, 1), "{which}");
            import::undo(cx, &batch).await.unwrap();
        }
        // A producer that has moved since is known by where it sat; a further product of it as well.
        exec(
            &w,
            "INSERT INTO register_change (id, thing, thing_id, field, old_value, new_value, effective_on, changed_by, \
             changed_at) SELECT 'c', 'producer', id, 'commune_id', $1, commune_id, '2026-10-05', 'a', 1 FROM producer",
            args![KHANH_HOI],
        )
        .await;
        let first = there("", "99", "20/05/2024");
        let report = list(&[&first, "Sáp ong;HTX Hoa;3;;2024;Phường Khánh Hội;HCM;"]).await;
        assert_eq!(codes(&report), ["further_in_register", "producer_known_as"], "{}", w.engine);
        let done = applied(cx, &report).await;
        assert_eq!((done.products, done.producers, done.recognitions), (1, 0, 2));
    })
    .await;
}

/// Điều 4(2): a certificate is one product's. A list gives no product the number of another's, and the system never gives
/// one that a list gave.
#[tokio::test]
async fn no_two_products_bear_one_number_of_a_certificate() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let list = async |rows: &[&str]| with_numbers(cx, "Số GCN", rows).await;
        let tail = "4;9/QĐ-UBND;15/06/2026;Phường Xóm Chiếu;HCM";
        let row = |name: &str, number: &str| format!("{name};{tail};{number}");
        applied(cx, &list(&[&row("Trà;HTX Một", "12/GCN-UBND")]).await).await;
        exec(
            &w,
            "INSERT INTO product (id, producer_id, commune_id, name, folded, invented, created_at, version) \
             SELECT 'p', producer_id, commune_id, 'Mắm', 'mam', FALSE, 2, 1 FROM product",
            vec![],
        )
        .await;
        insert_star(&w, "p", "79-2026-00001", 4, Some(("2026-03-01", "2029-03-01"))).await;

        // The number of a certificate signed here, and of one that a list gave, however they are written.
        for (number, holder) in [("79 2026 00001", "Mắm"), ("Số: 12/GCN–UBND", "Trà")] {
            for which in ["it", import::APART] {
                let report = list(&[&row("Chè;HTX Hai", number)]).await;
                assert_eq!((report.counts.waiting, codes(&report)), (1, vec!["certificate_of_another"]));
                assert!(report.findings[0].args[0].1.starts_with(holder), "{:?}", report.findings);
                let batch = report.batch.clone().unwrap();
                let offered = import::show(cx, &batch, "", 1).await.unwrap().rows[0].data.products.clone();
                let product = if which == "it" { offered[0].id.clone() } else { which.to_owned() };
                import::choose(cx, Choose { product, ..answer(&report, 2) }).await.unwrap();
                let done = applied(cx, &report).await;
                assert_eq!(done.products, i64::from(which == import::APART), "{number}");
                let doubled = "recognition WHERE product_name = 'Chè' AND listed_number IS NOT NULL \
                               AND product_id NOT IN (SELECT id FROM product WHERE name IN ('Mắm', 'Trà'))";
                assert_eq!(count(cx, doubled).await, 0, "{number}");
                import::undo(cx, &batch).await.unwrap();
            }
        }
        // A product that is known by its names keeps no number of another.
        let later = "Trà;HTX Một;5;99/QĐ-BNNMT;20/07/2026;Phường Xóm Chiếu;HCM;79-2026-00001";
        let report = list(&[later]).await;
        assert_eq!(codes(&report), ["certificate_left_out", "further_in_register"], "{}", w.engine);
        // Its own number again is none of another.
        let own = "Trà;HTX Một;5;99/QĐ-BNNMT;20/07/2026;Phường Xóm Chiếu;HCM;12/GCN-UBND";
        assert_eq!(codes(&list(&[own]).await), ["further_in_register"]);

        // Two rows that give one number to two products: one answer is for all of them.
        let rows = [row("Khô;HTX Ba", "7/GCN"), row("Muối;HTX Ba", "07/GCN"), row("Gạo;HTX Ba", "7 / GCN")];
        let rows = rows.each_ref().map(String::as_str);
        for (number, row, want) in [("keep", 4, "Gạo"), ("leave", 2, "")] {
            let report = list(&rows).await;
            assert_eq!((report.counts.waiting, report.counts.new), (2, 1), "{:?}", report.findings);
            assert!(report.findings.iter().all(|f| f.severity == Severity::Question));
            let empty = import::choose(cx, answer(&report, 2)).await;
            assert!(empty.is_err());
            let chosen = import::choose(cx, Choose { number: number.into(), ..answer(&report, row) }).await;
            assert_eq!(chosen.unwrap().rows, 2, "{number}");
            assert_eq!(applied(cx, &report).await.products, 3);
            let held = text(cx, "product_name", "recognition WHERE listed_key = '7GCN'").await;
            assert_eq!(held, want, "{}", w.engine);
            import::undo(cx, &report.batch.unwrap()).await.unwrap();
        }
        // One in the form of the system's own that it has not given yet is remarked.
        let report = list(&[&row("Chè;HTX Hai", "79-2026-00007")]).await;
        assert_eq!((report.counts.new, codes(&report)), (1, vec!["certificate_of_series"]));
    })
    .await;
}

/// A number that says nothing finds no product, a word is none, and one that a later list brings is not lost in silence.
#[tokio::test]
async fn what_is_no_number_of_a_certificate_finds_no_product() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let row = |name: &str, number: &str| {
            format!("{name};HTX Bốn;3;55/QĐ-UBND;01/06/2021;Phường Xóm Chiếu;HCM;{number}")
        };
        let rows = [row("Trà", "chưa cấp"), row("Rượu", "3"), row("Mật", "tạm dừng"), row("Gạo", "")];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let report = with_numbers(cx, "Số giấy chứng nhận", &rows).await;
        assert_eq!(codes(&report), ["certificate_bare", "certificate_is_none"], "{}", w.engine);
        applied(cx, &report).await;
        let listed = "SELECT COUNT(*) AS n FROM recognition WHERE listed_number IS NOT NULL";
        assert_eq!(cx.db().number(listed, vec![]).await.unwrap(), 1, "{}: the 3 is shown", w.engine);
        for typed in ["3", "chưa cấp", "so 3"] {
            let found = ocop_app::recognition::verify(&w.public(), typed).await;
            assert!(found.is_err(), "{typed}: {found:?}");
        }
        let later = row("GẠO", "13/GCN-UBND ngày 20/5/2024").replace("HTX Bốn", "Hợp tác xã Bốn");
        let report = with_numbers(cx, "Số giấy chứng nhận", &[&later]).await;
        assert_eq!(
            codes(&report),
            ["known_as", "duplicate_in_register", "certificate_not_added"],
            "{}",
            w.engine
        );
    })
    .await;
}

/// Điều 2(3): a producer has one number. Which one stays is said, and the register is never overwritten by a list.
#[tokio::test]
async fn a_second_number_of_a_producer_is_said_and_not_entered() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let list = async |rows: &[&str]| with_numbers(cx, "MST;Số ĐKKD", rows).await;
        let row = |name: &str, tax: &str, registration: &str| {
            format!("{name};HTX Một;4;9/QĐ-UBND;15/03/2025;Phường Xóm Chiếu;HCM;{tax};{registration}")
        };
        let rows = [
            row("Trà", "", ""),
            row("Mắm", "0301234567", "41A8012345"),
            row("Khô", "0309999999", "41A8099999"),
            row("Gạo", "0301234567", "41A8 012 345"),
        ];
        let report = list(&rows.each_ref().map(String::as_str)).await;
        let said: Vec<_> = report.findings.iter().map(|f| (f.row, f.code.as_str())).collect();
        assert_eq!(said, [(4, "number_differs_in_list"), (4, "number_differs_in_list")], "{}", w.engine);
        let args: Vec<&str> = report.findings[0].args.iter().map(|(_, v)| v.as_str()).collect();
        assert_eq!(args, ["3", "0301234567", "0309999999"]);
        applied(cx, &report).await;
        // The row that has the number may come after the first of its producer.
        assert_eq!(text(cx, "tax_number", "producer").await, "0301234567", "{}", w.engine);
        assert_eq!(text(cx, "registration_number", "producer").await, "41A8012345");

        let report = list(&[&row("Muối", "0308888888", "41A8012345")]).await;
        assert_eq!(codes(&report), ["number_differs"]);
        let args: Vec<&str> = report.findings[0].args.iter().map(|(_, v)| v.as_str()).collect();
        assert_eq!(args, ["0301234567", "0308888888", "HTX Một"]);
        applied(cx, &report).await;
        assert_eq!(text(cx, "tax_number", "producer").await, "0301234567");

        exec(&w, "UPDATE producer SET tax_number = NULL", vec![]).await;
        let report = list(&[&row("Đường", "0308888888", "")]).await;
        assert_eq!(codes(&report), ["number_not_kept"], "{}", w.engine);
        applied(cx, &report).await;
        assert_eq!(count(cx, "producer WHERE tax_number IS NOT NULL").await, 0);
    })
    .await;
}

/// Điều 2(3): a cooperative that became a company keeps its number; whether a list under the new name means its product is
/// asked, and a product that only shares the number's producer is none of it.
#[tokio::test]
async fn a_number_under_another_name_asks_for_the_product() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let list = async |rows: &[&str]| with_numbers(cx, "MST", rows).await;
        let old = "Mật ong;HTX Hoa;3;55/QĐ-UBND;01/06/2021;Phường Xóm Chiếu;HCM;0301234567";
        applied(cx, &list(&[old]).await).await;
        let new = "Mật ong;Công ty TNHH Hoa;4;99/QĐ-UBND;20/05/2024;Phường Xóm Chiếu;HCM;0301234567";
        for which in ["same", import::APART] {
            let report = list(&[new]).await;
            assert_eq!(codes(&report), ["number_of_another", "product_of_number"], "{}", w.engine);
            let batch = report.batch.clone().unwrap();
            let offered = import::show(cx, &batch, "", 1).await.unwrap().rows[0].data.products.clone();
            let product = if which == "same" { offered[0].id.clone() } else { which.to_owned() };
            import::choose(cx, Choose { product, ..answer(&report, 2) }).await.unwrap();
            let done = applied(cx, &report).await;
            let made = i64::from(which == import::APART);
            assert_eq!((done.products, done.producers, done.recognitions), (made, made, 1), "{which}");
            assert_eq!(text(cx, "tax_number", "producer WHERE tax_number IS NOT NULL").await, "0301234567");
            import::undo(cx, &batch).await.unwrap();
        }
        let other = "Rượu;Công ty TNHH Hoa;4;99/QĐ-UBND;20/05/2024;Phường Xóm Chiếu;HCM;0301234567";
        assert_eq!(codes(&list(&[other]).await), ["number_of_another"]);
    })
    .await;
}

/// Một chủ thể, nhiều cách viết: an abbreviation is no other name, another legal form is asked about, and another tone mark
/// is another producer.
#[tokio::test]
async fn an_abbreviation_is_no_other_producer_and_another_form_is_asked_about() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let tail = "3;55/QĐ-UBND;01/06/2021;Phường Xóm Chiếu;HCM";
        let later = "4;99/QĐ-UBND;20/05/2024;Phường Xóm Chiếu;HCM";
        applied(cx, &staged(cx, &[&format!("Trà;HTX Sen;{tail}")]).await).await;
        let report = staged(cx, &[&format!("Trà;Hợp tác xã Sen;{later}")]).await;
        assert_eq!(codes(&report), ["known_as", "further_in_register"], "{}", w.engine);
        let report = staged(cx, &[&format!("Cà phê;Hợp tác xã Sen;{later}")]).await;
        assert_eq!(applied(cx, &report).await.producers, 0);
        let twice = [format!("Bơ;HTX Sen;{later}"), format!("Bơ;Hợp tác xã Sen;{later}")];
        let report = staged(cx, &twice.each_ref().map(String::as_str)).await;
        assert_eq!((report.counts.new, report.counts.duplicate), (1, 1), "{:?}", report.findings);

        let report = staged(cx, &[&format!("Trà;Công ty TNHH Sen;{later}")]).await;
        assert_eq!((report.counts.waiting, codes(&report)), (1, vec!["product_of_kin"]), "{}", w.engine);
        for other in ["Trà;HTX Sến", "Trà;HTX Sen Vàng", "Chè;Công ty TNHH Sen"] {
            let report = staged(cx, &[&format!("{other};{later}")]).await;
            assert_eq!((report.counts.new, report.counts.waiting), (1, 0), "{other}");
        }
        // What a later edition of the list says otherwise is named.
        let report = staged(cx, &[&format!("Trà;HTX Sen;{}", tail.replace("3;", "4;"))]).await;
        assert_eq!((report.counts.changed, codes(&report)), (1, vec!["changed_since"]));
        let what = &report.findings[0].args[0].1;
        assert_eq!(what, "3 sao, 55/QĐ-UBND, 01/06/2021 → 4 sao, 55/QĐ-UBND, 01/06/2021");
        // One that differs in its layout or in columns that are not read alone says nothing otherwise.
        let again = with_numbers(cx, "Ghi chú", &[&format!("Trà;HTX Sen;{tail};Xem lại")]).await;
        assert_eq!((again.counts.unchanged, again.findings.len()), (1, 0), "{:?}", again.findings);
    })
    .await;
}

/// A product that a list gave without its star, or only proposed, gets the star that a later edition gives it; one that it
/// called withdrawn does not (Điều 8).
#[tokio::test]
async fn a_later_edition_adds_the_star_that_was_not_said_before() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let list = async |rows: &[&str]| with_numbers(cx, "Ghi chú", rows).await;
        let place = "Phường Xóm Chiếu;HCM";
        let first = [
            format!("Gối;HTX Một;;;;{place};"),
            format!("Nón;HTX Một;3;Đề nghị công nhận;;{place};"),
            format!("Chiếu;HTX Một;3;55/QĐ-UBND;01/06/2023;{place};Đã thu hồi"),
        ];
        let done = applied(cx, &list(&first.each_ref().map(String::as_str)).await).await;
        assert_eq!((done.products, done.recognitions), (3, 0));
        let later = ["Gối", "Nón", "Chiếu"].map(|n| format!("{n};HTX Một;3;55/QĐ-UBND;01/06/2023;{place};"));
        let report = list(&later.each_ref().map(String::as_str)).await;
        assert_eq!((report.counts.new, report.counts.changed), (2, 1), "{:?}", report.findings);
        let done = applied(cx, &report).await;
        assert_eq!((done.products, done.recognitions), (0, 2), "{}", w.engine);
        // The other way round: an edition that calls withdrawn what stands in the register is not “unchanged”.
        let row = format!("Gối;HTX Một;3;55/QĐ-UBND;01/06/2023;{place};Đã thu hồi");
        let report = list(&[&row]).await;
        assert_eq!((report.counts.changed, report.counts.unchanged), (1, 0), "{:?}", report.findings);
        whole(cx).await;
    })
    .await;
}

/// What an import wrote and what it took back is said in figures.
#[tokio::test]
async fn a_batch_tells_what_it_made_also_after_it_was_undone() {
    on_each_engine(async |w| {
        let cx = &w.cx;
        let one = "Trà;HTX Một;3;55/QĐ-UBND;01/06/2021;Phường Xóm Chiếu;HCM";
        applied(cx, &staged(cx, &[one]).await).await;
        let rows = [
            "Trà;HTX Một;4;99/QĐ-UBND;20/05/2024;Phường Xóm Chiếu;HCM",
            "Mắm;HTX Hai;4;99/QĐ-UBND;20/05/2024;Phường Xóm Chiếu;HCM",
            "Khô;HTX Hai;;;;Phường Xóm Chiếu;HCM",
            "Gạo;-;4;99/QĐ-UBND;20/05/2024;Phường Xóm Chiếu;HCM",
            one,
        ];
        let report = staged(cx, &rows).await;
        let batch = report.batch.clone().unwrap();
        assert_eq!(import::show(cx, &batch, "", 1).await.unwrap().made, import::Made::default());
        applied(cx, &report).await;
        let want = import::Made { products: 2, producers: 1, decisions: 1, recognitions: 2, further: 1 };
        let view = import::show(cx, &batch, "", 1).await.unwrap();
        assert_eq!(view.made, want, "{}", w.engine);
        let c = view.counts;
        assert_eq!((c.applied, c.waiting, c.unchanged), (3, 1, 1));
        import::undo(cx, &batch).await.unwrap();
        let view = import::show(cx, &batch, "", 1).await.unwrap();
        assert_eq!((view.made, view.counts.undone), (want, 3), "{}", w.engine);
        whole(cx).await;
    })
    .await;
}
