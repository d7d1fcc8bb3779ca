//! Sections within sections: what each says ends with it, and no star, year, place or decision goes on below the next.

use super::*;

const HEAD: &str = "TT|Tên sản phẩm|Chủ thể|Số sao|Tỉnh";
const TITLE: &str = "QĐ 99/QĐ-UBND ngày 9/9/2025";
const FIELDS: [Field; 6] =
    [Field::Stars, Field::CertYear, Field::NewCommune, Field::OldDistrict, Field::Decision, Field::Issued];

/// Reads a list in which `#` stands for a product that says nothing but its names; what each product got, and `-` before one
/// that is entered without recognition.
fn got(lines: &[&str]) -> Vec<String> {
    let mut written: Vec<String> = Vec::new();
    for line in lines {
        written.push(match *line {
            "#" => format!("#{n}|Trà {n}|HTX Một||HCM", n = written.len()),
            "#4" => format!("#{n}|Trà {n}|HTX Một|4|HCM", n = written.len()),
            other => other.to_owned(),
        });
        if written.len() == 1 && line.starts_with("QĐ") {
            written.push(HEAD.to_owned());
        }
    }
    if !written.contains(&HEAD.to_owned()) {
        written.insert(0, HEAD.to_owned());
    }
    let written: Vec<&str> = written.iter().map(String::as_str).collect();
    let list = read_one(&written);
    let all = said(&list, &FIELDS);
    let fallen = |row: u32| {
        let mut findings = list.sheet.lines.iter().filter(|l| l.row == row).flat_map(|l| &l.findings);
        findings.any(|f| f.code == "section_withholds")
    };
    all.into_iter()
        .map(|(row, texts)| {
            let words: Vec<String> = texts.into_iter().filter(|t| !t.is_empty()).collect();
            let mark = if fallen(row) { "- " } else { "" };
            format!("{mark}{}", words.join(" "))
        })
        .collect()
}

#[test]
fn what_a_section_says_ends_with_it() {
    for (lines, right) in [
        (&["I|Năm 2023", "|4 sao", "#", "II|Năm 2024", "#"][..], &["4 sao 2023", "2024"][..]),
        (
            &["I|Năm 2023", "1|4 sao", "#", "2|3 sao", "#", "II|Năm 2024", "#"],
            &["4 sao 2023", "3 sao 2023", "2024"],
        ),
        (&["I|Năm 2023", "1|Phường Xóm Chiếu", "#", "II|Năm 2024", "#"], &["2023 phường xóm chiếu", "2024"]),
        (
            &["A|4 sao", "I|Năm 2023", "#", "II|Năm 2024", "#", "B|3 sao", "#"],
            &["4 sao 2023", "4 sao 2024", "3 sao"],
        ),
        (&["I|4 sao", "1|Xã A", "#", "2|Xã B", "#", "II|3 sao", "#"], &["4 sao xã a", "4 sao xã b", "3 sao"]),
        (
            &["I|4 sao", "1|Xã A", "a)|Năm 2023", "#", "b)|Năm 2024", "#", "2|Xã B", "#"],
            &["4 sao 2023 xã a", "4 sao 2024 xã a", "4 sao xã b"],
        ),
        (
            &["I|4 sao", "1.1|Xã A", "#", "1.2|Xã B", "#", "II|Sản phẩm khác", "#"],
            &["4 sao xã a", "4 sao xã b", ""],
        ),
        (
            &["|Phường A", "|4 sao", "#", "|3 sao", "#", "|Phường B", "#"],
            &["4 sao phường a", "3 sao phường a", "phường b"],
        ),
        (
            &["|4 sao", "|Phường A", "#", "|Phường B", "#", "|3 sao", "#"],
            &["4 sao phường a", "4 sao phường b", "3 sao"],
        ),
        (
            &["I|Huyện Củ Chi", "1|Xã A", "#", "II|Huyện Hóc Môn", "#"],
            &["xã a huyện củ chi", "huyện hóc môn"],
        ),
        (&["|Huyện Củ Chi", "|Xã A", "#", "|Huyện Hóc Môn", "#"], &["xã a huyện củ chi", "huyện hóc môn"]),
        (
            &["I|4 sao", "|Nhóm thực phẩm", "#", "|Nhóm đồ uống", "#", "II|Nhóm khác", "#"],
            &["4 sao", "4 sao", ""],
        ),
        (&["|Nhóm thực phẩm", "|4 sao", "#", "|Nhóm đồ uống", "#"], &["4 sao", ""]),
        (&["III/ Năm 2024", "#", "IV/ Năm 2025", "#"], &["2024", "2025"]),
        (&["1.|Xã A", "#", "I|Năm 2024", "#"], &["xã a", "2024"]),
        (&["1|4 sao", "#", "2|Sản phẩm khác", "#"], &["4 sao", ""]),
        (&["|4 sao", "#", "|PHỤ LỤC II", "#"], &["4 sao", ""]),
        (&["I|4 sao", "|- Xã A", "#", "|- Xã B", "#"], &["4 sao xã a", "4 sao xã b"]),
        (&["I|4 sao", "#", "|Từ 3 sao trở lên", "#", "II|5 sao", "#"], &["4 sao", "", "5 sao"]),
    ] {
        assert_eq!(got(lines), right, "{lines:?}");
    }
}

