//! The numbers by which a star is asked for, as people copy them: with any kind of dash or none, with blanks and
//! invisible letters, behind the word “Số”, or as a whole web address.
//!
//! Three kinds are told apart: the number of a certificate signed here, the look-up code of a star read from a list
//! (which is no certificate's number), and the number a list gives for a paper of its own, of any shape.

use super::asked::{cut_words, plain, within_address};
use crate::journal::sha256;
use std::fmt;

/// Stands for the ministry where a certificate's number begins with a province's code.
pub const NATIONAL_SERIES: &str = "QG";

/// `province-year-serial`, like `79-2026-00042`; the ministry's begin with `QG`. The decision prints no form for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CertificateNumber(String);

impl CertificateNumber {
    /// The number a series gives.
    pub fn of(series: &str, year: i16, serial: i64) -> CertificateNumber {
        CertificateNumber(format!("{series}-{year}-{serial:05}"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// From plain text: the three groups, or eleven signs however they are cut.
    fn of_plain(text: &str) -> Option<CertificateNumber> {
        let groups: Vec<&str> = groups(text).collect();
        let joined = groups.concat();
        let (series, rest) = joined.split_at_checked(2)?;
        let (year, serial) = rest.split_at_checked(4)?;
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        let known = series == NATIONAL_SERIES || digits(series);
        if !known || !digits(rest) || !year.starts_with("20") {
            return None;
        }
        // A series may run past 99999; such a number is known by its groups alone.
        let whole = joined.len() == 11;
        let long = groups.iter().map(|g| g.len()).take(2).eq([2, 4])
            && groups.len() == 3
            && serial.len() > 5
            && serial.len() < 10
            && !serial.starts_with('0');
        (whole || long).then(|| CertificateNumber(format!("{series}-{year}-{serial}")))
    }
}

impl fmt::Display for CertificateNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `TC-7K3MQ-92XTD`: leads to a star read from a list that gives no certificate's number. Made from the id of the star,
/// so that it takes nothing from any series and leaves no gap in one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LookupCode(String);

/// Digits and letters that are not taken for one another.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl LookupCode {
    pub fn of(id: &str) -> LookupCode {
        let hash = sha256(id.as_bytes());
        let bits = hash
            .bytes()
            .take(13)
            .fold(0_u64, |n, b| n << 4 | u64::from((b as char).to_digit(16).unwrap_or(0)));
        let letter = |n: u32| LETTERS[(bits >> (n * 5) & 31) as usize] as char;
        let (one, two): (String, String) = ((0..5).map(letter).collect(), (5..10).map(letter).collect());
        LookupCode(format!("TC-{one}-{two}"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// From plain text that begins with `TC`. Codes made from an older number keep its groups: `TC-79-2024-00001`.
    fn of_plain(text: &str) -> Option<LookupCode> {
        let rest = text.strip_prefix("TC")?;
        if let Some(older) = CertificateNumber::of_plain(rest) {
            return Some(LookupCode(format!("TC-{older}")));
        }
        let groups: Vec<&str> = groups(rest).collect();
        let joined: String = groups.concat().chars().map(alike).collect();
        if joined.len() == 10 && joined.bytes().all(|b| LETTERS.contains(&b)) {
            let (one, two) = joined.split_at(5);
            return Some(LookupCode(format!("TC-{one}-{two}")));
        }
        let cut = rest.starts_with(|c: char| !c.is_ascii_alphanumeric());
        (cut && groups.len() > 1).then(|| LookupCode(format!("TC-{}", groups.join("-"))))
    }
}

impl fmt::Display for LookupCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A letter that is not used, as the digit it is read for.
fn alike(c: char) -> char {
    match c {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    }
}

/// What a typed text can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// No digit and no letter.
    Nothing,
    Certificate(CertificateNumber),
    Lookup(LookupCode),
    /// A number as offices give them to papers: `123/GCN-UBND`.
    Listed,
    /// None of these: `abc`, `79-2026-0001`. A list's own number may still look so.
    Odd,
}

/// A number as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedNumber {
    pub shape: Shape,
    /// As typed, without invisible characters and without the address around it.
    pub text: String,
    /// Its letters and digits alone: under this a list's own number is kept and found. Empty for what names no one paper.
    pub key: String,
}

impl AskedNumber {
    pub fn read(text: &str) -> AskedNumber {
        let text = within_address(text);
        let plain = plain(&text);
        let number = number_part(&plain);
        let key = listed_key(&text).unwrap_or_default();
        let shape = if groups(number).next().is_none() {
            Shape::Nothing
        } else if let Some(n) = CertificateNumber::of_plain(number) {
            Shape::Certificate(n)
        } else if let Some(code) = LookupCode::of_plain(number) {
            Shape::Lookup(code)
        } else if of_a_paper(number) {
            Shape::Listed
        } else {
            Shape::Odd
        };
        AskedNumber { shape, text, key }
    }

    /// What its page is called by: the number as it is written, else the text itself.
    pub fn written(&self) -> &str {
        match &self.shape {
            Shape::Certificate(n) => n.as_str(),
            Shape::Lookup(code) => code.as_str(),
            _ => &self.text,
        }
    }
}

/// The key of a list's own number. None for what names no one paper: words without a digit (“chưa cấp”), and a few digits
/// alone, which every book of every office has.
pub fn listed_key(number: &str) -> Option<String> {
    let plain = plain(number);
    let key: String = groups(number_part(&plain)).collect();
    let digits = key.bytes().filter(u8::is_ascii_digit).count();
    (digits > 0 && (digits < key.len() || digits >= LEAST_DIGITS)).then_some(key)
}

/// With fewer digits and no letter a number is one of a book, not of a paper.
const LEAST_DIGITS: usize = 5;

/// The number without the words before it and the day behind: “GCN số 13/OCOP ngày 20/5/2024” is 13/OCOP.
fn number_part(plain: &str) -> &str {
    let number = cut_words(plain);
    number.split_once(" NGAY ").map_or(number, |(before, _)| before)
}

fn groups(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|g| !g.is_empty())
}

/// Digits, a stroke, then a symbol.
fn of_a_paper(text: &str) -> bool {
    let Some((number, symbol)) = text.trim().split_once('/') else { return false };
    number.trim().starts_with(|c: char| c.is_ascii_digit())
        && symbol.contains(|c: char| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn certificate(text: &str) -> String {
        match AskedNumber::read(text).shape {
            Shape::Certificate(n) => n.to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_number_is_read_as_people_copy_it() {
        for typed in [
            "79-2026-00001",
            " 79-2026-00001 ",
            "79–2026–00001",
            "79‑2026‑00001",
            "79−2026—00001",
            "79 2026 00001",
            "79\u{a0}2026\u{a0}00001",
            "79202600001",
            "792026 00001",
            "Số 79-2026-00001",
            "so: 79-2026-00001",
            "Giấy chứng nhận số 79-2026-00001.",
            "Số79-2026-00001",
            "№ 79-2026-00001",
            "79-2026-00001.",
            "(79-2026-00001)",
            "79-2026-00001\u{200b}",
            "\u{feff}79\u{ad}-2026-00001",
            "７９-２０２６-００００１",
            "https://ocop.example/v/79-2026-00001",
            "http://127.0.0.1:8103/v/79-2026-00001?lang=en#top",
            "ocop.example/v/79-2026-00001/",
            "https://ocop.example/v/79%E2%80%932026%E2%80%9300001",
            "https://ocop.example/v?number=79-2026-00001&lang=vi",
        ] {
            assert_eq!(certificate(typed), "79-2026-00001", "{typed:?}");
        }
        assert_eq!(certificate("qg-2026-00001"), "QG-2026-00001");
        assert_eq!(certificate("QG202600001"), "QG-2026-00001");
        assert_eq!(certificate("79-2026-100000"), "79-2026-100000");
    }

    #[test]
    fn what_names_no_one_paper_has_no_key() {
        for (written, key) in [
            ("GCN số 13/OCOP ngày 20/5/2024", Some("13OCOP")),
            ("03-2025/GCN-OCOP", Some("032025GCNOCOP")),
            ("12345", Some("12345")),
            ("3", None),
            ("Số 013", None),
            ("GCN số 13 ngày 20/5/2024", None),
            ("chưa cấp", None),
            ("", None),
        ] {
            assert_eq!(listed_key(written).as_deref(), key, "{written}");
            assert_eq!(AskedNumber::read(written).key, key.unwrap_or_default(), "{written}");
        }
    }

    #[test]
    fn a_wrong_shape_is_no_number() {
        for typed in
            ["abc", "79-2026-0001", "79-2026-000012", "7920260001", "8934567890123", "79-1926-00001", "OLD-1"]
        {
            assert_eq!(AskedNumber::read(typed).shape, Shape::Odd, "{typed}");
        }
        for typed in ["", " ", "–", "Số", "\u{200b}"] {
            assert_eq!(AskedNumber::read(typed).shape, Shape::Nothing, "{typed:?}");
        }
    }

    #[test]
    fn a_lists_own_number_is_known_by_its_letters_and_digits() {
        for typed in ["123/GCN-UBND", "Số: 123/GCN-UBND.", "GCN số 123/GCN–UBND", "123 / gcn - ubnd"] {
            let asked = AskedNumber::read(typed);
            assert_eq!((asked.shape, asked.key.as_str()), (Shape::Listed, "123GCNUBND"), "{typed}");
            assert_eq!(listed_key(typed).as_deref(), Some("123GCNUBND"));
        }
        assert_eq!(listed_key("…"), None);
        assert_eq!(AskedNumber::read("12/QĐ-UBND").key, "12QDUBND");
        // A stroke and a v inside a number are no address.
        assert_eq!(AskedNumber::read("12/v/2024").key, "12V2024");
    }

    #[test]
    fn a_look_up_code_is_no_certificate() {
        let code = LookupCode::of("0199b0c0-0000-7000-8000-000000000001");
        assert_eq!(code, LookupCode::of("0199b0c0-0000-7000-8000-000000000001"));
        assert_ne!(code, LookupCode::of("0199b0c0-0000-7000-8000-000000000002"));
        for typed in [
            code.to_string(),
            code.to_string().to_lowercase(),
            code.to_string().replace('-', " "),
            code.to_string().replace('-', ""),
            format!("Mã tra cứu {code}."),
            format!("https://ocop.example/v/{code}"),
        ] {
            assert_eq!(AskedNumber::read(&typed).shape, Shape::Lookup(code.clone()), "{typed}");
        }
        for (typed, older) in [
            ("TC-79-2024-00001", "TC-79-2024-00001"),
            ("tc 79202400001", "TC-79-2024-00001"),
            ("TC-MINH-HOA-0001", "TC-MINH-HOA-0001"),
        ] {
            assert_eq!(AskedNumber::read(typed).written(), older);
            assert!(matches!(AskedNumber::read(typed).shape, Shape::Lookup(_)), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn every_number_is_found_however_it_is_cut(
            series in "[0-9]{2}|QG",
            year in 2000_i16..2100,
            serial in 1_i64..100_000,
            gap in prop::sample::select(vec!["", "-", " ", "–", "‑", "−", "—", ".", "_", " - ", "\u{200b}-\u{a0}"]),
            word in prop::sample::select(vec!["", "Số ", "SỐ: ", "Giấy chứng nhận số ", "https://a.vn/v/"]),
            tail in prop::sample::select(vec!["", ".", " ", ",", "\u{feff}"]),
        ) {
            let want = CertificateNumber::of(&series, year, serial);
            let typed = format!("{word}{series}{gap}{year}{gap}{serial:05}{tail}");
            prop_assert_eq!(AskedNumber::read(&typed).shape, Shape::Certificate(want));
        }

        #[test]
        fn reading_never_fails_and_a_key_finds_itself(typed in "\\PC{0,60}") {
            let asked = AskedNumber::read(&typed);
            prop_assert_eq!(&AskedNumber::read(asked.written()).shape, &asked.shape);
            prop_assert!(asked.key.bytes().all(|b| b.is_ascii_alphanumeric()));
        }

        #[test]
        fn a_look_up_code_reads_back(id in "\\PC{1,40}") {
            let code = LookupCode::of(&id);
            prop_assert_eq!(AskedNumber::read(code.as_str()).shape, Shape::Lookup(code));
        }
    }
}
