//! How alike two names are. Lists from old offices write one cooperative in many ways (HTX, Hợp tác xã, without
//! diacritics, y for i), so names are compared by their cores: folded, abbreviations written out, legal form dropped.

use crate::text::fold;

/// What abbreviations of names stand for; applied to folded words.
const SHORT: &[(&str, &str)] = &[
    ("htx", "hop tac xa"),
    ("tht", "to hop tac"),
    ("cty", "cong ty"),
    ("ctcp", "cong ty co phan"),
    ("cp", "co phan"),
    ("tnhh", "trach nhiem huu han"),
    ("mtv", "mot thanh vien"),
    ("dntn", "doanh nghiep tu nhan"),
    ("dn", "doanh nghiep"),
    ("hkd", "ho kinh doanh"),
    ("cssx", "co so san xuat"),
    ("cs", "co so"),
    ("sx", "san xuat"),
    ("tm", "thuong mai"),
    ("dv", "dich vu"),
    ("tmdv", "thuong mai dich vu"),
    ("sxtm", "san xuat thuong mai"),
    ("nn", "nong nghiep"),
    ("dvnn", "dich vu nong nghiep"),
    ("xnk", "xuat nhap khau"),
    ("kd", "kinh doanh"),
];

/// Words that say what kind of maker it is or what it does, never which one; longer ones first.
const LIGHT: &[&str] = &[
    "lien hiep hop tac xa",
    "doanh nghiep tu nhan",
    "trach nhiem huu han",
    "mot thanh vien",
    "hai thanh vien",
    "ho kinh doanh",
    "ho san xuat",
    "ho gia dinh",
    "ho ca the",
    "xuat nhap khau",
    "hop tac xa",
    "to hop tac",
    "cong ti",
    "co phan",
    "doanh nghiep",
    "trang trai",
    "co so",
    "san xuat",
    "thuong mai",
    "dich vu",
    "nong nghiep",
    "kinh doanh",
    "che bien",
    "ho",
    "va",
];

/// The words of a name that tell it from others, in their order. A name that is nothing but light words keeps them all.
pub fn core(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in fold(name).split(' ').filter(|w| !w.is_empty()) {
        let long = SHORT.iter().find(|(short, _)| *short == word).map_or(word, |(_, long)| long);
        // “Mỹ” and “Mĩ”, “công ty” and “công ti” are one word in two spellings.
        words.extend(long.split(' ').map(|w| w.replace('y', "i")));
    }
    let mut kept: Vec<String> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let light = LIGHT.iter().map(|p| p.split(' ').count()).zip(LIGHT).find(|(n, phrase)| {
            words.len() - at >= *n && words[at..at + n].iter().map(String::as_str).eq(phrase.split(' '))
        });
        match light {
            Some((n, _)) => at += n,
            None => {
                kept.push(words[at].clone());
                at += 1;
            }
        }
    }
    if kept.is_empty() { words } else { kept }
}

/// A core as one text in which the order of words does not count: equal for names that are the same.
pub fn core_key(name: &str) -> String {
    let mut words = core(name);
    words.sort();
    words.join(" ")
}

/// How two names stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameLikeness {
    Other,
    /// Every word of one is found in the other, letter slips aside, and they share most of their words.
    Close,
    /// The same words.
    Same,
}

/// Compares two names. `least` is the share of common words, in thousandths, from which a name that says more than the
/// other is still close.
pub fn compare(a: &str, b: &str, least: usize) -> NameLikeness {
    let (mut a, mut b) = (core(a), core(b));
    a.sort();
    b.sort();
    if a == b {
        return if a.is_empty() { NameLikeness::Other } else { NameLikeness::Same };
    }
    // “Cơ sở số 1” and “số 2”, 30 and 40 degrees: figures differ on purpose.
    let figures = |words: &[String]| -> Vec<String> {
        words.iter().filter(|w| w.bytes().any(|b| b.is_ascii_digit())).cloned().collect()
    };
    if figures(&a) != figures(&b) {
        return NameLikeness::Other;
    }
    let (few, many) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let mut left: Vec<&String> = many.iter().collect();
    let mut rest = Vec::new();
    for word in few {
        match left.iter().position(|w| *w == word) {
            Some(at) => drop(left.remove(at)),
            None => rest.push(word),
        }
    }
    for word in rest {
        match left.iter().position(|w| slip(w, word)) {
            Some(at) => drop(left.remove(at)),
            None => return NameLikeness::Other,
        }
    }
    let share = 2000 * few.len() / (few.len() + many.len());
    if few.len() >= 2 && share >= least { NameLikeness::Close } else { NameLikeness::Other }
}

/// One letter too many, too few, or two letters swapped; not one letter for another, which in Vietnamese is mostly
/// another name (Khánh, Thanh).
fn slip(a: &str, b: &str) -> bool {
    let (n, m) = (a.chars().count(), b.chars().count());
    if n.min(m) < 4 || strsim::osa_distance(a, b) != 1 {
        return false;
    }
    let sorted = |s: &str| {
        let mut letters: Vec<char> = s.chars().collect();
        letters.sort_unstable();
        letters
    };
    n != m || sorted(a) == sorted(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_core_is_what_tells_a_name_from_others() {
        let same = [
            ("HTX NN Xóm Mẫu", "Hợp tác xã Nông nghiệp Xóm Mẫu"),
            ("Cty TNHH SX TM Hương Ví Dụ", "CÔNG TY TNHH SẢN XUẤT THƯƠNG MẠI HƯƠNG VÍ DỤ"),
            ("Công ti Mĩ Vị Mẫu", "Công ty Mỹ Vị Mẫu"),
            ("HKD Nguyen Van Mau", "Hộ kinh doanh Nguyễn Văn Mẫu"),
        ];
        for (a, b) in same {
            assert_eq!(core(a), core(b), "{a} · {b}");
        }
        assert_eq!(core("HTX Nông nghiệp"), ["hop", "tac", "xa", "nong", "nghiep"]);
        assert_eq!(core_key("Mẫu Xóm"), core_key("Xóm Mẫu"));
    }

    #[test]
    fn close_names_differ_by_slips_or_by_saying_more() {
        use NameLikeness::*;
        let table = [
            ("Nước mắm Hai Mẫu", "nuoc mam hai mau", Same),
            ("Nước mắm Hai Mẫu", "Nước mắm truyền thống Hai Mẫu", Close),
            ("Rượu Quýnh Mẫu", "Rượu Quýnhh Mẫu", Close),
            ("Trà Hương Ví Dụ", "Trà Hưogn Ví Dụ", Close),
            ("Nước mắm Hai Mẫu", "Nước mắm Ba Mẫu", Other),
            ("Rau an toàn Xóm Mẫu", "Rau an toàn Xóm Đình", Other),
            ("Minh Khanh Mẫu", "Minh Thanh Mẫu", Other),
            ("Nước mắm Mẫu 30 độ", "Nước mắm Mẫu 40 độ", Other),
            ("Mẫu", "Mắm Mẫu", Other),
            ("", "", Other),
        ];
        for (a, b, want) in table {
            assert_eq!(compare(a, b, 650), want, "{a} · {b}");
            assert_eq!(compare(b, a, 650), want, "{b} · {a}");
        }
    }
}