#[test]
fn the_decision_of_a_section_goes_on_through_headings_of_stars_within_it() {
    let five = "5/QĐ-UBND 2024-03-05";
    for (lines, right) in [
        (
            &[TITLE, "1. Quyết định số 5/QĐ-UBND ngày 5/3/2024", "|4 sao", "#", "|3 sao", "#"][..],
            &["4 sao 5/QĐ-UBND 2024-03-05", "3 sao 5/QĐ-UBND 2024-03-05"][..],
        ),
        (
            &[
                TITLE,
                "1|Quyết định số 5/QĐ-UBND ngày 5/3/2024",
                "#4",
                "2|Quyết định số 6/QĐ-UBND ngày 6/3/2024",
                "#4",
            ],
            &["4 5/QĐ-UBND 2024-03-05", "4 6/QĐ-UBND 2024-03-06"],
        ),
        (
            &[
                "I|4 sao",
                "1|Quyết định số 5/QĐ-UBND ngày 5/3/2024 công nhận sản phẩm OCOP",
                "#",
                "II|3 sao",
                "#",
            ],
            &["4 sao 5/QĐ-UBND 2024-03-05", "3 sao"],
        ),
        (
            &[
                "|Phường A (QĐ 5/QĐ-UBND ngày 5/3/2024)",
                "#",
                "|Các sản phẩm khác của phường",
                "#",
                "|Phường B",
                "#",
            ],
            &["phường a 5/QĐ-UBND 2024-03-05", "", "phường b"],
        ),
        (
            &[
                TITLE,
                "I|Quyết định số 5/QĐ-UBND ngày … tháng 11 năm 2024",
                "#4",
                "II|QĐ số 6/QĐ-UBND tháng 11/2024",
                "#4",
            ],
            &["4 5/QĐ-UBND 2024-11", "4 6/QĐ-UBND 2024-11"],
        ),
        (
            &[TITLE, "A|Quyết định số      /QĐ-UBND", "#4", "B|Năm 2025", "#4"],
            &["4", "4 2025 99/QĐ-UBND 2025-09-09"],
        ),
    ] {
        assert_eq!(got(lines), right, "{five} {lines:?}");
    }
}

#[test]
fn no_section_of_what_does_not_stand_gives_stars_or_a_decision() {
    for heading in [
        "II|Hủy bỏ kết quả công nhận",
        "IV|Bãi bỏ quyết định công nhận",
        "2|Hủy bỏ kết quả công nhận",
        "|Sản phẩm bị thu hồi",
        "II|Sản phẩm chưa được công nhận",
        "II|Sản phẩm OCOP hết hiệu lực",
        "II|Rút giấy chứng nhận",
    ] {
        let lines = [TITLE, "I|4 sao", "#", heading, "#", "1|3 sao", "#4", "III|5 sao", "#"];
        let all = got(&lines);
        let right = ["4 sao 99/QĐ-UBND 2025-09-09", "- ", "- 4", "5 sao 99/QĐ-UBND 2025-09-09"];
        // A section that is counted in Arabic numbers, or not at all, ends with the next that speaks of stars.
        if heading.starts_with("II") || heading.starts_with("IV") {
            assert_eq!(all[..2], right[..2], "{heading}");
            assert!(all[2].starts_with("- "), "{heading} {all:?}");
            assert_eq!(all[3], right[3], "{heading}");
        } else {
            assert_eq!(all[..2], right[..2], "{heading}");
        }
    }
    let held = got(&["|Sản phẩm bị thu hồi", "|4 sao", "#", "|3 sao", "#"]);
    assert_eq!(held, ["- 4 sao", "- 3 sao"], "divided before its first product");
}

