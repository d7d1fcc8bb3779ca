//! Notes below a table that a mark in its rows points to: `4(*)` above, `(*) Sản phẩm đã bị thu hồi` below. What such a note says
//! of a star is for a person to read: the rows that bear the mark are asked about.

use super::field::Field;
use super::layout::Layout;
use super::sheet::{Cell, Line};
use crate::import::finding::{Severity, at_cell};
use crate::import::row::standing::FOOTNOTE_UNCLEAR;
use ocop_domain::text::{clean, fold};

/// A note: its mark without brackets (`*`, `**`, `1`), and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footnote {
    mark: String,
    text: String,
}

/// Notes of one sheet that are kept at most.
pub const MOST: usize = 20;

/// The note that a line below the rows begins, if it begins one.
pub fn of(words: &str) -> Option<Footnote> {
    let words = clean(words);
    let lead =
        words.split_once(':').filter(|(before, _)| matches!(fold(before).as_str(), "ghi chu" | "chu thich"));
    let words = lead.map_or(words.as_str(), |(_, rest)| rest.trim());
    let (mark, text) = match words.strip_prefix(['(', '[']) {
        Some(rest) => rest.split_once([')', ']'])?,
        None => words.split_at(words.len() - words.trim_start_matches('*').len()),
    };
    let (mark, text) = (mark.trim(), text.trim_start_matches([':', '-', ' ']).trim());
    let number = mark.len() <= 2 && mark.bytes().all(|b| b.is_ascii_digit());
    let stars = mark.len() <= 4 && mark.bytes().all(|b| b == b'*');
    let says = text.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    let of_list = ["ghi chu", "chu thich", "luu y"].iter().any(|w| fold(text).starts_with(w));
    let is_note = !mark.is_empty() && (number || stars) && says && !of_list;
    is_note.then(|| Footnote { mark: mark.to_owned(), text: text.chars().take(120).collect() })
}

/// Asks about the rows that bear the mark of a note.
pub fn ask(lines: &mut [Line], layouts: &[Layout], notes: &[Footnote]) {
    const BEARS: [Field; 5] = [Field::Stars, Field::Name, Field::Subject, Field::Decision, Field::Expires];
    if notes.is_empty() {
        return;
    }
    for line in lines {
        let mut found = None;
        let Some(layout) = layouts.get(usize::from(line.layout)) else { continue };
        for field in BEARS {
            let Some(column) = layout.column(field) else { continue };
            let Some(Cell::Text(text)) = line.cells.get(column.index) else { continue };
            if let Some(note) = notes.iter().find(|n| bears(text, &n.mark, field == Field::Stars)) {
                found = Some((column, note));
                break;
            }
        }
        let Some((column, note)) = found else { continue };
        let args = vec![("mark".into(), format!("({})", note.mark)), ("value".into(), note.text.clone())];
        let (row, severity) = (line.row, Severity::Question);
        line.findings.push(at_cell(row, column.index, &column.heading, severity, FOOTNOTE_UNCLEAR, args));
    }
}

fn bears(text: &str, mark: &str, of_stars: bool) -> bool {
    let raised = |n: &str| match n {
        "1" => "¹",
        "2" => "²",
        "3" => "³",
        _ => "\u{0}",
    };
    if !mark.starts_with('*') {
        return text.contains(&format!("({mark})"))
            || text.contains(&format!("[{mark}]"))
            || text.contains(raised(mark));
    }
    // Stars that are drawn are no mark.
    let drawn = of_stars && !text.contains(|c: char| c.is_alphanumeric());
    let runs = text.split(|c: char| c != '*').filter(|r| !r.is_empty());
    !drawn && runs.clone().any(|r| r.len() == mark.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_and_their_marks_are_found() {
        for (words, mark) in [
            ("(*) Sản phẩm đã bị thu hồi theo QĐ 12/QĐ-UBND", "*"),
            ("* Sản phẩm đã bị thu hồi", "*"),
            ("** Hết hạn", "**"),
            ("Ghi chú: (1) Tiềm năng 5 sao", "1"),
            ("[2]: Hết hạn", "2"),
        ] {
            assert_eq!(of(words).map(|n| n.mark), Some(mark.into()), "{words}");
        }
        for words in [
            "* Ghi chú: danh sách có 3 sản phẩm",
            "(*)",
            "Tổng cộng: 3",
            "(Kèm theo quyết định)",
            "1. Trà",
            "",
        ] {
            assert_eq!(of(words), None, "{words}");
        }
        for text in ["4(*)", "4*", "4 sao *"] {
            assert!(bears(text, "*", true), "{text}");
        }
        assert!(
            bears("Mật ong (1)", "1", false) && bears("Mật ong¹", "1", false) && bears("Trà*", "*", false)
        );
        assert!(!bears("****", "*", true) && !bears("*", "*", true) && !bears("4**", "*", true));
        assert!(!bears("Mật ong 1", "1", false) && !bears("Mật ong (10)", "1", false));
    }
}
