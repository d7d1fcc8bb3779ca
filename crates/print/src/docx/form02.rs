//! Mẫu số 02 as DOCX, in the words and order of Phụ lục III, with the self-score and the list of papers.

use super::nd30::{field, place_date, prose, sign_right, ticked, two_fields};
use super::table::{Cell, Table};
use super::text::{Align, Look, P};
use super::{archive, named};
use crate::form02::GUIDE;
use crate::{Attachment, Error, Form02, SelfCriterion, SelfScore, Signature, vi};

/// Mẫu số 02 as DOCX.
pub fn form02_docx(d: &Form02) -> Result<Vec<u8>, Error> {
    let mut b =
        P::heading(1).align(Align::Center).space(0, 40).text("BÁO CÁO TỰ ĐÁNH GIÁ VỀ SẢN PHẨM").build();
    b += &P::centered().italic("(Dành cho chủ thể có sản phẩm đăng ký)").build();
    general(&mut b, d);
    results(&mut b, d);
    part(&mut b, "III", "ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN THEO BỘ TIÊU CHÍ SẢN PHẨM OCOP");
    for line in [
        "- Căn cứ vào Bộ tiêu chí đánh giá, phân hạng sản phẩm OCOP tương ứng với sản phẩm đăng ký, chủ thể tự đánh giá về kết quả (điểm số) có thể đạt theo thứ tự từng tiêu chí.",
        "- Mô tả, chứng minh về kết quả tương ứng (mô tả, tài liệu minh chứng cho nội dung mô tả, được sắp xếp theo thứ tự các chỉ tiêu trong Bộ tiêu chí).",
    ] {
        b += &P::body().text(line).build();
    }
    b += &P::body()
        .keep()
        .text(
            "- Tài liệu minh chứng kèm theo vào phụ lục của Báo cáo, tham khảo hướng dẫn theo bảng dưới đây:",
        )
        .build();
    let mut guide = Table::ruled(&[510, 3200, 5474]);
    guide.head(&["TT", "Nội dung", "Yêu cầu"]);
    for (content, need) in GUIDE {
        guide.row(&[Cell::figure("-", false), Cell::text(content), Cell::text(need)]);
    }
    b += &guide.build();
    b += &P::body()
        .space(120, 120)
        .text("Đối với sản phẩm đăng ký đánh giá, phân hạng lại: cần rà soát, cập nhật những nội dung mới và đánh giá về những thay đổi, kết quả đạt được sau 3 năm được công nhận OCOP: về nguyên liệu, công nghệ sử dụng, bao bì, nhãn mác, công bố chất lượng, thị trường tiêu thụ, sản lượng, doanh thu; bổ sung các giấy tờ minh chứng pháp lý có thời hạn;....")
        .build();
    if let Some(changes) = d.changes.as_deref().filter(|c| !c.is_empty()) {
        b += &prose(changes, 0, false);
    }
    if !d.score.set.is_empty() {
        score(&mut b, &d.score);
    }
    part(&mut b, "IV", "KẾ HOẠCH SẢN XUẤT, KINH DOANH");
    b += &P::body()
        .keep()
        .italic("Trình bày những định hướng, kế hoạch của chủ sở hữu trong thời gian tới về phát triển sản phẩm, tổ chức sản xuất, thị trường.")
        .build();
    b += &prose(&d.plan, 4, true);
    let signature = Signature {
        titles: vec!["Đại diện theo pháp luật của cơ sở".to_owned()],
        name: d.signer.clone(),
    };
    let day = P::centered().italic(&place_date(&d.place, d.date));
    b += &sign_right(Some(day), &signature, "(Ký, họ tên, đóng dấu)");
    if !d.annex.is_empty() {
        annex(&mut b, d);
    }
    archive::write(&named("Báo cáo tự đánh giá về sản phẩm", &d.producer), &d.imprint, &d.foot, &b, &[])
}

fn part(b: &mut String, number: &str, name: &str) {
    *b += &P::heading(2).align(Align::Center).space(320, 160).text(&format!("Phần {number}\n{name}")).build();
}

fn answer(b: &mut String, label: &str, text: &str) {
    *b += &P::new().keep().text(label).build();
    *b += &prose(text, 2, false);
}

