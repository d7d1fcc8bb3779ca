//! A council's meeting: a clear case, one with a second ballot and a settled gate, one missed gate, one elimination,
//! and one for the ministry.

use jiff::civil::date;
use ocop_print::{
    Assessment, Attendee, Ballot, Elimination, Heading, MemberTotals, Minutes, Outcome, SettledGate,
    UnmetGate, WardMeeting,
};

use super::{LONG_NAME, imprint, reference, signature, texts};

const MEMBERS: [(&str, &str, &str); 7] = [
    ("Lê Thị Minh", "Phó Chủ tịch UBND tỉnh", "Chủ tịch Hội đồng"),
    ("Nguyễn Văn Mẫu", "Giám đốc Sở Nông nghiệp và Môi trường", "Phó Chủ tịch Hội đồng"),
    ("Phạm Ví Dụ", "Phó Giám đốc Sở Công Thương", "Ủy viên"),
    ("Trần Thị Thí Dụ", "Phó Giám đốc Sở Y tế", "Ủy viên"),
    ("Hoàng Văn Giả Định", "Phó Giám đốc Sở Khoa học và Công nghệ", "Ủy viên"),
    ("Vũ Thị Tưởng Tượng", "Phó Giám đốc Sở Văn hóa, Thể thao và Du lịch", "Ủy viên"),
    ("Đỗ Minh Họa", "Chi cục trưởng Chi cục Phát triển nông thôn", "Ủy viên, Thư ký"),
];

fn attendance() -> Vec<Attendee> {
    MEMBERS
        .iter()
        .enumerate()
        .map(|(i, (name, department, duty))| Attendee {
            name: (*name).to_owned(),
            department: (*department).to_owned(),
            duty: (*duty).to_owned(),
            present: i != 4,
            note: (i == 4).then(|| "Đi công tác, có báo cáo".to_owned()),
        })
        .collect()
}

fn assessment(product: &str, ballots: &[[i64; 6]], outcome: Outcome, band: &str) -> Assessment {
    let members = MEMBERS
        .iter()
        .enumerate()
        .filter(|(i, _)| *i != 4)
        .enumerate()
        .map(|(seat, (_, (name, _, _)))| MemberTotals {
            name: (*name).to_owned(),
            totals: ballots.iter().map(|b| b.get(seat).copied()).collect(),
        })
        .collect();
    let ballots = ballots
        .iter()
        .map(|b| Ballot {
            mean: super::mean(b.iter().sum(), 6),
            spread: (b.iter().max().unwrap_or(&0) - b.iter().min().unwrap_or(&0)).to_string(),
            reason: None,
        })
        .collect();
    Assessment {
        product: product.to_owned(),
        producer: "Hợp tác xã Minh Họa, xã Ví Dụ".to_owned(),
        set: "Chè tươi, chế biến".to_owned(),
        members,
        ballots,
        band: band.to_owned(),
        discussion: Vec::new(),
        written: Vec::new(),
        corrections: Vec::new(),
        led_by: None,
        unmet: Vec::new(),
        settled: Vec::new(),
        recused: Vec::new(),
        eliminations: Vec::new(),
        outcome,
        outcome_reason: None,
    }
}

fn products() -> Vec<Assessment> {
    let four = "từ 70 đến dưới 90 điểm (4 sao)";
    let three = "từ 50 đến dưới 70 điểm (3 sao)";
    let clear =
        assessment("Trà Shan tuyết Bản Mẫu", &[[82, 84, 80, 83, 85, 82]], Outcome::Recognise(4), four);
    let mut twice = assessment(
        LONG_NAME,
        &[[62, 81, 70, 74, 77, 69], [71, 76, 72, 74, 75, 71]],
        Outcome::Recognise(4),
        four,
    );
    if let Some(second) = twice.ballots.last_mut() {
        second.reason = Some(
            "chênh lệch giữa điểm cao nhất và thấp nhất lần 1 là 19 điểm, quá mức 10 điểm theo Quy chế"
                .to_owned(),
        );
    }
    twice.discussion = texts(&[
        "Ủy viên Phạm Ví Dụ đề nghị xem lại hợp đồng phân phối ngoài tỉnh.",
        "Ủy viên Trần Thị Thí Dụ lưu ý phiếu kiểm nghiệm còn hạn đến tháng 12 năm 2026.",
    ]);
    twice.settled = vec![SettledGate {
        criterion: "4.2. Phân phối sản phẩm".to_owned(),
        option: "Có đại diện, phân phối ở khu vực ngoài tỉnh".to_owned(),
        points: 4,
        reason: "đã đối chiếu hợp đồng bản gốc".to_owned(),
    }];
    let mut missed = assessment(
        "Nước mắm Mẫu",
        &[[91, 92, 90, 93, 91, 90]],
        Outcome::NotRecognised,
        "từ 90 đến 100 điểm (5 sao)",
    );
    missed.unmet =
        vec![UnmetGate {
            criterion: "1.3. Gia tăng giá trị".to_owned(), stars: 3, required: 2, reached: 1
        }];
    missed.outcome_reason = Some("Chưa đạt tiêu chí có dấu 3 sao.".to_owned());
    let mut out = assessment("Rượu gạo Ví Dụ", &[], Outcome::NotRecognised, "");
    out.members = Vec::new();
    out.eliminations = vec![Elimination {
        ground: "Giả mạo hồ sơ".to_owned(),
        stops: false,
        applies: true,
        reason: "phiếu kiểm nghiệm không do đơn vị ghi trên phiếu cấp".to_owned(),
    }];
    let ministry = assessment(
        "Gạo nếp Minh Họa",
        &[[95, 93, 94, 96, 92, 94]],
        Outcome::Ministry,
        "từ 90 đến 100 điểm (5 sao)",
    );
    let three_stars = assessment("Chổi đót Ví Dụ", &[[61, 58, 60, 62, 59, 60]], Outcome::Recognise(3), three);
    vec![clear, twice, missed, out, ministry, three_stars]
}

