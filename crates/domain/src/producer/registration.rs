//! Business registration numbers and tax numbers as people write them: with spaces, dots and dashes, a branch behind, a
//! word before or behind, digits of another script from a copied page, letters that look like digits; and the words that
//! stand where there is no number.

use crate::text::{clean, fold, legible};

/// What is wrong with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WrongRegistration {
    #[error("no registration number looks like this")]
    Registration,
    #[error("a tax number has 10 digits, with 3 more for a branch, or 12")]
    Tax,
}

/// A business registration number as typed, written plainly. None: a word or sign that says there is no number (“chưa
/// có”, “0”, “-”), which is kept as nothing, since a number is by its meaning one producer's alone.
pub fn read_registration(typed: &str) -> Result<Option<String>, WrongRegistration> {
    let plain = tidy(typed);
    if says_nothing(&plain) {
        return Ok(None);
    }
    let counted = plain.chars().filter(char::is_ascii_alphanumeric).count();
    let sound = plain.chars().all(|c| c.is_ascii_digit() || is_latin(c) || is_between(c));
    let told = plain.chars().any(|c| matches!(c, '1'..='9'));
    if sound && told && counted >= 4 { Ok(Some(plain)) } else { Err(WrongRegistration::Registration) }
}

/// A tax number as typed, in its one writing: 10 digits, with `-` and 3 digits for a branch, or the 12 digits of a
/// household's holder. None as for [`read_registration`].
pub fn read_tax_number(typed: &str) -> Result<Option<String>, WrongRegistration> {
    let plain = tidy(typed);
    if says_nothing(&plain) {
        return Ok(None);
    }
    let body = plain.strip_prefix("MST").unwrap_or(&plain);
    let digits: String = body.chars().filter(char::is_ascii_digit).collect();
    let sound = body.chars().all(|c| c.is_ascii_digit() || is_between(c));
    // How many digits stand behind the last dash: a branch has three.
    let behind = body.rsplit_once(is_dash).map(|(_, behind)| count(behind));
    let number = match digits.len() {
        10 if sound => Some(digits),
        12 if sound && behind != Some(2) => Some(digits),
        13 if sound && behind.is_none_or(|b| b == 3) => Some(format!("{}-{}", &digits[..10], &digits[10..])),
        _ => None,
    };
    number.map(Some).ok_or(WrongRegistration::Tax)
}