fn general(b: &mut String, d: &Form02) {
    part(b, "I", "THÔNG TIN CHUNG");
    *b += &field("1. Tên chủ thể", &d.producer);
    *b += &field("2. Loại hình tổ chức", &d.kind);
    *b += &field("3. Địa chỉ", &d.address);
    *b += &two_fields(("4. Điện thoại", &d.phone), ("Email", &d.email), "");
    *b += &field("5. Tên người đại diện pháp luật", &d.representative.name);
    *b += &field("- Họ tên", &d.representative.name);
    *b += &two_fields(
        ("- Giới tính", &d.representative.gender),
        ("Dân tộc", &d.representative.ethnicity),
        " (Nam/nữ);",
    );
    *b += &field("- Địa chỉ thường trú", &d.representative.residence);
    *b += &match d.founded {
        Some(day) => field("6. Ngày thành lập/đăng ký kinh doanh", &vi::day(day)),
        None => field("6. Ngày thành lập/đăng ký kinh doanh", "……/……/………"),
    };
    *b += &field("Số giấy đăng ký (nếu có)", &d.registration_number);
    answer(b, "7. Tên sản phẩm/dịch vụ, mô tả về quy cách sản phẩm, tiêu chuẩn:", &d.product);
    *b += &P::new().keep().italic("Đánh dấu (√) vào mục tương ứng:").build();
    let h = &d.held;
    let other = h.other.as_deref().unwrap_or_default();
    *b += &ticked("a) Giấy đăng ký kinh doanh:", h.business_registration);
    *b += &ticked("b) Đã công bố chất lượng sản phẩm theo quy định:", h.quality_declared);
    *b += &P::new().keep().text("c) Đã có các điều kiện sản xuất theo quy định:").build();
    for (label, on) in [
        (
            "- Giấy chứng nhận cơ sở đủ điều kiện vệ sinh an toàn thực phẩm theo quy định của pháp luật cho sản xuất sản phẩm:",
            h.food_safety,
        ),
        (
            "- Giấy chứng nhận cơ sở đủ điều kiện sản xuất bắt buộc theo quy định cho sản phẩm (đối với các sản phẩm bắt buộc theo quy định)",
            h.mandatory_conditions,
        ),
        ("d) Đã có đăng ký sở hữu trí tuệ:", h.intellectual_property),
        ("+ Giấy chứng nhận đăng ký nhãn hiệu:", h.trademark),
        (
            "+ Văn bản ghi nhận quyền sử dụng chỉ dẫn địa lý, nhãn hiệu tập thể, nhãn hiệu chứng nhận:",
            h.collective_mark,
        ),
        ("+ Bằng sáng chế", h.patent),
        ("+ Bằng độc quyền kiểu dáng công nghiệp:", h.design),
        ("+ Giấy chứng nhận bản quyền tác giả", h.copyright),
    ] {
        *b += &ticked(label, on);
    }
    let label = if other.is_empty() {
        "+ Khác (ghi rõ):".to_owned()
    } else {
        format!("+ Khác (ghi rõ): {other}")
    };
    *b += &ticked(&label, !other.is_empty());
    answer(b, "8. Lịch sử hình thành của chủ thể (nêu các giai đoạn hình thành và phát triển):", &d.history);
    answer(b, "9. Cơ cấu tổ chức của chủ thể:", &d.structure);
}

fn results(b: &mut String, d: &Form02) {
    part(b, "II", "KẾT QUẢ THỰC HIỆN PHƯƠNG ÁN SẢN XUẤT KINH DOANH");
    *b += &P::body().italic("Nội dung yêu cầu: Đánh giá kết quả triển khai phương án sản xuất, kinh doanh của chủ thể theo Phương án sản xuất, kinh doanh khi tham gia OCOP.").build();
    *b += &P::body().keep().italic("Lưu ý: trình bày rõ một số nội dung sau:").build();
    answer(
        b,
        "- Tổ chức vùng nguyên liệu, công nghệ sản xuất, sơ chế, chế biến, đóng gói sản phẩm của chủ thể.",
        &d.results.production,
    );
    answer(
        b,
        "- Sự thay đổi về chất lượng sản phẩm: chất lượng, tiêu chuẩn chất lượng, bao bì, nhãn mác, hình thức đóng gói,...",
        &d.results.quality,
    );
    answer(b, "- Thị trường phân phối sản phẩm.", &d.results.market);
    answer(b, "- Kết quả sản xuất, kinh doanh: doanh thu, lợi nhuận.", &d.results.business);
}