pub fn minutes() -> Minutes {
    Minutes {
        imprint: imprint("BB/2026/3"),
        heading: Heading {
            superior: Some("Ủy ban nhân dân tỉnh Minh Họa".to_owned()),
            issuer: "Hội đồng đánh giá,\nphân hạng sản phẩm OCOP".to_owned(),
        },
        reference: reference(Some(3), "BB-HĐOCOP", Some(date(2026, 8, 5))),
        council: "Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh Minh Họa".to_owned(),
        formed_by: "01/QĐ-UBND".to_owned(),
        formed_on: Some(date(2026, 6, 2)),
        round: "đợt 1 năm 2026".to_owned(),
        opened: "08 giờ 00, ngày 05 tháng 8 năm 2026".to_owned(),
        closed: "11 giờ 30 cùng ngày".to_owned(),
        venue: "Phòng họp số 2, trụ sở Ủy ban nhân dân tỉnh Minh Họa".to_owned(),
        form: "Họp trực tiếp".to_owned(),
        chair: "bà Lê Thị Minh, Chủ tịch Hội đồng".to_owned(),
        secretary: "ông Đỗ Minh Họa, Ủy viên Hội đồng".to_owned(),
        attendance: attendance(),
        guests: texts(&["Ông Bùi Khách Mời, đại diện Hội Nông dân tỉnh;", "Đại diện Tổ tư vấn Hội đồng."]),
        quorum: "Có mặt 6/7 thành viên (đạt trên 3/4), có Chủ tịch Hội đồng; đủ điều kiện họp theo Quy chế."
            .to_owned(),
        rules: texts(&[
            "Chênh lệch tối đa giữa các tổng điểm: 10 điểm (Quyết định số 02/QĐ-UBND ngày 02/6/2026).",
            "Tiêu chí có dấu sao mà thành viên chọn khác nhau: Hội đồng thống nhất trước khi kết thúc phiên họp.",
        ]),
        products: products(),
        conclusion: texts(&[
            "Hội đồng thống nhất kết quả đánh giá, phân hạng nêu trên và giao Thư ký hoàn thiện hồ sơ, trình Chủ tịch \
             Ủy ban nhân dân tỉnh xem xét, quyết định.",
        ]),
        signature_secretary: signature(&["Thư ký"], "Đỗ Minh Họa"),
        signature_chair: signature(&["Chủ tịch Hội đồng"], "Lê Thị Minh"),
    }
}

/// A commune's meeting on one dossier.
pub fn ward_meeting() -> WardMeeting {
    WardMeeting {
        imprint: imprint("ward-meeting"),
        heading: Heading { superior: None, issuer: "Ủy ban nhân dân\nphường Minh Họa".into() },
        reference: reference(None, "BB-UBND", Some(date(2026, 8, 5))),
        product: LONG_NAME.into(),
        producer: "Hợp tác xã Minh Họa".into(),
        number: "01/PĐK-79-27259-2026".into(),
        attempt: 2,
        held_on: Some(date(2026, 8, 5)),
        place: "Phòng họp số 1".into(),
        departments: texts(&[
            "Phòng Kinh tế, Hạ tầng và Đô thị;",
            "Phòng Văn hóa - Xã hội",
            "Hội Nông dân phường.",
        ]),
        content: "Phòng Kinh tế: nguyên liệu mua trong phường.\nHội Nông dân: lao động tại chỗ.".into(),
        conclusion: "Thống nhất đề nghị cấp tỉnh đánh giá, phân hạng.".into(),
        ..WardMeeting::default()
    }
}
