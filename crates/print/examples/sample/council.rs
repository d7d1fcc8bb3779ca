//! The papers of a round: one member's form, the summary sheet, the report, the notice of a result, an invitation.

use jiff::civil::date;
use ocop_print::{
    Heading, Invitation, InvitedDossier, LowerCriterion, ReportList, ReportRow, ResultNotice, RoundReport,
    ScoreForm, ScoreOption, ScorePart, ScoreQuestion, ScoreRow, ScoreSummary, ScoredCriterion, SummaryMember,
    SummaryRow, UnmetGate,
};

use super::{LONG_NAME, imprint, reference, signature, texts};

fn council() -> Heading {
    Heading {
        superior: Some("Ủy ban nhân dân tỉnh Minh Họa".to_owned()),
        issuer: "Hội đồng đánh giá,\nphân hạng sản phẩm OCOP".to_owned(),
    }
}

fn option(points: i64, text: &str, stars: Option<u8>, chosen: bool) -> ScoreOption {
    ScoreOption { points, text: text.to_owned(), stars, case: None, chosen }
}

fn criterion(code: &str, name: &str, points: i64) -> ScoreRow {
    ScoreRow::Criterion(ScoredCriterion {
        code: code.to_owned(),
        name: name.to_owned(),
        max: 3,
        points: Some(points),
        notes: Vec::new(),
        options: vec![
            option(1, "Có năng lực, quy mô sản xuất mức độ nhỏ", None, points == 1),
            option(2, "Có năng lực, quy mô sản xuất trung bình", Some(4), points == 2),
            option(3, "Có năng lực, quy mô sản xuất lớn", Some(5), points == 3),
        ],
        none: points == 0,
        reason: (points < 2).then(|| "Hợp đồng kèm theo đã hết hạn trước ngày nộp hồ sơ.".to_owned()),
    })
}

fn heading(code: &str, name: &str, max: i64, points: i64) -> ScoreRow {
    ScoreRow::Heading { code: code.to_owned(), name: name.to_owned(), max, points }
}

pub fn score_form() -> ScoreForm {
    let mut rows = vec![heading("1", "TỔ CHỨC SẢN XUẤT", 18, 9)];
    let names = [
        "Nguồn gốc sản phẩm",
        "Vùng nguyên liệu được cấp chứng nhận chất lượng",
        "Gia tăng giá trị",
        "Năng lực sản xuất để đáp ứng yêu cầu phân phối (khả năng sản xuất đáp ứng nhu cầu về số lượng, quy mô của thị \
         trường)",
        "Liên kết chuỗi trong sản xuất",
        "Bảo vệ môi trường trong quá trình sản xuất",
    ];
    for (i, (name, points)) in names.iter().zip([3, 2, 1, 0, 2, 3]).enumerate() {
        rows.push(criterion(&format!("1.{}", i + 1), name, points));
    }
    if let Some(ScoreRow::Criterion(first)) = rows.get_mut(1) {
        first.notes = texts(&["Yêu cầu: 100% sản phẩm được nuôi/trồng trên địa bàn cấp tỉnh"]);
    }
    let part = |code: &str, name: &str, max: i64, points: i64, rows: Vec<ScoreRow>| ScorePart {
        code: code.to_owned(),
        name: name.to_owned(),
        max,
        points,
        rows,
    };
    ScoreForm {
        imprint: imprint("PDG/1"),
        heading: council(),
        set: "Chè tươi, chế biến".to_owned(),
        product: LONG_NAME.to_owned(),
        producer: "Hợp tác xã Minh Họa".to_owned(),
        dossier: "01/PĐK-00-00000-2026".to_owned(),
        round: "Đợt 1 năm 2026".to_owned(),
        member: "Phạm Ví Dụ".to_owned(),
        department: "Phó Giám đốc Sở Công Thương".to_owned(),
        ballot: "lần 2".to_owned(),
        questions: vec![
            ScoreQuestion { text: "Giả mạo hồ sơ".to_owned(), applies: false, reason: None },
            ScoreQuestion {
                text: "Không đáp ứng về hồ sơ đăng ký theo quy định".to_owned(),
                applies: true,
                reason: Some("Thiếu giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm.".to_owned()),
            },
        ],
        parts: vec![
            part("A", "SẢN PHẨM VÀ SỨC MẠNH CỦA CỘNG ĐỒNG", 40, 11, rows),
            part("B", "KHẢ NĂNG TIẾP THỊ", 25, 3, vec![criterion("4.1", "Khu vực phân phối chính", 3)]),
            part("C", "CHẤT LƯỢNG SẢN PHẨM", 35, 2, vec![criterion("6.1", "Kiểm nghiệm", 2)]),
        ],
        total: 16,
        max: 100,
        sample: "2".to_owned(),
        tasting: "Màu vàng óng, mùi thơm hoa, vị ngọt thanh; không có tạp chất.".to_owned(),
        opinion: "Cần cập nhật hợp đồng liên kết.\nBao bì đẹp, phù hợp làm quà tặng.".to_owned(),
        ended: String::new(),
        handed_in: "Phiếu được nộp trên phần mềm lúc 09:15 ngày 05/08/2026.".to_owned(),
        place: "Minh Họa".to_owned(),
        date: Some(date(2026, 8, 5)),
    }
}

