//! Columns that say the same of several times: names of before and of now, one assessment beside another, tables whose columns
//! stand in another order; and headings merged over columns between the rows.

use super::*;

const DECIDED: &str = "Danh sách sản phẩm theo Quyết định số 12/QĐ-UBND ngày 15/03/2025";

#[test]
fn a_heading_merged_over_columns_beside_its_mark_is_a_section_whatever_column_it_begins_in() {
    for head in [
        "STT|Tên sản phẩm|Chủ thể|Số sao|Số QĐ|Ngày QĐ|Mã xã|Ghi chú|Điện thoại",
        "STT|Chủ thể|Tên sản phẩm|Số sao|Số QĐ|Ngày QĐ|Mã xã|Ghi chú|Điện thoại",
        "STT|Mã xã|Tên sản phẩm|Chủ thể|Số sao|Số QĐ|Ngày QĐ|Ghi chú|Điện thoại",
        "Mã SP|Tên sản phẩm|Chủ thể|Số sao|Số QĐ|Ngày QĐ|Mã xã|Ghi chú|Điện thoại",
    ] {
        let at = |name: &str| head.split('|').position(|h| h == name).unwrap();
        let mut product = [""; 9];
        product[0] = "#1";
        product[at("Tên sản phẩm")] = "Trà";
        product[at("Chủ thể")] = "HTX Một";
        product[at("Số sao")] = "4";
        for mark in ["I", "A", "I.", "1)", "*", ""] {
            let section = format!("{mark}|{DECIDED}");
            let lines = [head, &section, &product.join("|")];
            // The same as a delimited file has it: two cells are filled and nothing is merged.
            for regions in [&["B2:I2"][..], &["B2:D2", "E2:I2"], &[]] {
                let merges = if regions.is_empty() { String::new() } else { merged(regions) };
                let list = read(&one(rows(&lines) + &merges)).unwrap();
                let all = said(&list, &[Field::Name, Field::Decision, Field::Issued]);
                let right = ["Trà", "12/QĐ-UBND", "2025-03-15"].map(String::from).to_vec();
                assert_eq!(all, [(3, right)], "{head} {mark} {regions:?}");
            }
        }
    }
    // A producer alone is no heading, and a total in its column is none of its products.
    let head = "STT|Chủ thể|Tên sản phẩm|Số sao";
    let list = read_one(&[
        head,
        "#1|HTX Một|Trà|4",
        "#2|Tổng công ty Lương thực|Gạo|4",
        "#3|HTX Ba||3",
        "|Tổng cộng||#3",
    ]);
    assert_eq!(names(&list), [(2, "Trà".into()), (3, "Gạo".into()), (4, String::new())]);
}

#[test]
fn the_new_name_is_the_products_and_the_old_one_is_known() {
    for head in [
        "STT|Tên sản phẩm cũ|Tên sản phẩm mới|Chủ thể cũ|Chủ thể mới|Số sao",
        "STT|Tên cũ|Tên mới|Chủ thể trước đây|Chủ thể hiện nay|Số sao",
        "STT|Tên trước đây|Tên sản phẩm|Tên chủ thể cũ|Tên chủ thể|Số sao",
        "No|Old name|New name|Former producer|Producer|Stars",
        "STT|Tên sản phẩm|Tên sản phẩm sau khi đổi tên|Chủ thể|Chủ thể mới|Số sao",
    ] {
        let list = read_one(&[head, "#1|Trà cũ|Trà mới|HTX Một|Công ty Một|4"]);
        let fields = [Field::Name, Field::FormerName, Field::Subject, Field::FormerSubject];
        let right = ["Trà mới", "Trà cũ", "Công ty Một", "HTX Một"].map(String::from).to_vec();
        assert_eq!(said(&list, &fields), [(2, right)], "{head}");
        assert!(!arg(&list, "columns_former").is_empty(), "{head}");
    }
    let content = rows(&[
        "STT|Sản phẩm||Chủ thể||Số sao",
        "|Tên cũ|Tên mới|Tên cũ|Tên mới|",
        "#1|Trà cũ|Trà mới|HTX Một|Công ty Một|4",
    ]) + &merged(&["B1:C1", "D1:E1"]);
    let list = read(&one(content)).unwrap();
    let right = ["Trà mới", "HTX Một"].map(String::from).to_vec();
    assert_eq!(said(&list, &[Field::Name, Field::FormerSubject]), [(3, right)]);
    // Where no column has the new names, those of before are all there is.
    let list = read_one(&["STT|Tên sản phẩm (cũ)|Chủ thể|Số sao", "#1|Trà|HTX|4"]);
    assert_eq!(names(&list), [(2, "Trà".into())]);
}

