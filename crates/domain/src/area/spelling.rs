//! Places as lists write them: cut into their parts, with the usual short forms written out. The keys keep the tone
//! marks: `Xã Thanh An` and `Xã Thạnh An` are two places.

use super::name_key;

/// Words of a kind that begin a new part of a place, the longer ones first.
const KINDS: [&str; 9] =
    ["thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã"];

/// Provinces by other names than the official one, as bare keys.
const PROVINCE_NAMES: &[(&str, &str)] = &[
    ("sài gòn", "hồ chí minh"),
    ("sài gòn hồ chí minh", "hồ chí minh"),
    ("thừa thiên huế", "huế"),
    ("thị trấn huế", "huế"),
    ("bà rịa vt", "bà rịa vũng tàu"),
    ("br vt", "bà rịa vũng tàu"),
    ("brvt", "bà rịa vũng tàu"),
    ("bà rịa", "bà rịa vũng tàu"),
    ("đắc lắc", "đắk lắk"),
    ("đăk lăk", "đắk lắk"),
    ("đắk lăk", "đắk lắk"),
    ("đăk lắk", "đắk lắk"),
    ("đaklak", "đắk lắk"),
    ("daklak", "đắk lắk"),
    ("đắc nông", "đắk nông"),
    ("đăk nông", "đắk nông"),
    ("bắc cạn", "bắc kạn"),
    ("kontum", "kon tum"),
    ("công tum", "kon tum"),
    ("hà tây", "hà nội"),
];

/// A place as it is compared: lower case, marks kept, short forms written out (`TP.HCM` → `thành phố hồ chí minh`,
/// `P.13, Q.4` → `phường 13 quận 4`), everything but letters and digits as one space.
pub fn place_key(written: &str) -> String {
    let key = name_key(written);
    // Without any mark the words of the kinds have none either.
    let plain = key.is_ascii();
    let spread: String = key.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let mut words: Vec<String> = Vec::new();
    for word in spread.split(' ').filter(|w| !w.is_empty()) {
        let at = word.find(|c: char| c.is_ascii_digit()).unwrap_or(word.len());
        let (letters, digits) = word.split_at(at);
        let number = digits.trim_start_matches('0');
        let number = if number.is_empty() { digits } else { number };
        if matches!(letters, "p" | "q" | "f" | "phường" | "quận") && !digits.is_empty() {
            words.extend([letters.to_owned(), number.to_owned()]);
        } else if letters.is_empty() {
            words.push(number.to_owned());
        } else {
            words.push(word.to_owned());
        }
    }
    let mut out: Vec<&str> = Vec::with_capacity(words.len() + 2);
    let mut i = 0;
    while let Some(word) = words.get(i).map(String::as_str) {
        let next = words.get(i + 1).map(String::as_str);
        let number_next = next.is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit()));
        // A lone letter inside a name is part of it (Ia H'Drai): only at the start or before a number is it short.
        let short = i == 0 || number_next;
        i += 1;
        match (word, next) {
            ("thanh", Some("pho")) if plain => {
                out.push("thành phố");
                i += 1;
            }
            ("thi", Some("tran")) if plain && i == 1 => {
                out.push("thị trấn");
                i += 1;
            }
            ("thi", Some("xa")) if plain && i == 1 => {
                out.push("thị xã");
                i += 1;
            }
            ("dac", Some("khu")) if plain && i == 1 => {
                out.push("đặc khu");
                i += 1;
            }
            ("phuong", Some(_)) if plain && i == 1 => out.push("phường"),
            ("xa", Some(_)) if plain && i == 1 => out.push("xã"),
            ("quan", Some(_)) if plain && short => out.push("quận"),
            ("huyen", Some(_)) if plain && i == 1 => out.push("huyện"),
            ("tinh", Some(_)) if plain && i == 1 => out.push("tỉnh"),
            ("t", Some("p")) => {
                out.push("thành phố");
                i += 1;
            }
            ("t", Some("x")) if out.is_empty() => {
                out.push("thị xã");
                i += 1;
            }
            ("t", Some("t")) if out.is_empty() => {
                out.push("thị trấn");
                i += 1;
            }
            ("tp", _) => out.push("thành phố"),
            ("tphcm" | "tphcmc" | "hcmc", _) => out.push("thành phố hồ chí minh"),
            ("tphn", _) => out.push("thành phố hà nội"),
            ("hcm", _) => out.push("hồ chí minh"),
            ("hn", None) if i == 1 || out == ["thành phố"] => out.push("hà nội"),
            ("tt", _) => out.push("thị trấn"),
            ("tx", _) => out.push("thị xã"),
            ("đk", Some(_)) if i == 1 => out.push("đặc khu"),
            ("p" | "f", Some(_)) if short => out.push("phường"),
            // "P. 4 Q. Tân Bình"
            ("q", Some(_)) if short || out.last().is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit())) => {
                out.push("quận");
            }
            ("x", Some(_)) if i == 1 => out.push("xã"),
            ("h", Some(_)) if i == 1 => out.push("huyện"),
            ("t", Some(_)) if i == 1 => out.push("tỉnh"),
            _ => out.push(word),
        }
    }
    out.join(" ")
}

