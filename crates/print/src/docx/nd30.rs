//! The fixed parts of Nghị định 30/2020/NĐ-CP, Phụ lục I, and what forms are filled in with. The twin of
//! `templates/nd30.typ`: what changes there changes here.

use super::table::{Cell, Table};
use super::text::{Align, Look, P, WIDTH};
use crate::{Heading, Reference, Signature, vi};
use jiff::civil::Date;

const LEFT: u32 = 3857;

pub(super) fn national() -> Vec<P> {
    vec![
        P::centered().look("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Look::BOLD.size(24)),
        P::centered().raw(&underlined("Độc lập - Tự do - Hạnh phúc")),
    ]
}

fn underlined(text: &str) -> String {
    format!("<w:r><w:rPr><w:b/><w:u w:val=\"single\"/></w:rPr><w:t>{text}</w:t></w:r>")
}

/// A line as long as a third of the room above it.
fn short_rule(room: u32) -> P {
    P::centered().ruled(room / 3).space(0, 100)
}

/// Who issues on the left, the State's name on the right, number and date below (ô số 1 to 4).
pub(super) fn heading_pair(heading: &Heading, reference: Option<&Reference>, about: Option<&str>) -> String {
    heading_pair_in(WIDTH, heading, reference, about)
}

/// How many letters of place and date fit on one line of the right column.
const LONGEST_IN_HALF: usize = 44;

/// The left column beside a longer one, in twentieths of a point.
const NARROW_LEFT: u32 = LEFT - 700;

/// Keeps two tables apart: tables that touch become one.
fn gap() -> String {
    P::new().space(0, 0).look("", Look::default().size(4)).build()
}

/// The same in a type area of another width.
pub(super) fn heading_pair_in(
    width: u32,
    heading: &Heading,
    reference: Option<&Reference>,
    about: Option<&str>,
) -> String {
    let mut table = Table::plain(&[LEFT, width - LEFT]);
    let mut left: Vec<P> = Vec::new();
    if let Some(superior) = heading.superior.as_deref().filter(|s| !s.is_empty()) {
        left.push(P::centered().look(&superior.to_uppercase(), Look::default().size(24)));
    }
    left.push(P::centered().look(&heading.issuer.to_uppercase(), Look::BOLD.size(24)));
    left.push(short_rule(LEFT));
    table.row(&[Cell::of(&left), Cell::of(&national())]);
    if let Some(r) = reference {
        let number = match r.number {
            None => "……".to_owned(),
            Some(n) => format!("{n:02}"),
        };
        let mut left = vec![P::centered().text(&format!("Số: {number}/{}", r.symbol))];
        left.extend(about.map(|a| P::centered().look(a, Look::default().size(24))));
        let day = place_date(&r.place, r.date);
        // Place and date stand on one line: a long place takes of the left column's width.
        let long = day.chars().count() > LONGEST_IN_HALF;
        let right = P::centered().italic(&day);
        if long {
            let mut second = Table::plain(&[NARROW_LEFT, width - NARROW_LEFT]);
            second.row(&[Cell::of(&left), Cell::of(&[right])]);
            return table.build() + &gap() + &second.build() + &P::new().space(0, 60).build();
        }
        table.row(&[Cell::of(&left), Cell::of(&[right])]);
    }
    table.build() + &P::new().space(0, 60).build()
}

pub(super) fn place_date(place: &str, date: Option<Date>) -> String {
    let place = if place.is_empty() { "……………" } else { place };
    let date = date.map_or_else(|| "ngày …… tháng …… năm ……".to_owned(), vi::day_in_words);
    format!("{place}, {date}")
}

/// Name of the paper and what it is about (ô số 5a).
pub(super) fn title(kind: &str, subject: &str) -> String {
    title_in(WIDTH, kind, subject)
}

pub(super) fn title_in(width: u32, kind: &str, subject: &str) -> String {
    let mut out = P::heading(1).align(Align::Center).space(80, 60).text(&kind.to_uppercase()).build();
    if !subject.is_empty() {
        out += &P::centered().narrow(500).bold(subject).build();
    }
    out + &P::centered().ruled(width * 38 / 100).space(0, 160).build()
}

/// The signature on the right, in one piece and with what stands before it (ô số 7).
pub(super) fn sign_right(before: Option<P>, signature: &Signature, note: &str) -> String {
    let mut right: Vec<P> = before.into_iter().collect();
    right.extend(signature.titles.iter().map(|t| P::centered().bold(&t.to_uppercase())));
    right.push(P::centered().italic(note));
    right.extend((0..4).map(|_| P::centered()));
    right.push(P::centered().bold(signature.name.as_deref().unwrap_or_default()));
    let left = WIDTH * 42 / 100;
    let mut table = Table::plain(&[left, WIDTH - left]);
    table.row(&[Cell::text(""), Cell::of(&right)]);
    P::new().space(0, 60).keep().build() + &table.build()
}

/// A label with its value, or with dots to write on.
pub(super) fn field(label: &str, value: &str) -> String {
    labelled(P::new().text(&format!("{label}: ")), value, WIDTH).build()
}

pub(super) fn labelled(label: P, value: &str, width: u32) -> P {
    if value.is_empty() { label.dots(width) } else { label.text(value) }
}

pub(super) fn two_fields(one: (&str, &str), two: (&str, &str), after: &str) -> String {
    let half = WIDTH / 2;
    let cell = |(label, value): (&str, &str), width: u32| {
        labelled(P::new().text(&format!("{label}: ")), value, width)
    };
    let mut first = cell(one, if after.is_empty() { half - 120 } else { half - 1300 });
    if one.1.is_empty() && !after.is_empty() {
        first = first.text(after);
    }
    let mut table = Table::plain(&[half, WIDTH - half]);
    table.row(&[Cell::of(&[first]), Cell::of(&[cell(two, WIDTH - half)])]);
    table.build()
}

/// Text as people type it; none at all gives lines to write on. `keep`: the last paragraph stays with what follows.
pub(super) fn prose(text: &str, lines: usize, keep: bool) -> String {
    let parts: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let mut all: Vec<P> = match parts.is_empty() {
        true => (0..lines).map(|_| P::new().dots(WIDTH)).collect(),
        false => parts.iter().map(|line| P::body().text(line)).collect(),
    };
    if keep && let Some(last) = all.pop() {
        all.push(last.keep());
    }
    all.iter().map(P::build).collect()
}

pub(super) fn tick(on: bool) -> &'static str {
    if on { "☑" } else { "☐" }
}