fn count(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// The number by which two writings are one: letters in capitals and digits, nothing between, the branch (three digits
/// behind ten signs of an enterprise) apart; words before and behind left out. None: no number, or one too short to tell
/// two producers apart.
pub fn registration_key(number: &str) -> Option<(String, Option<String>)> {
    let plain = read_registration(number).ok().flatten()?;
    let mut own = String::new();
    let mut branch = None;
    let parts: Vec<&str> = plain.split(is_between).filter(|p| !p.is_empty()).collect();
    for (i, part) in parts.iter().enumerate() {
        let is_word = part.chars().all(|c| !c.is_ascii_digit());
        let rest = || parts[i..].iter().map(|p| count(p)).sum::<usize>();
        if is_word && own.is_empty() && rest() >= 6 {
            continue;
        }
        if is_word && count(&own) >= 6 {
            break;
        }
        let last = i + 1 == parts.len() || parts[i + 1].chars().all(|c| !c.is_ascii_digit());
        if own.len() == 10 && part.len() == 3 && count(part) == 3 && last {
            branch = Some((*part).to_owned());
            break;
        }
        own.push_str(part);
    }
    let own = without_words(&own);
    let own = if own.len() == 13 && count(&own) == 13 && branch.is_none() {
        let (head, tail) = own.split_at(10);
        branch = Some(tail.to_owned());
        head.to_owned()
    } else {
        own
    };
    (count(&own) >= 6).then_some((own, branch))
}

/// Kinds of business that are written onto the number without a gap.
const KINDS: &[&str] = &["HKD", "HTX", "THT", "MST", "DN"];

fn without_words(own: &str) -> String {
    let bare = KINDS.iter().find_map(|k| own.strip_prefix(k).or_else(|| own.strip_suffix(k)));
    bare.filter(|b| count(b) >= 9).unwrap_or(own).to_owned()
}

/// Seen letters in capitals, plain dashes, digits as 0 to 9, letters that stand for a digit as that digit.
fn tidy(typed: &str) -> String {
    let text: String = clean(&legible(typed)).chars().map(|c| digit(c).unwrap_or(c)).collect();
    let text: String = text.to_uppercase().chars().map(|c| if is_dash(c) { '-' } else { c }).collect();
    digits_meant(&text)
}

/// `O` for 0, `I` and `L` for 1, where all else of a number is digits. In a household's number (`41A8012345`) the third
/// sign is a letter and stays one.
fn digits_meant(text: &str) -> String {
    let body: Vec<char> = text.chars().filter(|c| !is_between(*c)).collect();
    let alike = |c: &char| matches!(c, 'O' | 'I' | 'L');
    let household = body.len() == 10 && body.get(2).is_some_and(char::is_ascii_alphabetic);
    let of_digits =
        body.iter().enumerate().all(|(i, c)| c.is_ascii_digit() || alike(c) || (household && i == 2));
    if !of_digits || body.iter().filter(|c| c.is_ascii_digit()).count() < 4 {
        return text.to_owned();
    }
    let mut at = 0;
    let mend = |c: char| {
        if is_between(c) {
            return c;
        }
        at += 1;
        match c {
            _ if household && at == 3 => c,
            'O' => '0',
            'I' | 'L' => '1',
            _ => c,
        }
    };
    text.chars().map(mend).collect()
}

/// Zeros of the scripts whose digits stand in a row of ten.
const ZEROS: &[u32] = &[
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50,
    0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810, 0xFF10, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6,
];

fn digit(c: char) -> Option<char> {
    let n = u32::from(c);
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&n))?;
    char::from_digit(n - zero, 10)
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// What may stand between the parts of a number.
fn is_between(c: char) -> bool {
    is_dash(c)
        || c.is_whitespace()
        || matches!(c, '.' | ',' | '/' | '\\' | '_' | ':' | ';' | '(' | ')' | '\'' | '’' | '°')
}

/// A letter of Vietnamese or English words: `GCN-UBND`, `Số`, `ĐKKD`.
fn is_latin(c: char) -> bool {
    c.is_alphabetic() && fold(c.encode_utf8(&mut [0; 4])).chars().all(|c| c.is_ascii_alphabetic())
}

