//! Where the products of a list lie: places found through both maps, by an address, in an office's own list; long lists of
//! the former map behind the page.

use crate::import_register::{applied, codes, count, staged, text_list};
use crate::support::*;
use ocop_app::import::{self, Apply, Choose, Stage, Undone};
use ocop_app::{Cx, Error};
use ocop_store::args;
use rust_xlsxwriter::Workbook;

async fn real_areas(w: &World) {
    w.without_areas().await;
    ocop_app::area::load_if_empty(&w.cx).await.unwrap();
}

#[tokio::test]
async fn places_are_found_by_their_exact_name_and_through_the_former_map() {
    on_each_engine(async |w| {
        real_areas(&w).await;
        let cx = &w.cx;
        let found = async |day: &str, commune: &str, province: &str| {
            let row = format!("Nếp;HTX Một;4;901/QĐ-UBND;{day};{commune};{province}");
            let dry = Stage { dry_run: true, ..text_list(&[&row]) };
            let report = import::stage(cx, dry).await.unwrap();
            let kept = staged(cx, &[&row]).await;
            let view = import::show(cx, &kept.batch.unwrap(), "", 1).await.unwrap();
            assert_eq!(report.findings.len(), view.rows[0].findings.len());
            let data = view.rows[0].data.clone();
            let codes = report.findings.iter().map(|f| f.code.clone()).collect::<Vec<_>>().join(" ");
            (data.commune_name, data.province_name, data.candidates.len(), codes)
        };
        let hcm = "Thành phố Hồ Chí Minh";
        for (day, commune, province, want, in_province) in [
            ("15/03/2025", "Xã Thanh An", hcm, "Xã Thanh An", hcm),
            ("15/03/2025", "Xã Thạnh An", hcm, "Xã Thạnh An", hcm),
            ("15/03/2025", "Xã Thăng An", "Quảng Nam", "Xã Thăng An", "Thành phố Đà Nẵng"),
            ("15/03/2025", "Phường Vũng Tàu", "Bà Rịa - Vũng Tàu", "Phường Vũng Tàu", hcm),
            ("15/03/2025", "Phường Vũng Tàu", "BR-VT", "Phường Vũng Tàu", hcm),
            ("15/03/2025", "Phường Thuận Hóa", "Thừa Thiên Huế", "Phường Thuận Hóa", "Thành phố Huế"),
            ("15/03/2025", "Phường 13 Quận 4", "TP.HCM", "Phường Xóm Chiếu", hcm),
            ("15/03/2025", "P.13, Q.4", "TP HCM", "Phường Xóm Chiếu", hcm),
            ("05/08/2026", "Phường Xóm Chiếu, TP.HCM", "", "Phường Xóm Chiếu", hcm),
            ("05/08/2026", "phuong xom chieu", "tp ho chi minh", "Phường Xóm Chiếu", hcm),
            ("05/08/2026", "Buôn Ma Thuột", "Đăk Lăk", "Phường Buôn Ma Thuột", "Tỉnh Đắk Lắk"),
            // One name in two spellings.
            ("05/08/2026", "Phường Qui Nhơn", "Gia Lai", "Phường Quy Nhơn", "Tỉnh Gia Lai"),
            ("05/08/2026", "Đặc khu Lí Sơn", "Quảng Ngãi", "Đặc khu Lý Sơn", "Tỉnh Quảng Ngãi"),
            ("05/08/2026", "Xã Ba Bể", "Bắc Cạn", "Xã Ba Bể", "Tỉnh Thái Nguyên"),
            ("05/08/2026", "Phường Xóm Chiếu", "Ho Chi Minh City", "Phường Xóm Chiếu", hcm),
        ] {
            let (name, of, _, codes) = found(day, commune, province).await;
            assert_eq!((name.as_str(), of.as_str()), (want, in_province), "{commune}, {province}: {codes}");
            assert!(!codes.contains("unknown_province"), "{province}");
        }
        // A name of the former map that went elsewhere is asked about, as is one that was split; a mistyped one too.
        let (name, _, offered, codes) = found("15/03/2022", "Phường Nguyễn Trãi", "Hải Phòng").await;
        assert_eq!((name.as_str(), offered, codes.as_str()), ("", 2, "commune_of_both_maps"));
        let (name, ..) = found("05/08/2026", "Phường Nguyễn Trãi", "Hải Phòng").await;
        assert_eq!(name, "Phường Nguyễn Trãi");
        let (name, _, offered, codes) = found("05/08/2026", "Phường Xóm Chiêu", "HCM").await;
        assert_eq!((name.as_str(), offered, codes.as_str()), ("", 1, "commune_not_found"));
    })
    .await;
}