#[test]
fn a_list_that_was_taken_back_recognises_nothing_by_the_decision_it_is_attached_to() {
    let row = "#1|Trà|HTX Một|4|HCM";
    for title in [
        &["DANH SÁCH SẢN PHẨM OCOP BỊ THU HỒI", "(Kèm theo Quyết định số 7/QĐ-UBND ngày 1/2/2025)"][..],
        &["DANH SÁCH SẢN PHẨM OCOP BỊ THU HỒI (Kèm theo Quyết định số 7/QĐ-UBND ngày 1/2/2025)"],
        &["DANH SÁCH SẢN PHẨM OCOP", "BỊ HỦY BỎ KẾT QUẢ CÔNG NHẬN"],
    ] {
        let mut lines = title.to_vec();
        lines.extend([HEAD, row]);
        let list = read_one(&lines);
        assert_eq!(said(&list, &[Field::Decision])[0].1, [""], "{title:?}");
        assert!(found(&list).iter().any(|f| f.ends_with("section_withholds")), "{title:?}");
    }
    // A list that was proposed, and is attached to the decision, was recognised.
    let list = read_one(&[
        "DANH SÁCH SẢN PHẨM ĐỀ NGHỊ CÔNG NHẬN",
        "(Kèm theo Quyết định số 7/QĐ-UBND ngày 1/2/2025)",
        HEAD,
        row,
    ]);
    assert_eq!(found(&list), ["4 as_title"]);
}

#[test]
fn a_remark_names_the_heading_that_said_it() {
    let sections = |list: &List, code: &str| -> Vec<String> {
        let all = list.sheet.lines.iter().flat_map(|l| &l.findings).filter(|f| f.code == code);
        all.map(|f| f.args[0].1.clone()).collect()
    };
    let row = "#1|Trà|HTX Một||HCM";
    let list = read_one(&["Phường Xóm Chiếu", "Hạng 4 sao", HEAD, row]);
    assert_eq!(sections(&list, "as_section"), ["Hạng 4 sao"]);
    let list = read_one(&[HEAD, row, "II|Quyết định số 5/QĐ-UBND ngày 5/3/2024", "|Nhóm ghi chú chung"]);
    assert_eq!(sections(&list, "decision_below_rows"), ["II Quyết định số 5/QĐ-UBND ngày 5/3/2024"]);
    let list = read_one(&[HEAD, "II|Sản phẩm bị thu hồi", "1|Xã A", row]);
    assert_eq!(sections(&list, "section_withholds"), ["II Sản phẩm bị thu hồi"]);
}

#[test]
fn each_row_that_contradicts_its_decision_is_named() {
    let head = "TT|Tên sản phẩm|Chủ thể|Số sao|Số quyết định|Ngày quyết định|Mã xã";
    let list = read_one(&[
        "I. Quyết định số 5/QĐ-UBND ngày 5/3/2024",
        head,
        "II|Quyết định số 6/QĐ-UBND ngày 6/3/2024",
        "#1|Trà|HTX Một|4||07/03/2024|22945",
        "#2|Mắm|HTX Một|4||08/03/2024|22945",
        "#3|Khô|HTX Một|4|9/QĐ-UBND||22945",
        "#4|Chả|HTX Một|4|8/QĐ-UBND||22945",
        "#5|Kẹo|HTX Một|4||01/02/2020|22945",
    ]);
    let names = |code: &str| {
        let all = list.sheet.lines.iter().flat_map(|l| &l.findings);
        all.filter(|f| f.code == code).map(|f| format!("{}: {}", f.row, f.args[1].1)).collect::<Vec<_>>()
    };
    assert_eq!(names("own_day_kept"), ["4: 4 “07/03/2024”; 5 “08/03/2024”"]);
    assert_eq!(names("own_decision_kept"), ["6: 6 “9/QĐ-UBND”; 7 “8/QĐ-UBND”"]);
    assert_eq!(names("decision_of_another_time"), ["8: 8 “01/02/2020”"]);
}
