//! The three forms of the dossier, filled in by an invented cooperative and an invented commune.

use jiff::civil::date;
use ocop_print::{
    Attachment, Findings, Foot, Form01, Form02, Form03, Heading, Held, Letter, Receipt, Registration,
    Representative, Results, SealMark, SelfCriterion, SelfGroup, SelfPart, SelfScore,
};

use super::{imprint, reference, signature, texts};

/// A seal that nothing has.
pub fn sealed() -> Foot {
    let hash = "a1b2c3d4e5f67890".repeat(4);
    SealMark::new("A1B2-C3D4-E5F6-7890", &format!("https://ocop.example/seal/{hash}"))
        .map_or(Foot::Draft, Foot::Sealed)
}

pub fn attachment(no: usize) -> Attachment {
    Attachment {
        title: format!("Phiếu kết quả kiểm nghiệm mẫu số {no}"),
        kind: "Phiếu kết quả kiểm nghiệm chỉ tiêu chất lượng, an toàn thực phẩm theo tiêu chuẩn công bố"
            .to_owned(),
        issuer: Some("Trung tâm Kiểm nghiệm Minh Họa".to_owned()),
        number: Some(format!("{no:03}/KN-2026")),
        issued: Some(date(2026, 1, 15)),
        expires: (!no.is_multiple_of(3)).then(|| date(2027, 1, 15)),
        file: format!("phieu-kiem-nghiem-{no:02}.pdf"),
        sha256: format!("{:016x}", 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(no as u64)),
        cited: texts(&["1.1 (tr. 2)", "4.2"]),
    }
}

fn representative() -> Representative {
    Representative {
        name: "Nguyễn Văn Mẫu".to_owned(),
        gender: "Nam".to_owned(),
        ethnicity: "Kinh".to_owned(),
        residence: "Thôn Mẫu Thượng, xã Ví Dụ, tỉnh Minh Họa".to_owned(),
    }
}

pub fn form01() -> Form01 {
    Form01 {
        imprint: imprint("M01/2026/12"),
        foot: sealed(),
        province: "tỉnh Minh Họa".to_owned(),
        year: Some(2026),
        unit: "Hợp tác xã Minh Họa".to_owned(),
        representative: "Nguyễn Văn Mẫu".to_owned(),
        position: "Giám đốc".to_owned(),
        address: "Thôn Mẫu Thượng, xã Ví Dụ, tỉnh Minh Họa".to_owned(),
        phone: "0000 000 000".to_owned(),
        email: "htx@minhhoa.example".to_owned(),
        product: "Trà Shan tuyết Bản Mẫu".to_owned(),
        classification: "Sản phẩm thực phẩm; Chè; Chè tươi, chế biến".to_owned(),
        registration: Some(Registration::First),
        samples: "05 sản phẩm".to_owned(),
        place: "Ví Dụ".to_owned(),
        date: Some(date(2026, 4, 3)),
        signer: Some("Nguyễn Văn Mẫu".to_owned()),
        commune: Receipt {
            number: Some("012/PĐK-00-00000-2026".to_owned()),
            received: Some(date(2026, 4, 6)),
            receiver: "Trần Thị Thí Dụ".to_owned(),
        },
        provincial: Receipt::default(),
    }
}

fn criterion(code: &str, name: &str, max: i64, option: &str, points: i64) -> SelfCriterion {
    SelfCriterion {
        code: code.to_owned(),
        name: name.to_owned(),
        max,
        option: (!option.is_empty()).then(|| option.to_owned()),
        points,
        note: None,
        evidence: Vec::new(),
    }
}

fn score() -> SelfScore {
    let mut origin = criterion(
        "1.1",
        "Nguồn gốc sản phẩm",
        3,
        "Sản phẩm được trồng trên địa bàn cấp xã từ 75% đến 100%",
        3,
    );
    origin.note = Some("Chè Shan cổ thụ tại ba bản của xã, 42 ha.".to_owned());
    origin.evidence =
        texts(&["Hợp đồng liên kết với 36 hộ (tr. 1–4)", "Giấy xác nhận vùng nguyên liệu (tr. 5)"]);
    let area = criterion(
        "1.2",
        "Vùng nguyên liệu được cấp chứng nhận chất lượng",
        2,
        "Được cấp giấy chứng nhận chất lượng theo tiêu chuẩn quốc gia (VietGAP, hữu cơ, ...)",
        1,
    );
    let mut groups = vec![SelfGroup {
        code: "1".to_owned(),
        name: "TỔ CHỨC SẢN XUẤT".to_owned(),
        max: 18,
        points: 4,
        criteria: vec![origin, area, criterion("1.3", "Gia tăng giá trị", 3, "", 0)],
    }];
    groups.push(SelfGroup {
        code: "2".to_owned(),
        name: "PHÁT TRIỂN SẢN PHẨM".to_owned(),
        max: 12,
        points: 9,
        criteria: vec![criterion(
            "2.1",
            "Nguồn gốc ý tưởng sản phẩm",
            3,
            "Phát triển dựa trên sản phẩm truyền thống",
            3,
        )],
    });
    let later = |code: &str, name: &str, max, points| SelfPart {
        code: code.to_owned(),
        name: name.to_owned(),
        max,
        points,
        groups: Vec::new(),
    };
    SelfScore {
        set: "Chè tươi, chế biến (26/2026/QĐ-TTg)".to_owned(),
        parts: vec![
            SelfPart {
                code: "A".to_owned(),
                name: "SẢN PHẨM VÀ SỨC MẠNH CỦA CỘNG ĐỒNG".to_owned(),
                max: 40,
                points: 31,
                groups,
            },
            later("B", "KHẢ NĂNG TIẾP THỊ", 25, 19),
            later("C", "CHẤT LƯỢNG SẢN PHẨM", 35, 26),
        ],
        total: 76,
        max: 100,
        result: "Dự kiến 4 sao".to_owned(),
    }
}

