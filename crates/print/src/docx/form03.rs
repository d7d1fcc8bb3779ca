//! Mẫu số 03 as DOCX, in the words and order of Phụ lục III.

use super::nd30::{field, heading_pair, or, prose, sign_right, title, two_fields};
use super::text::P;
use super::{archive, named};
use crate::{Error, Form03, Heading, Signature};

const FINDINGS: [(&str, &str); 4] = [
    (
        "1. Về sử dụng nguyên liệu địa phương",
        "(Nội dung thể hiện rõ mô tả của chủ thể và đánh giá về tình hình sử dụng nguyên liệu thực tế của chủ thể trên địa bàn xã).",
    ),
    (
        "2. Về sử dụng lao động địa phương",
        "(Nội dung thể hiện rõ mô tả của chủ thể và đánh giá về tình hình sử dụng thực tế về lao động địa phương của chủ thể trên địa bàn xã).",
    ),
    (
        "3. Nguồn gốc ý tưởng sản phẩm",
        "(Nhận xét về nguồn gốc sản phẩm (truyền thống, sản phẩm mới) của chủ thể dựa trên thực tế của địa phương).",
    ),
    (
        "4. Bản sắc/trí tuệ địa phương",
        "Đánh giá các giá trị văn hóa, tri thức bản địa (giống, nguyên liệu, điều kiện sản xuất), kinh nghiệm sản xuất của cộng đồng và phương thức sản xuất đặc trưng của địa phương, tạo nên sự khác biệt của sản phẩm).",
    ),
];

/// Mẫu số 03 as DOCX.
pub fn form03_docx(d: &Form03) -> Result<Vec<u8>, Error> {
    let issuer = format!("Ủy ban nhân dân {}", or(&d.commune, "xã/phường ……"));
    let mut b = heading_pair(&Heading { superior: None, issuer }, d.reference.as_ref(), None);
    b += &title(
        "Báo cáo",
        "Đánh giá một số nội dung của hồ sơ đăng ký tham gia đánh giá, phân hạng sản phẩm OCOP",
    );
    b += &P::heading(2).text("I. THÔNG TIN CHUNG VỀ HỒ SƠ SẢN PHẨM").build();
    b += &field("1. Tên chủ thể", &d.producer);
    b += &field("2. Loại hình tổ chức", &d.kind);
    b += &field("3. Địa chỉ", &d.address);
    b += &field("4. Tên người đại diện pháp luật", &d.representative.name);
    b += &field("- Họ tên", &d.representative.name);
    b += &two_fields(
        ("- Giới tính", &d.representative.gender),
        ("Dân tộc", &d.representative.ethnicity),
        " (Nam/nữ);",
    );
    b += &field("- Địa chỉ thường trú", &d.representative.residence);
    b += &field("5. Sản phẩm đăng ký đánh giá", &d.product);
    b += &P::heading(2).text("II. ĐÁNH GIÁ MỘT SỐ NỘI DUNG CỦA HỒ SƠ SẢN PHẨM").build();
    let found = [&d.findings.materials, &d.findings.labour, &d.findings.origin, &d.findings.identity];
    for ((label, hint), text) in FINDINGS.iter().zip(found) {
        let label = P::new().keep().bold(&format!("{label}:"));
        b += &if text.is_empty() { label.italic(&format!(" {hint}")) } else { label }.build();
        b += &prose(text, 2, false);
    }
    let commune = or(&d.commune, "xã ……………");
    b += &P::body()
        .keep()
        .text(&format!(
            "Ủy ban nhân dân {commune} đề nghị Ủy ban nhân dân {} đánh giá, phân hạng sản phẩm OCOP cho sản phẩm ",
            or(&d.province, "tỉnh ……………")
        ))
        .bold(or(&d.product, "……………"))
        .text(&format!(" của {}.", or(&d.producer, "……………")))
        .build();
    let titles = match d.signature.titles.is_empty() {
        true => vec![format!("T.M Ủy ban nhân dân {commune}")],
        false => d.signature.titles.clone(),
    };
    let signature = Signature { titles, name: d.signature.name.clone() };
    b += &sign_right(None, &signature, "(Ký tên và đóng dấu)");
    let title = named("Báo cáo đánh giá một số nội dung của hồ sơ đăng ký", &d.product);
    archive::write(&title, &d.imprint, &d.foot, &b, &[])
}