pub fn score_summary() -> ScoreSummary {
    let row = |product: &str, mean: &str, unmet: &[&str], outcome: &str| SummaryRow {
        product: product.to_owned(),
        producer: "Hợp tác xã Minh Họa".to_owned(),
        set: "Chè tươi, chế biến".to_owned(),
        totals: texts(&["82", "84", "80*", "83", "85*", "82", "–", "81", "83"]),
        mean: mean.to_owned(),
        spread: "5".to_owned(),
        unmet: texts(unmet),
        outcome: outcome.to_owned(),
    };
    let member = |n: usize| SummaryMember {
        name: format!("Nguyễn Văn Mẫu {n}"),
        department: "Phó Giám đốc Sở Công Thương".to_owned(),
    };
    ScoreSummary {
        imprint: imprint("TH/1"),
        heading: council(),
        reference: reference(Some(4), "BTH-HĐOCOP", Some(date(2026, 8, 5))),
        round: "đợt 1 năm 2026".to_owned(),
        members: (1..=9).map(member).collect(),
        rows: vec![
            row(LONG_NAME, "82,50", &[], "4 sao, đề nghị công nhận"),
            row(
                "Nước mắm Mẫu",
                "91,20",
                &["1.3. Gia tăng giá trị: 1 điểm, hạng 3 sao cần 2"],
                "Không công nhận",
            ),
        ],
        notes: texts(&["Dấu *: tổng điểm cao nhất và thấp nhất, không tính vào trung bình theo Quy chế."]),
        signature_secretary: signature(&["Thư ký"], "Đỗ Minh Họa"),
        signature_chair: signature(&["Chủ tịch Hội đồng"], "Lê Thị Minh"),
    }
}

pub fn round_report() -> RoundReport {
    let row = |product: &str, points: &str, reason: &str| ReportRow {
        product: product.to_owned(),
        producer: "Hợp tác xã Minh Họa".to_owned(),
        place: "Xã Ví Dụ".to_owned(),
        set: "Chè tươi, chế biến".to_owned(),
        points: points.to_owned(),
        reason: reason.to_owned(),
    };
    let list = |title: &str, reasons: bool, rows: Vec<ReportRow>| ReportList {
        title: title.to_owned(),
        reasons,
        rows,
    };
    RoundReport {
        imprint: imprint("BC/1"),
        heading: council(),
        reference: reference(Some(12), "BC-HĐOCOP", Some(date(2026, 8, 6))),
        about: "Kết quả đánh giá, phân hạng sản phẩm OCOP đợt 1 năm 2026".to_owned(),
        to: "Chủ tịch Ủy ban nhân dân tỉnh Minh Họa".to_owned(),
        opening: texts(&[
            "Thực hiện Quyết định số 26/2026/QĐ-TTg, Hội đồng đã họp, đánh giá 05 sản phẩm và báo cáo kết quả như sau.",
        ]),
        lists: vec![
            list("Đề nghị công nhận 4 sao", false, vec![row(LONG_NAME, "82,50", "")]),
            list("Đề nghị công nhận 3 sao", false, vec![row("Chổi đót Ví Dụ", "60,00", "")]),
            list(
                "Đề nghị phê duyệt kết quả, gửi Bộ đánh giá 5 sao",
                false,
                vec![row("Gạo nếp Minh Họa", "94,00", "")],
            ),
            list(
                "Không đề nghị công nhận",
                true,
                vec![row(
                    "Nước mắm Mẫu",
                    "91,20",
                    "Chưa đạt 1.3. Gia tăng giá trị (hạng 3 sao cần 2 điểm, đạt 1)",
                )],
            ),
            list("Bị loại hoặc dừng đánh giá", true, Vec::new()),
        ],
        closing: texts(&[
            "Kính đề nghị Chủ tịch Ủy ban nhân dân tỉnh xem xét, quyết định công nhận theo thẩm quyền",
        ]),
        recipients: texts(&["Như trên", "Sở Nông nghiệp và Môi trường", "Lưu: VT, HĐ"]),
        signature: signature(&["TM. Hội đồng", "Chủ tịch"], "Lê Thị Minh"),
    }
}