pub(super) fn ticked(label: &str, on: bool) -> String {
    P::new().text(&format!("{label} {}", tick(on))).build()
}

pub(super) fn or<'a>(text: &'a str, open: &'a str) -> &'a str {
    if text.is_empty() { open } else { text }
}

/// Who else gets the paper on the left, who signs on the right (ô số 7 and 9).
pub(super) fn recipients_and_signature(recipients: &[String], signature: &Signature) -> String {
    let small = Look::default().size(22);
    let heading = Look { italic: true, ..Look::BOLD.size(24) };
    let mut left = vec![P::new().space(0, 20).look("Nơi nhận:", heading)];
    for (i, r) in recipients.iter().enumerate() {
        let mark = if i + 1 == recipients.len() { "." } else { ";" };
        left.push(P::new().space(0, 20).look(&format!("- {}{mark}", unmarked(r)), small));
    }
    let half = WIDTH * 46 / 100;
    let mut table = Table::plain(&[half, WIDTH - half]);
    table.row(&[Cell::of(&left), signed(signature)]);
    P::new().space(0, 60).keep().build() + &table.build()
}

/// Two signatures beside each other.
pub(super) fn two_signatures(width: u32, left: &Signature, right: &Signature) -> String {
    let mut table = Table::plain(&[width / 2, width - width / 2]);
    table.row(&[signed(left), signed(right)]);
    P::new().space(0, 60).keep().build() + &table.build()
}

fn signed(signature: &Signature) -> Cell {
    let mut all: Vec<P> = signature.titles.iter().map(|t| P::centered().bold(&t.to_uppercase())).collect();
    all.extend((0..5).map(|_| P::centered()));
    all.push(P::centered().bold(signature.name.as_deref().unwrap_or_default()));
    Cell::of(&all)
}

/// Without the mark a text ends with, where the paper sets its own.
pub(super) fn unmarked(text: &str) -> &str {
    text.trim_end_matches(|c: char| ".;/".contains(c) || c.is_whitespace())
}