pub fn form02() -> Form02 {
    Form02 {
        imprint: imprint("M02/2026/12"),
        foot: Foot::Draft,
        producer: "Hợp tác xã Minh Họa".to_owned(),
        kind: "Hợp tác xã".to_owned(),
        address: "Thôn Mẫu Thượng, xã Ví Dụ, tỉnh Minh Họa".to_owned(),
        phone: "0000 000 000".to_owned(),
        email: "htx@minhhoa.example".to_owned(),
        representative: representative(),
        founded: Some(date(2018, 3, 9)),
        registration_number: "0000000000".to_owned(),
        product: "Trà Shan tuyết Bản Mẫu, hộp 100 g và 250 g, tiêu chuẩn cơ sở TCCS 00:2026/MH.\nTrà một tôm hai lá, \
                  hái tay, sao thủ công trong chảo gang."
            .to_owned(),
        held: Held {
            business_registration: true,
            quality_declared: true,
            food_safety: true,
            trademark: true,
            intellectual_property: true,
            other: Some("quyền sử dụng địa danh “Bản Mẫu”".to_owned()),
            ..Held::default()
        },
        history: "Thành lập năm 2018 từ tổ hợp tác bảy hộ; đến nay có 36 thành viên.".to_owned(),
        structure: "Hội đồng quản trị 3 người, Ban kiểm soát 1 người, hai tổ sản xuất và một tổ bán hàng.".to_owned(),
        results: Results {
            production: "Vùng chè 42 ha, một xưởng sao và đóng gói đạt yêu cầu vệ sinh.".to_owned(),
            quality: "Đổi sang túi ba lớp hút chân không; nhãn ghi đủ nội dung bắt buộc.".to_owned(),
            market: "Sáu tỉnh, hai sàn thương mại điện tử.".to_owned(),
            business: "Doanh thu năm 2025: 1.234.567.000 đồng; lợi nhuận 123.456.000 đồng.".to_owned(),
        },
        score: score(),
        changes: None,
        plan: "Mở rộng vùng nguyên liệu hữu cơ thêm 10 ha trong hai năm.\nXây dựng điểm trải nghiệm sao chè cho khách."
            .to_owned(),
        place: "Ví Dụ".to_owned(),
        date: Some(date(2026, 4, 3)),
        signer: Some("Nguyễn Văn Mẫu".to_owned()),
        annex: vec![attachment(1)],
    }
}

pub fn form03() -> Form03 {
    Form03 {
        imprint: imprint("M03/2026/12"),
        foot: sealed(),
        commune: "xã Ví Dụ".to_owned(),
        province: "tỉnh Minh Họa".to_owned(),
        reference: Some(reference(None, "BC-UBND", None)),
        producer: "Hợp tác xã Minh Họa".to_owned(),
        kind: "Hợp tác xã".to_owned(),
        address: "Thôn Mẫu Thượng, xã Ví Dụ, tỉnh Minh Họa".to_owned(),
        representative: representative(),
        product: "Trà Shan tuyết Bản Mẫu".to_owned(),
        findings: Findings {
            materials: "Chủ thể mô tả: toàn bộ búp chè thu mua tại ba bản của xã.\nQua kiểm tra: 42 ha chè Shan, sản \
                        lượng phù hợp với số lượng sản phẩm bán ra."
                .to_owned(),
            labour: "Chủ thể sử dụng 28 lao động, trong đó 26 người thường trú trên địa bàn xã.".to_owned(),
            origin: "Sản phẩm truyền thống của người dân bản Mẫu, được cải tiến khâu đóng gói.".to_owned(),
            identity: "Kinh nghiệm chọn búp theo sương và sao chảo gang ba lượt được truyền qua nhiều đời.".to_owned(),
        },
        signature: signature(&["T.M Ủy ban nhân dân xã Ví Dụ", "Chủ tịch"], "Phạm Ví Dụ"),
    }
}

pub fn letter() -> Letter {
    Letter {
        imprint: imprint("CV/2026/12"),
        foot: sealed(),
        heading: Heading { superior: None, issuer: "Ủy ban nhân dân\nxã Ví Dụ".to_owned() },
        reference: reference(None, "UBND", None),
        about: "trả lại hồ sơ sản phẩm Trà Shan tuyết Bản Mẫu để bổ sung, hoàn thiện".to_owned(),
        to: "Hợp tác xã Minh Họa".to_owned(),
        paragraphs: texts(&[
            "Ủy ban nhân dân xã Ví Dụ đã tiếp nhận hồ sơ của Hợp tác xã Minh Họa (số phiếu 012/PĐK-00-00000-2026).",
            "Sau khi kiểm tra, đề nghị bổ sung, hoàn thiện các nội dung sau:",
            "1. Phiếu kiểm nghiệm đã hết hạn.\n2. Thiếu hợp đồng liên kết năm 2026.",
            "Đề nghị Hợp tác xã Minh Họa hoàn thiện và nộp lại hồ sơ.",
        ]),
        recipients: texts(&["Như trên", "Lưu: VT"]),
        signature: signature(&["TM. Ủy ban nhân dân", "Chủ tịch"], "Phạm Ví Dụ"),
    }
}
