//! What stands above a table or between its rows and holds for rows that do not say it themselves: decisions, days, stars.

use super::*;

const OPEN: &str = "TT|Tên sản phẩm|Chủ thể|Số sao|Xã, phường|Tỉnh";
const FULL: &str = "TT|Tên sản phẩm|Chủ thể|Số sao|Số quyết định|Ngày quyết định|Mã xã";
const TITLE: &str = "(Kèm theo Quyết định số 5471/QĐ-UBND ngày 25 tháng 11 năm 2025 của UBND Thành phố)";

fn decided(list: &List) -> Vec<String> {
    said(list, &[Field::Decision, Field::Issued])
        .into_iter()
        .map(|(_, t)| t.join(" ").trim().to_owned())
        .collect()
}

fn row(n: u32, stars: &str) -> String {
    format!("#{n}|Trà {n}|HTX Một|{stars}|Phường Xóm Chiếu|HCM")
}

#[test]
fn the_decision_of_the_title_holds_for_rows_that_name_none() {
    let list = read_one(&["DANH SÁCH SẢN PHẨM OCOP", TITLE, OPEN, &row(1, "4"), &row(2, "3")]);
    assert_eq!(decided(&list), ["5471/QĐ-UBND 2025-11-25"; 2]);
    assert_eq!(found(&list), ["4 as_title"]);
    // In one row with the title, or broken over two.
    let one = format!("DANH SÁCH SẢN PHẨM OCOP {TITLE}");
    assert_eq!(decided(&read_one(&[&one, OPEN, &row(1, "4")])), ["5471/QĐ-UBND 2025-11-25"]);
    let (a, b) = ("(Kèm theo Quyết định số 5471/QĐ-UBND", "ngày 25 tháng 11 năm 2025 của UBND Thành phố)");
    assert_eq!(decided(&read_one(&[a, b, OPEN, &row(1, "4")])), ["5471/QĐ-UBND 2025-11-25"]);
    let list = read_one(&[
        TITLE,
        FULL,
        "#1|Trà|HTX Một|4|||22945",
        "#2|Mắm|HTX Một|4|9/QĐ-UBND|01/02/2024|22945",
        "#3|Khô|HTX Một|4|9/QĐ-UBND||22945",
        "#4|Chả|HTX Một|4||01/02/2024|22945",
        "#5|Bánh|HTX Một|4||20/11/2025|22945",
        "#6|Kẹo|HTX Một|4|5471/QĐ-UBND||22945",
    ]);
    assert_eq!(
        decided(&list),
        [
            "5471/QĐ-UBND 2025-11-25",
            "9/QĐ-UBND 01/02/2024",
            "9/QĐ-UBND",
            "01/02/2024",
            "5471/QĐ-UBND 20/11/2025",
            "5471/QĐ-UBND 2025-11-25",
        ]
    );
    assert_eq!(
        found(&list),
        ["3 as_title", "4 own_decision_kept", "6 decision_of_another_time", "7 own_day_kept"]
    );
}

#[test]
fn a_title_that_names_no_recognition_or_two_gives_none() {
    for (title, remarks) in [
        ("Căn cứ Quyết định số 148/QĐ-TTg ngày 24/02/2023 của Thủ tướng Chính phủ", &[][..]),
        ("(Kèm theo Báo cáo số 45/BC-UBND ngày 1/2/2025)", &[]),
        (
            "(Kèm theo Quyết định số 1/QĐ-UBND ngày 1/2/2025 và Quyết định số 2/QĐ-UBND ngày 3/2/2025)",
            &["3 title_decisions_several"],
        ),
        ("(Kèm theo Quyết định số      /QĐ-UBND ngày     tháng     năm 2025)", &["3 title_decision_open"]),
    ] {
        let list = read_one(&[title, OPEN, &row(1, "4")]);
        assert_eq!(
            (decided(&list), found(&list)),
            (vec![String::new()], remarks.iter().map(|r| (*r).into()).collect()),
            "{title}"
        );
    }
    let list = read_one(&[OPEN, &row(1, "4"), TITLE]);
    assert_eq!(found(&list), ["2 decision_below_rows", "2 rows_left_out"]);
    // The day is left open: what is said of it is the year.
    let list = read_one(&["(Kèm theo Quyết định số 9/QĐ-UBND ngày … tháng … năm 2025)", OPEN, &row(1, "4")]);
    assert_eq!(decided(&list), ["9/QĐ-UBND 2025"]);
}