#[tokio::test]
async fn an_offices_own_list_needs_no_province_and_one_answer_serves_a_place() {
    on_each_engine(async |w| {
        real_areas(&w).await;
        let office = w.province_office();
        let row =
            |n: usize, commune: &str| format!("Kẹo gừng {n};HTX Kẹo;4;901/QĐ-UBND;15/03/2025;{commune};");
        let rows = [
            row(1, "Phường Xóm Chiếu"),
            row(2, "Khánh Hội"),
            row(3, "Phường Chợ Cũ"),
            row(4, "phường chợ cũ"),
            row(5, ""),
        ];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let report = staged(&office, &rows).await;
        assert_eq!((report.counts.new, report.counts.waiting), (2, 3), "{:?}", report.findings);
        let batch = report.batch.clone().unwrap();
        let answer = async |row: i64, commune: &str| {
            let cmd =
                Choose { batch_id: batch.clone(), row, commune_id: commune.into(), ..Choose::default() };
            import::choose(&office, cmd).await
        };
        for nothing in ["", " ", "Phường Không Có", "99999", "Phường Phan Thiết, Tỉnh Lâm Đồng"]
        {
            assert!(matches!(answer(4, nothing).await, Err(Error::Invalid(_))), "{nothing}");
        }
        let chosen = answer(4, "Phường Vĩnh Hội").await.unwrap();
        assert_eq!((chosen.rows, chosen.open), (2, false), "row 5 names the same place");
        for name in [
            "27265",
            "Khánh Hội",
            "Phường Khánh Hội",
            "Phường Khánh Hội, Thành phố Hồ Chí Minh",
            "p. khánh hội (27265)",
        ] {
            let again = answer(6, name).await.unwrap();
            assert_eq!(again.rows, 1, "{name}");
        }
        let done = applied(&office, &report).await;
        assert_eq!((done.products, done.waiting), (5, 0));
        assert_eq!(count(&w.cx, "product WHERE commune_id = 'c27265@2025-07-01'").await, 2);
        assert!(matches!(answer(6, "27265").await, Err(Error::Conflict("import_row_not_waiting"))));
    })
    .await;
}

