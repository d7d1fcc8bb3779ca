//! What a list means beyond one cell: columns that name the same, headings in three rows, sections that say what no column
//! says, days in two orders.

use super::*;

const COLUMNS: &str = "TT|Tên sản phẩm|Chủ thể|Hạng sao|Số quyết định|Ngày quyết định|Xã, phường|Tỉnh";

#[test]
fn of_two_columns_that_name_the_same_neither_is_taken_where_they_differ() {
    let list = read_one(&[
        "TT|Tên sản phẩm|Chủ thể|Hạng sao|Xếp hạng|Số QĐ|Ngày|Ngày|Mã xã",
        "#1|Trà|HTX Một|3 sao|4 sao|1/QĐ|01/02/2025|01/02/2025|22945",
        "#2|Mắm|HTX Một|4|4 sao|1/QĐ|01/02/2025|15/03/2025|22945",
        "#3|Khô|HTX Một||5 sao|1/QĐ|#45731|15/03/2025|22945",
    ]);
    assert_eq!(found(&list), ["2 columns_compared", "E2 columns_contradict", "H3 columns_contradict"]);
    assert_eq!(arg(&list, "columns_compared"), "D (Hạng sao) – E (Xếp hạng); G (Ngày) – H (Ngày)");
    assert_eq!(arg(&list, "columns_contradict"), "D (Hạng sao)");
    // What one leaves empty the other says.
    assert_eq!(said(&list, &[Field::Stars])[2], (4, vec!["5 sao".to_owned()]));
}

#[test]
fn the_surer_heading_is_taken_and_the_other_is_named() {
    let list = read_one(&[
        "TT|Sản phẩm|Tên sản phẩm|Chủ thể|Hạng sao|Ngày cấp|Ngày quyết định|Mã xã",
        "#1|Thực phẩm|Trà|HTX Một|4|20/03/2025|15/03/2025|22945",
    ]);
    assert_eq!(said(&list, &[Field::Name, Field::Issued]), [(2, vec!["Trà".into(), "15/03/2025".into()])]);
    assert_eq!(arg(&list, "columns_not_read"), "B (Sản phẩm); F (Ngày cấp)");
}

#[test]
fn headings_in_three_rows_are_understood_and_a_title_is_none() {
    let content = rows(&[
        "DANH SÁCH",
        "TT|Sản phẩm||Quyết định|||Địa bàn|",
        "|Tên sản phẩm|Chủ thể|Công nhận|||Xã, phường|Tỉnh",
        "|||Số|Ngày|Hạng sao||",
        "#1|Trà|HTX Một|12/QĐ-UBND|15/03/2025|4 sao|Phường Xóm Chiếu|HCM",
    ]) + &merged(&["B2:C2", "D2:F2", "G2:H2", "D3:F3"]);
    let list = read(&one(content)).unwrap();
    let fields = [Field::Name, Field::Decision, Field::Issued, Field::Stars, Field::NewCommune];
    let want = ["Trà", "12/QĐ-UBND", "15/03/2025", "4 sao", "Phường Xóm Chiếu"].map(str::to_owned).to_vec();
    assert_eq!((said(&list, &fields), found(&list)), (vec![(5, want)], vec![]));
    let titled = read_one(&["DANH SÁCH", COLUMNS, "#1|Trà|HTX Một|4|1/QĐ|15/03/2025|Phường Xóm Chiếu|HCM"]);
    assert_eq!((titled.layout.columns[0].heading.as_str(), found(&titled).len()), ("TT", 0));
}

#[test]
fn sections_say_the_stars_and_the_place_that_no_column_says() {
    let list = read_one(&[
        "TT|Tên sản phẩm|Chủ thể|Số quyết định|Ngày quyết định|Tỉnh",
        "I|XÃ MẪU A",
        "#1|Trà|HTX Một|1/QĐ|15/03/2025|HCM",
        "II|Phường Xóm Chiếu (1 sản phẩm)",
        "#1|Mắm|HTX Một|1/QĐ|15/03/2025|HCM",
        "#2|Khô|HTX Một|1/QĐ|15/03/2025|HCM",
    ]);
    let places: Vec<_> = said(&list, &[Field::NewCommune]).into_iter().flat_map(|(_, t)| t).collect();
    assert_eq!(places, ["xã mẫu a", "phường xóm chiếu", "phường xóm chiếu"]);
    assert_eq!(found(&list), ["3 rows_left_out", "3 as_section", "5 as_section"]);
    let sheet = |stars: &str, product: &str| {
        let lines = ["TT|Tên sản phẩm|Chủ thể|Số QĐ|Mã xã", &format!("#1|{product}|HTX Một|1/QĐ|22945")];
        (format!("{stars} sao"), rows(&lines))
    };
    let (three, four) = (sheet("3", "Trà"), sheet("4", "Mắm"));
    let list = read(&book("", &[(&three.0, "visible", three.1), (&four.0, "visible", four.1)])).unwrap();
    let stars: Vec<_> = said(&list, &[Field::Stars]).into_iter().flat_map(|(_, t)| t).collect();
    assert_eq!(stars, ["3 sao", "4 sao"]);
}

#[test]
fn counts_of_sections_and_totals_are_no_products_wherever_they_stand() {
    let list = read_one(&[
        COLUMNS,
        "A|CẤP TỈNH||2 sản phẩm",
        "#1|Trà|HTX Một|4|1/QĐ|15/03/2025|Phường Xóm Chiếu|HCM",
        "B|CẤP XÃ||#1",
        "#2|Mắm|HTX Một|4|1/QĐ|15/03/2025|Phường Xóm Chiếu|HCM",
        "|Cộng|#2",
        "|||||||Tổng số: 2 sản phẩm",
    ]);
    assert_eq!(names(&list), [(3, "Trà".into()), (5, "Mắm".into())]);
    assert!(arg(&list, "rows_left_out").starts_with("2 “A CẤP TỈNH 2 sản phẩm”; 4 "), "{:?}", found(&list));
}

#[test]
fn days_that_can_be_read_in_two_ways_are_not_guessed() {
    let line = |n: u32, day: &str| format!("#{n}|Trà {n}|HTX Một|4|1/QĐ|{day}|Phường Xóm Chiếu|HCM");
    let list = read_one(&[COLUMNS, &line(1, "03/15/2025"), &line(2, "03/05/2025"), &line(3, "05/05/2025")]);
    assert_eq!(found(&list), ["F2 date_month_first", "F3 date_either_way"]);
    assert_eq!(said(&list, &[Field::Issued])[0].1, ["2025-03-15"]);
    // Where no day of the column says otherwise, the day stands first, as everywhere in the country.
    let list = read_one(&[COLUMNS, &line(1, "15/03/2025"), &line(2, "03/05/2025")]);
    assert_eq!(found(&list), [""; 0]);
}

#[test]
fn what_a_spreadsheet_shows_for_an_error_is_no_value() {
    for text in ["########", "Err:502", "#REF!", "#N/A", "#FIELD!", "#NAME?"] {
        assert_eq!(crate::import::table::sheet::text_cell(text.into()), Cell::Error(text.into()));
    }
    for text in ["# 1", "#1", "Lỗi:502", "#hashtag"] {
        assert_eq!(crate::import::table::sheet::text_cell(text.into()), Cell::Text(text.into()));
    }
}
