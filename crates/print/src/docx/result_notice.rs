//! The notice of a result as DOCX, in the words and order of `templates/result_notice.typ`.

use super::nd30::{field, heading_pair, or, recipients_and_signature, title};
use super::round_report::ending;
use super::table::{Cell, Table};
use super::text::{P, WIDTH};
use super::{archive, named};
use crate::{Error, Foot, LowerCriterion, ResultNotice};

/// Thông báo kết quả as DOCX.
pub fn result_notice_docx(d: &ResultNotice) -> Result<Vec<u8>, Error> {
    let mut b = heading_pair(&d.heading, Some(&d.reference), None);
    b += &title("Thông báo", "Kết quả đánh giá, phân hạng sản phẩm OCOP");
    b += &P::centered().space(120, 200).text(&format!("Kính gửi: {}", or(&d.to, "……………………"))).build();
    for p in &d.opening {
        b += &P::body().text(p).build();
    }
    let mut n = 0;
    let mut heading = |words: &str| {
        n += 1;
        P::heading(2).text(&format!("{n}. {words}")).build()
    };
    b += &heading("Kết quả");
    for (label, value, optional) in [
        ("Sản phẩm", &d.product, false),
        ("Chủ thể", &d.producer, false),
        ("Bộ sản phẩm", &d.set, false),
        ("Hồ sơ số", &d.dossier, true),
        ("Tổng điểm chủ thể tự đánh giá", &d.claimed, true),
        ("Tổng điểm trung bình của Hội đồng", &d.mean, true),
        ("Mức theo tổng điểm", &d.band, true),
    ] {
        if !(optional && value.is_empty()) {
            b += &field(label, value);
        }
    }
    b += &P::new().bold(&format!("Kết quả: {}", d.outcome)).build();
    let dashes = |all: &[String]| -> String {
        all.iter().map(|line| P::body().text(&format!("– {line}")).build()).collect()
    };
    if !d.grounds.is_empty() {
        b += &heading(if d.stopped {
            "Trường hợp dừng đánh giá"
        } else {
            "Trường hợp bị loại"
        });
        b += &dashes(&d.grounds);
    }
    if !d.unmet.is_empty() {
        b += &heading("Tiêu chí có dấu sao chưa đạt");
    }
    for g in &d.unmet {
        let (criterion, required, stars, reached) = (&g.criterion, g.required, g.stars, g.reached);
        let words = format!(
            "– {criterion}: yêu cầu ít nhất {required} điểm cho hạng {stars} sao, đạt {reached} điểm."
        );
        b += &P::body().text(&words).build();
    }
    if !d.lower.is_empty() {
        b += &heading("Tiêu chí được chấm thấp hơn điểm chủ thể tự đánh giá");
        b += &table(&d.lower);
    }
    if !d.opinions.is_empty() {
        b += &heading("Ý kiến chung của thành viên Hội đồng");
        b += &dashes(&d.opinions);
    }
    b += &heading("Việc chủ thể có thể làm");
    b += &ending(&d.remedies);
    b += &recipients_and_signature(&d.recipients, &d.signature);
    let name = named("Thông báo kết quả đánh giá, phân hạng", &d.product);
    archive::write(&name, &d.imprint, &Foot::Plain, &b, &[])
}

fn table(lower: &[LowerCriterion]) -> String {
    let mut table = Table::ruled(&[3000, 1000, 1300, WIDTH - 5300]);
    table.head(&["Tiêu chí", "Tự chấm", "Hội đồng (trung bình)", "Lý do của thành viên Hội đồng"]);
    for c in lower {
        let reasons: Vec<P> = c.reasons.iter().map(|r| P::cell().text(&format!("– {r}"))).collect();
        let reasons = if reasons.is_empty() { Cell::text("Không ghi lý do") } else { Cell::of(&reasons) };
        table.row(&[
            Cell::text(&c.criterion),
            Cell::figure(&c.claimed.to_string(), false),
            Cell::figure(&c.given, false),
            reasons,
        ]);
    }
    table.build()
}
