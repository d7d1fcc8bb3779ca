//! The numbers of decisions within a text: “Quyết định số 901 / QĐ - UBND ngày 15/3/2025” names `901/QĐ-UBND`.

use std::ops::Range;

/// Every number of a paper that the text names, each once, in the order named: digits, perhaps a letter, a slash, perhaps
/// a year, and a symbol that begins with a letter. A day (`15/3/2025`) has no symbol and is none.
pub fn decision_numbers(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (number, _) in decision_numbers_at(&text.chars().collect::<Vec<_>>()) {
        if !out.contains(&number) {
            out.push(number);
        }
    }
    out
}

/// The same with the letters each number takes up, as often as it is named.
pub fn decision_numbers_at(letters: &[char]) -> Vec<(String, Range<usize>)> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = letters.get(at) {
        let before = |n: usize| at.checked_sub(n).and_then(|b| letters.get(b));
        // "1.234/QĐ-UBND" does not begin at its last three digits.
        let within =
            before(1).is_some_and(|b| matches!(b, '.' | ',')) && before(2).is_some_and(char::is_ascii_digit);
        let begins =
            c.is_ascii_digit() && !within && before(1).is_none_or(|b| !b.is_alphanumeric() && *b != '/');
        match begins.then(|| number_at(letters, at)).flatten() {
            Some((number, end)) => {
                out.push((number, at..end));
                at = end;
            }
            None => at += 1,
        }
    }
    out
}

/// The number that begins here, and where it ends.
fn number_at(letters: &[char], from: usize) -> Option<(String, usize)> {
    let spaces = |mut at: usize| {
        while letters.get(at).is_some_and(|c| c.is_whitespace()) {
            at += 1;
        }
        at
    };
    let mut at = from;
    let mut number = String::new();
    while let Some(c) = letters.get(at).filter(|c| c.is_ascii_digit()) {
        number.push(*c);
        at += 1;
    }
    // "1.234": a registry that parts its thousands.
    let group = letters.get(at + 1..at + 4).filter(|g| g.iter().all(char::is_ascii_digit));
    if let (Some('.'), Some(group), true) = (letters.get(at), group, number.len() <= 3)
        && !letters.get(at + 4).is_some_and(|c| c.is_ascii_digit() || *c == '.')
    {
        number.extend(group);
        at += 4;
    }
    if let Some(c) = letters.get(at).filter(|c| c.is_alphabetic()) {
        number.push(*c);
        at += 1;
    }
    at = spaces(at);
    if letters.get(at) != Some(&'/') || number.len() > 12 {
        return None;
    }
    number.push('/');
    at = spaces(at + 1);
    let year = letters.get(at..at + 4).filter(|y| y.iter().all(char::is_ascii_digit));
    if let (Some(year), Some('/')) = (year, letters.get(at + 4)) {
        number.extend(year);
        number.push('/');
        at += 5;
    }
    if !letters.get(at).is_some_and(|c| c.is_alphabetic()) {
        return None;
    }
    loop {
        let hyphen = |c: &char| matches!(c, '-' | '–' | '‑' | '−' | '—');
        match letters.get(at) {
            Some(c) if c.is_alphanumeric() || matches!(c, '&' | '/') => {
                number.push(*c);
                at += 1;
            }
            // A hyphen with spaces about it is still one.
            Some(c) if hyphen(c) || c.is_whitespace() => {
                let dash = spaces(at);
                let next = spaces(dash + 1);
                let goes_on = letters.get(dash).is_some_and(hyphen)
                    && letters.get(next).is_some_and(|c| c.is_alphanumeric());
                if !goes_on {
                    break;
                }
                number.push('-');
                at = next;
            }
            _ => break,
        }
    }
    let number = number.trim_end_matches('/');
    // "123/ ngày 15/3/2025": the symbol was left empty, and the word behind it is none.
    let symbol = number.rsplit_once('/').map_or("", |(_, symbol)| symbol).to_lowercase();
    let word = matches!(
        symbol.as_str(),
        "ngày" | "ngay" | "năm" | "nam" | "của" | "cua" | "và" | "va" | "do" | "về"
    );
    (!word).then(|| (number.to_owned(), at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_however_a_list_writes_them() {
        for (text, numbers) in [
            ("901/QĐ-UBND", &["901/QĐ-UBND"][..]),
            ("Số 12/QĐ-UBND", &["12/QĐ-UBND"]),
            ("Quyết định số 901/QĐ-UBND ngày 15/3/2025", &["901/QĐ-UBND"]),
            ("QĐ số 12/QĐ-UBND ngày 15/03/2025 của UBND huyện", &["12/QĐ-UBND"]),
            ("số: 901 / QĐ - UBND", &["901/QĐ-UBND"]),
            ("12a/QĐ–UBND.", &["12a/QĐ-UBND"]),
            ("26/2026/QĐ-TTg", &["26/2026/QĐ-TTg"]),
            ("3/QĐ-UBND; 9/QĐ-UBND", &["3/QĐ-UBND", "9/QĐ-UBND"]),
            ("12/QĐ-UBND, 01/02/2024", &["12/QĐ-UBND"]),
            ("5/QĐ-UBND và 5/QĐ-UBND", &["5/QĐ-UBND"]),
            ("1.234/QĐ-UBND", &["1234/QĐ-UBND"]),
            ("ngày 1.3.2025/QĐ", &[]),
            ("123/", &[]),
            ("123/ ngày 15/3/2025", &[]),
            ("Số 123/ của UBND tỉnh", &[]),
            ("15/3/2025", &[]),
            ("901", &[]),
            ("QĐ-UBND", &[]),
            ("5 sao năm 2022 đợt 1 (số không nêu)", &[]),
            ("", &[]),
        ] {
            assert_eq!(decision_numbers(text), numbers, "{text}");
        }
    }
}
