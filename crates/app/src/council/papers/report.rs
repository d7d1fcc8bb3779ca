//! The council's report to the authority that decides (Điều 7(3)d, đ and 7(4)d, 26/2026), with its proposals as lists.

use super::minutes::ended;
use super::whole::{Assessed, Whole};
use crate::Cx;
use jiff::civil::Date;
use ocop_domain::council::{Ending, Level, PaperKey};
use ocop_print as print;

pub(super) fn report(cx: &Cx, w: &Whole) -> print::RoundReport {
    let key = PaperKey::Report;
    let closed: Vec<&Assessed> = w.cases.iter().filter(|c| c.result.is_some()).collect();
    let national = w.seat.level == Level::National;
    let rank = |c: &Assessed| c.result.as_ref().map_or(0, |r| r.rank);
    let list = |title: &str, reasons: bool, keep: &dyn Fn(&Assessed) -> bool| print::ReportList {
        title: title.to_owned(),
        reasons,
        rows: closed.iter().filter(|c| keep(c)).map(|c| row(c)).collect(),
    };
    let five = if national {
        "Đề nghị công nhận 5 sao"
    } else {
        "Tiềm năng 5 sao: đề nghị phê duyệt kết quả, gửi Bộ Nông nghiệp và Môi trường đánh giá"
    };
    let eliminated = |c: &Assessed| c.ending() == Some(&Ending::Eliminated);
    let stopped = |c: &Assessed| matches!(c.ending(), Some(Ending::Stopped(_)));
    let lists = vec![
        list(five, false, &|c| rank(c) == 5),
        list("Đề nghị công nhận 4 sao", false, &|c| rank(c) == 4),
        list("Đề nghị công nhận 3 sao", false, &|c| rank(c) == 3),
        list("Không đề nghị công nhận", true, &|c| rank(c) == 0 && c.ending().is_none()),
        list("Bị loại", true, &eliminated),
        list("Dừng đánh giá, không xếp hạng", true, &stopped),
    ];
    print::RoundReport {
        imprint: w.imprint(cx, &key),
        heading: w.heading(),
        reference: w.reference(&key),
        about: format!("Kết quả đánh giá, phân hạng sản phẩm OCOP {}", w.round()),
        to: w.seat.decides(),
        opening: opening(w, closed.len()),
        closing: closing(w),
        lists,
        recipients: vec!["Như trên".into(), "Các thành viên Hội đồng".into(), "Lưu: VT, HĐ".into()],
        signature: w.signed_by_chair(),
    }
}

fn opening(w: &Whole, products: usize) -> Vec<String> {
    let (council, round) = (&w.sitting.council.row, &w.sitting.round);
    let formed = council.decided_on.parse().ok().map(print::vi::day_in_words).unwrap_or_default();
    let point = if w.seat.level == Level::National { "khoản 4" } else { "khoản 3" };
    let met: Option<Date> = round.meets_on.as_deref().and_then(|d| d.parse().ok());
    let met = met.map_or_else(String::new, |d| format!(" {}", print::vi::day_in_words(d)));
    let place = round.place.as_deref().map_or_else(String::new, |p| format!(" tại {p}"));
    let minutes = round.minutes_number.as_deref();
    let minutes = minutes.map_or_else(String::new, |n| format!(" (Biên bản số {n}/BB-HĐOCOP)"));
    vec![
        format!(
            "Căn cứ điểm d {point} Điều 7 Quyết định số 26/2026/QĐ-TTg ngày 22 tháng 5 năm 2026 của Thủ tướng Chính phủ; \
             Quyết định số {} {formed} thành lập Hội đồng và Quy chế hoạt động của Hội đồng.",
            council.decision_number
        ),
        format!(
            "Hội đồng đã họp {}{met}{place}, đánh giá {products:02} sản phẩm{minutes}. Mỗi thành viên chấm điểm độc lập; \
             hạng được xếp theo tổng điểm trung bình và các tiêu chí có dấu sao. Kết quả và đề nghị của Hội đồng như sau.",
            w.round()
        ),
    ]
}

fn closing(w: &Whole) -> Vec<String> {
    let to = w.seat.decides();
    let asks = match w.seat.level {
        Level::Province => format!(
            "Kính đề nghị {to} xem xét, quyết định công nhận kết quả đánh giá, cấp giấy chứng nhận cho sản phẩm đạt 3 sao, \
             4 sao; phê duyệt kết quả đánh giá sản phẩm có tiềm năng đạt 5 sao theo điểm e khoản 3 Điều 7 Quyết định số \
             26/2026/QĐ-TTg."
        ),
        Level::National => format!(
            "Kính đề nghị {to} xem xét, quyết định công nhận kết quả đánh giá, cấp giấy chứng nhận cho sản phẩm đạt 5 sao \
             theo điểm e khoản 4 Điều 7 Quyết định số 26/2026/QĐ-TTg."
        ),
    };
    vec![
        "Kèm theo: Biên bản họp, Bảng tổng hợp điểm và Phiếu đánh giá của các thành viên Hội đồng.".into(),
        asks,
    ]
}

fn row(c: &Assessed) -> print::ReportRow {
    print::ReportRow {
        product: c.matter.case.product_name.clone(),
        producer: c.matter.case.producer_name.clone(),
        place: c.matter.case.commune_name.clone(),
        set: c.matter.set.name.clone(),
        points: c.mean().unwrap_or_else(|| "–".to_owned()),
        reason: reason(c),
    }
}

/// Why a product is not proposed.
fn reason(c: &Assessed) -> String {
    let grounds = c.grounds();
    if let Some(ending) = c.ending() {
        return format!("{}: {}", ended(ending), grounds.join("; "));
    }
    // Điều 4(1)a, 26/2026: below three stars nothing is recognised.
    if c.result.as_ref().is_some_and(|r| r.band < 3) {
        return "Tổng điểm trung bình dưới 50 điểm".into();
    }
    let unmet = c.unmet().into_iter().filter(|u| u.stars <= 3);
    let unmet: Vec<String> =
        unmet.map(|u| format!("{}: cần {} điểm, đạt {}", u.criterion, u.required, u.reached)).collect();
    if unmet.is_empty() { String::new() } else { format!("Chưa đạt dấu 3 sao: {}", unmet.join("; ")) }
}
