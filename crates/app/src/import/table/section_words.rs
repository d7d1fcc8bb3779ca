//! What the words of a heading between the rows say: stars, a year, places, or that its products have no star.

use super::field::Field;
use super::title::{self, Titled};
use crate::import::row::stars;
use ocop_domain::area::{kind_of_key, place_parts};
use ocop_domain::import::{Fallen, Mark, Told, fallen};
use ocop_domain::text::fold;

/// `DANH SÁCH SẢN PHẨM ĐỀ NGHỊ CÔNG NHẬN`: the title of a list whose products have no star, or have one no longer, with the
/// words that say so. What stands in brackets or behind a decision's number is said of the decision.
pub fn title_fallen(lines: &[String]) -> Option<(Fallen, String)> {
    let named = |text: &str| {
        let lower = text.to_lowercase();
        let end = ["kèm theo", "ban hành theo"].iter().filter_map(|w| lower.find(w)).min();
        let head: &str = lower.get(..end.unwrap_or(lower.len())).unwrap_or_default();
        let folded = format!("{} ", fold(head));
        let is_list = is_list_title(head) && folded.contains(" san pham ");
        if !is_list || title::decision(head) != Titled::Nothing {
            return None;
        }
        fallen(Told::Title, head).map(|why| (why, text.to_owned()))
    };
    lines.iter().find_map(|l| named(l)).or_else(|| {
        // Broken over two lines.
        let mut two = lines.windows(2).filter_map(|w| Some(format!("{} {}", w.first()?, w.last()?)));
        two.find_map(|text| named(&text))
    })
}

/// Does a text begin as the title of a list does?
pub fn is_list_title(text: &str) -> bool {
    const LISTS: [&str; 6] = ["danh sach ", "bieu ", "bang ", "phu luc ", "tong hop ", "thong ke "];
    let folded = format!("{} ", fold(text));
    LISTS.iter().any(|w| folded.starts_with(w))
}

/// A heading that speaks of something without saying it: what was said of that before holds no longer.
pub fn ends(text: &str) -> Vec<Field> {
    let folded = format!(" {} ", fold(text));
    let has = |words: &[&str]| words.iter().any(|w| folded.contains(w));
    let mut out = Vec::new();
    if has(&[" san pham ", " sao ", " hang ", " con lai ", " khac "]) {
        out.push(Field::Stars);
    }
    if has(&[
        " xa ",
        " cac xa ",
        " phuong ",
        " khu vuc ",
        " dia ban ",
        " huyen ",
        " quan ",
        " thi xa ",
        " vung ",
    ]) {
        out.extend([Field::NewCommune, Field::OldDistrict]);
    }
    if has(&[" quyet dinh ", " dot ", " con lai ", " khac "]) {
        out.push(Field::Decision);
    }
    out
}

/// Does a text say what only a section says, and nothing that a product may be called?
pub fn says(text: &str) -> bool {
    let bare = Mark::read(text).1;
    let counted = bare.split(['(', ':']).next().unwrap_or_default();
    let of_stars = fold(counted).contains("sao") && stars::of_cell(counted).is_some();
    of_stars || year_of(bare).is_some() || !places(bare).is_empty()
}

/// What a heading, without its mark, says of the rows below it: their stars, their year, or where they lie.
pub fn read(text: &str) -> Vec<(Field, String)> {
    let of_stars =
        fold(text).contains("sao") && fallen(Told::Section, text).is_none() && !stars::is_range(text);
    if let Some(n) = stars::read(text).filter(|_| of_stars) {
        return vec![(Field::Stars, format!("{n} sao"))];
    }
    if let Some(year) = year_of(text) {
        return vec![(Field::CertYear, year)];
    }
    places(text)
}

/// `Năm 2024`, `Sản phẩm công nhận năm 2024 (12 sản phẩm)`: the year in which the products of a section were recognised.
fn year_of(text: &str) -> Option<String> {
    let before = text.split(['(', ':', ';']).next().unwrap_or_default();
    let folded = fold(before);
    let words: Vec<&str> = folded.split(' ').collect();
    let (["nam", year], before) = (words.last_chunk::<2>()?, words.get(..words.len() - 2)?) else {
        return None;
    };
    const AROUND: [&str; 17] = [
        "cac", "san", "pham", "sp", "ocop", "duoc", "da", "cong", "nhan", "danh", "gia", "phan", "hang",
        "dat", "dot", "trong", "moi",
    ];
    let plain = |w: &&str| AROUND.contains(w) || w.len() == 1 && w.bytes().all(|b| b.is_ascii_digit());
    let is_year = year.len() == 4 && year.starts_with("20") && year.bytes().all(|b| b.is_ascii_digit());
    (is_year && before.iter().all(plain)).then(|| (*year).to_owned())
}

/// The places that a heading is made of; none where it says anything else.
fn places(text: &str) -> Vec<(Field, String)> {
    let before = text.split([':', '(', '–', ';']).next().unwrap_or_default();
    let parts = place_parts(before);
    let of = |part: &String| match kind_of_key(part) {
        "xã" | "phường" | "thị trấn" | "đặc khu" => Some(Field::NewCommune),
        "huyện" | "quận" | "thị xã" => Some(Field::OldDistrict),
        _ => None,
    };
    // Every part is a place: "Xã hội" is none that is known, and is asked about like any other.
    let read: Vec<(Field, String)> = parts.iter().filter_map(|p| Some((of(p)?, p.clone()))).collect();
    if read.len() == parts.len() { read } else { vec![] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_says_stars_or_a_place() {
        for (text, said) in [
            ("II Sản phẩm 4 sao", vec![(Field::Stars, "4 sao")]),
            ("SẢN PHẨM ĐẠT HẠNG 3 SAO (12 sản phẩm)", vec![(Field::Stars, "3 sao")]),
            ("3 sao", vec![(Field::Stars, "3 sao")]),
            ("I. XÃ MẪU A", vec![(Field::NewCommune, "xã mẫu a")]),
            ("I Phường Xóm Chiếu: 2 sản phẩm", vec![(Field::NewCommune, "phường xóm chiếu")]),
            ("A) Huyện Củ Chi", vec![(Field::OldDistrict, "huyện củ chi")]),
            ("II. Quận 4 (3 SP)", vec![(Field::OldDistrict, "quận 4")]),
            ("III/ Năm 2024", vec![(Field::CertYear, "2024")]),
            ("3. 4 sao", vec![(Field::Stars, "4 sao")]),
            ("I. Năm 2024", vec![(Field::CertYear, "2024")]),
            ("Sản phẩm công nhận năm 2024 (12 sản phẩm)", vec![(Field::CertYear, "2024")]),
            ("Đợt 2 năm 2024", vec![(Field::CertYear, "2024")]),
            ("Kế hoạch năm 2024", vec![]),
            ("Nhóm thực phẩm", vec![]),
            ("Cấp tỉnh", vec![]),
        ] {
            let said: Vec<_> = said.into_iter().map(|(f, t)| (f, t.to_owned())).collect();
            assert_eq!(read(Mark::read(text).1), said, "{text}");
        }
    }
}
