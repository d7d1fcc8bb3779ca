//! Typed text made plain: invisible characters taken out, letters and digits of every style made one, the number cut out of
//! the address and the words around it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that stand before a number.
const WORDS: [&str; 9] =
    ["GIAY CHUNG NHAN", "CHUNG NHAN", "GCN", "MA TRA CUU", "CERTIFICATE", "NUMBER", "SO", "NO", "N"];
/// Where the number stands in an address of this system.
const MARKS: [&str; 3] = ["/v/", "number=", "/certificates/"];

/// Capital ASCII letters and digits where a letter has one; everything else as it is, without invisible letters.
pub(super) fn plain(text: &str) -> String {
    text.nfkd()
        .filter(|c| !is_combining_mark(*c) && !invisible(*c))
        .map(|c| if matches!(c, 'đ' | 'Đ' | 'Ð') { 'D' } else { c.to_ascii_uppercase() })
        .collect()
}

/// Letters that have no width: joiners, marks of direction, soft hyphens.
fn invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}')
        || (c.is_control() && !c.is_whitespace())
}

/// What follows the words before a number: “Giấy chứng nhận số: 12” is 12.
pub(super) fn cut_words(plain: &str) -> &str {
    let mut rest = plain;
    loop {
        rest = rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        let cut = WORDS
            .iter()
            .find_map(|w| rest.strip_prefix(w).filter(|r| !r.starts_with(|c: char| c.is_ascii_alphabetic())));
        match cut {
            Some(shorter) => rest = shorter,
            None => return rest,
        }
    }
}

/// The number in a whole address, else the text; blanks at the ends and invisible letters taken out.
pub(super) fn within_address(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !invisible(*c)).take(500).collect();
    let seen = seen.trim();
    let found = MARKS.iter().find_map(|mark| {
        let (before, after) = seen.split_once(mark)?;
        let address =
            before.is_empty() || before.contains("://") || before.contains('.') || before.ends_with("/v?");
        (address && !before.contains(char::is_whitespace)).then_some(after)
    });
    let Some(after) = found else { return seen.to_owned() };
    let end = after.find(['?', '#', '&']).unwrap_or(after.len());
    let number = after[..end].trim_end_matches('/');
    let decoded = decode(number.strip_suffix(".pdf").unwrap_or(number));
    decoded.chars().filter(|c| !invisible(*c)).collect::<String>().trim().to_owned()
}

/// `%E2%80%93` as the sign it stands for; what does not decode stays.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let hex = |at: usize| bytes.get(at).and_then(|b| (*b as char).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (byte, hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}