/// A key without the word of its kind: `phường xóm chiếu` → `xóm chiếu`.
pub fn bare_key(key: &str) -> &str {
    let kind = kind_of_key(key);
    if kind.is_empty() { key } else { key.get(kind.len() + 1..).unwrap_or(key) }
}

/// The word of the kind a key begins with; empty where it has none.
pub fn kind_of_key(key: &str) -> &'static str {
    KINDS
        .iter()
        .find(|k| key.strip_prefix(**k).is_some_and(|rest| rest.len() > 1 && rest.starts_with(' ')))
        .copied()
        .unwrap_or_default()
}

/// The bare key of a province, whatever name it is called by.
pub fn province_key(written: &str) -> String {
    let key = place_key(written);
    // "Ho Chi Minh City", "Lam Dong province"
    let key = [" city", " province"].iter().find_map(|w| key.strip_suffix(w)).unwrap_or(&key);
    let known = |k: &str| PROVINCE_NAMES.iter().find(|(name, _)| *name == k).map(|(_, official)| *official);
    let bare = bare_key(key);
    known(key).or_else(|| known(bare)).unwrap_or(bare).to_owned()
}

/// A bare key with the letters that were written one way and another: `qui nhơn` and `quy nhơn`, `đắc lắc` and `đắk lắk`, `mĩ
/// tho` and `mỹ tho`, `bắc cạn` and `bắc kạn`. Two names with one such key are one name in two spellings.
pub fn spelling_key(bare: &str) -> String {
    let words: Vec<String> = bare.split(' ').map(one_spelling).collect();
    words.join(" ")
}

fn one_spelling(word: &str) -> String {
    // The names of the highlands, and a k where the word is not read by its rule.
    match word {
        "đắc" | "đăk" | "đak" | "đăc" | "dăk" | "dak" | "dắk" => return "đắk".into(),
        "lắc" | "lăk" | "lak" => return "lắk".into(),
        "kạn" => return "cạn".into(),
        "krong" => return "krông".into(),
        "êa" => return "ea".into(),
        _ => {}
    }
    // y behind h, k, l, m, s, t, qu at the end of a syllable is i.
    const Y: [(char, char); 6] = [('y', 'i'), ('ý', 'í'), ('ỳ', 'ì'), ('ỷ', 'ỉ'), ('ỹ', 'ĩ'), ('ỵ', 'ị')];
    let mut letters = word.chars();
    let plain = letters.next_back().and_then(|last| Y.iter().find(|(y, _)| *y == last)).map(|(_, i)| *i);
    let before = letters.as_str();
    match plain.filter(|_| matches!(before, "h" | "k" | "l" | "m" | "s" | "t" | "qu")) {
        Some(i) => format!("{before}{i}"),
        None => word.to_owned(),
    }
}

/// The parts of a place as keys, smallest first as it is written: `Phường 13 Quận 4, TP.HCM` →
/// `phường 13`, `quận 4`, `thành phố hồ chí minh`.
pub fn place_parts(written: &str) -> Vec<String> {
    let mut out = Vec::new();
    for part in written.split([',', ';', '(', ')', '\n', '|']) {
        let mut rest = place_key(part);
        while !rest.is_empty() {
            let cut = KINDS.iter().filter_map(|k| next_kind(&rest, k)).min().unwrap_or(rest.len());
            let tail = rest.split_off(cut);
            let piece = rest.trim().to_owned();
            if !piece.is_empty() {
                out.push(piece);
            }
            rest = tail.trim_start().to_owned();
        }
    }
    out
}

