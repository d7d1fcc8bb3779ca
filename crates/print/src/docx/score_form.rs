//! A member's scoring form as DOCX, in the words and order of `templates/score_form.typ`.

use super::nd30::{field, heading_pair, place_date, prose, sign_right, tick, title};
use super::table::{Cell, Table};
use super::text::{P, WIDTH};
use super::{archive, named};
use crate::{Error, Foot, ScoreForm, ScoreRow, ScoredCriterion, Signature};

/// Phiếu đánh giá as DOCX.
pub fn score_form_docx(d: &ScoreForm) -> Result<Vec<u8>, Error> {
    let mut b = heading_pair(&d.heading, None, None);
    let set = if d.set.is_empty() { "–" } else { &d.set };
    b += &title("Phiếu đánh giá", &format!("Sản phẩm OCOP, bộ sản phẩm: {set}"));
    for (label, value, optional) in [
        ("Sản phẩm", &d.product, false),
        ("Chủ thể", &d.producer, false),
        ("Hồ sơ số", &d.dossier, true),
        ("Đợt đánh giá", &d.round, false),
        ("Thành viên Hội đồng", &d.member, false),
        ("Đơn vị", &d.department, false),
        ("Lần chấm", &d.ballot, true),
        ("Mẫu sản phẩm đã xem, thử", &d.sample, true),
    ] {
        if !(optional && value.is_empty()) {
            b += &field(label, value);
        }
    }
    if !d.questions.is_empty() {
        b += &P::heading(2).text("Trường hợp bị loại, dừng đánh giá").build();
    }
    for q in &d.questions {
        b += &P::new().text(&format!("{} {}", tick(q.applies), q.text)).build();
        if let Some(reason) = q.reason.as_deref().filter(|r| q.applies && !r.is_empty()) {
            b += &P::body().text(&format!("Lý do: {reason}")).build();
        }
    }
    b += &P::heading(2).text("Kết quả chấm điểm").build();
    b += &table(d);
    if !d.ended.is_empty() {
        b += &P::new().bold(&format!("{}.", d.ended)).build();
    }
    b += &P::new()
        .space(60, 120)
        .italic("Dấu ***, ****, *****: mức tối thiểu phải đạt ở tiêu chí để được xếp hạng 3, 4, 5 sao.")
        .build();
    if !d.tasting.is_empty() {
        b += &P::heading(2).text("Nhận xét cảm quan trên mẫu").build();
        b += &prose(&d.tasting, 1, true);
    }
    b += &P::heading(2).text("Ý kiến của thành viên Hội đồng").build();
    b += &prose(&d.opinion, 3, true);
    if !d.handed_in.is_empty() {
        b += &P::body().keep().italic(&d.handed_in).build();
    }
    let signer = Signature {
        titles: vec!["Thành viên Hội đồng".to_owned()],
        name: (!d.member.is_empty()).then(|| d.member.clone()),
    };
    let day = P::centered().italic(&place_date(&d.place, d.date));
    b += &sign_right(Some(day), &signer, "(Ký, ghi rõ họ tên)");
    archive::write(&named("Phiếu đánh giá sản phẩm OCOP", &d.product), &d.imprint, &Foot::Plain, &b, &[])
}

fn table(d: &ScoreForm) -> String {
    let mut table = Table::ruled(&[850, WIDTH - 2800, 900, 1050]);
    table.head(&["TT", "Tiêu chí và mức đạt", "Điểm", "Điểm chấm"]);
    for p in &d.parts {
        let cells = band(&p.code, &format!("PHẦN {}: {}", p.code, p.name), p.max, p.points);
        table.row(&cells.map(Cell::shaded));
        for row in &p.rows {
            match row {
                ScoreRow::Heading { code, name, max, points } => table.row(&band(code, name, *max, *points)),
                ScoreRow::Criterion(c) => criterion(&mut table, c),
            }
        }
    }
    table.row(&band("", "TỔNG ĐIỂM", d.max, d.total));
    table.build()
}

fn band(code: &str, name: &str, max: i64, points: i64) -> [Cell; 4] {
    [
        Cell::figure(code, true),
        Cell::bold(name),
        Cell::figure(&max.to_string(), true),
        Cell::figure(&points.to_string(), true),
    ]
}

fn criterion(table: &mut Table, c: &ScoredCriterion) {
    let mut name = vec![P::cell().keep().bold(&c.name)];
    name.extend(c.notes.iter().map(|n| P::cell().keep().italic(n)));
    table.row(&[
        Cell::figure(&c.code, false),
        Cell::of(&name),
        Cell::figure(&c.max.to_string(), true),
        Cell::figure(&c.points.map_or_else(|| "–".to_owned(), |n| n.to_string()), true),
    ]);
    for o in &c.options {
        let case = o.case.as_deref().map_or_else(String::new, |c| format!("({c}) "));
        let mark = o.stars.map_or_else(String::new, |n| format!(" {}", "*".repeat(usize::from(n))));
        table.row(&[
            Cell::text(""),
            Cell::text(&format!("{} {case}{}{mark}", tick(o.chosen), o.text)),
            Cell::figure(&o.points.to_string(), false),
            Cell::text(""),
        ]);
    }
    if c.none {
        let words = format!("{} Tiêu chí {}: không đạt mức nào.", tick(true), c.code);
        table.row(&[Cell::text(&words).span(4)]);
    }
    if let Some(reason) = c.reason.as_deref().filter(|r| !r.is_empty()) {
        let words = P::cell().italic(&format!("Lý do ở tiêu chí {}: ", c.code)).text(reason);
        table.row(&[Cell::of(&[words]).span(4)]);
    }
}
