//! Stars as people write them: `4`, `3.0`, `4 sao`, `★★★★`, `OCOP 4 sao`, `5 sao (quốc gia)`. Two numbers that differ, or
//! words that say the stars are only hoped for, are no answer.

use ocop_domain::text::fold;

/// Điều 3(3): three, four or five stars; none where the text does not say one of them.
pub fn read(text: &str) -> Option<u8> {
    let text = &without_fractions(text);
    let is_star = |c: char| matches!(c, '★' | '⭐' | '🌟' | '✩' | '✭' | '✮' | '✯' | '⋆' | '*' | '＊');
    let digits = text.chars().any(|c| c.is_ascii_digit());
    let mut plain = String::new();
    let mut drawn = 0_u8;
    for c in text.chars() {
        if is_star(c) {
            drawn = drawn.saturating_add(1);
            plain.push_str(" sao ");
        } else {
            plain.push(c);
        }
    }
    let folded = fold(&plain);
    let padded = format!(" {folded} ");
    const NOT_YET: [&str; 9] = [
        " tiem nang ",
        " de nghi ",
        " du kien ",
        " dang ky ",
        " de xuat ",
        " chua ",
        " khong ",
        " phan dau ",
        " huong toi ",
    ];
    if NOT_YET.iter().any(|w| padded.contains(w)) {
        return None;
    }
    if drawn > 1 && !digits {
        return within(drawn);
    }
    let words = folded.split(' ').filter(|w| !w.is_empty() && *w != "ngoi");
    let words: Vec<&str> = words.map(|w| if matches!(w, "star" | "stars") { "sao" } else { w }).collect();
    let mut said: Vec<u8> = Vec::new();
    for (word, next) in words.iter().zip(words.iter().skip(1).map(Some).chain([None])) {
        let before_star = next.is_some_and(|n| *n == "sao");
        let joined = word.strip_suffix("sao").and_then(number);
        match (before_star, number(word), spelled(word)) {
            (true, Some(n), _) | (true, None, Some(n)) => said.push(n),
            (true, None, None) if roman(word).is_some() => said.extend(roman(word)),
            _ => said.extend(joined),
        }
    }
    if let Some(first) = said.first() {
        return if said.iter().all(|n| n == first) { within(*first) } else { None };
    }
    // "3.0" and "3,0" are numbers of a spreadsheet.
    if let Ok(n) = text.trim().replace(',', ".").parse::<f64>() {
        return [3_u8, 4, 5].into_iter().find(|s| f64::from(*s) == n);
    }
    const AROUND: [&str; 10] = ["hang", "ocop", "dat", "xep", "cap", "muc", "loai", "ket", "qua", "sao"];
    let rest: Vec<&str> = words.into_iter().filter(|w| !AROUND.contains(w)).collect();
    match rest[..] {
        // "Bốn" and "IV" alone are four; "năm" alone is a year and "V" a tick.
        [one] => number(one)
            .or(spelled(one).filter(|n| *n < 5 && !rest.contains(&"tu")))
            .or(roman(one).filter(|n| *n < 5))
            .and_then(within),
        _ => None,
    }
}

/// `từ 3 sao trở lên`, `3-5 sao`, `3 đến 4 sao`: more than one rank, though only one stands before its word.
pub fn is_range(text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let rank = |word: Option<&&str>| word.is_some_and(|w| matches!(*w, "3" | "4" | "5"));
    let joined = (0..words.len()).any(|i| {
        let to = matches!(words.get(i + 1), Some(&("den" | "va" | "toi" | "hoac" | "hay")));
        rank(words.get(i)) && (rank(words.get(i + 1)) || to && rank(words.get(i + 2)))
    });
    joined || [" tro len", " tro xuong", " den ", "tu 3 sao", "tu 4 sao"].iter().any(|w| folded.contains(w))
}