/// As an office keeps it: places of the former map, marks that repeat, words for what is not known, stars as numbers.
async fn old_list(cx: &Cx, rows: i64) -> Vec<u8> {
    let places: Vec<ocop_store::product::Alias> = cx
        .db()
        .all(
            "SELECT c.full_name AS code, d.full_name AS kind, p.full_name AS source FROM area c \
             JOIN area d ON d.level = 'district' AND d.code = c.district_code \
             JOIN area p ON p.level = 'province' AND p.code = c.province_code AND p.valid_from IS NULL \
             WHERE c.level = 'commune' AND c.valid_from IS NULL ORDER BY SUBSTR(c.code, 4), c.code LIMIT $1",
            args![rows],
        )
        .await
        .unwrap();
    assert_eq!(i64::try_from(places.len()).unwrap(), rows);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let head = [
        "STT",
        "Tên sản phẩm",
        "Chủ thể",
        "Số sao",
        "Quyết định",
        "Ngày quyết định",
        "Xã/phường",
        "Huyện",
        "Tỉnh",
    ];
    for (column, text) in (0..).zip(head) {
        sheet.write(0, column, text).unwrap();
    }
    for (row, p) in (1_u32..).zip(places) {
        let producer = match row % 9 {
            0 => "nt".to_owned(),
            4 => "Đang cập nhật".to_owned(),
            7 => "-".to_owned(),
            _ => format!("HTX Ví dụ {row}"),
        };
        sheet.write(row, 0, row).unwrap();
        sheet.write(row, 1, format!("Sản phẩm ví dụ {row}")).unwrap();
        sheet.write(row, 2, producer).unwrap();
        sheet.write(row, 3, 3.0 + f64::from(row % 2)).unwrap();
        sheet.write(row, 4, format!("{}/QĐ-UBND", row % 40 + 1)).unwrap();
        sheet.write(row, 5, format!("{:02}/{:02}/2023", row % 28 + 1, row % 12 + 1)).unwrap();
        sheet.write(row, 6, p.code).unwrap();
        sheet.write(row, 7, p.kind).unwrap();
        sheet.write(row, 8, p.source.unwrap_or_default()).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn a_long_list_of_the_former_map_comes_in_with_questions_and_no_errors() {
    on_each_engine(async |w| {
        real_areas(&w).await;
        let cx = &w.cx;
        let bytes = old_list(cx, 1851).await;
        let begun = import::begin_stage(cx, Stage { file_name: "old.xlsx".into(), bytes, dry_run: false })
            .await
            .unwrap();
        let batch = begun.batch_id;
        begun.work.expect("a long list is read behind the page").await.unwrap();
        let view = import::show(cx, &batch, "", 1).await.unwrap();
        let c = view.counts;
        assert!(!view.working && view.batch.state == "staged" && import::how_far(&batch).is_none());
        let wrong = import::show(cx, &batch, "error", 1).await.unwrap();
        let wrong: Vec<_> =
            wrong.rows.iter().map(|r| format!("{:?} {:?}", r.findings, r.data.name)).collect();
        assert_eq!((c.rows, c.errors, c.duplicate), (1851, 0, 0), "{:?} {wrong:?}", view.notes);
        assert!(c.new > 1000 && c.waiting > 400 && c.new + c.waiting == 1851, "{c:?} {:?}", view.notes);
        assert!(!view.notes.contains_key("unknown_province"), "{:?}", view.notes);
        assert_eq!(view.rows.len() as i64, import::PAGE);
        let only = import::Only { action: String::new(), code: "producer_placeholder".into() };
        let asked = import::show(cx, &batch, only, 1).await.unwrap();
        assert_eq!(Some(&asked.total), view.notes.get("producer_placeholder"));

        let cmd = Apply { batch_id: batch.clone(), leave_out_errors: false };
        let work = import::begin_apply(cx, cmd.clone()).await.unwrap().expect("behind the page");
        let busy = import::begin_apply(cx, cmd).await;
        assert!(matches!(busy, Err(Error::Conflict("import_busy"))), "two clicks are one work");
        work.await.unwrap();
        assert_eq!(count(cx, "product").await, c.new);
        assert_eq!(count(cx, "recognition").await, c.new);
        assert_eq!(count(cx, "catalogue").await, c.new);
        let view = import::show(cx, &batch, "", 1).await.unwrap();
        assert_eq!((view.counts.applied, view.batch.failure), (c.new, None));
        assert_eq!(import::undo(cx, &batch).await.unwrap(), Undone::Done(c.new));
        for table in ["product", "producer", "decision", "recognition", "catalogue", "register_key"] {
            assert_eq!(count(cx, table).await, 0, "{table} {}", w.engine);
        }
        crate::support::whole(cx).await;
    })
    .await;
}

/// A list without a column of communes says them in the address: read where their kind is written, else asked about.
#[tokio::test]
async fn an_address_says_the_commune_where_no_column_does() {
    on_each_engine(async |w| {
        real_areas(&w).await;
        let head = "Tên sản phẩm;Chủ thể;Địa chỉ;Số sao;Quyết định;Ngày quyết định";
        let rows = [
            "Trà;HTX Một;Ấp 3, Phường Xóm Chiếu, TP.HCM;4;9/QĐ-UBND;05/08/2026",
            "Mắm;HTX Hai;Số 12 đường Lê Lợi, Phường 13 Quận 4, TP.HCM;4;9/QĐ-UBND;15/03/2025",
            "Khô;HTX Ba;Ấp 3, TP.HCM;4;9/QĐ-UBND;15/03/2025",
            "Gạo;HTX Bốn;Xóm Chiếu, TP.HCM;4;9/QĐ-UBND;15/03/2025",
        ];
        let bytes = format!("{head}\n{}\n", rows.join("\n")).into_bytes();
        let list = Stage { file_name: "list.csv".into(), bytes, dry_run: false };
        let report = import::stage(&w.cx, list).await.unwrap();
        assert_eq!((report.counts.new, report.counts.waiting), (2, 2), "{:?}", report.findings);
        let wanted = ["place_of_address", "place_of_address", "commune_missing", "commune_missing"];
        assert_eq!(codes(&report), wanted, "{}", w.engine);
        let view = import::show(&w.cx, &report.batch.unwrap(), "new", 1).await.unwrap();
        let places: Vec<_> = view.rows.iter().map(|r| r.data.commune_name.as_str()).collect();
        assert_eq!(places, ["Phường Xóm Chiếu"; 2]);
    })
    .await;
}

/// A row that says the place of before and of now: the one of now is meant, and where the former commune went elsewhere (Nghị quyết
/// 1685/NQ-UBTVQH15) a person says which.
#[tokio::test]
async fn the_present_place_beside_a_former_one_is_read_and_a_contradiction_is_asked_about() {
    on_each_engine(async |w| {
        real_areas(&w).await;
        let read = async |head: &str, places: &str| {
            let text = format!(
                "Tên sản phẩm;Chủ thể;Số sao;Quyết định;{head}\nTrà;HTX Một;4;9/QĐ-UBND ngày 15/03/2025;{places}\n"
            );
            let list = Stage { file_name: "list.csv".into(), bytes: text.into_bytes(), dry_run: false };
            let report = import::stage(&w.cx, list).await.unwrap();
            let view = import::show(&w.cx, report.batch.as_deref().unwrap(), "", 1).await.unwrap();
            let data = view.rows[0].data.clone();
            let offered: Vec<String> = data.candidates.iter().map(|c| c.name.clone()).collect();
            let codes: Vec<String> = report.findings.into_iter().map(|f| f.code).collect();
            (data.commune_name, codes.join(" "), offered.join("; "))
        };
        for head in [
            "Xã cũ;Tỉnh cũ;Xã mới;Tỉnh mới",
            "Trước sáp nhập;Tỉnh cũ;Sau sáp nhập;Tỉnh",
            "old_commune;old_province;new_commune;new_province",
            "Đơn vị hành chính cũ;Tỉnh cũ;Đơn vị hành chính mới;Tỉnh mới",
        ] {
            let (name, codes, offered) =
                read(head, "Phường Lái Thiêu;Bình Dương;Phường Thuận Giao;Hồ Chí Minh").await;
            assert_eq!((name.as_str(), codes.as_str()), ("", "communes_disagree"), "{head} {}", w.engine);
            assert!(offered.contains("Lái Thiêu") && offered.contains("Thuận Giao"), "{head} {offered}");
            let place = "Thị trấn Lai Uyên;Bình Dương;Xã Bàu Bàng;Hồ Chí Minh";
            let (name, codes, _) = read(head, place).await;
            assert_eq!((name.as_str(), codes.as_str()), ("Xã Bàu Bàng", ""), "{head}");
            let place = "Phường Lái Thiêu;Bình Dương;Phường Lái Thiêu;Hồ Chí Minh";
            let (name, codes, _) = read(head, place).await;
            assert_eq!((name.as_str(), codes.as_str()), ("Phường Lái Thiêu", ""), "{head}");
        }
        // Of another kind than the map has it, beside the district of before.
        let place = "Xã Lai Uyên;Huyện Bàu Bàng;Bình Dương;Xã Bàu Bàng;Hồ Chí Minh";
        let (name, codes, _) = read("Xã cũ;Huyện cũ;Tỉnh cũ;Xã mới;Tỉnh mới", place).await;
        assert_eq!((name.as_str(), codes.as_str()), ("Xã Bàu Bàng", ""));
        let (name, codes, _) = read("Xã cũ;Tỉnh cũ;Tỉnh mới", "Phường Lái Thiêu;Bình Dương;Vĩnh Long").await;
        assert_eq!((name.as_str(), codes.as_str()), ("", "communes_disagree"));
        let (name, codes, _) = read("Xã cũ;Tỉnh cũ;Tỉnh mới", "Phường Lái Thiêu;Bình Dương;TP.HCM").await;
        assert_eq!((name.as_str(), codes.as_str()), ("Phường Lái Thiêu", ""));
        // The answer settles it, and what was chosen is entered.
        let text = "Tên sản phẩm;Chủ thể;Số sao;Quyết định;Xã cũ;Tỉnh cũ;Xã mới;Tỉnh mới\n\
                    Trà;HTX Một;4;9/QĐ-UBND ngày 15/03/2025;Phường Lái Thiêu;Bình Dương;Phường Thuận Giao;Hồ Chí Minh\n";
        let list = Stage { file_name: "list.csv".into(), bytes: text.into(), dry_run: false };
        let batch = import::stage(&w.cx, list).await.unwrap().batch.unwrap();
        let answer =
            Choose { batch_id: batch.clone(), row: 2, commune_id: "Phường Thuận Giao".into(), ..Choose::default() };
        assert!(!import::choose(&w.cx, answer).await.unwrap().open, "{}", w.engine);
        let view = import::show(&w.cx, &batch, "", 1).await.unwrap();
        assert_eq!(view.rows[0].data.commune_name, "Phường Thuận Giao");
        let cmd = Apply { batch_id: batch.clone(), leave_out_errors: false };
        assert_eq!(import::apply(&w.cx, cmd).await.unwrap().recognitions, 1);
        import::undo(&w.cx, &batch).await.unwrap();
        let (name, codes, offered) = read("Xã;Tỉnh", "xã Tân Nhựt (nay là xã Bình Lợi);TP.HCM").await;
        assert_eq!((name.as_str(), codes.as_str()), ("", "communes_disagree"));
        assert!(offered.contains("Tân Nhựt") && offered.contains("Bình Lợi"), "{offered}");
        let (name, codes, _) = read("Xã;Tỉnh", "xã Lê Minh Xuân (nay là xã Bình Lợi);TP.HCM").await;
        assert_eq!((name.as_str(), codes.as_str()), ("Xã Bình Lợi", ""));
    })
    .await;
}