#[test]
fn the_decision_of_a_section_holds_for_its_rows_and_before_the_title() {
    let list = read_one(&[
        TITLE,
        OPEN,
        &row(1, "4"),
        "I. Quyết định số 123/QĐ-UBND ngày 5/3/2024",
        &row(2, "4"),
        "|Nhóm thực phẩm",
        &row(3, "4"),
        "II|Quyết định số 124/QĐ-UBND ngày 6 tháng 4 năm 2024 của UBND huyện",
        &row(4, "4"),
        "III|Sản phẩm 5 sao",
        &row(5, ""),
    ]);
    assert_eq!(
        decided(&list),
        [
            "5471/QĐ-UBND 2025-11-25",
            "123/QĐ-UBND 2024-03-05",
            "123/QĐ-UBND 2024-03-05",
            "124/QĐ-UBND 2024-04-06",
            "5471/QĐ-UBND 2025-11-25",
        ]
    );
    assert_eq!(said(&list, &[Field::Stars])[4].1, ["5 sao"]);
}

#[test]
fn the_decision_of_a_section_within_another_ends_with_the_outer_one() {
    let list = read_one(&[
        OPEN,
        "A|Sản phẩm công nhận mới",
        "I|Quyết định số 12/QĐ-UBND ngày 5/3/2024",
        &row(1, "4"),
        "II|Quyết định số 13/QĐ-UBND ngày 6/3/2024",
        &row(2, "4"),
        "B|Sản phẩm công nhận lại",
        &row(3, "4"),
    ]);
    assert_eq!(decided(&list), ["12/QĐ-UBND 2024-03-05", "13/QĐ-UBND 2024-03-06", ""]);
}

#[test]
fn each_table_of_a_sheet_has_the_decision_of_its_own_title() {
    let list = read_one(&[
        "(Kèm theo Quyết định số 1/QĐ-UBND ngày 1/2/2024)",
        OPEN,
        &row(1, "4"),
        "|TM. ỦY BAN NHÂN DÂN",
        "|CHỦ TỊCH",
        "PHỤ LỤC II",
        "(Kèm theo Quyết định số 2/QĐ-UBND ngày 3/4/2025)",
        OPEN,
        &row(2, "4"),
    ]);
    assert_eq!(decided(&list), ["1/QĐ-UBND 2024-02-01", "2/QĐ-UBND 2025-04-03"]);
}

#[test]
fn a_section_may_say_its_decision_in_the_columns_of_decisions() {
    let list = read_one(&[
        FULL,
        "I|Đợt 1|||123/QĐ-UBND|#45356|",
        "#1|Trà|HTX Một|4|||22945",
        "II|Đợt 2|||124/QĐ-UBND|01/06/2024|",
        "#1|Mắm|HTX Một|4|124||22945",
    ]);
    assert_eq!(decided(&list), ["123/QĐ-UBND 2024-03-05", "124/QĐ-UBND 2024-06-01"]);
}

