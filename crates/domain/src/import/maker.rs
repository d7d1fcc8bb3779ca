//! The name of a producer in a cell that holds more: "HTX Một, địa chỉ: Ấp 3, ĐT: 0912 345 678". A telephone number does
//! not belong into a name that everyone reads.

/// Words that begin what is no part of the name; the first of them ends it.
const LABELS: [&str; 19] = [
    "địa chỉ",
    "đ/c",
    "đc:",
    "điện thoại",
    "đt:",
    "đt ",
    "đt.",
    "sđt",
    "số đt",
    "di động",
    "tel:",
    "tel.",
    "hotline",
    "mst",
    "mã số thuế",
    "email",
    "website",
    "người đại diện",
    "liên hệ",
];

/// The name, and what stands behind it; none where the text is a name alone.
pub fn maker_alone(text: &str) -> Option<(String, String)> {
    let lower: Vec<char> = text.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect();
    let letters: Vec<char> = text.chars().collect();
    let begins = |at: usize| at > 0 && !lower.get(at - 1).is_some_and(|c| c.is_alphanumeric());
    let label = |at: usize| {
        LABELS.iter().any(|l| {
            let end = at + l.chars().count();
            let same = lower.get(at..end).is_some_and(|part| part.iter().copied().eq(l.chars()));
            let whole =
                !l.ends_with(char::is_alphanumeric) || !lower.get(end).is_some_and(|c| c.is_alphanumeric());
            same && whole
        })
    };
    let at = (1..lower.len()).find(|at| begins(*at) && (label(*at) || is_telephone(&lower, *at)))?;
    let part = |p: Option<&[char]>| p.unwrap_or_default().iter().collect::<String>();
    let edge =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '(' | '.' | '/' | '+');
    let name = part(letters.get(..at));
    // "HTX A (Nguyễn Văn A - 0912 345 678)": what the brackets held goes with the rest of them.
    let name = match name.rsplit_once('(') {
        Some((before, within)) if !within.contains(')') && !before.trim().is_empty() => before,
        _ => name.as_str(),
    };
    let name = name.trim_end_matches(edge).trim().to_owned();
    let rest = part(letters.get(at..)).trim_end_matches([')', ' ', '.']).to_owned();
    (!name.is_empty()).then_some((name, rest))
}

/// Nine to eleven digits that begin with 0 or 84, perhaps parted by single spaces, dots or dashes.
fn is_telephone(letters: &[char], from: usize) -> bool {
    let mut digits = String::new();
    let mut gap = 0;
    for c in letters.iter().skip(from) {
        match c {
            '0'..='9' => {
                digits.push(*c);
                gap = 0;
            }
            ' ' | '.' | '-' if !digits.is_empty() && gap == 0 => gap += 1,
            _ => break,
        }
    }
    (9..=11).contains(&digits.len()) && (digits.starts_with('0') || digits.starts_with("84"))
}

#[cfg(test)]
mod tests {
    use super::maker_alone;

    #[test]
    fn a_name_is_told_from_the_address_and_the_telephone_behind_it() {
        for (text, name, rest) in [
            ("HTX A (Nguyễn Văn A - 0912345678)", "HTX A", "0912345678"),
            ("HTX Một Địa chỉ: Ấp 3", "HTX Một", "Địa chỉ: Ấp 3"),
            ("HTX Một, đ/c: Ấp 3", "HTX Một", "đ/c: Ấp 3"),
            ("Hộ Nguyễn Văn A - 0912 345 678", "Hộ Nguyễn Văn A", "0912 345 678"),
            ("HTX Một (ĐT: 0912.345.678)", "HTX Một", "ĐT: 0912.345.678"),
            ("Công ty B; MST 0301234567", "Công ty B", "MST 0301234567"),
        ] {
            assert_eq!(maker_alone(text), Some((name.into(), rest.into())), "{text}");
        }
        for text in ["HTX Một", "Công ty 2025", "HTX Đất Việt", "Cơ sở 123 456", "Địa chỉ", ""]
        {
            assert_eq!(maker_alone(text), None, "{text}");
        }
    }
}
