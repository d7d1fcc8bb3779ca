//! Columns that say the same of one assessment after another, told apart by the end of their headings: `Sao lần 1 | QĐ lần 1 |
//! Sao lần 2 | QĐ lần 2`, `Hạng sao 2021 | QĐ 2021 | Hạng sao 2024 | QĐ 2024`. A product may be recognised again and again, each
//! time for 36 months (Điều 4(3), 26/2026/QĐ-TTg).

use super::field::Field;
use super::headings::known;
use ocop_domain::text::{clean, fold};

/// When an assessment took place, as headings name it: the same for all columns of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    pub name: String,
    /// The year, where the headings name it.
    pub year: Option<i16>,
}

/// What a heading says of which assessment; none where it says no time, or nothing of a recognition.
pub fn of(heading: &str) -> Option<(Field, Occasion)> {
    let bare: String =
        heading.chars().map(|c| if matches!(c, '(' | ')' | '[' | ']') { ' ' } else { c }).collect();
    let bare = clean(&bare);
    let words: Vec<&str> = bare.split(' ').collect();
    let folded: Vec<String> = words.iter().map(|w| fold(w)).collect();
    let (from, to, occasion) = (0..folded.len()).find_map(|at| {
        let (taken, occasion) = named(folded.get(at..)?)?;
        Some((at, at + taken, occasion))
    })?;
    // The name of the assessment stands behind, or before, what is said of it.
    if to < words.len() && from > 0 {
        return None;
    }
    let rest: Vec<&str> = if from > 0 { words.get(..from)? } else { words.get(to..)? }.to_vec();
    let field = known(&rest.join(" "))?;
    is_of_recognition(field).then_some((field, occasion))
}

/// What each recognition of a product has of its own.
pub fn is_of_recognition(field: Field) -> bool {
    matches!(
        field,
        Field::Stars
            | Field::Decision
            | Field::Issued
            | Field::Expires
            | Field::CertificateNo
            | Field::CertYear
            | Field::Issuer
    )
}

/// The year that the heading over a group of columns names: `Năm 2021`, `Đánh giá năm 2021`.
pub fn year_of_group(heading: &str) -> Option<i16> {
    let folded = fold(heading);
    let mut years = folded.split(' ').filter_map(year);
    years.next().filter(|_| years.next().is_none())
}

/// Which assessment the heading over a group of columns names, wherever in it.
pub fn of_group(heading: &str) -> Option<Occasion> {
    let folded = fold(heading);
    let words: Vec<String> = folded.split(' ').map(str::to_owned).collect();
    (0..words.len()).find_map(|at| named(words.get(at..)?).map(|(_, occasion)| occasion))
}

/// What a heading calls hoped for, and not given: `Đề nghị của UBND huyện`, `Tự đánh giá`.
pub fn is_proposed(heading: &str) -> bool {
    const WORDS: [&str; 8] = [
        " de nghi ",
        " de xuat ",
        " tu danh gia ",
        " tu cham ",
        " du kien ",
        " tiem nang ",
        " phan dau ",
        " muc tieu ",
    ];
    let folded = format!(" {} ", fold(heading));
    let registered = folded.contains(" dang ky ") && !folded.contains(" cong nhan ");
    registered || WORDS.iter().any(|w| folded.contains(w))
}

/// The district's assessment, which stood before the province's.
pub fn is_of_district(heading: &str) -> bool {
    const WORDS: [&str; 5] =
        [" cap huyen ", " ubnd huyen ", " hoi dong huyen ", " cua huyen ", " quan huyen "];
    let folded = format!(" {} ", fold(heading));
    WORDS.iter().any(|w| folded.contains(w))
}

/// The words of a time with which a text begins, how many they are.
fn named(words: &[String]) -> Option<(usize, Occasion)> {
    let word = |n: usize| words.get(n).map_or("", String::as_str);
    let last = |taken: usize| word(taken).is_empty();
    let said = |taken: usize, name: String, year| Some((taken, Occasion { name, year }));
    let start = usize::from(matches!(word(0), "nam") && year(word(1)).is_some());
    if let Some(y) = year(word(start)) {
        return said(start + 1, y.to_string(), Some(y));
    }
    if matches!(word(0), "lan" | "dot") {
        let at = if word(1) == "thu" { 2 } else { 1 };
        let which = match word(at) {
            "dau" | "1" | "nhat" | "mot" | "i" => "1",
            "2" | "hai" | "ii" => "2",
            "3" | "ba" | "iii" => "3",
            "4" | "tu" | "iv" => "4",
            "5" | "nam" | "v" => "5",
            _ => return None,
        };
        let year_behind = year(word(at + 1));
        let more = usize::from(year_behind.is_some());
        return said(at + 1 + more, format!("{} {which}", word(0)), year_behind);
    }
    match (word(0), word(1)) {
        ("danh", "gia") if word(2) == "lai" && last(3) => said(3, "again".into(), None),
        ("cong", "nhan") if word(2) == "lai" && last(3) => said(3, "again".into(), None),
        ("lai", "") => said(1, "again".into(), None),
        ("cu", "") | ("truoc", "") | ("truoc", "day") if last(2) => said(words.len(), "before".into(), None),
        ("moi", "") | ("hien", "tai") | ("hien", "nay") if last(2) => said(words.len(), "now".into(), None),
        _ => None,
    }
}

fn year(word: &str) -> Option<i16> {
    let digits = word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| word.parse().ok())?.filter(|y| (2018..=2100).contains(y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_says_of_which_assessment_it_speaks() {
        for (heading, field, name) in [
            ("Sao lần 1", Field::Stars, "lan 1"),
            ("QĐ lần 2", Field::Decision, "lan 2"),
            ("Hạng sao (lần thứ nhất)", Field::Stars, "lan 1"),
            ("Số QĐ lần đầu", Field::Decision, "lan 1"),
            ("Hạng sao 2021", Field::Stars, "2021"),
            ("QĐ năm 2024", Field::Decision, "2024"),
            ("Ngày cấp đợt 2", Field::Issued, "dot 2"),
            ("Lần 1: số sao", Field::Stars, "lan 1"),
            ("Hạng sao cũ", Field::Stars, "before"),
            ("Hạng sao hiện tại", Field::Stars, "now"),
            ("Sao (đánh giá lại)", Field::Stars, "again"),
        ] {
            let said = of(heading).map(|(f, o)| (f, o.name));
            assert_eq!(said, Some((field, name.to_owned())), "{heading}");
        }
        for heading in [
            "Số sao",
            "Doanh thu 2024",
            "Sản phẩm mới",
            "Xã mới",
            "Điểm lần 1",
            "Sao đề nghị 2025",
            "Năm 2024",
        ] {
            assert_eq!(of(heading), None, "{heading}");
        }
    }
}
