//! The advisory team's report as DOCX, in the words and order of `templates/advisory_report.typ`.

use super::nd30::{field, heading_pair, or, prose, sign_right, title};
use super::table::{Cell, Table};
use super::text::{P, WIDTH};
use super::{archive, named};
use crate::advisory_report::{ReportPart, ReportVisit};
use crate::{AdvisoryReport, Error};

/// Báo cáo đánh giá của Tổ tư vấn as DOCX.
pub fn advisory_report_docx(d: &AdvisoryReport) -> Result<Vec<u8>, Error> {
    let mut b = heading_pair(&d.heading, Some(&d.reference), None);
    let about = format!("Đánh giá của Tổ tư vấn về hồ sơ sản phẩm {}", d.product);
    b += &title("Báo cáo", about.trim_end());
    if d.draft {
        b += &P::centered().space(0, 160).bold("BẢN NHÁP – CHƯA NỘP HỘI ĐỒNG").build();
    }
    if !d.to.is_empty() {
        b += &P::centered().space(0, 200).text(&format!("Kính gửi: {}", d.to)).build();
    }
    b += &P::heading(2).text("I. Hồ sơ và Tổ tư vấn").build();
    let product = match (d.product.as_str(), d.producer.as_str()) {
        ("", _) => String::new(),
        (product, "") => product.to_owned(),
        (product, producer) => format!("{product} của {producer}"),
    };
    let formed = match d.formed_on.map(|d| d.strftime("%d/%m/%Y")) {
        Some(on) if !d.formed_by.is_empty() => format!("{}, ngày {on}", d.formed_by),
        _ => d.formed_by.clone(),
    };
    b += &field("1. Sản phẩm", &product);
    b += &field("2. Địa bàn", &d.commune);
    b += &field("3. Bộ sản phẩm", &d.set);
    b += &field("4. Số phiếu đăng ký", &d.number);
    b += &field("5. Quyết định thành lập Tổ tư vấn", &formed);
    b += &P::new().keep().text("6. Thành viên Tổ tư vấn:").build();
    b += &dashes(&d.members, "");
    if d.members.is_empty() {
        b += &prose("", 2, false);
    }
    b += &P::heading(2).text("II. Đánh giá theo từng tiêu chí").build();
    if d.parts.is_empty() {
        b += &prose("", 4, false);
    }
    b += &d.parts.iter().map(part).collect::<String>();
    b += &P::heading(2).text("III. Khảo sát thực tế tại cơ sở sản xuất, kinh doanh").build();
    if d.visits.is_empty() {
        b += &P::body().text("Không tổ chức khảo sát thực tế.").build();
    }
    for (i, v) in d.visits.iter().enumerate() {
        b += &visit(i + 1, v);
    }
    b += &P::heading(2).text("IV. Đề xuất bổ sung hồ sơ, kiểm nghiệm").build();
    if d.requests.is_empty() {
        b += &P::body().text("Không có đề xuất bổ sung.").build();
    }
    b += &dashes(&d.requests, ".");
    b += &P::heading(2).text("V. Kết luận, đề xuất với Chủ tịch Hội đồng").build();
    b += &prose(&d.conclusion, 4, true);
    b += &sign_right(None, &d.signature, "");
    archive::write(&named("Báo cáo đánh giá của Tổ tư vấn", &d.product), &d.imprint, &d.foot, &b, &[])
}

fn dashes(lines: &[String], end: &str) -> String {
    let bare = |l: &String| l.trim_end_matches(|c: char| ".;/".contains(c) || c.is_whitespace()).to_owned();
    lines.iter().map(|l| P::body().text(&format!("– {}{end}", bare(l))).build()).collect()
}

fn part(p: &ReportPart) -> String {
    let widths = [WIDTH * 27 / 100, WIDTH * 19 / 100, WIDTH * 21 / 100, WIDTH * 33 / 100];
    let mut table = Table::ruled(&widths);
    table.head(&["Tiêu chí", "Chủ thể tự chấm", "Tổ tư vấn đề xuất", "Nhận xét, căn cứ"]);
    for l in &p.lines {
        let mut said: Vec<P> = Vec::new();
        if !l.finding.is_empty() {
            said.push(P::cell().text(&l.finding));
        }
        if !l.source.is_empty() {
            said.push(P::cell().text(&format!("Căn cứ: {}.", l.source)));
        }
        if !l.author.is_empty() {
            said.push(P::cell().italic(&format!("({})", l.author)));
        }
        if said.is_empty() {
            said.push(P::cell().text("–"));
        }
        let name = P::cell().bold(&l.code).text(&format!(" {}", l.name));
        let cells = [
            Cell::of(&[name]),
            Cell::text(or(&l.claimed, "–")),
            Cell::text(or(&l.proposed, "–")),
            Cell::of(&said),
        ];
        table.row(&cells);
    }
    P::heading(3).text(&p.title).build() + &table.build()
}

fn visit(nth: usize, v: &ReportVisit) -> String {
    let mut b = P::heading(3).text(&format!("Khảo sát lần {nth}")).build();
    b += &field("Ngày khảo sát", &v.on.map(|d| d.strftime("%d/%m/%Y").to_string()).unwrap_or_default());
    b += &field("Địa điểm", &v.place);
    if !v.spot.is_empty() {
        b += &field("Vị trí theo thiết bị", &v.spot);
    }
    b += &P::new().keep().text("Người có mặt:").build();
    b += &dashes(&v.people, "");
    b += &P::new().keep().text("Nội dung ghi nhận:").build();
    b += &dashes(&v.checks, ".");
    if !v.kept.is_empty() {
        b += &field("Tài liệu kèm theo", &v.kept);
    }
    if !v.conclusion.is_empty() {
        b += &prose(&format!("Kết luận khảo sát: {}", v.conclusion), 0, false);
    }
    b
}
