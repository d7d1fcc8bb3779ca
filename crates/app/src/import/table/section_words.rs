//! What the words of a heading between the rows say: stars, a year, places, or that its products have no star.

use super::columns::Field;
use super::title::{self, Titled};
use crate::import::row::stars;
use ocop_domain::area::{kind_of_key, place_parts};
use ocop_domain::text::fold;

/// `II. SẢN PHẨM KHÔNG ĐẠT`, `Đã bị thu hồi`, `Tiềm năng 5 sao`.
pub fn withholds(text: &str) -> bool {
    const WORDS: [&str; 16] = [
        " khong dat ",
        " chua dat ",
        " chua cong nhan ",
        " thu hoi ",
        " bi huy ",
        " huy cong nhan ",
        " het han ",
        " tiem nang ",
        " de nghi ",
        " de xuat ",
        " du kien ",
        " dang ky ",
        " dinh chi ",
        " tam dung ",
        " truot ",
        " phan dau ",
    ];
    let folded = format!(" {} ", fold(text));
    WORDS.iter().any(|w| folded.contains(w))
}

/// `DANH SÁCH SẢN PHẨM ĐỀ NGHỊ CÔNG NHẬN`: the name of a list whose products have no star, or have one no longer.
pub fn title_withholds(text: &str) -> bool {
    const WORDS: [&str; 10] = [
        " thu hoi ",
        " bi huy ",
        " huy cong nhan ",
        " khong dat ",
        " chua dat ",
        " chua cong nhan ",
        " tiem nang ",
        " de nghi ",
        " de xuat ",
        " du kien ",
    ];
    const LISTS: [&str; 6] = ["danh sach ", "bieu ", "bang ", "phu luc ", "tong hop ", "thong ke "];
    let folded = format!("{} ", fold(text));
    let title = LISTS.iter().any(|w| folded.starts_with(w)) && folded.contains(" san pham ");
    title && WORDS.iter().any(|w| folded.contains(w)) && title::decision(text) == Titled::Nothing
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
    let bare = without_mark(text);
    let counted = bare.split(['(', ':']).next().unwrap_or_default();
    let of_stars = fold(counted).contains("sao") && stars::of_cell(counted).is_some();
    of_stars || year_of(text).is_some() || !places(text).is_empty()
}

/// What a heading says of the rows below it: their stars, their year, or where they lie.
pub fn read(text: &str) -> Vec<(Field, String)> {
    // Before a mark is taken away: the "3" of "3 sao" is none.
    let of_stars = fold(text).contains("sao") && !withholds(text) && !stars::is_range(text);
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
    let before = without_mark(text).split(['(', ':', ';']).next().unwrap_or_default();
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
    let text = without_mark(text);
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

/// The text without `I.`, `A)`, `II -` before it.
fn without_mark(text: &str) -> &str {
    let text = text.trim();
    let (mark, rest) = text.split_once([' ', '.', ')']).unwrap_or(("", text));
    let is_mark = !mark.is_empty()
        && (mark.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
            || mark.len() == 1 && mark.chars().all(|c| c.is_ascii_uppercase())
            || mark.bytes().all(|b| b.is_ascii_digit()));
    if is_mark { rest.trim_start_matches(['.', ')', '-', ' ', '/', ':']) } else { text }
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
            ("I. Năm 2024", vec![(Field::CertYear, "2024")]),
            ("Sản phẩm công nhận năm 2024 (12 sản phẩm)", vec![(Field::CertYear, "2024")]),
            ("Đợt 2 năm 2024", vec![(Field::CertYear, "2024")]),
            ("Kế hoạch năm 2024", vec![]),
            ("Nhóm thực phẩm", vec![]),
            ("Cấp tỉnh", vec![]),
        ] {
            let said: Vec<_> = said.into_iter().map(|(f, t)| (f, t.to_owned())).collect();
            assert_eq!(read(text), said, "{text}");
        }
    }
}
