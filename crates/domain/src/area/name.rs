use crate::text;

/// Old and new places of the tone mark, old first: official lists write `Hòa` and `Hoà` for one place.
const TONE_PLACES: [(&str, &str); 15] = [
    ("òa", "oà"),
    ("óa", "oá"),
    ("ỏa", "oả"),
    ("õa", "oã"),
    ("ọa", "oạ"),
    ("òe", "oè"),
    ("óe", "oé"),
    ("ỏe", "oẻ"),
    ("õe", "oẽ"),
    ("ọe", "oẹ"),
    ("ùy", "uỳ"),
    ("úy", "uý"),
    ("ủy", "uỷ"),
    ("ũy", "uỹ"),
    ("ụy", "uỵ"),
];

/// A name on which two spellings of one place agree: NFC, lower case, the tone mark in its old place. Unlike
/// [`text::fold`] it keeps the diacritics, so `Tân Phú` and `Tân Phù` stay two places.
pub fn name_key(name: &str) -> String {
    let mut key = text::clean(name).to_lowercase();
    for (old, new) in TONE_PLACES {
        if key.contains(new) {
            key = key.replace(new, old);
        }
    }
    key
}

/// True when two texts write the same name.
pub fn same_name(a: &str, b: &str) -> bool {
    a == b || name_key(a) == name_key(b)
}

/// What somebody types when he looks for a place, as folded words with the usual short forms written out: `P.13, Q.4`
/// becomes `phuong 13 quan 4`, `TP.HCM` becomes `thanh pho ho chi minh`.
pub fn search_words(typed: &str) -> String {
    let parts: Vec<String> =
        parts(typed).iter().map(|part| words_of(part)).filter(|w| !w.is_empty()).collect();
    parts.join(" ")
}

/// What stands between commas, and from a short form with its dot on: `Thới Tam Thôn, H. Hóc Môn`.
fn parts(typed: &str) -> Vec<String> {
    let letters: Vec<char> = typed.chars().collect();
    let mut out = vec![String::new()];
    for (i, c) in letters.iter().enumerate() {
        let begins = i == 0 || letters.get(i - 1).is_some_and(|before| !before.is_alphanumeric());
        let short =
            matches!(c, 'p' | 'q' | 'x' | 'h' | 'P' | 'Q' | 'X' | 'H') && letters.get(i + 1) == Some(&'.');
        if matches!(c, ',' | ';') || (begins && short) {
            out.push(String::new());
        }
        if let Some(last) = out.last_mut() {
            last.push(*c);
        }
    }
    out
}

fn words_of(part: &str) -> String {
    let spread = split_digits(&text::fold(part));
    let words: Vec<&str> = spread.split(' ').filter(|w| !w.is_empty()).collect();
    let mut out: Vec<&str> = Vec::with_capacity(words.len());
    for (i, word) in words.iter().enumerate() {
        let number_next = words.get(i + 1).is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit()));
        // A lone letter inside a name is part of it (Ia H'Drai): only at the start or before a number is it short.
        let short = i == 0 || number_next;
        out.push(match *word {
            "p" if short => "phuong",
            "q" if short => "quan",
            "x" if i == 0 => "xa",
            "h" if i == 0 => "huyen",
            "tp" => "thanh pho",
            "tt" => "thi tran",
            "tx" => "thi xa",
            "hcm" | "tphcm" => "ho chi minh",
            other => other,
        });
    }
    out.join(" ")
}

/// `p13` → `p 13`; a number loses its leading zeros, as the lists write `Phường 1`.
fn split_digits(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len() + 4);
    for word in folded.split(' ') {
        let at = word.find(|c: char| c.is_ascii_digit()).unwrap_or(word.len());
        let (letters, digits) = word.split_at(at);
        if !out.is_empty() {
            out.push(' ');
        }
        if matches!(letters, "p" | "q") && !digits.is_empty() {
            out.push_str(letters);
            out.push(' ');
        } else {
            out.push_str(letters);
        }
        let bare = digits.trim_start_matches('0');
        out.push_str(if bare.is_empty() { digits } else { bare });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_written_out() {
        assert_eq!(search_words("P.13, Q.4"), "phuong 13 quan 4");
        assert_eq!(search_words("p13 q4 TP.HCM"), "phuong 13 quan 4 thanh pho ho chi minh");
        assert_eq!(search_words("Phường 01"), "phuong 1");
        assert_eq!(search_words("Ia H'Drai"), "ia h drai");
        assert_eq!(search_words("Thới Tam Thôn, H. Hóc Môn"), "thoi tam thon huyen hoc mon");
        assert_eq!(search_words("X. Thới Tam Thôn H.Hóc Môn"), "xa thoi tam thon huyen hoc mon");
        assert_eq!(search_words("X. Ia Tơi, H. Ia H'Drai"), "xa ia toi huyen ia h drai");
    }

    #[test]
    fn the_place_of_the_tone_mark_does_not_make_two_names() {
        assert!(same_name("Yên Hòa", "Yên Hoà"));
        assert!(same_name("Thanh Thủy", "thanh  thuỷ"));
        assert!(!same_name("Tân Phú", "Tân Phù"));
    }
}