/// Where the word of a kind begins behind the first word of a text.
fn next_kind(text: &str, kind: &str) -> Option<usize> {
    // The own kind of the piece, also one of two words ("thị xã"), is no new piece.
    let own = kind_of_key(text).len().max(1);
    let found = text.get(own..)?.match_indices(kind).find(|(at, _)| {
        let begin = own + at;
        let free = |c: Option<char>| c.is_none_or(|c| c == ' ');
        let before = text.get(..begin).and_then(|t| t.chars().next_back());
        let after = text.get(begin + kind.len()..).and_then(|t| t.chars().next());
        // "thị xã" holds "xã": the longer word decides.
        let inside = kind == "xã" && text.get(..begin).is_some_and(|t| t.ends_with("thị "));
        free(before) && free(after) && after.is_some() && !inside
    });
    found.map(|(at, _)| own + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_of_provinces_are_written_out() {
        for written in [
            "TP.HCM",
            "TP. Hồ Chí Minh",
            "Tp Hồ Chí Minh",
            "TPHCM",
            "T.P Hồ Chí Minh",
            "HCM",
            "Hồ Chí Minh",
            "Sài Gòn",
        ] {
            assert_eq!(province_key(written), "hồ chí minh", "{written}");
        }
        for written in ["HN", "TP. Hà Nội", "Hà Nội", "TP HN", "T. Hà Nội"] {
            assert_eq!(province_key(written), "hà nội", "{written}");
        }
        assert_eq!(province_key("Bà Rịa - Vũng Tàu"), province_key("Tỉnh Bà Rịa-Vũng Tàu"));
        assert_eq!(province_key("Thừa Thiên - Huế"), "huế");
        for written in
            ["TP.HCM", "TPHCM", "Tp. Hồ Chí Minh", "TP Hồ Chí Minh", "T.P. HCM", "Hồ Chí Minh City"]
        {
            assert_eq!(province_key(written), "hồ chí minh", "{written}");
        }
        assert_eq!(province_key("TT. Huế"), "huế");
        assert_eq!(province_key("Đăk Lăk"), "đắk lắk");
        assert_eq!(province_key("Khánh Hoà"), province_key("Tỉnh Khánh Hòa"));
    }

    #[test]
    fn old_spellings_of_a_name_have_one_key() {
        for (a, b) in [
            ("qui nhơn", "quy nhơn"),
            ("đắc lắc", "đắk lắk"),
            ("đăk nông", "đắk nông"),
            ("bắc cạn", "bắc kạn"),
            ("mĩ tho", "mỹ tho"),
            ("lí sơn", "lý sơn"),
            ("hương thuỷ", "hương thuỷ"),
            ("kì anh", "kỳ anh"),
        ] {
            assert_eq!(spelling_key(a), spelling_key(b), "{a} {b}");
        }
        for (a, b) in [("thuy", "thui"), ("quỳ châu", "quý châu"), ("tây ninh", "tai ninh"), ("my", "mỹ")]
        {
            assert_ne!(spelling_key(a), spelling_key(b), "{a} {b}");
        }
    }

    #[test]
    fn tone_marks_stay_in_the_keys() {
        assert_ne!(place_key("Xã Thanh An"), place_key("Xã Thạnh An"));
        assert_eq!(place_key("P. Xóm  Chiếu"), place_key("Phường Xóm Chiếu"));
        assert_eq!(place_key("phuong xom chieu"), "phường xom chieu");
        assert_eq!(place_key("xa Xa Dung"), "xã xa dung");
        assert_eq!(bare_key("thị xã thuận an"), "thuận an");
        assert_eq!(bare_key("phường 13"), "13");
        assert_eq!(bare_key("xã"), "xã");
    }

    #[test]
    fn a_place_is_cut_into_its_parts() {
        let parts = |t: &str| place_parts(t).join(" | ");
        assert_eq!(parts("Phường 13 Quận 4"), "phường 13 | quận 4");
        assert_eq!(parts("P.13, Q.4, TP.HCM"), "phường 13 | quận 4 | thành phố hồ chí minh");
        assert_eq!(
            parts("Phường Xóm Chiếu, Thành phố Hồ Chí Minh"),
            "phường xóm chiếu | thành phố hồ chí minh"
        );
        assert_eq!(parts("Xã Hương Phong thị xã Hương Trà"), "xã hương phong | thị xã hương trà");
        assert_eq!(parts("Thị xã Hương Trà"), "thị xã hương trà");
        assert_eq!(parts("Khánh Hội"), "khánh hội");
        assert_eq!(parts("Xã"), "xã");
        assert_eq!(parts(""), "");
    }
}