fn score(b: &mut String, s: &SelfScore) {
    *b += &P::new()
        .keep()
        .space(280, 120)
        .bold(&format!("Kết quả tự đánh giá theo Bộ tiêu chí: {}", s.set))
        .build();
    let mut t = Table::ruled(&[700, 2100, 700, 2880, 800, 2004]);
    t.head(&["Tiêu chí", "Nội dung", "Tối đa", "Mức tự chọn, mô tả", "Điểm", "Tài liệu minh chứng"]);
    let band = |code: &str, name: &str, max: i64, points: i64, shade: bool| {
        // Kept with the row below, so that no heading stands alone at the foot of a page.
        let kept = |p: P, text: &str| Cell::of(&[p.keep().bold(text)]);
        let cells = [
            kept(P::cell().align(Align::Center), code),
            kept(P::cell(), name),
            kept(P::cell().align(Align::Center), &max.to_string()),
            kept(P::cell(), ""),
            kept(P::cell().align(Align::Center), &points.to_string()),
            kept(P::cell(), ""),
        ];
        cells.map(|c| if shade { c.shaded() } else { c })
    };
    for p in &s.parts {
        t.row(&band(&p.code, &p.name, p.max, p.points, true));
        for g in &p.groups {
            t.row(&band(&g.code, &g.name, g.max, g.points, false));
            for c in &g.criteria {
                if c.fits_a_page() { t.row(&criterion(c)) } else { t.long_row(&criterion(c)) }
            }
        }
    }
    t.row(&[
        Cell::bold("Tổng điểm").span(2),
        Cell::figure(&s.max.to_string(), true),
        Cell::bold(&s.result),
        Cell::figure(&s.total.to_string(), true),
        Cell::text(""),
    ]);
    *b += &t.build();
}

fn criterion(c: &SelfCriterion) -> [Cell; 6] {
    let small = Look::default().size(20);
    let mut picked = vec![match &c.option {
        Some(option) => P::cell().text(option),
        None => P::cell().italic("Chưa chọn mức"),
    }];
    if let Some(note) = c.note.as_deref().filter(|n| !n.is_empty()) {
        picked.push(P::cell().look(&format!("Mô tả: {note}"), small));
    }
    let papers: Vec<P> = c.evidence.iter().map(|e| P::cell().look(&format!("- {e}"), small)).collect();
    [
        Cell::figure(&c.code, false),
        Cell::text(&c.name),
        Cell::figure(&c.max.to_string(), false),
        Cell::of(&picked),
        Cell::figure(&c.points.to_string(), true),
        Cell::of(&papers),
    ]
}

fn annex(b: &mut String, d: &Form02) {
    *b += &P::heading(1).align(Align::Center).space(0, 40).on_new_page().text("PHỤ LỤC").build();
    *b += &P::centered().keep().bold("DANH MỤC TÀI LIỆU MINH CHỨNG").build();
    *b += &P::centered().keep().space(0, 160).italic("(Kèm theo Báo cáo tự đánh giá về sản phẩm)").build();
    let mut t = Table::ruled(&[510, 2400, 1900, 1300, 1324, 1750]);
    t.head(&crate::form02::ANNEX);
    let small = |text: &str| P::cell().look(text, Look::default().size(20));
    for (i, a) in d.annex.iter().enumerate() {
        let Attachment { title, kind, issuer, number, issued, expires, file, sha256, cited } = a;
        let day = |day: &Option<jiff::civil::Date>| day.map_or_else(|| "–".to_owned(), vi::day);
        let or_dash = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
        t.row(&[
            Cell::figure(&(i + 1).to_string(), false),
            Cell::of(&[P::cell().text(title), small(kind)]),
            Cell::of(&[small(&or_dash(number)), small(&or_dash(issuer))]),
            Cell::of(&[small(&day(issued)), small(&day(expires))]),
            Cell::of(&[small(&cited.join("; "))]),
            Cell::of(&[small(file), small(sha256)]),
        ]);
    }
    *b += &t.build();
}