/// Điều 4(3): each recognition runs for 36 months of its own.
#[test]
fn two_assessments_beside_each_other_are_two_recognitions_where_their_headings_pair_up() {
    let fields = [Field::Stars, Field::Decision, Field::CertYear];
    for (head, year) in [
        ("STT|Tên sản phẩm|Chủ thể|Sao lần 1|QĐ lần 1|Sao lần 2|QĐ lần 2", ["", ""]),
        ("STT|Tên sản phẩm|Chủ thể|Hạng sao 2021|QĐ 2021|Hạng sao 2024|QĐ 2024", ["2021", "2024"]),
        ("STT|Tên sản phẩm|Chủ thể|Hạng sao cũ|Số QĐ cũ|Hạng sao mới|Số QĐ mới", ["", ""]),
        ("STT|Tên sản phẩm|Chủ thể|Số sao|Số QĐ|Số sao (đánh giá lại)|Số QĐ (đánh giá lại)", ["", ""]),
    ] {
        let list = read_one(&[
            head,
            "#1|Trà|HTX Một|3|12/QĐ-UBND|4|55/QĐ-UBND",
            "#2|Mắm|HTX Một|3|12/QĐ-UBND||",
            "#3|Khô|HTX Một|||5|9/QĐ-BNN",
        ]);
        let right = [
            (2, ["3", "12/QĐ-UBND", year[0]]),
            (2, ["4", "55/QĐ-UBND", year[1]]),
            (3, ["3", "12/QĐ-UBND", year[0]]),
            (4, ["5", "9/QĐ-BNN", year[1]]),
        ];
        let right: Vec<_> = right.into_iter().map(|(row, t)| (row, t.map(String::from).to_vec())).collect();
        assert_eq!(said(&list, &fields), right, "{head}");
        let numbers: std::collections::BTreeSet<i64> = list.sheet.lines.iter().map(Line::number).collect();
        assert_eq!(numbers.len(), 5, "{head}");
    }
    // Where nothing is merged, the heading over one assessment does not take in what follows it.
    let list = read_one(&[
        "|||Năm 2021||Năm 2024||",
        "STT|Tên sản phẩm|Chủ thể|Số sao|Số QĐ|Số sao|Số QĐ|Mã xã",
        "#1|Trà|HTX|3|1/QĐ|4|2/QĐ|22945",
    ]);
    let all = said(&list, &[Field::Stars, Field::CertYear, Field::NewCommuneCode]);
    let right = [["3", "2021", "22945"], ["4", "2024", "22945"]].map(|t| (3, t.map(String::from).to_vec()));
    assert_eq!(all, right);
    // A decision that says its day says its year.
    let list = read_one(&[
        "STT|Tên sản phẩm|Chủ thể|Hạng sao 2021|QĐ 2021|Hạng sao 2024|QĐ 2024",
        "#1|Trà|HTX Một|3|12/QĐ-UBND ngày 5/1/2022|||",
    ]);
    assert_eq!(said(&list, &fields)[0].1[2], "");
    // A mark that repeats the row above tells of a recognition too.
    let head = "STT|Tên sản phẩm|Chủ thể|Sao lần 1|QĐ lần 1|Sao lần 2|QĐ lần 2";
    let list = read_one(&[head, "#1|Trà|HTX|3|1/QĐ|4|2/QĐ", "#2|Mắm|nt|nt|nt|nt|nt", "#3|Cá|nt|3|1/QĐ|-|-"]);
    let all: Vec<u32> = said(&list, &[]).into_iter().map(|(row, _)| row).collect();
    assert_eq!(all, [2, 2, 3, 3, 4]);
    // What the title says is said of the last.
    let list = read_one(&[
        "DANH SÁCH (Kèm theo Quyết định số 77/QĐ-UBND ngày 1/2/2025)",
        "STT|Tên sản phẩm|Chủ thể|Sao lần 1|QĐ lần 1|Sao lần 2|QĐ lần 2",
        "#1|Trà|HTX Một|3|12/QĐ-UBND|4|",
    ]);
    let decisions: Vec<String> =
        said(&list, &[Field::Decision]).into_iter().map(|(_, t)| t.join("")).collect();
    assert_eq!(decisions, ["12/QĐ-UBND", "77/QĐ-UBND"]);
}