#[test]
fn signatures_below_any_column_and_counted_places_are_no_products() {
    let list = read_one(&[
        "TT|Tên sản phẩm|Chủ thể|Số sao|Tỉnh",
        "I|Sản phẩm 4 sao",
        "#1|Phường Xóm Chiếu",
        "1.1|Trà|HTX Một||HCM",
        "#2|Xã Bình Mỹ",
        "2.1|Mắm|HTX Một||HCM",
        "|||TM. ỦY BAN NHÂN DÂN",
        "|||KT. CHỦ TỊCH",
        "|||Nguyễn Văn A",
    ]);
    let all = said(&list, &[Field::Name, Field::Stars, Field::NewCommune]);
    let texts: Vec<String> = all.into_iter().map(|(_, t)| t.join(", ")).collect();
    assert_eq!(texts, ["Trà, 4 sao, phường xóm chiếu", "Mắm, 4 sao, xã bình mỹ"]);
}

#[test]
fn a_table_with_other_columns_below_the_first_is_read_by_its_own_heading() {
    let list = read_one(&[
        OPEN,
        &row(1, "4"),
        "Bảng 2",
        "TT|Chủ thể|Tên sản phẩm|Hạng sao|Địa chỉ",
        "#1|HTX Hai|Mắm|3|Phường Xóm Chiếu, HCM",
    ]);
    let all = said(&list, &[Field::Name, Field::Subject, Field::Stars, Field::Address]);
    assert_eq!(all[0].1[0], "Trà 1");
    let second = ["Mắm", "HTX Hai", "3", "Phường Xóm Chiếu, HCM"].map(String::from).to_vec();
    assert_eq!((all.len(), &all[1]), (2, &(5, second)));
    // One that does not say who makes what is named.
    let list = read_one(&[OPEN, &row(1, "4"), "Bảng 2", "TT|Tên sản phẩm|Hạng sao|Địa chỉ", "#1|Mắm|3|HCM"]);
    assert_eq!((names(&list), arg(&list, "sheets_not_read")), (vec![(2, "Trà 1".into())], "DS!A4".into()));
    // The same columns in other words go on with the list.
    let list = read_one(&[
        OPEN,
        &row(1, "4"),
        "Bảng 2",
        "STT|Sản phẩm|Chủ thể OCOP|Hạng sao|Xã/phường|Tỉnh, TP",
        &row(2, "3"),
    ]);
    assert_eq!(names(&list), [(2, "Trà 1".into()), (5, "Trà 2".into())]);
}

#[test]
fn an_empty_cell_has_the_stars_of_its_section_and_a_filled_one_keeps_its_own() {
    let list = read_one(&[
        OPEN,
        "I|Hạng 4 sao",
        &row(1, ""),
        &row(2, "4"),
        &row(3, "3"),
        "II|Hạng 3 sao",
        &row(4, ""),
        "III|Từ 3 sao trở lên",
        &row(5, ""),
    ]);
    let stars: Vec<_> = said(&list, &[Field::Stars]).into_iter().map(|(_, t)| t.join("")).collect();
    assert_eq!(stars, ["4 sao", "4", "3 (đề mục: 4 sao)", "3 sao", ""]);
    assert!(crate::import::row::stars::is_unclear("3 (đề mục: 4 sao)"));
    assert_eq!(found(&list), ["3 rows_left_out", "3 as_section", "7 as_section"]);
}

#[test]
fn a_section_of_stars_is_told_wherever_it_stands() {
    for section in
        ["|||4 sao", "#2|Sản phẩm 4 sao (01 sản phẩm)", "HẠNG BỐN SAO", "|* OCOP 4 SAO", "II.|4 SAO"]
    {
        let list = read_one(&[OPEN, section, &row(1, "")]);
        assert_eq!(
            said(&list, &[Field::Name, Field::Stars]),
            [(3, vec!["Trà 1".into(), "4 sao".into()])],
            "{section}"
        );
    }
    let list = read_one(&[OPEN, "#1|Rượu Ba Sao||||", "I|Năm 2024", &row(2, "4")]);
    assert_eq!(said(&list, &[Field::Name, Field::CertYear])[0].1, ["Rượu Ba Sao", ""]);
    assert_eq!(said(&list, &[Field::CertYear])[1].1, ["2024"]);
}

