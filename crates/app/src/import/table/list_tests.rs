//! Files as offices make them, read to a list: what is read, what is told, what is refused. Each is built here.

use super::*;
use std::io::{Cursor, Write};

#[path = "list_above_tests.rs"]
mod above;
#[path = "list_columns_tests.rs"]
mod columns;
#[path = "list_rules_tests.rs"]
mod rules;
#[path = "list_scope_tests.rs"]
mod scopes;

const HEAD: &str = "TT|Tên sản phẩm|Chủ thể|Số sao|Quyết định|Ngày quyết định|Mã xã";

/// A cell: `=` an empty formula, `#` a number, `@` an ISO day, else a text.
fn cell(reference: &str, value: &str) -> String {
    let escaped = |t: &str| t.replace('&', "&amp;").replace('<', "&lt;");
    match value.chars().next() {
        None => String::new(),
        Some('=') => format!("<c r=\"{reference}\"><f>{}</f><v></v></c>", escaped(&value[1..])),
        Some('#') => format!("<c r=\"{reference}\"><v>{}</v></c>", &value[1..]),
        Some('@') => format!("<c r=\"{reference}\" t=\"d\"><v>{}</v></c>", &value[1..]),
        _ => format!("<c r=\"{reference}\" t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(value)),
    }
}

/// Rows from 1, cells parted by `|`; a row that begins with `~` is hidden.
fn rows(rows: &[&str]) -> String {
    let mut out = String::from("<sheetData>");
    for (number, row) in (1..).zip(rows) {
        let (hidden, row) = row.strip_prefix('~').map_or(("", *row), |r| (" hidden=\"1\"", r));
        out += &format!("<row r=\"{number}\"{hidden}>");
        for (column, value) in row.split('|').enumerate() {
            out += &cell(&format!("{}{number}", column_letters(column)), value);
        }
        out += "</row>";
    }
    out + "</sheetData>"
}

fn merged(regions: &[&str]) -> String {
    let cells: String = regions.iter().map(|r| format!("<mergeCell ref=\"{r}\"/>")).collect();
    format!("<mergeCells>{cells}</mergeCells>")
}

/// A workbook of (name, state, content) sheets.
fn book(properties: &str, sheets: &[(&str, &str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &str| {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    part(
        "_rels/.rels",
        &format!(
            "<Relationships><Relationship Id=\"r\" Type=\"{kind}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    );
    let (mut tabs, mut links) = (String::new(), String::new());
    for (number, (name, state, content)) in (1..).zip(sheets) {
        tabs +=
            &format!("<sheet name=\"{name}\" sheetId=\"{number}\" state=\"{state}\" r:id=\"rId{number}\"/>");
        links += &format!(
            "<Relationship Id=\"rId{number}\" Type=\"{kind}/worksheet\" Target=\"/xl/worksheets/sheet{number}.xml\"/>"
        );
        part(&format!("xl/worksheets/sheet{number}.xml"), &format!("<worksheet>{content}</worksheet>"));
    }
    part(
        "xl/workbook.xml",
        &format!("<workbook xmlns:r=\"{kind}\">{properties}<sheets>{tabs}</sheets></workbook>"),
    );
    part("xl/_rels/workbook.xml.rels", &format!("<Relationships>{links}</Relationships>"));
    zip.finish().unwrap().into_inner()
}

fn one(content: String) -> Vec<u8> {
    book("", &[("DS", "visible", content)])
}

fn read_one(lines: &[&str]) -> List {
    read(&one(rows(lines))).unwrap()
}

/// The products: row and the texts of these fields.
fn said(list: &List, fields: &[Field]) -> Vec<(u32, Vec<String>)> {
    let text = |line: &Line, f: &Field| {
        let index = list.layout_of(line).column(*f).map(|c| c.index);
        index.and_then(|i| line.cells.get(i)).map(Cell::text).unwrap_or_default()
    };
    list.sheet.lines[1..].iter().map(|l| (l.row, fields.iter().map(|f| text(l, f)).collect())).collect()
}

fn names(list: &List) -> Vec<(u32, String)> {
    said(list, &[Field::Name]).into_iter().map(|(row, mut texts)| (row, texts.remove(0))).collect()
}

/// Findings as `B3 code`.
fn found(list: &List) -> Vec<String> {
    let all = list.sheet.lines.iter().flat_map(|l| &l.findings);
    all.map(|f| format!("{}{} {}", f.column, f.row, f.code)).collect()
}

fn arg(list: &List, code: &str) -> String {
    let mut all = list.sheet.lines.iter().flat_map(|l| &l.findings);
    all.find(|f| f.code == code).map(|f| f.args[0].1.clone()).unwrap_or_default()
}

/// Code of a refusal, with what it names.
fn refused(bytes: &[u8]) -> (&'static str, String) {
    match read(bytes) {
        Err(Error::Invalid(e)) => {
            (e.0[0].code, e.0[0].args.first().map(|(_, v)| v.clone()).unwrap_or_default())
        }
        Err(other) => panic!("{other}"),
        Ok(list) => panic!("read: {:?}", names(&list)),
    }
}

#[test]
fn days_of_a_workbook_of_1904_are_four_years_later() {
    let content = rows(&[HEAD, "#1|Trà|HTX Một|#4|1/QĐ|#44269|22945", "#2|Mắm|HTX Một|#4|1/QĐ|#2024|22945"]);
    let list = read(&book("<workbookPr date1904=\"1\"/>", &[("DS", "visible", content)])).unwrap();
    let days: Vec<_> = list.sheet.lines[1..].iter().map(|l| l.cells[5].clone()).collect();
    assert_eq!(days, [Cell::Serial(45_731.0), Cell::Number(2024.0)]);
    assert_eq!(crate::import::row::date::of_serial(45_731.0), Some(jiff::civil::date(2025, 3, 15)));
}

#[test]
fn nothing_of_a_file_is_left_out_without_a_word() {
    let lines = [HEAD, "#1|Trà|HTX Một|#4|1/QĐ|#45731|22945"];
    let with = |more: &str| one(rows(&lines).replace("</sheetData>", &format!("{more}</sheetData>")));
    let again = |cells: String| with(&format!("<row r=\"2\">{cells}</row>"));
    assert_eq!(refused(&again(cell("B2", "Mắm"))).0, "import_unreadable", "a cell that is filled twice");
    let list = read(&again(cell("H2", "Ghi chú"))).unwrap();
    assert_eq!(names(&list), [(2, "Trà".into())], "a row written in two pieces");
    // Letters that no text may hold are lost letters.
    let torn = one(rows(&lines).replace("<t>Trà</t>", "<t>Mắm&#0;ruốc</t>"));
    assert!(read(&torn).unwrap().sheet.lines[1].cells[1].text().contains('\u{fffd}'));
    let tabs: Vec<String> = (0..101).map(|n| format!("Trang {n}")).collect();
    let sheets: Vec<_> = tabs.iter().map(|t| (t.as_str(), "visible", rows(&lines))).collect();
    assert_eq!(refused(&book("", &sheets)), ("import_too_many_sheets", "100".into()));
    let long = "à".repeat(5_000);
    let list = read(&one(rows(&[HEAD, &format!("#1|Trà|HTX Một|#4|{long}|#45731|22945")]))).unwrap();
    assert_eq!(found(&list), ["E2 cell_cut"]);
    assert_eq!(list.sheet.lines[1].cells[4].text().chars().count(), 4_000);
    // Regions over each other: a cell is told of once.
    let regions: Vec<String> = (0..200).map(|_| "E2:F2".to_owned()).collect();
    let regions: Vec<&str> = regions.iter().map(String::as_str).collect();
    let list = read(&one(rows(&lines) + &merged(&regions))).unwrap();
    assert_eq!(found(&list), ["E2 merged_across", "F2 merged_across"]);
}

#[test]
fn a_stray_cell_is_named_and_one_of_spaces_is_none() {
    let lines = [HEAD, "#1|Trà|HTX Một|#4|1/QĐ|#45731|22945"];
    let with = |far: &str| rows(&lines).replace("</sheetData>", &format!("{far}</sheetData>"));
    let far =
        |reference: &str, row: u32, value: &str| format!("<row r=\"{row}\">{}</row>", cell(reference, value));
    assert_eq!(
        refused(&one(with(&far("XFD1048576", 1_048_576, "x")))),
        ("import_too_long", "XFD1048576".into())
    );
    assert_eq!(refused(&one(with(&far("GS2", 2, "#1")))), ("import_too_long", "GS2".into()));
    for blank in [" ", "\u{a0}\u{200b}", ""] {
        let list = read(&one(with(&far("XFD1048576", 1_048_576, blank)))).unwrap();
        assert_eq!(names(&list), [(2, "Trà".into())]);
    }
    // A sheet that is no list may be as wide as it likes.
    let other = format!("<sheetData>{}</sheetData>", far("XFD9", 9, "x"));
    let bytes = book("", &[("Bìa", "visible", other), ("DS", "visible", rows(&lines))]);
    assert_eq!(names(&read(&bytes).unwrap()).len(), 1);
}

#[test]
fn merged_values_hold_for_each_row_and_not_over_columns() {
    let content = rows(&[HEAD, "#1|Mắm|HTX Một|#4|1/QĐ|#45731|22945", "#2|Khô||#4|||", "#3|Chả||#3|||"])
        + &merged(&["C2:C4", "E2:E4", "F2:F4", "G2:G4", "A1:A1"]);
    let list = read(&one(content)).unwrap();
    let all = said(&list, &[Field::Subject, Field::Decision, Field::Issued, Field::NewCommuneCode]);
    assert!(all.iter().all(|(_, t)| t == &["HTX Một", "1/QĐ", "45731", "22945"]), "{all:?}");
    let content = rows(&[HEAD, "#1|Mắm|HTX Một|#4|1/QĐ||22945"]) + &merged(&["E2:F2"]);
    assert_eq!(found(&read(&one(content)).unwrap()), ["E2 merged_across", "F2 merged_across"]);
}

#[test]
fn ten_thousand_merged_regions_are_read_in_one_pass() {
    let mut lines = vec![HEAD.to_owned()];
    let mut regions = Vec::new();
    for n in 0..10_000 {
        lines.push(format!("#{n}|Mắm {n}|HTX {}|#4|1/QĐ|#45731|22945", n / 2));
        if n % 2 == 0 {
            regions.push(format!("C{}:C{}", n + 2, n + 3));
            regions.push(format!("E{}:E{}", n + 2, n + 3));
        }
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let regions: Vec<&str> = regions.iter().map(String::as_str).collect();
    let list = read(&one(rows(&lines) + &merged(&regions))).unwrap();
    assert_eq!((names(&list).len(), found(&list).len()), (10_000, 20_000));
    // The same region again and again over every row asks for more than any list needs.
    let content = rows(&lines) + &merged(&["C2:C10001"; 200]);
    assert_eq!(refused(&one(content)), ("import_too_big", String::new()));
}

#[test]
fn bombs_are_refused_while_they_are_unpacked() {
    let deep = format!("<sheetData>{}</sheetData>", "<a>".repeat(1_000));
    assert_eq!(refused(&one(deep)).0, "import_unreadable");
    let mut lies = one(format!("<sheetData>{}</sheetData>", " ".repeat(70 << 20)));
    assert_eq!(refused(&lies).0, "import_too_big");
    // A size that lies does not help.
    let size =
        u32::try_from((70_usize << 20) + "<worksheet><sheetData></sheetData></worksheet>".len()).unwrap();
    let at: Vec<usize> =
        lies.windows(4).enumerate().filter(|(_, w)| *w == size.to_le_bytes()).map(|(i, _)| i).collect();
    assert!(!at.is_empty());
    for i in at {
        lies[i..i + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    assert!(["import_too_big", "import_unreadable"].contains(&refused(&lies).0));
    let entries = [b"PK\x03\x04".as_slice(), &b"PK\x01\x02".repeat(5_000)].concat();
    assert_eq!(refused(&entries).0, "import_too_big");
}

#[test]
fn sheets_of_one_shape_are_one_list_and_others_are_named() {
    let sheet = |n: u8| {
        rows(&[HEAD, &format!("#1|Bánh {n}|HTX Một|#{n}|1/QĐ|#45731|22945"), &format!("#2|Kẹo {n}||=1|||")])
    };
    let bytes = book(
        "",
        &[
            ("cũ", "hidden", sheet(3)),
            ("3 sao", "visible", sheet(3)),
            ("4 sao", "visible", sheet(4)),
            ("Khác", "visible", rows(&["Tên sản phẩm|Hạng sao|Chủ thể", "Trà|4|HTX"])),
        ],
    );
    let list = read(&bytes).unwrap();
    assert_eq!(
        names(&list),
        [(2, "Bánh 3".into()), (3, "Kẹo 3".into()), (2, "Bánh 4".into()), (3, "Kẹo 4".into())]
    );
    let numbers: std::collections::BTreeSet<i64> = list.sheet.lines.iter().map(Line::number).collect();
    assert_eq!(numbers.len(), 5);
    assert_eq!(
        (list.sheet.name.as_str(), list.sheet.name_of(&list.sheet.lines[3])),
        ("3 sao, 4 sao", "4 sao")
    );
    assert_eq!((arg(&list, "sheets_hidden"), arg(&list, "sheets_not_read")), ("cũ".into(), "Khác".into()));
    let bad = &list.sheet.lines[4].findings[0];
    assert_eq!(
        (bad.sheet.as_str(), bad.row, bad.column.as_str(), bad.code.as_str()),
        ("4 sao", 3, "D", "formula_without_value")
    );
    assert_eq!(refused(&book("", &[("cũ", "veryHidden", sheet(3))])).0, "import_all_hidden");
}

#[test]
fn rows_of_text_are_numbered_as_a_spreadsheet_does() {
    let head = HEAD.replace('|', ",");
    for end in ["\r\n", "\n", "\r"] {
        let text = [
            &head,
            "1,\"Chả, một\nhai\",HTX Một,4,1/QĐ,15/03/2025,22945",
            "",
            "2,Chả ba,HTX Một,4,1/QĐ,,22945",
            "",
        ]
        .join(end);
        let list = read(text.as_bytes()).unwrap();
        assert_eq!(names(&list), [(2, "Chả, một hai".into()), (4, "Chả ba".into())], "{end:?}");
    }
}

#[test]
fn the_separator_is_the_one_that_parts_the_headings() {
    for separator in [';', '\t', '|', ','] {
        let quoted = |t: &str| if separator == ',' { format!("\"{t}\"") } else { t.to_owned() };
        let row = [
            "1",
            &quoted("Khô, mắm, chả, bánh, kẹo"),
            &quoted("HTX Biển, chi nhánh 1, tổ 2"),
            "4",
            "1/QĐ",
            "",
            "22945",
        ];
        let text =
            format!("{}\n{}\n", HEAD.replace('|', &separator.to_string()), row.join(&separator.to_string()));
        assert_eq!(
            names(&read(text.as_bytes()).unwrap()),
            [(2, "Khô, mắm, chả, bánh, kẹo".into())],
            "{separator}"
        );
    }
    let text = format!("sep=;\r\n{}\r\n1;Trà;HTX;4;1/QĐ;;22945\r\n", HEAD.replace('|', ";"));
    assert_eq!(names(&read(text.as_bytes()).unwrap()), [(2, "Trà".into())]);
}

#[test]
fn utf_16_is_read_and_what_is_no_list_is_told() {
    let text = format!("{}\r\n1\tTrà\tHTX Một\t4\t1/QĐ\t\t22945\r\n", HEAD.replace('|', "\t"));
    let units: Vec<u16> = text.encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|u| u.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|u| u.to_be_bytes()).collect();
    for bytes in
        [[b"\xff\xfe".as_slice(), &little].concat(), [b"\xfe\xff".as_slice(), &big].concat(), little, big]
    {
        assert_eq!(names(&read(&bytes).unwrap()), [(2, "Trà".into())]);
    }
    assert_eq!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest").0, "import_old_excel");
    assert_eq!(refused(b"\n<html><body><table><tr><td>STT</td></tr></table>").0, "import_web_page");
    assert_eq!(refused("Tên;Số\nTrà;M\u{1ead}t".as_bytes()).0, "import_no_headings");
    assert_eq!(refused(b"T\xean,s\x1an").0, "import_not_utf8");
    assert_eq!(
        refused("STT,Tªn s¶n phÈm,Chñ thÓ,Sè sao\n1,MËt ong,Hîp t¸c x·,4\n".as_bytes()).0,
        "import_wrong_encoding"
    );
    let open = format!(
        "{}\n1,\"Tương một,HTX,4,1/QĐ,,22945\n2,Tương hai,HTX,4,1/QĐ,,22945\n",
        HEAD.replace('|', ",")
    );
    assert_eq!(refused(open.as_bytes()), ("import_open_quote", "2".into()));
    let swallowed = open.replace("Tương hai", "\"Tương hai\"");
    assert_eq!(refused(swallowed.as_bytes()), ("import_open_quote", "2".into()));
    let long = format!("{}\n{}", HEAD.replace('|', ","), "1,Trà,HTX,4,1/QĐ,,22945\n".repeat(20_001));
    assert_eq!(refused(long.as_bytes()).0, "import_too_long");
    let wide = format!("{}\n{}x\n", HEAD.replace('|', ","), ",".repeat(300));
    assert_eq!(refused(wide.as_bytes()), ("import_too_long", "GS2".into()));
}

#[test]
fn text_of_another_encoding_is_an_error_of_its_cell() {
    let list = read_one(&[
        HEAD,
        "#1|MËt ong rõng|Hîp t¸c x· Mét|#4|1/QĐ||22945",
        "#2|Máº¯m cÃ¡|HTX Một|#4|1/QĐ||22945",
        "#3|M?t ong|HTX Một|#4|1/QĐ||22945",
        "#4|Crêpe Ðà Lạt|HTX M\u{ad}ột|#4|1/QĐ||22945",
    ]);
    assert_eq!(
        found(&list),
        ["B2 wrong_encoding", "C2 wrong_encoding", "B3 wrong_encoding", "B4 letters_lost"]
    );
    assert_eq!(said(&list, &[Field::Name, Field::Subject])[3].1, ["Crêpe Đà Lạt", "HTX Một"]);
}

#[test]
fn headings_in_two_rows_and_one_assessment_after_another_are_understood() {
    let content = rows(&[
        "UBND TỈNH VÍ DỤ",
        "DANH SÁCH SẢN PHẨM OCOP",
        "",
        "TT|Tên sản phẩm|Chủ thể||Quyết định công nhận||Hạng|Nơi sản xuất",
        "||Tên|Điện thoại|Số|Ngày|sao|Xã/phường",
        "(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)",
        "#1|Rượu|HTX Một|0900|1/QĐ|#45731|#4|Xã Một",
    ]) + &merged(&["C4:D4", "E4:F4", "A4:A5", "B4:B5"]);
    let list = read(&one(content)).unwrap();
    let fields =
        [Field::Name, Field::Subject, Field::Decision, Field::Issued, Field::Stars, Field::NewCommune];
    assert_eq!(
        said(&list, &fields),
        [(7, ["Rượu", "HTX Một", "1/QĐ", "45731", "4", "Xã Một"].map(String::from).to_vec())]
    );
    assert_eq!(arg(&list, "columns_not_read"), "D (Chủ thể: Điện thoại)");

    let content = rows(&[
        "TT|Tên sản phẩm|Tên chủ thể|Lần 1|||Lần 2||",
        "|||Hạng sao|Số quyết định|Ngày công nhận|Hạng sao|Số quyết định|Ngày công nhận",
        "#1|Khô|HTX|#3|11/QĐ|#44550|#4|45/QĐ|#45646",
        "#2|Chả|HTX|#3|19/QĐ|#45076|||",
    ]) + &merged(&["D1:F1", "G1:I1"]);
    let list = read(&one(content)).unwrap();
    let all = said(&list, &[Field::Stars, Field::Decision, Field::Issued]);
    assert_eq!(all[0], (3, vec!["3".into(), "11/QĐ".into(), "44550".into()]));
    assert_eq!(all[1], (3, vec!["4".into(), "45/QĐ".into(), "45646".into()]));
    assert_eq!(all[2], (4, vec!["3".into(), "19/QĐ".into(), "45076".into()]));
    assert_eq!(found(&list), ["3 series_read"]);
}

#[test]
fn what_stands_between_and_below_products_is_named_and_left_out() {
    let list = read_one(&[
        HEAD,
        "I|XÃ MẪU A",
        "#1|Bánh|HTX Một|#4|1/QĐ|#45731|22945",
        "|Sản phẩm 3 sao",
        "#2|Kẹo|||||",
        "#3",
        HEAD,
        "~#4|Mứt|HTX Hai|#3|1/QĐ||22945",
        "|Tổng cộng||#3",
        "",
        "|Người lập biểu|||CHỦ TỊCH",
        "|Nguyễn Văn Ví Dụ|||Trần Thị Mẫu",
    ]);
    assert_eq!(names(&list), [(3, "Bánh".into()), (5, "Kẹo".into()), (8, "Mứt".into())]);
    assert_eq!(
        arg(&list, "rows_left_out"),
        "2 “I XÃ MẪU A”; 4 “Sản phẩm 3 sao”; 9 “Tổng cộng 3”; 11 “Người lập biểu CHỦ TỊCH”; 12 “Nguyễn Văn Ví Dụ Trần Thị Mẫu”"
    );
    assert_eq!(found(&list), ["3 rows_left_out", "5 as_section", "8 row_hidden"]);
    // Without a column that counts, a name alone may be a product of which nothing else is known.
    let list = read_one(&["Tên sản phẩm|Chủ thể|Số sao", "Bánh|HTX|4", "Kẹo", "A. Phường Một"]);
    assert_eq!(names(&list), [(2, "Bánh".into()), (3, "Kẹo".into())]);
}

#[test]
fn headings_not_understood_and_hidden_columns_are_named() {
    let content = "<cols><col min=\"4\" max=\"4\" hidden=\"1\"/></cols>".to_owned()
        + &rows(&["STT|Tên sản phẩm|Chủ thể|Số sao|Màu bao bì|Ghi chú", "#1|Trà|HTX|#4|đỏ|"]);
    let list = read(&one(content)).unwrap();
    assert_eq!(arg(&list, "columns_not_read"), "E (Màu bao bì); F (Ghi chú)");
    assert_eq!(arg(&list, "columns_hidden"), "D (Số sao)");
}

#[test]
fn the_marked_column_of_three_says_the_stars() {
    let content = rows(&[
        "STT|Tên sản phẩm|Chủ thể|Hạng sao||",
        "|||3 sao|4 sao|5 sao",
        "#1|Trà|HTX Một||x|",
        "#2|Mắm|HTX Một|x||",
        "#3|Khô|HTX Một|x|x|",
        "|Cộng||#2|#2|#0",
    ]) + &merged(&["D1:F1"]);
    let list = read(&one(content)).unwrap();
    let stars: Vec<_> = said(&list, &[Field::Stars]).into_iter().map(|(_, t)| t.join("")).collect();
    assert_eq!(stars, ["4 sao", "3 sao", "3 sao, 4 sao"]);
}