/// Words that may stand around a rank and change nothing of it.
const HARMLESS: [&str; 42] = [
    "hang", "ocop", "dat", "xep", "cap", "muc", "loai", "ket", "qua", "sao", "ngoi", "star", "stars", "san",
    "pham", "sp", "cong", "nhan", "duoc", "chung", "quoc", "gia", "tinh", "thanh", "pho", "trung", "uong",
    "tw", "huyen", "quan", "diem", "phan", "danh", "nam", "thang", "ngay", "lan", "theo", "qd", "ubnd",
    "hien", "tai",
];

/// The stars a cell gives a product: [`read`], where no word or sign beside them says something else, as “4 sao (thu hồi)”,
/// “xét 4 sao”, “dưới 3 sao” or “3-4 sao” do.
pub fn of_cell(text: &str) -> Option<u8> {
    let text = &without_fractions(text);
    let n = read(text)?;
    if text.contains(['?', '>', '<', '≥', '≤', '~', '±']) {
        return None;
    }
    let folded = fold(text);
    let plain = |word: &&str| {
        let digits = word.strip_suffix("sao").filter(|w| !w.is_empty()).unwrap_or(word);
        match (number(digits), spelled(word), roman(word)) {
            (Some(other), ..) => other == n || other > 5 || other == 0,
            (_, Some(other), _) if other == n => true,
            (.., Some(other)) if other == n => true,
            _ => HARMLESS.contains(word) || digits.parse::<f64>().is_ok(),
        }
    };
    folded
        .split(|c: char| !c.is_alphanumeric() && c != '.')
        .filter(|w| !w.is_empty())
        .all(|w| plain(&w))
        .then_some(n)
}

/// `1`, `2 sao`: ranks of an assessment that give no star (Điều 3(3)).
pub fn is_below_three(text: &str) -> bool {
    let folded = fold(text);
    let own = folded.strip_suffix(" sao").or(folded.strip_suffix("sao")).unwrap_or(&folded).trim();
    matches!(own, "1" | "2" | "01" | "02" | "mot" | "hai")
        || matches!(text.trim(), "1.0" | "2.0" | "1,0" | "2,0")
}

/// Does a text that [`of_cell`] cannot read leave open which stars, if any, were given: two numbers of them, stars that are
/// hoped for, or words only, as “Thu hồi” or “Không đạt”? A person then says what is meant. A number that is no rank is a
/// mistake of the list.
pub fn is_unclear(text: &str) -> bool {
    if text.trim().is_empty() || of_cell(text).is_some() || is_below_three(text) {
        return false;
    }
    let letters: Vec<char> = text.chars().collect();
    let joined = |c: Option<&char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let lone = |at: usize| {
        let before = at.checked_sub(1).and_then(|b| letters.get(b));
        !(joined(before)
            || letters.get(at + 1).is_some_and(char::is_ascii_digit)
            || joined(letters.get(at + 1)) && letters.get(at + 2).is_some_and(char::is_ascii_digit))
    };
    let says =
        (0..letters.len()).any(|at| letters.get(at).is_some_and(|c| matches!(c, '3'..='5')) && lone(at));
    let folded = fold(text);
    let of_ranks = |w: &str| matches!(w, "sao" | "star" | "stars" | "ngoi" | "ocop" | "hang" | "dat");
    let number =
        |w: &str| w.strip_suffix("sao").unwrap_or(w).bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let words = folded.split(' ').any(|w| !w.is_empty() && !of_ranks(w) && !number(w));
    let digits = text.contains(|c: char| c.is_ascii_digit());
    says || words || !digits || text.trim() == "0"
}

/// The text without what stands behind the comma of a number that is no rank: `82,5 điểm`.
fn without_fractions(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = letters.get(at) {
        let begins = matches!(c, ',' | '.') && at >= 2 && digit(at - 1) && digit(at - 2) && digit(at + 1);
        if begins && !(at >= 3 && digit(at - 3)) {
            at += 1;
            while digit(at) {
                at += 1;
            }
            continue;
        }
        out.push(*c);
        at += 1;
    }
    out
}

fn roman(word: &str) -> Option<u8> {
    match word {
        "iii" => Some(3),
        "iv" => Some(4),
        "v" => Some(5),
        _ => None,
    }
}