/// Does it say that there is no number? Signs alone, zeros alone, crosses alone, or one of the usual words.
fn says_nothing(plain: &str) -> bool {
    let folded = fold(plain);
    let only = |sign: char| folded.chars().all(|c| c == sign || c == ' ');
    const WORDS: &[&str] = &[
        "chua",
        "khong",
        "ko",
        "k co",
        "none",
        "no",
        "nil",
        "null",
        "n a",
        "na",
        "nan",
        "dang",
        "cho cap",
        "trong",
        "bo sung",
        "se co",
        "undefined",
        "unknown",
        "not yet",
        "tba",
    ];
    let word = |w: &&str| folded == **w || folded.starts_with(&format!("{w} "));
    only('0') || only('x') || (!folded.chars().any(|c| c.is_ascii_digit()) && WORDS.iter().any(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(n: &str) -> Option<String> {
        registration_key(n).map(|(own, branch)| format!("{own}/{}", branch.unwrap_or_default()))
    }

    #[test]
    fn one_number_written_in_many_ways_is_one() {
        for same in [
            "41A8012345",
            "41a8 012 345",
            "41A8.012.345",
            "\u{FF14}\u{FF11}A8012345",
            "41A-8012345",
            "41\u{410}8012345",
            "41A8O12345",
            "GCN 41A8012345",
        ] {
            assert_eq!(key(same).as_deref(), Some("41A8012345/"), "{same}");
        }
        for same in [
            "079123456789",
            "079 123 456 789",
            "079-123-456-789",
            "079.123.456.789",
            "O79123456789",
            "o79123456789",
            "0791234567\u{200b}89",
            "٠٧٩١٢٣٤٥٦٧٨٩",
            "०७९१२३४५६७८९",
            "079123456789/HKD",
            "079123456789 - HKD",
            "079123456789HKD",
            "HKD 079123456789",
            "Số: 079123456789",
            "079123456789 cấp ngày 01/02/2024",
        ] {
            assert_eq!(key(same).as_deref(), Some("079123456789/"), "{same}");
        }
        for branch in [
            "0312345678-001",
            "0312345678 - 001",
            "0312345678\u{2013}001",
            "0312345678001",
            "0312.345.678-001",
            "0312345678-OO1",
        ] {
            assert_eq!(key(branch).as_deref(), Some("0312345678/001"), "{branch}");
        }
        assert_eq!(key("0312345678").as_deref(), Some("0312345678/"));
        assert_eq!(key("41A8012345 - 001").as_deref(), Some("41A8012345/001"));
        // The district of a household's number is a letter, and may be one that looks like a digit.
        assert_ne!(key("41O8012345"), key("4108012345"));
        assert_eq!(key("12-345"), None, "five digits tell nobody apart");
        assert_eq!(key("05/GCN-UBND"), None, "each commune counts its groups from 1");
        assert_eq!(key(""), None);
    }

    #[test]
    fn what_says_nothing_is_no_number() {
        for nothing in [
            "",
            " ",
            "chưa có",
            "Chưa cấp",
            "CHUA CO",
            "không",
            "Không có",
            "0",
            "00",
            "0000000000",
            "-",
            "--",
            "–",
            ".",
            "x",
            "xxx",
            "X",
            "n/a",
            "N/A",
            "na",
            "null",
            "đang làm",
            "?",
            "...",
            "\u{200b}",
        ] {
            assert_eq!(read_registration(nothing), Ok(None), "{nothing}");
            assert_eq!(read_tax_number(nothing), Ok(None), "{nothing}");
            assert_eq!(key(nothing), None, "{nothing}");
        }
        for wrong in
            ["abc", "1", "12", "<b>1234</b>", "giấy phép kinh doanh", "079１２３456\u{2460}", "0791234567ж9"]
        {
            assert_eq!(read_registration(wrong), Err(WrongRegistration::Registration), "{wrong}");
        }
        for (typed, kept) in [
            ("05/GCN-UBND", "05/GCN-UBND"),
            (" 41a8012345 ", "41A8012345"),
            ("４１A8012345", "41A8012345"),
            ("0312345678\u{2013}001", "0312345678-001"),
            ("12-345", "12-345"),
        ] {
            assert_eq!(read_registration(typed), Ok(Some(kept.to_owned())), "{typed}");
        }
    }

    #[test]
    fn a_tax_number_has_one_writing() {
        for (typed, kept) in [
            ("0312345678", "0312345678"),
            ("０３１２３４５６７８", "0312345678"),
            ("0312 345 678", "0312345678"),
            ("0312.345.678", "0312345678"),
            ("MST: 0312345678", "0312345678"),
            ("O312345678", "0312345678"),
            ("0312345678-001", "0312345678-001"),
            ("0312345678 - 001", "0312345678-001"),
            ("0312345678\u{2013}001", "0312345678-001"),
            ("0312345678001", "0312345678-001"),
            ("079123456789", "079123456789"),
            ("079 123 456 789", "079123456789"),
            ("079-123-456-789", "079123456789"),
        ] {
            assert_eq!(read_tax_number(typed), Ok(Some(kept.to_owned())), "{typed}");
        }
        for wrong in ["031234567", "03123456789", "0312345678-01", "031234567-8001", "abc", "0312345678x"] {
            assert_eq!(read_tax_number(wrong), Err(WrongRegistration::Tax), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_was_read_reads_the_same(typed in "\\PC{0,24}") {
            if let Ok(Some(kept)) = read_registration(&typed) {
                prop_assert_eq!(read_registration(&kept), Ok(Some(kept.clone())));
                prop_assert_eq!(registration_key(&kept), registration_key(&typed));
            }
            if let Ok(Some(kept)) = read_tax_number(&typed) {
                prop_assert_eq!(read_tax_number(&kept), Ok(Some(kept)));
            }
        }
    }
}
