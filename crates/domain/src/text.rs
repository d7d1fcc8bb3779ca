//! Folding of Vietnamese text, done once in Rust so that both databases find the same rows. A folded text has no
//! case, no diacritics and no `đ`; it is what search columns hold and what queries are turned into.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters that show nothing and change how the rest is shown, read or found: control characters, joiners, soft hyphens,
/// and the marks that turn or isolate the direction of writing. No name in Vietnamese needs them.
fn is_unseen(c: char) -> bool {
    c.is_control() || is_invisible(c)
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

/// Takes out what cannot be seen and puts right what only looks right, so that one name has one spelling: no soft
/// hyphens, joiners, marks of direction or control signs; `Ð` (eth) and `Ɖ` are `Đ`; full-width letters and digits are
/// plain ones; Cyrillic and Greek twins of Latin letters are Latin within a word that is Latin otherwise.
pub fn legible(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !is_invisible(*c)).map(plain).collect();
    if !seen.chars().any(|c| twin(c).is_some()) {
        return seen;
    }
    let mend = |word: &str| -> String {
        // A Latin letter, or nothing but twins ("НТХ"): a word with a letter only Cyrillic or Greek has is foreign.
        let foreign = word.chars().any(|c| is_cyrillic_or_greek(c) && twin(c).is_none());
        if foreign { word.to_owned() } else { word.chars().map(|c| twin(c).unwrap_or(c)).collect() }
    };
    seen.split_inclusive(char::is_whitespace).map(mend).collect()
}

/// A sign that takes no room: soft hyphen, joiner, mark of direction, control sign.
pub fn is_invisible(c: char) -> bool {
    let format = matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{2800}' | '\u{3164}'
        | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    format || (c.is_control() && !c.is_whitespace())
}

fn plain(c: char) -> char {
    match c {
        'Ð' | 'Ɖ' => 'Đ',
        'ð' | 'ɖ' => 'đ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}

fn is_cyrillic_or_greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{52f}') && c.is_alphabetic()
}

/// The Latin letter that looks the same.
fn twin(c: char) -> Option<char> {
    const FROM: &str = "АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧονԁԛԝ";
    const TO: &str = "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXovdqw";
    if !is_cyrillic_or_greek(c) {
        return None;
    }
    FROM.chars().zip(TO.chars()).find(|(from, _)| *from == c).map(|(_, to)| to)
}

/// Like [`clean`], but line breaks stay: for stories and reasons.
pub fn clean_lines(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let seen = lines.chars().filter(|c| matches!(c, '\n' | '\t') || !is_unseen(*c));
    seen.collect::<String>().trim().nfc().collect()
}

/// The text with every letter in its composed form, and nothing else changed.
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
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
    // What takes no room is no break between words, and the letters that only look like `đ` are found as it.
    let seen = text.chars().filter(|c| !is_invisible(*c)).map(plain);
    for c in seen.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
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

/// A text as a cell of a list that a spreadsheet program may open: what it would take for a formula begins with an
/// apostrophe. Every list that goes out writes its texts through this.
pub fn cell(text: &str) -> std::borrow::Cow<'_, str> {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}").into(),
        _ => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_of_a_list_is_a_formula() {
        for text in ["=1+1", "+84", "-1", "@x", "\tx", "\rx"] {
            assert_eq!(cell(text), format!("'{text}"));
        }
        assert_eq!(cell("Mật ong = ngon"), "Mật ong = ngon");
        assert_eq!(cell(""), "");
    }

    #[test]
    fn folding_takes_marks_case_and_dd_away() {
        assert_eq!(fold("Đường THỐT nốt – Khánh Hội (Q.4)"), "duong thot not khanh hoi q 4");
        assert_eq!(fold("Hòa"), fold("Hoà"));
        assert_eq!((fold("Ðà Lạt"), fold("mắ\u{200b}m ðồng")), (fold("Đà Lạt"), "mam dong".into()));
        assert_eq!(fold("  "), "");
    }

    #[test]
    fn what_cannot_be_seen_goes_and_twins_are_latin() {
        assert_eq!(legible("Ðậu phộng, HTX ðồng"), "Đậu phộng, HTX đồng");
        assert_eq!(legible("Tr\u{ad}à s\u{200b}en\u{feff}"), "Trà sen");
        assert_eq!(legible("\u{41d}T\u{425} C\u{430} cao"), "HTX Ca cao");
        assert_eq!(legible("ＯＣＯＰ　４"), "OCOP\u{3000}4");
        assert_eq!(legible("Москва β-caroten"), "Москва β-caroten");
        assert_eq!(legible("Mắm\tnêm\nHai"), "Mắm\tnêm\nHai");
    }

    #[test]
    fn cleaning_composes_and_trims() {
        assert_eq!(clean("  Mắm  nêm\t"), "Mắm nêm");
        assert_eq!(clean(" \u{202e} Mắm\u{0}\u{1b} \u{2066}nêm\u{2069}\u{7f} \u{1}"), "Mắm nêm");
        assert_eq!(clean("\u{202e}\u{1}"), "");
        assert_eq!(clean("\u{2800}\u{2800}"), "", "a letter of Braille without a dot");
        assert_eq!(clean("Nguyễn\u{200b} Văn Mẫu\u{feff}"), "Nguyễn Văn Mẫu");
        assert_eq!(clean_lines("\u{1b}một\r\nhai\tba\u{202e}\rbốn\u{0} "), "một\nhai\tba\nbốn");
        assert!(!is_nfc("Ma\u{302}\u{301}m"));
        assert_eq!(clean("Ma\u{302}\u{301}m"), "Mấm");
    }
}
