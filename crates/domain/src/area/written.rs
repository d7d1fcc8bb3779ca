//! How a place is written in a paper: before its date, and inside a sentence (Nghị định 30/2020/NĐ-CP).

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The common nouns a name begins with, the longer ones before those they begin with.
const KINDS: [&str; 10] =
    ["Thành phố", "Thị trấn", "Thị xã", "Đặc khu", "Phường", "Huyện", "Quận", "Tỉnh", "Thủ đô", "Xã"];

/// “Viết hoa đặc biệt: Thủ đô Hà Nội, Thành phố Hồ Chí Minh” (Phụ lục II, III.1.c); the second is named after a person.
const CAPITAL: &str = "Thủ đô Hà Nội";

/// Names after a person or an event. Only names that can be no other thing stand in the file.
static NAMED_AFTER: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let file = include_str!("../../../../data/areas/named_after.csv");
    file.lines().skip(1).filter_map(|line| line.split(',').next()).collect()
});

/// The kind and the name proper, whatever the case of the kind's first letter: ("Đặc khu", "Côn Đảo").
fn parts(full_name: &str) -> Option<(&'static str, &str)> {
    KINDS.iter().find_map(|kind| {
        let (first, rest) = full_name.split_at_checked(kind.len())?;
        let same = first == *kind || first == lower(kind);
        let name = rest.strip_prefix(' ').filter(|name| same && !name.is_empty())?;
        Some((*kind, name))
    })
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Named by a number, after a person or after an event: the kind belongs to such a name.
fn keeps_kind(name: &str) -> bool {
    name.starts_with(|letter: char| letter.is_ascii_digit()) || NAMED_AFTER.contains(name)
}

/// The place before a paper's date: "Côn Đảo, ngày …". A unit named by a number, after a person or an event is written
/// with its kind: "Phường 4", "Thành phố Hồ Chí Minh" (Phụ lục I, II.4.b).
pub fn before_date(full_name: &str) -> String {
    match parts(full_name) {
        Some((kind, name)) if keeps_kind(name) => format!("{kind} {name}"),
        Some((_, name)) => name.to_owned(),
        None => full_name.to_owned(),
    }
}

/// A full name inside a sentence: "thành phố Cần Thơ", "phường Xóm Chiếu". The capital stays before a number, a person or
/// an event, and in the two names written so for themselves (Phụ lục II, III.1.b and c).
pub fn within_sentence(full_name: &str) -> String {
    match parts(full_name) {
        Some((_, name)) if keeps_kind(name) || full_name == CAPITAL => full_name.to_owned(),
        Some((kind, name)) => format!("{} {name}", lower(kind)),
        None => full_name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_before_a_date_is_the_name_alone_but_for_numbers_persons_and_events() {
        for (full, place) in [
            ("Đặc khu Côn Đảo", "Côn Đảo"),
            ("Phường Xóm Chiếu", "Xóm Chiếu"),
            ("Xã Thạnh An", "Thạnh An"),
            ("Thị trấn Cần Thạnh", "Cần Thạnh"),
            ("Phường 4", "Phường 4"),
            ("Phường 2 Bảo Lộc", "Phường 2 Bảo Lộc"),
            ("Quận 4", "Quận 4"),
            ("Phường Điện Biên Phủ", "Phường Điện Biên Phủ"),
            ("Xã Lê Minh Xuân", "Xã Lê Minh Xuân"),
            ("Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
            ("Thành phố Hà Nội", "Hà Nội"),
            ("thành phố Huế", "Huế"),
            ("tỉnh Lâm Đồng", "Lâm Đồng"),
            ("Xã", "Xã"),
            ("", ""),
        ] {
            assert_eq!(before_date(full), place, "{full}");
        }
    }

    #[test]
    fn inside_a_sentence_the_common_noun_is_small_but_for_the_names_the_decree_writes_large() {
        for (full, inside) in [
            ("Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
            ("Thủ đô Hà Nội", "Thủ đô Hà Nội"),
            ("Thành phố Hà Nội", "thành phố Hà Nội"),
            ("Thành phố Cần Thơ", "thành phố Cần Thơ"),
            ("Tỉnh Lâm Đồng", "tỉnh Lâm Đồng"),
            ("Phường 4", "Phường 4"),
            ("Phường Điện Biên Phủ", "Phường Điện Biên Phủ"),
            ("Phường Xóm Chiếu", "phường Xóm Chiếu"),
            ("Đặc khu Côn Đảo", "đặc khu Côn Đảo"),
            ("thành phố Huế", "thành phố Huế"),
            ("Bộ Nông nghiệp và Môi trường", "Bộ Nông nghiệp và Môi trường"),
        ] {
            assert_eq!(within_sentence(full), inside, "{full}");
        }
    }
}