#[test]
fn assessments_whose_headings_do_not_pair_up_are_asked_about_by_their_columns() {
    let list = read_one(&[
        "STT|Tên sản phẩm|Chủ thể|Sao lần 1|Sao lần 2|Số QĐ",
        "#1|Trà|HTX|3|4|1/QĐ",
        "#2|Mắm|HTX|3||1/QĐ",
    ]);
    let stars: Vec<String> = said(&list, &[Field::Stars]).into_iter().map(|(_, t)| t.join("")).collect();
    assert_eq!(stars, ["D (Sao lần 1): 3; E (Sao lần 2): 4", "3"]);
    let list = read_one(&["STT|Tên sản phẩm|Chủ thể|Số sao|QĐ lần 1|QĐ lần 2", "#1|Trà|HTX|3|1/QĐ|2/QĐ"]);
    assert_eq!(found(&list), ["2 columns_compared", "F2 columns_contradict"]);
    // One year alone is no series.
    let list = read_one(&[
        "STT|Tên sản phẩm|Chủ thể|Số sao năm 2024|QĐ năm 2024|Doanh thu 2024",
        "#1|Trà|HTX|3|1/QĐ|9",
    ]);
    assert_eq!(said(&list, &[Field::Stars, Field::Decision])[0].1, ["3", "1/QĐ"]);
    assert_eq!(arg(&list, "columns_not_read"), "F (Doanh thu 2024)");
}

#[test]
fn a_heading_row_in_another_order_begins_a_table_of_its_own_and_findings_name_its_columns() {
    let list = read_one(&[
        "STT|Tên sản phẩm|Chủ thể|Số sao|Số QĐ|Ngày QĐ",
        "#1|Trà|HTX Một|4|12/QĐ-UBND|15/03/2025",
        "STT|Chủ thể|Tên sản phẩm|Số QĐ|Ngày QĐ|Số sao",
        "#1|HTX Hai|Mắm|13/QĐ-UBND|16/03/2025|3",
        "#2|HTX Ba|Cá|13/QĐ-UBND|=A1|3",
    ]);
    let fields = [Field::Name, Field::Subject, Field::Stars, Field::Decision, Field::Issued];
    let right = [
        (2, ["Trà", "HTX Một", "4", "12/QĐ-UBND", "15/03/2025"]),
        (4, ["Mắm", "HTX Hai", "3", "13/QĐ-UBND", "16/03/2025"]),
        (5, ["Cá", "HTX Ba", "3", "13/QĐ-UBND", ""]),
    ];
    let right: Vec<_> = right.into_iter().map(|(row, t)| (row, t.map(String::from).to_vec())).collect();
    assert_eq!(said(&list, &fields), right);
    assert_eq!(found(&list), ["E5 formula_without_value"]);
}

