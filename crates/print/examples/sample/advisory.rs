//! An advisory team's report, plainly invented.

use super::{LONG_NAME, imprint, reference, signature, texts};
use jiff::civil::date;
use ocop_print::{AdvisoryReport, Heading, ReportLine, ReportPart, ReportVisit};

pub fn advisory_report() -> AdvisoryReport {
    let line = |code: &str, name: &str, claimed: &str, proposed: &str, finding: &str| ReportLine {
        code: code.into(),
        name: name.into(),
        claimed: claimed.into(),
        proposed: proposed.into(),
        finding: finding.into(),
        source: "Giấy chứng nhận minh họa, trang 2".into(),
        author: "Bùi Thị Tham Khảo".into(),
    };
    AdvisoryReport {
        imprint: imprint("advisory"),
        heading: Heading {
            superior: Some("Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh Minh Họa".into()),
            issuer: "Tổ tư vấn".into(),
        },
        reference: reference(None, "BC-TTV", Some(date(2026, 8, 12))),
        to: "Chủ tịch Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh Minh Họa".into(),
        product: LONG_NAME.into(),
        producer: "Hợp tác xã Minh Họa".into(),
        commune: "Xã Ví Dụ, tỉnh Minh Họa".into(),
        set: "Chè".into(),
        number: "01/PĐK-00-00000-2026".into(),
        formed_by: "00/QĐ-UBND".into(),
        formed_on: Some(date(2026, 7, 1)),
        members: texts(&["Bùi Thị Tham Khảo, Chi cục Mẫu: Tổ trưởng", "Lê Văn Ví Dụ, Sở Mẫu: Thành viên"]),
        parts: vec![ReportPart {
            title: "Phần A. Sản phẩm và sức mạnh cộng đồng".into(),
            lines: vec![
                line(
                    "1.1",
                    "Nguồn nguyên liệu",
                    "Từ 75% (3 điểm)",
                    "Từ 50% (2 điểm)",
                    "Thấy tại kho: một nửa.",
                ),
                ReportLine {
                    code: "1.2".into(), name: "Gia tăng giá trị".into(), ..ReportLine::default()
                },
            ],
        }],
        visits: vec![ReportVisit {
            on: Some(date(2026, 8, 3)),
            place: "Xưởng Bản Mẫu".into(),
            spot: "21.028511, 105.804817, sai số khoảng 12 m".into(),
            people: texts(&["Nguyễn Văn Mẫu, Giám đốc (đã ký trên thiết bị)"]),
            checks: texts(&["Tiêu chí 1.1 Nguồn nguyên liệu: khác hồ sơ. Chỉ một kho đang dùng."]),
            kept: "2 ảnh chụp tại chỗ".into(),
            conclusion: "Cơ sở đang hoạt động.".into(),
        }],
        requests: texts(&[
            "Đề xuất bổ sung hồ sơ ngày 01/08/2026 (Hồ sơ): hợp đồng mua chè. Chưa có trả lời",
        ]),
        conclusion: "Hồ sơ đủ để Hội đồng đánh giá.\nĐề nghị xem lại tiêu chí 1.1.".into(),
        draft: false,
        signature: signature(&["Tổ trưởng Tổ tư vấn"], "Bùi Thị Tham Khảo"),
        ..AdvisoryReport::default()
    }
}
