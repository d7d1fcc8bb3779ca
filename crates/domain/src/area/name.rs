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

/// What a search for a place is typed as, in folded words with the usual short forms written out as lists write them too:
/// `P.13, Q.4` becomes `phuong 13 quan 4`, `TP.HCM` becomes `thanh pho ho chi minh`.
pub fn search_words(typed: &str) -> String {
    let parts: Vec<String> = parts(typed)
        .iter()
        .map(|part| text::fold(&super::spelling::place_key(part)))
        .filter(|words| !words.is_empty())
        .collect();
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