#[test]
fn a_day_in_three_columns_is_one_day_as_far_as_it_is_said() {
    let lines = [
        "#1|Trà|HTX|4|12/QĐ-UBND|#15|#3|#2025",
        "#2|Mắm|HTX|4|12/QĐ-UBND||03|2025",
        "#3|Cá|HTX|4|12/QĐ-UBND|-||2025",
        "#4|Cua|HTX|4|12/QĐ-UBND|30|2|2025",
        "#5|Ốc|HTX|4|12/QĐ-UBND|15||2025",
    ];
    let right = ["15/3/2025", "03/2025", "2025", "30/2/2025", "15//2025"];
    let flat = rows(&[&["TT|Tên sản phẩm|Chủ thể|Số sao|Số QĐ|Ngày|Tháng|Năm"][..], &lines].concat());
    let two = ["TT|Tên sản phẩm|Chủ thể|Số sao|Số QĐ|Ngày công nhận||", "|||||Ngày|Tháng|Năm"];
    let grouped = rows(&[&two[..], &lines].concat()) + &merged(&["F1:H1"]);
    for content in [flat, grouped] {
        let list = read(&one(content)).unwrap();
        let days: Vec<String> = said(&list, &[Field::Issued]).into_iter().map(|(_, t)| t.join("")).collect();
        assert_eq!(days, right);
        assert!(found(&list).is_empty(), "{:?}", found(&list));
    }
}

#[test]
fn what_stands_below_no_heading_is_named_and_a_counter_is_none() {
    let list = read_one(&["|Tên sản phẩm|Chủ thể||Số QĐ", "#1|Trà|HTX|4 sao|1/QĐ|x", "#2|Mắm|HTX||1/QĐ"]);
    assert_eq!(arg(&list, "columns_without_heading"), "D “4 sao”; F “x”");
    assert_eq!(found(&list), ["2 columns_without_heading"]);
}

#[test]
fn headings_printed_again_have_the_numbers_of_their_columns_below_them() {
    let numbers = "(1)|(2)|(3)|(4)|(5)|(6)|(7)";
    let list = read_one(&[
        HEAD,
        numbers,
        "#1|Trà|HTX|4|1/QĐ|15/03/2025|22945",
        HEAD,
        numbers,
        "#2|Mắm|HTX|4|1/QĐ|15/03/2025|22945",
    ]);
    assert_eq!((names(&list), found(&list).len()), (vec![(3, "Trà".into()), (6, "Mắm".into())], 0));
}

#[test]
fn columns_of_products_that_reached_a_rank_are_marked_for_it() {
    let list = read_one(&[
        "STT|Tên sản phẩm|Chủ thể|Sản phẩm đạt 3 sao|Sản phẩm đạt 4 sao",
        "#1|Trà|HTX||x",
        "#2|Mắm|HTX|1|",
    ]);
    let stars: Vec<String> = said(&list, &[Field::Stars]).into_iter().map(|(_, t)| t.join("")).collect();
    assert_eq!(stars, ["4 sao", "3 sao"]);
}

#[test]
fn a_table_of_other_things_below_the_list_is_named_and_its_amounts_are_no_stars() {
    let product = "#1|Trà|HTX Một|4|1/QĐ|15/03/2025|22945";
    for other in [
        "TT|Tên sản phẩm|Chủ thể|Số điện thoại",
        "TT|Tên sản phẩm|Đơn vị tính|Số lượng|Đơn giá",
        "TT|Sản phẩm|Doanh thu|Số lao động",
    ] {
        let list =
            read_one(&[HEAD, product, "", "Bảng 2. Tình hình sản xuất", other, "#1|Trà|HTX Một|#4|#5"]);
        assert_eq!(
            (names(&list), arg(&list, "sheets_not_read").get(..4)),
            (vec![(2, "Trà".into())], Some("DS!A")),
            "{other}"
        );
    }
    // A product that is called so is one, and a heading printed again in part is none.
    let list = read_one(&[
        HEAD,
        product,
        "#2|Sản phẩm|HTX Một|4|1/QĐ|15/03/2025|22945",
        "TT|Tên sản phẩm|Chủ thể",
        "#3|Mắm|HTX Một|4|1/QĐ|15/03/2025|22945",
    ]);
    assert_eq!(names(&list), [(2, "Trà".into()), (3, "Sản phẩm".into()), (5, "Mắm".into())]);
}

