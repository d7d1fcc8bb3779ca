//! The commune's minutes as DOCX, in the words and order of `templates/ward_meeting.typ`.

use super::nd30::{field, heading_pair, prose, title};
use super::table::{Cell, Table};
use super::text::{P, WIDTH};
use super::{archive, named};
use crate::{Error, WardMeeting, vi};

/// Biên bản họp as DOCX.
pub fn ward_meeting_docx(d: &WardMeeting) -> Result<Vec<u8>, Error> {
    let mut b = heading_pair(&d.heading, Some(&d.reference), None);
    b += &title("Biên bản", "Họp lấy ý kiến các bộ phận liên quan về nội dung đánh giá hồ sơ sản phẩm OCOP");
    b += &P::heading(2).text("I. Thời gian, thành phần").build();
    let held = d.held_on.map(vi::day_in_words).unwrap_or_default();
    let product = match (d.product.as_str(), d.producer.as_str()) {
        ("", _) => String::new(),
        (product, "") => product.to_owned(),
        (product, producer) => format!("{product} của {producer}"),
    };
    let number =
        if d.number.is_empty() { String::new() } else { format!("{}, lần nộp {}", d.number, d.attempt) };
    let facts = [
        ("Ngày họp", held),
        ("Địa điểm", d.place.clone()),
        ("Hồ sơ sản phẩm", product),
        ("Số phiếu", number),
    ];
    let facts = facts.into_iter().filter(|(label, value)| *label != "Địa điểm" || !value.is_empty());
    let mut n = 0;
    for (label, value) in facts {
        n += 1;
        b += &field(&format!("{n}. {label}"), &value);
    }
    b += &P::body().keep().text(&format!("{}. Các bộ phận tham gia:", n + 1)).build();
    if d.departments.is_empty() {
        b += &prose("", 2, false);
    }
    for part in &d.departments {
        let part = part.trim_end_matches(|c: char| ".;/".contains(c) || c.is_whitespace());
        b += &P::body().text(&format!("– {part}")).build();
    }
    b += &P::heading(2).text("II. Nội dung, ý kiến").build();
    b += &prose(&d.content, 6, false);
    b += &P::heading(2).text("III. Kết luận").build();
    b += &prose(&d.conclusion, 3, true);
    let sign = |titles: &[&str]| {
        let mut all: Vec<P> = titles.iter().map(|t| P::centered().bold(&t.to_uppercase())).collect();
        all.extend((0..5).map(|_| P::centered()));
        Cell::of(&all)
    };
    let mut table = Table::plain(&[WIDTH / 2, WIDTH - WIDTH / 2]);
    table.row(&[sign(&["Người ghi biên bản"]), sign(&["Chủ trì", "Chủ tịch Ủy ban nhân dân"])]);
    b += &P::new().space(0, 60).keep().build();
    b += &table.build();
    let name = named("Biên bản họp lấy ý kiến về nội dung đánh giá hồ sơ", &d.product);
    archive::write(&name, &d.imprint, &d.foot, &b, &[])
}
