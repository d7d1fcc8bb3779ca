//! Several names in one cell, one below the other: two firms, two persons, products that are counted. A line break alone says
//! nothing, as a long name is broken where the column ends.

use super::{Mark, is_name};
use crate::text::{clean, fold};

/// What begins the name of a firm or of a household.
const FORMS: [&str; 24] = [
    "htx",
    "hop tac xa",
    "tht",
    "to hop tac",
    "lien hiep",
    "cong ty",
    "cty",
    "ct tnhh",
    "ctcp",
    "chi nhanh",
    "doanh nghiep",
    "dntn",
    "co so",
    "cssx",
    "ho kinh doanh",
    "hkd",
    "ho san xuat",
    "trang trai",
    "hoi quan",
    "ho",
    "ong",
    "ba",
    "lang nghe",
    "nong trai",
];

fn lines(text: &str) -> Vec<String> {
    text.split(['\n', '\r', ';']).map(clean).filter(|l| l.chars().any(char::is_alphanumeric)).collect()
}

/// The producers that a cell names one below the other; none where it names one.
pub fn makers(text: &str) -> Option<Vec<String>> {
    if !text.contains(['\n', '\r', ';']) {
        return None;
    }
    let found: Vec<String> = lines(text).iter().map(|l| without_mark(l).to_owned()).collect();
    let (first, rest) = found.split_first()?;
    let household = |l: &str| form(l).is_some_and(|f| matches!(f, "ho" | "ong" | "ba"));
    let firm = |l: &str| form(l).is_some() && !household(l);
    // "Hộ kinh doanh" above the name of who runs it is one.
    let each = rest.iter().all(|l| form(l).is_some() || !firm(first) && is_person(l));
    let named = form(first).is_some() || is_person(first) || text.trim_start().starts_with(['-', '+', '•']);
    (!rest.is_empty() && named && each && is_name(first)).then_some(found)
}

/// The products that a cell counts: `1. Trà`, `2. Cà phê`, or with dashes before each.
pub fn counted(text: &str) -> Option<Vec<String>> {
    if !text.contains(['\n', '\r']) {
        return None;
    }
    let all: Vec<String> = text.split(['\n', '\r']).map(clean).filter(|l| !l.is_empty()).collect();
    let marked = all.iter().filter(|l| without_mark(l).len() < l.len()).count();
    (all.len() >= 2 && marked == all.len()).then(|| all.iter().map(|l| without_mark(l).to_owned()).collect())
}

/// Lines of a cell of which the second may be a name of its own.
pub fn may_be_several(text: &str) -> bool {
    if !text.contains(['\n', '\r']) {
        return false;
    }
    let all: Vec<String> = text.split(['\n', '\r']).map(clean).filter(|l| !l.is_empty()).collect();
    all.windows(2).any(|two| {
        let [first, second] = two else { return false };
        let goes_on = first.ends_with([',', '-', '–', '&', '(', '/', '+'])
            || ["va", "cua", "tu", "cho", "voi"]
                .contains(&fold(first).rsplit(' ').next().unwrap_or_default());
        let of_capitals = !first.chars().any(char::is_lowercase);
        !goes_on && !of_capitals && second.starts_with(char::is_uppercase)
    })
}

fn form(line: &str) -> Option<&'static str> {
    let folded = fold(line);
    FORMS
        .into_iter()
        .find(|f| folded.strip_prefix(f).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// Two to five words, each with a capital: what a person is called.
fn is_person(line: &str) -> bool {
    let words: Vec<&str> = line.split(' ').collect();
    let capital = |w: &str| {
        let mut letters = w.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase)
    };
    form(line).is_none() && (2..=5).contains(&words.len()) && words.iter().all(|w| capital(w))
}

/// A line without the dash, number or small letter that counts it. A number that nothing closes (`7 Kẹo`) belongs to the name.
pub fn without_mark(line: &str) -> &str {
    let (mark, rest) = Mark::read(line);
    let taken = line.get(..line.len() - rest.len()).unwrap_or_default();
    let counts = match mark {
        Mark::Number(1) => taken.contains(['.', ')', '/']),
        Mark::Small | Mark::Dash => true,
        _ => false,
    };
    if counts { rest } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_producers_in_one_cell_are_told_from_a_broken_line() {
        for (text, n) in [
            ("HTX Một\nCông ty TNHH Hai", 2),
            ("- HTX Một\n- HTX Hai\n- HTX Ba", 3),
            ("Nguyễn Văn A\nTrần Thị B", 2),
            ("Hộ Nguyễn Văn A\r\nHộ Trần Thị B", 2),
            ("1. HTX Một\n2. HTX Hai", 2),
            ("HTX Một; HTX Hai", 2),
        ] {
            assert_eq!(makers(text).map(|m| m.len()), Some(n), "{text}");
        }
        for text in [
            "Công ty TNHH\nThương Mại Hai",
            "HỢP TÁC XÃ\nNÔNG NGHIỆP MỘT",
            "Hộ kinh doanh\nNguyễn Văn A",
            "HTX Một\n(Nguyễn Văn A)",
            "HTX Một\nĐịa chỉ: Ấp 3",
            "HTX Một",
            "HTX nông nghiệp\nsạch",
            "",
        ] {
            assert_eq!(makers(text), None, "{text}");
        }
    }

    #[test]
    fn products_that_are_counted_in_one_cell_are_several() {
        assert_eq!(counted("1. Trà\n2. Cà phê"), Some(vec!["Trà".into(), "Cà phê".into()]));
        assert_eq!(counted("- Trà\n- Cà phê").map(|c| c.len()), Some(2));
        for text in ["Trà\nCà phê", "1. Trà", "Trà 3.5\nCà phê", ""] {
            assert_eq!(counted(text), None, "{text}");
        }
        assert!(may_be_several("Trà hoa vàng\nCà phê bột"));
        for text in ["Mật ong\nhoa cà phê", "MẬT ONG\nHOA CÀ PHÊ", "Bánh và\nKẹo", "Trà (túi)\n(hộp)", "Trà"]
        {
            assert!(!may_be_several(text), "{text}");
        }
    }
}