/// A heading in two rows is no part of the title above it: a column of last days takes no star (Điều 8).
#[test]
fn the_upper_row_of_a_heading_says_nothing_of_the_list() {
    let content = rows(&[
        "DANH SÁCH SẢN PHẨM OCOP ĐÃ ĐƯỢC CÔNG NHẬN",
        "TT|Tên sản phẩm|Chủ thể|Hạng sao hiện tại|Ngày hết hạn|Đánh giá lần 1||Đánh giá lần 2|",
        "|||||Hạng sao|Ngày công nhận|Hạng sao|Ngày công nhận",
        "#1|Trà|HTX|#4|15/03/2028|3|15/03/2021|4|15/03/2025",
        "#2|Mắm|HTX|#3|15/03/2028|3|15/03/2025||",
    ]) + &merged(&["F2:G2", "H2:I2"]);
    let list = read(&one(content)).unwrap();
    assert_eq!(found(&list), ["4 series_read"]);
    let days: Vec<_> = said(&list, &[Field::Stars, Field::Issued, Field::Expires]);
    let right = [
        (4, ["3", "15/03/2021", ""]),
        (4, ["4", "15/03/2025", "15/03/2028"]),
        (5, ["3", "15/03/2025", "15/03/2028"]),
    ];
    assert_eq!(days, right.map(|(row, t)| (row, t.map(String::from).to_vec())));
}

/// Điều 4(3): the term begins on the day of recognition. A column is one column for rows with one assessment and with two.
#[test]
fn a_month_first_day_of_a_column_counts_for_every_row_of_its_table() {
    let list = read_one(&[
        "STT|Tên sản phẩm|Chủ thể|Sao lần 1|QĐ lần 1|Ngày lần 1|Sao lần 2|QĐ lần 2|Ngày lần 2",
        "#1|Trà|HTX|3|1/QĐ|3/15/2021|4|2/QĐ|20/06/2024",
        "#2|Mắm|HTX|3|1/QĐ|3/4/2021|||",
    ]);
    assert_eq!(found(&list), ["2 series_read", "F2 date_month_first", "F3 date_either_way"]);
    // Another table of the sheet has columns of its own.
    let list = read_one(&[
        "STT|Tên sản phẩm|Chủ thể|Số sao|Số QĐ|Ngày QĐ",
        "#1|Trà|HTX Một|4|12/QĐ-UBND|3/15/2025",
        "STT|Chủ thể|Tên sản phẩm|Số sao|Số QĐ|Ngày QĐ",
        "#1|HTX Hai|Mắm|4|13/QĐ-UBND|3/4/2025",
    ]);
    assert_eq!(found(&list), ["F2 date_month_first"]);
}