pub fn result_notice() -> ResultNotice {
    ResultNotice {
        imprint: imprint("TB/1"),
        heading: Heading {
            superior: Some("Ủy ban nhân dân tỉnh Minh Họa".to_owned()),
            issuer: "Cơ quan tham mưu\nquản lý OCOP cấp tỉnh".to_owned(),
        },
        reference: reference(None, "TB", None),
        to: "Hợp tác xã Minh Họa; Ủy ban nhân dân xã Ví Dụ".to_owned(),
        opening: texts(&[
            "Căn cứ điểm g khoản 3 Điều 7 Quyết định số 26/2026/QĐ-TTg, cơ quan tham mưu quản lý OCOP cấp tỉnh thông báo \
             kết quả đánh giá, phân hạng như sau.",
        ]),
        product: "Nước mắm Mẫu".to_owned(),
        producer: "Hợp tác xã Minh Họa".to_owned(),
        set: "Tương, nước mắm, gia vị dạng lỏng khác".to_owned(),
        dossier: "02/PĐK-00-00000-2026".to_owned(),
        claimed: "94 trên 100".to_owned(),
        mean: "91,20 trên 100".to_owned(),
        band: "từ 90 đến 100 điểm (5 sao)".to_owned(),
        stopped: false,
        outcome: "Không công nhận".to_owned(),
        grounds: Vec::new(),
        unmet: vec![UnmetGate {
            criterion: "1.3. Gia tăng giá trị".to_owned(),
            stars: 3,
            required: 2,
            reached: 1,
        }],
        lower: vec![
            LowerCriterion {
                criterion: "1.3. Gia tăng giá trị".to_owned(),
                claimed: 3,
                given: "1,20".to_owned(),
                reasons: texts(&["Chưa có máy móc trong sơ chế.", "Ảnh xưởng không rõ."]),
            },
            LowerCriterion {
                criterion: "4.2. Phân phối sản phẩm".to_owned(),
                claimed: 5,
                given: "4,40".to_owned(),
                reasons: Vec::new(),
            },
        ],
        opinions: texts(&["Sản phẩm có chất lượng tốt, cần hoàn thiện khâu sơ chế."]),
        remedies: texts(&[
            "Nếu không đồng ý với kết quả, chủ thể gửi ý kiến bằng văn bản, kèm tài liệu chứng minh.",
            "Khi đã khắc phục, chủ thể nộp hồ sơ mới ở đợt đánh giá sau",
        ]),
        recipients: texts(&["Như trên", "Lưu: VT"]),
        signature: signature(&["Thủ trưởng cơ quan"], ""),
    }
}

pub fn invitation() -> Invitation {
    Invitation {
        imprint: imprint("GM/1"),
        heading: council(),
        reference: reference(Some(7), "GM-HĐOCOP", Some(date(2026, 7, 29))),
        about: "Họp Hội đồng đánh giá, phân hạng sản phẩm OCOP đợt 1 năm 2026".to_owned(),
        inviter: "Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh Minh Họa".to_owned(),
        guest: "bà Trần Thị Thí Dụ, Phó Giám đốc Sở Y tế".to_owned(),
        capacity: "Thành viên Hội đồng".to_owned(),
        session: "Phiên họp đánh giá, phân hạng sản phẩm OCOP đợt 1 năm 2026".to_owned(),
        chair: "Lê Thị Minh, Chủ tịch Hội đồng".to_owned(),
        time: "08 giờ 00, ngày 05 tháng 8 năm 2026".to_owned(),
        place: "Phòng họp số 2, trụ sở Ủy ban nhân dân tỉnh Minh Họa".to_owned(),
        agenda: texts(&["Nghe báo cáo của Tổ tư vấn;", "Chấm điểm từng sản phẩm", "Thống nhất kết quả."]),
        dossiers: vec![
            InvitedDossier {
                product: LONG_NAME.to_owned(),
                producer: "Hợp tác xã Minh Họa".to_owned(),
                set: "Chè tươi, chế biến".to_owned(),
            },
            InvitedDossier {
                product: "Nước mắm Mẫu".to_owned(),
                producer: "Công ty TNHH Minh Họa Xanh".to_owned(),
                set: "Tương, nước mắm, gia vị dạng lỏng khác".to_owned(),
            },
        ],
        notes: texts(&["Hồ sơ được gửi trên phần mềm. Trân trọng kính mời"]),
        recipients: texts(&["Như trên", "Lưu: VT, HĐ"]),
        signature: signature(&["TM. Hội đồng", "Chủ tịch"], "Lê Thị Minh"),
    }
}
