//! Mẫu số 01 as DOCX, in the words and order of Phụ lục III.

use super::archive::NOTE_MARK;
use super::nd30::{field, labelled, national, or, place_date, sign_right, tick, two_fields};
use super::table::{Cell, Table};
use super::text::{Align, P, WIDTH};
use super::{archive, named};
use crate::{Error, Form01, Receipt, Registration, Signature, vi};

const NOTES: [&str; 1] =
    ["Theo Phụ lục I về Danh mục phân loại sản phẩm tham gia đánh giá, phân hạng sản phẩm OCOP."];

/// Mẫu số 01 as DOCX.
pub fn form01_docx(d: &Form01) -> Result<Vec<u8>, Error> {
    let mut b: String = national().iter().map(P::build).collect();
    b += &P::heading(1).align(Align::Center).space(240, 40).text("PHIẾU ĐĂNG KÝ").build();
    b += &P::centered().bold("Tham gia đánh giá, phân hạng sản phẩm OCOP").build();
    let year = d.year.map_or_else(|| "………".to_owned(), |y| y.to_string());
    b += &P::centered()
        .space(0, 240)
        .bold(&format!("của {} năm {year}", or(&d.province, "tỉnh ……………")))
        .build();
    b += &P::heading(2).text("1. Thông tin về đơn vị đăng ký:").build();
    b += &field("- Tên đơn vị", &d.unit);
    b += &field("- Họ tên người đại diện pháp lý", &d.representative);
    b += &field("- Chức vụ", &d.position);
    b += &field("- Địa chỉ liên hệ", &d.address);
    b += &two_fields(("- Điện thoại", &d.phone), ("Email", &d.email), "");
    b += &labelled(P::new().bold("2. Tên sản phẩm").text(": "), &d.product, WIDTH).build();
    let group =
        P::new().bold("3. Nhóm sản phẩm đăng ký").text(" (Ngành, Nhóm, Phân nhóm").raw(NOTE_MARK).text("): ");
    b += &labelled(group, &d.classification, WIDTH).build();
    let box_of = |which| tick(d.registration == Some(which));
    b += &P::new()
        .bold("4. Lần đăng ký đánh giá:")
        .text(&format!(
            "  Lần đầu {}     Nâng hạng: {}     Đánh giá lại: {}",
            box_of(Registration::First),
            box_of(Registration::Upgrade),
            box_of(Registration::Again)
        ))
        .build();
    b += &P::heading(2).text("5. Tài liệu kèm theo:").build();
    b += &P::new().text("- Báo cáo đánh giá về sản phẩm theo Bộ tiêu chí (bản gốc, bản điện tử).").build();
    b += &field("- Sản phẩm mẫu (số lượng)", &d.samples);
    b += &P::body()
        .keep()
        .text(
            "Cam đoan những thông tin trong Phiếu đăng ký là đúng sự thật, chúng tôi xin cam kết tuân thủ các quy định \
             về đánh giá, phân hạng sản phẩm OCOP, chịu trách nhiệm trước Hội đồng và pháp luật về Hồ sơ đăng ký đánh \
             giá, phân hạng sản phẩm.",
        )
        .build();
    let signature = Signature { titles: vec!["Đại diện".to_owned()], name: d.signer.clone() };
    let day = P::centered().italic(&place_date(&d.place, d.date));
    b += &sign_right(Some(day), &signature, "(Ký, đóng dấu, ghi rõ họ tên)");
    b += &P::heading(2)
        .align(Align::Center)
        .space(0, 160)
        .on_new_page()
        .text("PHẦN DÀNH CHO CƠ QUAN QUẢN LÝ")
        .build();
    b += &office("DÀNH CHO ỦY BAN NHÂN DÂN CẤP XÃ", &d.commune);
    b += &P::new().build();
    b += &office("DÀNH CHO CƠ QUAN QUẢN LÝ OCOP CẤP TỈNH", &d.provincial);
    let title = named("Phiếu đăng ký đánh giá, phân hạng sản phẩm OCOP", &d.product);
    archive::write(&title, &d.imprint, &d.foot, &b, &NOTES)
}

fn office(name: &str, receipt: &Receipt) -> String {
    let inner = WIDTH - 320;
    let line = |label: &str, value: &str| labelled(P::new().text(&format!("{label}: ")), value, inner);
    let number = receipt.number.as_deref().unwrap_or("……-……. /PĐK- (Mã tỉnh) - (Mã xã) - (Năm)");
    let received = receipt.received.map_or_else(String::new, vi::day);
    let mut paragraphs = vec![
        P::heading(3).align(Align::Center).space(60, 120).text(name),
        line("Phiếu số", number),
        if received.is_empty() {
            P::new().text("Ngày nhận: ……/……/………")
        } else {
            line("Ngày nhận", &received)
        },
        labelled(P::new().text("Người tiếp nhận: "), &receipt.receiver, inner * 55 / 100)
            .text(" Chữ ký: ")
            .dots(inner),
        P::centered().on_the_right().space(120, 0).bold("Cơ quan tiếp nhận"),
        P::centered().on_the_right().italic("(Ký, đóng dấu và ghi rõ họ tên)"),
    ];
    paragraphs.extend((0..4).map(|_| P::centered()));
    let mut table = Table::boxed(WIDTH);
    table.row(&[Cell::of(&paragraphs)]);
    table.build()
}
