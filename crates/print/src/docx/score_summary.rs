//! The summary sheet as DOCX, in the words and order of `templates/score_summary.typ`, on pages that lie on their side.

use super::archive;
use super::nd30::{heading_pair_in, title_in, two_signatures};
use super::table::{Cell, Table};
use super::text::{P, WIDE};
use crate::{Error, ScoreSummary};

/// Bảng tổng hợp điểm as DOCX.
pub fn score_summary_docx(d: &ScoreSummary) -> Result<Vec<u8>, Error> {
    let mut b = heading_pair_in(WIDE, &d.heading, Some(&d.reference), None);
    let round = if d.round.is_empty() { String::new() } else { format!(", {}", d.round) };
    let about = format!("Kết quả đánh giá, phân hạng sản phẩm OCOP{round}");
    b += &title_in(WIDE, "Bảng tổng hợp điểm", &about);
    b += &match d.rows.is_empty() {
        true => P::body().text("Không có sản phẩm nào được đánh giá.").build(),
        false => table(d),
    };
    if !d.members.is_empty() {
        b += &P::heading(2).text("Thành viên Hội đồng").build();
    }
    for (i, m) in d.members.iter().enumerate() {
        let of = if m.department.is_empty() { String::new() } else { format!(", {}", m.department) };
        b += &P::new().text(&format!("TV{}: {}{of}", i + 1, m.name)).build();
    }
    if !d.notes.is_empty() {
        b += &P::heading(2).text("Ghi chú").build();
    }
    for n in &d.notes {
        b += &P::new().text(&format!("– {n}")).build();
    }
    b += &two_signatures(WIDE, &d.signature_secretary, &d.signature_chair);
    archive::write_wide(&format!("Bảng tổng hợp điểm{round}"), &d.imprint, &b)
}

fn table(d: &ScoreSummary) -> String {
    let members = u32::try_from(d.members.len()).unwrap_or(0);
    let each = if members > 12 { 430 } else { 560 };
    let fixed = 560 + members * each + 1000 + 850;
    let rest = WIDE.saturating_sub(fixed).max(2000);
    let mut widths = vec![560, rest * 30 / 100, rest * 24 / 100];
    widths.extend(d.members.iter().map(|_| each));
    widths.extend([1000, 850, rest * 23 / 100, rest * 23 / 100]);
    let mut table = Table::ruled(&widths);
    let columns: Vec<String> = (1..=d.members.len()).map(|n| format!("TV{n}")).collect();
    let mut head = vec!["STT", "Sản phẩm", "Chủ thể"];
    head.extend(columns.iter().map(String::as_str));
    head.extend(["Điểm trung bình", "Chênh lệch", "Tiêu chí có dấu sao chưa đạt", "Kết quả"]);
    table.head(&head);
    for (i, r) in d.rows.iter().enumerate() {
        let unmet: Vec<P> = r.unmet.iter().map(|u| P::cell().text(u)).collect();
        let mut cells = vec![
            Cell::figure(&(i + 1).to_string(), false),
            Cell::of(&[P::cell().text(&r.product), P::cell().italic(&r.set)]),
            Cell::text(&r.producer),
        ];
        cells.extend(r.totals.iter().map(|t| Cell::figure(t, false)));
        cells.extend([
            Cell::figure(&r.mean, true),
            Cell::figure(&r.spread, false),
            if unmet.is_empty() { Cell::text("–") } else { Cell::of(&unmet) },
            Cell::bold(&r.outcome),
        ]);
        table.row(&cells);
    }
    table.build()
}
