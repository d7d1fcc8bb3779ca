//! The summary sheet: products by members, and what the totals came to.

use super::minutes::ended;
use super::whole::{Assessed, Whole};
use crate::Cx;
use ocop_domain::council::PaperKey;
use ocop_print as print;

/// Under a table with a product whose assessment stopped (Phụ lục II, 26/2026).
const NO_MEAN: &str =
    "Sản phẩm dừng đánh giá: phiếu chỉ có điểm của các tiêu chí đã đánh giá, không tính điểm trung bình.";

pub(super) fn summary(cx: &Cx, w: &Whole) -> print::ScoreSummary {
    let key = PaperKey::Summary;
    let members = &w.sitting.council.members;
    let closed: Vec<&Assessed> = w.cases.iter().filter(|c| c.result.is_some()).collect();
    let rules = &w.sitting.rules;
    let mut notes = vec![
        format!(
            "Điểm trung bình là trung bình cộng tổng điểm của các thành viên, ghi đến {} chữ số thập phân; xếp hạng theo \
             giá trị chính xác.",
            rules.decimals
        ),
        "Dấu –: thành viên vắng mặt hoặc không tham gia đánh giá sản phẩm đó.".to_owned(),
    ];
    if rules.drop_extremes {
        notes.push(
            "Dấu *: tổng điểm cao nhất hoặc thấp nhất, theo Quy chế không tính vào trung bình.".to_owned(),
        );
    }
    if closed.iter().any(|c| c.mean().is_none()) {
        notes.push(NO_MEAN.to_owned());
    }
    if closed.iter().any(|c| c.counts.len() > 1) {
        notes.push("Sản phẩm được chấm lại: ghi tổng điểm của lần chấm cuối.".to_owned());
    }
    print::ScoreSummary {
        imprint: w.imprint(cx, &key),
        heading: w.heading(),
        reference: w.reference(&key),
        round: w.round(),
        members: members
            .iter()
            .map(|m| print::SummaryMember { name: m.name.clone(), department: m.department.clone() })
            .collect(),
        rows: closed.into_iter().map(|c| row(w, c)).collect(),
        notes,
        signature_secretary: print::Signature {
            titles: vec!["Thư ký".into()], name: w.by_duty("secretary")
        },
        signature_chair: print::Signature {
            titles: vec!["Chủ tịch Hội đồng".into()],
            name: w.by_duty("chair"),
        },
    }
}

fn row(w: &Whole, c: &Assessed) -> print::SummaryRow {
    let tally = c.last().and_then(|l| l.tally.as_ref());
    let total = |account: &str| {
        let found = tally.and_then(|t| t.totals.iter().find(|x| x.member == account));
        found.map_or_else(|| "–".to_owned(), |x| format!("{}{}", x.total, if x.counted { "" } else { "*" }))
    };
    print::SummaryRow {
        product: c.matter.case.product_name.clone(),
        producer: c.matter.case.producer_name.clone(),
        set: c.matter.set.name.clone(),
        totals: w.sitting.council.members.iter().map(|m| total(&m.account_id)).collect(),
        mean: c.mean().unwrap_or_else(|| "–".to_owned()),
        spread: match (&c.result, c.mean()) {
            (Some(r), Some(_)) => r.spread.to_string(),
            _ => "–".to_owned(),
        },
        unmet: c
            .unmet()
            .into_iter()
            .map(|u| {
                format!("{}: đạt {} điểm, hạng {} sao cần {}", u.criterion, u.reached, u.stars, u.required)
            })
            .collect(),
        outcome: outcome(c),
    }
}

/// What the council proposes, in the words of a paper.
pub(super) fn outcome(c: &Assessed) -> String {
    match c.result.as_ref().map(|r| r.rank) {
        Some(5) => "Tiềm năng 5 sao, đề nghị phê duyệt kết quả, gửi Bộ đánh giá".to_owned(),
        Some(n @ 3..=4) => format!("{n} sao, đề nghị công nhận"),
        _ => c.ending().map_or_else(|| "Không đề nghị công nhận".to_owned(), ended),
    }
}