/// Điều 4(2): what a district only proposed was given by no one. Two headings are two assessments where they say when.
#[test]
fn columns_of_a_proposal_are_no_assessment_and_two_bodies_without_a_time_are_compared() {
    let fields = [Field::Stars, Field::Decision];
    for above in [
        "Đề nghị của UBND huyện",
        "Huyện đề xuất",
        "Chủ thể tự đánh giá",
        "Kết quả cấp huyện",
        "Dự kiến",
        "Dự kiến năm 2025",
    ] {
        for reversed in [false, true] {
            let given = "UBND tỉnh công nhận";
            let heads = if reversed { [given, above] } else { [above, given] };
            let values = if reversed { "3|9/QĐ-UBND|5|2/QĐ-UBND" } else { "5|2/QĐ-UBND|3|9/QĐ-UBND" };
            let content = rows(&[
                &format!("STT|Tên sản phẩm|Chủ thể|{}||{}|", heads[0], heads[1]),
                "|||Hạng sao|Số QĐ|Hạng sao|Số QĐ",
                &format!("#1|Trà|HTX Một|{values}"),
            ]) + &merged(&["D1:E1", "F1:G1"]);
            let list = read(&one(content)).unwrap();
            let right = (3, ["3", "9/QĐ-UBND"].map(String::from).to_vec());
            assert_eq!(said(&list, &fields), [right], "{above} {reversed}");
            assert!(arg(&list, "columns_not_read").contains(above), "{above} {reversed}");
        }
    }
    let content = rows(&[
        "STT|Tên sản phẩm|Chủ thể|UBND tỉnh||Bộ Nông nghiệp|",
        "|||Hạng sao|Số QĐ|Hạng sao|Số QĐ",
        "#1|Trà|HTX Một|3|9/QĐ-UBND|5|2/QĐ-BNN",
    ]) + &merged(&["D1:E1", "F1:G1"]);
    let list = read(&one(content)).unwrap();
    assert!(found(&list).contains(&"F3 columns_contradict".to_owned()), "{:?}", found(&list));
    // Before 2025 the district gave three stars: where it alone is named, its columns are those of the list.
    let content = rows(&[
        "STT|Tên sản phẩm|Chủ thể|Kết quả cấp huyện|",
        "|||Hạng sao|Số QĐ",
        "#1|Trà|HTX Một|3|9/QĐ-UBND",
    ]) + &merged(&["D1:E1"]);
    let list = read(&one(content)).unwrap();
    assert_eq!(said(&list, &fields), [(3, ["3", "9/QĐ-UBND"].map(String::from).to_vec())]);
}

/// Điều 4(3): each recognition has its own day, and its own term.
#[test]
fn what_has_no_name_of_an_assessment_belongs_to_the_one_without_a_name() {
    let list = read_one(&[
        "STT|Tên sản phẩm|Chủ thể|Số sao|Số QĐ|Ngày QĐ|Ngày hết hạn|Số GCN|Số sao (đánh giá lại)|Số QĐ (đánh giá lại)",
        "#1|Trà|HTX Một|3|12/QĐ|15/03/2021|15/03/2024|01-HCM|4|55/QĐ",
        "#2|Mắm|HTX Một|3|12/QĐ|15/03/2021|15/03/2024|02-HCM||",
    ]);
    let fields = [Field::Stars, Field::Decision, Field::Issued, Field::Expires, Field::CertificateNo];
    let right = [
        (2, ["3", "12/QĐ", "15/03/2021", "15/03/2024", "01-HCM"]),
        (2, ["4", "55/QĐ", "", "", ""]),
        (3, ["3", "12/QĐ", "15/03/2021", "15/03/2024", "02-HCM"]),
    ];
    assert_eq!(said(&list, &fields), right.map(|(row, t)| (row, t.map(String::from).to_vec())));
}

/// Điều 4(2): a section right above the heading of another table speaks of the rows of that table.
#[test]
fn a_section_above_the_heading_of_a_further_table_belongs_to_it() {
    for section in [
        "II. Sản phẩm đề nghị công nhận",
        "II|Sản phẩm đề nghị công nhận",
        "|II. Sản phẩm đề nghị công nhận",
        "Sản phẩm đề nghị công nhận",
        "B|Sản phẩm đã bị thu hồi",
    ] {
        let list = read_one(&[
            HEAD,
            "#1|Trà|HTX Một|4|1/QĐ|15/03/2025|22945",
            section,
            "STT|Chủ thể|Tên sản phẩm|Số sao|Mã xã",
            "#1|HTX Hai|Mắm|4|22945",
        ]);
        assert_eq!(names(&list), [(2, "Trà".into()), (5, "Mắm".into())], "{section}");
        assert!(found(&list).contains(&"5 section_withholds".to_owned()), "{section} {:?}", found(&list));
    }
    let list = read_one(&[
        HEAD,
        "#1|Trà|HTX Một|4|1/QĐ|15/03/2025|22945",
        "II. Sản phẩm 4 sao",
        "STT|Chủ thể|Tên sản phẩm|Số QĐ|Mã xã",
        "#1|HTX Hai|Mắm|2/QĐ-UBND|22945",
    ]);
    let stars: Vec<String> = said(&list, &[Field::Stars]).into_iter().map(|(_, t)| t.join("")).collect();
    assert_eq!(stars, ["4", "4 sao"]);
}

