//! The council's report as DOCX, in the words and order of `templates/round_report.typ`.

use super::archive;
use super::nd30::{heading_pair, or, recipients_and_signature, title, unmarked};
use super::table::{Cell, Table};
use super::text::{P, WIDTH};
use crate::{Error, Foot, ReportList, RoundReport};

/// Báo cáo as DOCX.
pub fn round_report_docx(d: &RoundReport) -> Result<Vec<u8>, Error> {
    let mut b = heading_pair(&d.heading, Some(&d.reference), None);
    b += &title("Báo cáo", &d.about);
    b += &P::centered().space(120, 200).text(&format!("Kính gửi: {}", or(&d.to, "……………………"))).build();
    for p in &d.opening {
        b += &P::body().text(p).build();
    }
    for (i, l) in d.lists.iter().enumerate() {
        b += &P::heading(2).text(&format!("{}. {} ({} sản phẩm)", i + 1, l.title, l.rows.len())).build();
        b += &match l.rows.is_empty() {
            true => P::body().text("Không có.").build(),
            false => table(l),
        };
    }
    b += &ending(&d.closing);
    b += &recipients_and_signature(&d.recipients, &d.signature);
    archive::write(&format!("Báo cáo {}", d.about), &d.imprint, &Foot::Plain, &b, &[])
}

/// Paragraphs of which the last one ends the paper.
pub(super) fn ending(paragraphs: &[String]) -> String {
    let last = paragraphs.len().saturating_sub(1);
    let one = |(i, p): (usize, &String)| match i == last {
        true => P::body().keep().text(&format!("{}./.", unmarked(p))).build(),
        false => P::body().text(p).build(),
    };
    paragraphs.iter().enumerate().map(one).collect()
}

fn table(l: &ReportList) -> String {
    let widths: &[u32] = if l.reasons {
        &[600, 1900, 1900, 1700, 900, WIDTH - 7000]
    } else {
        &[600, 2700, 2700, WIDTH - 6900, 900]
    };
    let mut table = Table::ruled(widths);
    let head = ["STT", "Sản phẩm", "Chủ thể, địa bàn", "Bộ sản phẩm", "Điểm", "Lý do"];
    table.head(head.get(..widths.len()).unwrap_or(&head));
    for (i, r) in l.rows.iter().enumerate() {
        let mut who = vec![P::cell().text(&r.producer)];
        if !r.place.is_empty() {
            who.push(P::cell().text(&r.place));
        }
        let mut cells = vec![
            Cell::figure(&(i + 1).to_string(), false),
            Cell::text(&r.product),
            Cell::of(&who),
            Cell::text(&r.set),
            Cell::figure(&r.points, false),
        ];
        if l.reasons {
            cells.push(Cell::text(&r.reason));
        }
        table.row(&cells);
    }
    table.build()
}
