//! An office's letter as DOCX, so that the office can finish it in its own words.

use super::archive;
use super::nd30::{heading_pair, or};
use super::table::{Cell, Table};
use super::text::{Look, P, WIDTH};
use crate::{Error, Letter};

/// Công văn as DOCX.
pub fn letter_docx(d: &Letter) -> Result<Vec<u8>, Error> {
    let about = (!d.about.is_empty()).then(|| format!("V/v {}", d.about));
    let mut b = heading_pair(&d.heading, Some(&d.reference), about.as_deref());
    b += &P::centered().space(240, 240).text(&format!("Kính gửi: {}", or(&d.to, "……………………"))).build();
    let all: Vec<&str> =
        d.paragraphs.iter().flat_map(|p| p.lines()).map(str::trim).filter(|l| !l.is_empty()).collect();
    for (i, line) in all.iter().enumerate() {
        b += &match i + 1 == all.len() {
            true => P::body().keep().text(&format!("{}./.", unmarked(line))).build(),
            false => P::body().text(line).build(),
        };
    }
    let small = Look::default().size(22);
    let heading = Look { italic: true, ..Look::BOLD.size(24) };
    let mut left = vec![P::new().space(0, 20).look("Nơi nhận:", heading)];
    for (i, r) in d.recipients.iter().enumerate() {
        let mark = if i + 1 == d.recipients.len() { "." } else { ";" };
        left.push(P::new().space(0, 20).look(&format!("- {}{mark}", unmarked(r)), small));
    }
    let mut right: Vec<P> =
        d.signature.titles.iter().map(|t| P::centered().bold(&t.to_uppercase())).collect();
    right.extend((0..5).map(|_| P::centered()));
    right.push(P::centered().bold(d.signature.name.as_deref().unwrap_or_default()));
    let half = WIDTH * 46 / 100;
    let mut table = Table::plain(&[half, WIDTH - half]);
    table.row(&[Cell::of(&left), Cell::of(&right)]);
    b += &P::new().space(0, 60).keep().build();
    b += &table.build();
    archive::write(&format!("Công văn về việc {}", d.about), &d.imprint, &d.foot, &b, &[])
}

/// Without the mark a text ends with, where the paper sets its own.
fn unmarked(text: &str) -> &str {
    text.trim_end_matches(|c: char| ".;/".contains(c) || c.is_whitespace())
}