/// Điều 4(3): the term begins on a day. A mark in the column of the month repeats the month, and not the day.
#[test]
fn marks_in_the_columns_of_a_day_repeat_each_its_own_column() {
    let list = read_one(&[
        "TT|Tên sản phẩm|Chủ thể|Số sao|Số QĐ|Ngày|Tháng|Năm",
        "#1|Trà|HTX|4|12/QĐ-UBND|15|3|2025",
        "#2|Mắm|HTX|4|12/QĐ-UBND|16|nt|nt",
        "#3|Cá|HTX|4|12/QĐ-UBND|nt|4|2024",
        "#4|Cua|HTX|4|12/QĐ-UBND|nt|nt|nt",
    ]);
    let days: Vec<String> = said(&list, &[Field::Issued]).into_iter().map(|(_, t)| t.join("")).collect();
    assert_eq!(days, ["15/3/2025", "16/3/2025", "16/4/2024", "nt"]);
}

/// Điều 8: a column of remarks of which a cell takes a star away is heard, and is not called a column that is not read.
#[test]
fn columns_that_are_told_by_their_cells_are_not_named_as_not_read() {
    let list = read_one(&[
        "STT|Tên sản phẩm|Chủ thể|Số sao|Số QĐ|Địa phương|Thời hạn hiệu lực|Tình trạng|Ghi chú",
        "#1|Trà|HTX|4|12/QĐ-UBND|Phường Xóm Chiếu|15/03/2028|Bị thu hồi|đẹp",
        "#2|Mắm|HTX|4|12/QĐ-UBND|Xã Bình Lợi|15/03/2028||",
    ]);
    let right = [(2, ["Phường Xóm Chiếu", "15/03/2028"]), (3, ["Xã Bình Lợi", "15/03/2028"])];
    let right = right.map(|(row, t)| (row, t.map(String::from).to_vec()));
    assert_eq!(said(&list, &[Field::NewCommune, Field::Expires]), right);
    assert_eq!(arg(&list, "columns_not_read"), "I (Ghi chú)");
    let list = read_one(&[
        "STT|Tên sản phẩm|Chủ thể|Số sao|Số QĐ|Địa phương|Thời hạn hiệu lực",
        "#1|Trà|HTX|4|12/QĐ-UBND|Lâm Đồng|36 tháng",
    ]);
    assert_eq!(arg(&list, "columns_not_read"), "F (Địa phương); G (Thời hạn hiệu lực)");
}

/// A list is as long as its rows are many, however many assessments each tells of.
#[test]
fn rows_are_counted_and_not_their_assessments() {
    let head = "STT,Tên sản phẩm,Chủ thể,Sao lần 1,QĐ lần 1,Sao lần 2,QĐ lần 2\n";
    let text = head.to_owned() + &"1,Trà,HTX,3,1/QĐ,4,2/QĐ\n".repeat(10_500);
    assert_eq!(read(text.as_bytes()).unwrap().sheet.lines.len(), 21_001);
    // What is held again for each is bounded.
    let head = head.replace('\n', ",Sao lần 3,QĐ lần 3\n");
    let row = format!("1,Trà,HTX {},3,1/QĐ,4,2/QĐ,5,3/QĐ\n", "x".repeat(1_200));
    let text = head + &row.repeat(10_500);
    assert_eq!(refused(text.as_bytes()).0, "import_too_long");
}