fn number(word: &str) -> Option<u8> {
    word.parse().ok()
}

fn spelled(word: &str) -> Option<u8> {
    match word {
        "ba" => Some(3),
        "bon" | "tu" => Some(4),
        "nam" => Some(5),
        _ => None,
    }
}

fn within(n: u8) -> Option<u8> {
    Some(n).filter(|n| (3..=5).contains(n))
}

#[cfg(test)]
mod tests {
    use super::{is_below_three, is_unclear, of_cell, read};

    #[test]
    fn stars_are_read_as_people_write_them() {
        for (text, stars) in [
            ("4", 4),
            ("3.0", 3),
            ("5,0", 5),
            ("04", 4),
            ("4 sao", 4),
            ("4sao", 4),
            ("4 SAO.", 4),
            ("★★★★", 4),
            ("★★★☆☆", 3),
            ("⭐⭐⭐⭐⭐", 5),
            ("***", 3),
            ("4*", 4),
            ("4 ★", 4),
            ("OCOP 4 sao", 4),
            ("Hạng 4 sao", 4),
            ("Hạng 4", 4),
            ("Đạt 3 sao", 3),
            ("5 sao (quốc gia)", 5),
            ("4 sao cấp tỉnh năm 2023", 4),
            ("82 điểm, 4 sao", 4),
            ("4 sao (82,5 điểm)", 4),
            ("4 sao - 75.25 điểm", 4),
            ("4 stars", 4),
            ("4.00", 4),
            ("Bốn (4) sao", 4),
            ("Bốn sao", 4),
            ("4 (bốn) sao", 4),
            ("Năm sao", 5),
            ("Bốn", 4),
            ("IV", 4),
            ("III sao", 3),
            ("V sao", 5),
            ("4 ngôi sao", 4),
        ] {
            assert_eq!(read(text), Some(stars), "{text}");
            assert_eq!(of_cell(text), Some(stars), "{text}");
        }
        for text in [
            "4 sao (thu hồi)",
            "Bị thu hồi 4 sao",
            "4 sao hết hạn",
            "trượt 4 sao",
            "rớt từ 4 sao",
            "4 sao - tạm dừng",
            "Chờ công nhận 4 sao",
            "xét 4 sao",
            "Mục tiêu 4 sao",
            "3 hoặc 4 sao",
            "3-4 sao",
            "3/4 sao",
            "dưới 3 sao",
            "gần 5 sao",
            "Hồ sơ 5 sao trình TW",
            "4?",
            ">3 sao",
        ] {
            assert_eq!(of_cell(text), None, "{text}");
            assert!(is_unclear(text), "{text}");
        }
        for text in [
            "",
            "6",
            "2 sao",
            "3.5",
            "45",
            "3 sao, 4 sao",
            "3/4",
            "tiềm năng 5 sao",
            "chưa đạt 3 sao",
            "*",
            "đạt",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        for text in ["V", "Tư", "Năm"] {
            assert_eq!(read(text), None, "{text}");
        }
        for text in ["tiềm năng 5 sao", "TN5S", "3 sao, 4 sao", "4/5", "từ 3 sao lên 4 sao", "đề nghị 4 sao"]
        {
            assert!(is_unclear(text), "{text}");
        }
        for text in [
            "chưa đạt 3 sao",
            "không đạt",
            "đạt",
            "Thu hồi",
            "Chưa đánh giá",
            "0",
            "sáu sao",
            "3 sao (thu hồi)",
        ] {
            assert_eq!(of_cell(text), None, "{text}");
            assert!(is_unclear(text), "{text}");
        }
        for text in ["", "6", "6 sao", "2 sao", "2", "3.5", "4,5", "45", "4 sao"] {
            assert!(!is_unclear(text), "{text}");
        }
        for text in ["1", "2 sao", "2.0", "hai sao"] {
            assert!(is_below_three(text), "{text}");
        }
        assert!(!is_below_three("12") && !is_below_three("3 sao") && !is_below_three(""));
    }
}