#[test]
fn a_list_of_what_is_proposed_or_taken_back_recognises_nothing() {
    for title in ["DANH SÁCH SẢN PHẨM ĐỀ NGHỊ CÔNG NHẬN", "DANH SÁCH SẢN PHẨM OCOP BỊ THU HỒI"]
    {
        let list = read_one(&[title, OPEN, &row(1, "4")]);
        assert_eq!(found(&list), ["3 section_withholds"], "{title}");
    }
    for title in ["DANH SÁCH SẢN PHẨM OCOP ĐƯỢC CÔNG NHẬN", "Đề nghị các xã rà soát"] {
        assert_eq!(found(&read_one(&[title, OPEN, &row(1, "4")])), [""; 0], "{title}");
    }
}

#[test]
fn columns_marked_for_the_stars_are_read_and_an_address_over_two_columns_is_two_places() {
    let content = rows(&[
        "TT|Tên sản phẩm|Chủ thể|Hạng sao|||Địa chỉ|",
        "|||3 sao|4 sao|5 sao|Phường/xã|Tỉnh",
        "#1|Trà|HTX Một|FALSE|x||Phường Xóm Chiếu|HCM",
    ]) + &merged(&["D1:F1", "G1:H1", "A1:A2", "B1:B2", "C1:C2"]);
    let list = read(&one(content)).unwrap();
    let fields = [Field::Stars, Field::NewCommune, Field::NewProvince];
    assert_eq!(said(&list, &fields), [(3, ["4 sao", "Phường Xóm Chiếu", "HCM"].map(str::to_owned).to_vec())]);
    assert_eq!(found(&list), [""; 0]);
}

#[test]
fn rows_and_columns_without_height_or_width_are_told_like_hidden_ones() {
    let content = "<sheetFormatPr defaultRowHeight=\"15\"/><cols><col min=\"4\" max=\"4\" width=\"0\" customWidth=\"1\"/></cols>"
        .to_owned()
        + &rows(&[OPEN, &row(1, "4"), &row(2, "4")]).replace("<row r=\"3\"", "<row r=\"3\" ht=\"0\" customHeight=\"1\"");
    assert_eq!(found(&read(&one(content)).unwrap()), ["2 columns_hidden", "3 row_hidden"]);
}

#[test]
fn signs_that_make_a_text_of_a_number_are_no_part_of_it() {
    let text = "TT,Tên sản phẩm,Chủ thể,MST,Số sao,Mã xã\n1,Trà,HTX Một,'0312345678,'4,\"=\"\"22945\"\"\"\n2,Mắm,',=\"0312345678\",4,22945\n";
    let list = read(text.as_bytes()).unwrap();
    let all = said(&list, &[Field::Subject, Field::TaxNumber, Field::Stars, Field::NewCommuneCode]);
    assert_eq!(all[0].1, ["HTX Một", "0312345678", "4", "22945"]);
    assert_eq!(all[1].1, ["'", "0312345678", "4", "22945"]);
}

#[test]
fn a_file_that_is_no_spreadsheet_is_told_what_it_is() {
    let package = |part: &str| {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(part, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(b"<a/>").unwrap();
        zip.finish().unwrap().into_inner()
    };
    let compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0";
    for (bytes, code) in [
        (b"\x89PNG\r\n\x1a\n".to_vec(), "import_is_picture"),
        (b"\xff\xd8\xff\xe0".to_vec(), "import_is_picture"),
        (b"%PDF-1.7".to_vec(), "import_is_pdf"),
        (b"{\\rtf1".to_vec(), "import_is_document"),
        (package("word/document.xml"), "import_is_document"),
        (compound.to_vec(), "import_is_document"),
        (package("danh sach.xlsx"), "import_is_archive"),
        (b"Rar!\x1a\x07\x01".to_vec(), "import_is_archive"),
        (package("content.xml"), "import_open_document"),
    ] {
        assert_eq!(refused(&bytes).0, code);
    }
}
