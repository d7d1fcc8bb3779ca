//! The name of a producer in a cell that holds more: "HTX Một, địa chỉ: Ấp 3, ĐT: 0912 345 678", "HTX Một, 12 Lê Lợi, phường
//! Xóm Chiếu". Neither a telephone number nor an address belongs into a name that everyone reads.

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

/// Words that begin a part of an address, behind a comma.
const PLACES: [&str; 22] = [
    "ấp ",
    "thôn ",
    "khóm ",
    "khu phố ",
    "kp ",
    "kp.",
    "tổ dân phố ",
    "tdp ",
    "xóm ",
    "bản ",
    "buôn ",
    "xã ",
    "phường ",
    "thị trấn ",
    "huyện ",
    "quận ",
    "thị xã ",
    "thành phố ",
    "tp.",
    "tp ",
    "tỉnh ",
    "đặc khu ",
];

/// What a part of an address begins with that stands before these.
const STREETS: [&str; 7] = ["số ", "lô ", "đường ", "hẻm ", "ngõ ", "tổ ", "quốc lộ "];

/// Words of producers: behind a comma they begin another one.
const MAKERS: [&str; 8] =
    ["htx", "hợp tác xã", "công ty", "cty", "hộ kinh doanh", "cơ sở", "tổ hợp tác", "doanh nghiệp"];

/// The name, and what stands behind it; none where the text is a name alone.
pub fn maker_alone(text: &str) -> Option<(String, String)> {
    let lower = lowered(text);
    parted(text, labelled(&lower).into_iter().chain(address(&lower)).min()?)
}

/// An address without the telephone, the tax number and what else is named behind it.
pub fn address_alone(text: &str) -> String {
    labelled(&lowered(text))
        .and_then(|at| parted(text, at))
        .map_or_else(|| text.trim().to_owned(), |(a, _)| a)
}

fn lowered(text: &str) -> Vec<char> {
    text.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect()
}

/// Where a label or a telephone number begins.
fn labelled(lower: &[char]) -> Option<usize> {
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
    (1..lower.len()).find(|at| begins(*at) && (label(*at) || is_telephone(lower, *at)))
}

/// What stands before a place in the text, and what from there on.
fn parted(text: &str, at: usize) -> Option<(String, String)> {
    let letters: Vec<char> = text.chars().collect();
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

/// Does what stands behind a name begin with an address, as far as [`maker_alone`] tells one by its words?
pub fn begins_with_address(rest: &str) -> bool {
    let lower = rest.to_lowercase();
    lower.starts_with(|c: char| c.is_ascii_digit() && !is_telephone(&lower.chars().collect::<Vec<_>>(), 0))
        || PLACES.iter().chain(&STREETS).any(|w| lower.starts_with(w))
}

/// Where an address begins behind a name: a part behind a comma that names a place, and the house and street before it.
fn address(lower: &[char]) -> Option<usize> {
    let dash = |at: usize| {
        let space = |at: Option<usize>| at.and_then(|at| lower.get(at)).is_some_and(|c| c.is_whitespace());
        matches!(lower.get(at), Some('-' | '–')) && space(at.checked_sub(1)) && space(at.checked_add(1))
    };
    let apart = |at: &usize| matches!(lower.get(*at), Some(',' | ';' | '\n')) || dash(*at);
    let begins =
        |at: usize| (at + 1..lower.len()).find(|i| !lower.get(*i).is_some_and(|c| c.is_whitespace()));
    let parts: Vec<usize> = (1..lower.len()).filter(apart).filter_map(begins).collect();
    let starts = |at: usize, words: &[&str]| {
        words
            .iter()
            .any(|w| lower.get(at..at + w.chars().count()).is_some_and(|p| p.iter().copied().eq(w.chars())))
    };
    let mut first = parts.iter().position(|at| starts(*at, &PLACES))?;
    if parts.get(first..)?.iter().any(|at| starts(*at, &MAKERS)) {
        return None;
    }
    let street = |at: usize| lower.get(at).is_some_and(char::is_ascii_digit) || starts(at, &STREETS);
    while first > 0 && parts.get(first - 1).is_some_and(|at| street(*at) && !starts(*at, &MAKERS)) {
        first -= 1;
    }
    parts.get(first).copied()
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
            ("HTX Sen, ấp 3, xã Tân An, TP.HCM", "HTX Sen", "ấp 3, xã Tân An, TP.HCM"),
            ("HTX Sen - Thôn 5 - Xã Tân An", "HTX Sen", "Thôn 5 - Xã Tân An"),
            ("HTX Sen\n12/3 Lê Lợi, Phường 5", "HTX Sen", "12/3 Lê Lợi, Phường 5"),
            (
                "Hộ Lê Thị B, số 4, tổ 2, phường Hai, ĐT: 0912345678",
                "Hộ Lê Thị B",
                "số 4, tổ 2, phường Hai, ĐT: 0912345678",
            ),
        ] {
            assert_eq!(maker_alone(text), Some((name.into(), rest.into())), "{text}");
        }
        for text in [
            "HTX Một",
            "Công ty 2025",
            "HTX Đất Việt",
            "Cơ sở 123 456",
            "Địa chỉ",
            "",
            "HTX nông nghiệp xã Tân An",
            "HTX Nông nghiệp - Dịch vụ xã Tân An",
            "Công ty Sản xuất, Thương mại và Dịch vụ Một",
            "HTX Sen, phường Một; HTX Trà, phường Hai",
        ] {
            assert_eq!(maker_alone(text), None, "{text}");
        }
    }
}
