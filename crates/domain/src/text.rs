//! Folding of Vietnamese text, done once in Rust so that both databases find the same rows. A folded text has no
//! case, no diacritics and no `đ`; it is what search columns hold and what queries are turned into.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters that show nothing and change how the rest is shown or read: control characters and the marks that turn or
/// isolate the direction of writing. No name in Vietnamese needs them.
fn is_unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// NFC with surrounding and doubled white space and unseen control letters taken out: the form in which every text is
/// stored.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let before = out.len();
        if before > 0 {
            out.push(' ');
        }
        let start = out.len();
        out.extend(word.chars().filter(|c| !is_unseen(*c)).nfc());
        if out.len() == start {
            out.truncate(before);
        }
    }
    out
}

/// Like [`clean`], but line breaks stay: for stories and reasons.
pub fn clean_lines(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let seen = lines.chars().filter(|c| matches!(c, '\n' | '\t') || !is_unseen(*c));
    seen.collect::<String>().trim().nfc().collect()
}

/// True when the text holds decomposed letters (as some keyboards and file systems send them).
pub fn is_nfc(text: &str) -> bool {
    unicode_normalization::is_nfc(text)
}

/// Search key: lower case, without diacritics, `đ` as `d`, everything but letters and digits as one space.
/// NFD does not take `đ` apart, hence the rule of its own.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        let c = if c == 'đ' { 'd' } else { c };
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        } else {
            gap = true;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_takes_marks_case_and_dd_away() {
        assert_eq!(fold("Đường THỐT nốt – Khánh Hội (Q.4)"), "duong thot not khanh hoi q 4");
        assert_eq!(fold("Hòa"), fold("Hoà"));
        assert_eq!(fold("  "), "");
    }

    #[test]
    fn cleaning_composes_and_trims() {
        assert_eq!(clean("  Mắm  nêm\t"), "Mắm nêm");
        assert_eq!(clean(" \u{202e} Mắm\u{0}\u{1b} \u{2066}nêm\u{2069}\u{7f} \u{1}"), "Mắm nêm");
        assert_eq!(clean("\u{202e}\u{1}"), "");
        assert_eq!(clean_lines("\u{1b}một\r\nhai\tba\u{202e}\rbốn\u{0} "), "một\nhai\tba\nbốn");
        assert!(!is_nfc("Ma\u{302}\u{301}m"));
        assert_eq!(clean("Ma\u{302}\u{301}m"), "Mấm");
    }
}
