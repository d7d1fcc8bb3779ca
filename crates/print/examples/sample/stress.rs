//! The heaviest report one may meet: 34 criteria with long descriptions and 60 papers. Pages must break well: no heading
//! alone at the foot, the table's head on every page, rows whole, the signature never alone.

use ocop_print::{Form02, Results, SelfCriterion, SelfGroup, SelfPart, SelfScore};

use super::forms::{attachment, form02, sealed};

const WORDS: &str = "Chủ thể đã ký hợp đồng liên kết với các hộ trồng chè trên địa bàn, hướng dẫn kỹ thuật chăm sóc, ghi \
                     chép nhật ký sản xuất từng lô và thu mua theo giá thỏa thuận từ đầu vụ; sản lượng ba năm gần đây tăng \
                     đều, không có lô hàng nào bị trả lại. ";

fn criterion(n: usize) -> SelfCriterion {
    SelfCriterion {
        code: format!("{}.{}", n / 5 + 1, n % 5 + 1),
        name: format!("Tiêu chí minh họa số {} về tổ chức sản xuất và chất lượng sản phẩm", n + 1),
        max: 3,
        option: Some(
            "Sản phẩm được trồng trên địa bàn cấp xã từ 75% đến 100% và có truy xuất nguồn gốc".to_owned(),
        ),
        points: 3,
        note: Some(WORDS.repeat(n % 3 + 1).trim().to_owned()),
        evidence: (0..=n % 3)
            .map(|k| format!("Phiếu kết quả kiểm nghiệm mẫu số {} (trang {})", n + k + 1, k + 2))
            .collect(),
    }
}

fn parts() -> Vec<SelfPart> {
    let mut next = 0;
    [("A", 3), ("B", 2), ("C", 2)]
        .into_iter()
        .map(|(code, groups)| SelfPart {
            code: code.to_owned(),
            name: "PHẦN MINH HỌA CỦA BỘ TIÊU CHÍ".to_owned(),
            max: 34,
            points: 34,
            groups: (0..groups)
                .map(|_| {
                    let first = next;
                    next = (next + 5).min(34);
                    SelfGroup {
                        code: (first / 5 + 1).to_string(),
                        name: "NHÓM TIÊU CHÍ MINH HỌA".to_owned(),
                        max: 15,
                        points: 15,
                        criteria: (first..next).map(criterion).collect(),
                    }
                })
                .collect(),
        })
        .collect()
}

pub fn long_form02() -> Form02 {
    Form02 {
        foot: sealed(),
        history: WORDS.repeat(8),
        structure: WORDS.repeat(3),
        results: Results {
            production: format!("{0}\n{0}\n{0}", WORDS.repeat(4)),
            quality: WORDS.repeat(6),
            market: WORDS.repeat(4),
            business: WORDS.repeat(5),
        },
        score: SelfScore {
            set: "Bộ tiêu chí minh họa với 34 tiêu chí (26/2026/QĐ-TTg)".to_owned(),
            parts: parts(),
            total: 98,
            max: 100,
            result: "Dự kiến 5 sao".to_owned(),
        },
        plan: format!("{0}\n{0}\n{0}", WORDS.repeat(3)),
        annex: (1..=60).map(attachment).collect(),
        ..form02()
    }
}
