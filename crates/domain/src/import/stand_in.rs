use crate::text::{clean, fold};

/// What a cell holds in place of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandIn {
    /// The same as in the row above: `nt`, `"`, `như trên`.
    Above,
    /// Nothing yet: `-`, `N/A`, `Đang cập nhật`.
    Nothing,
}

/// Ways to write that a value is not there, folded.
const NOTHING: &[&str] = &[
    "n a",
    "none",
    "null",
    "nil",
    "unknown",
    "tba",
    "tbd",
    "tbc",
    "trong",
    "khuyet",
    "bo trong",
    "de trong",
    "khong",
    "khong co",
    "khong ro",
    "khong biet",
    "khong ghi",
    "khong xac dinh",
    "ko",
    "ko co",
    "ko ro",
    "k co",
    "kxd",
    "chua",
    "chua co",
    "chua ro",
    "chua biet",
    "chua ghi",
    "chua cap nhat",
    "chua xac dinh",
    "chua co thong tin",
    "chua co so lieu",
    "khong co thong tin",
    "dang cap nhat",
    "dang bo sung",
    "dang cho",
    "dang xac minh",
    "dang ra soat",
    "cap nhat",
    "cap nhat sau",
    "bo sung",
    "bo sung sau",
    "se cap nhat",
    "se cap nhat sau",
    "se bo sung",
    "se bo sung sau",
    "cho cap nhat",
    "cho bo sung",
    "can bo sung",
    "chua cap",
    "chua duoc cap",
    "chua phat hanh",
    "cho cap",
    "dang cho cap",
    "dang cap",
    "dang lam",
    "se cap",
    "cap sau",
    "da mat",
    "that lac",
];

const ABOVE: &[&str] =
    &["nt", "n t", "nhu tren", "nhu dong tren", "tuong tu", "tuong tu tren", "ditto", "idem", "id", "do"];

/// What a cell that holds no value of its own stands for; none for a value.
pub fn stand_in(text: &str) -> Option<StandIn> {
    let text = clean(text);
    let folded = fold(&text);
    if folded.is_empty() {
        // Marks alone: quotation marks repeat the row above, anything else is a dash or dots.
        let quotes =
            |c: char| matches!(c, '"' | '\'' | '”' | '“' | '„' | '″' | '〃' | '‟' | '’' | '‘' | '´' | '`');
        let slashes = text.contains("//");
        return match text.is_empty() {
            true => None,
            false if text.contains(quotes) || slashes => Some(StandIn::Above),
            false => Some(StandIn::Nothing),
        };
    }
    let word = folded.as_str();
    // "Na" is a name, "NA" is none.
    if text == "NA" {
        return Some(StandIn::Nothing);
    }
    if ABOVE.contains(&word) || word.starts_with("nhu tren ") || word.starts_with("nhu so ") {
        return Some(StandIn::Above);
    }
    let crosses = word.len() <= 4 && word.chars().all(|c| c == 'x');
    (NOTHING.contains(&word) || crosses).then_some(StandIn::Nothing)
}

/// Can this be what a person or a firm is called? A number, a lone letter, or the form of a firm without its name cannot.
pub fn is_name(text: &str) -> bool {
    const FORMS: &[&str] = &[
        "htx",
        "hop tac xa",
        "tht",
        "to hop tac",
        "cong ty",
        "cong ty tnhh",
        "cong ty co phan",
        "ctcp",
        "dntn",
        "doanh nghiep",
        "doanh nghiep tu nhan",
        "ho",
        "ho kinh doanh",
        "hkd",
        "co so",
        "co so san xuat",
        "trang trai",
        "ho dan",
        "cac ho dan",
        "nhieu ho dan",
        "ho gia dinh",
        "ho san xuat",
        "ho nong dan",
        "nong dan",
        "nguoi dan",
        "nhan dan",
        "ca nhan",
        "to chuc",
        "chu the",
    ];
    let folded = fold(text);
    folded.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !FORMS.contains(&folded.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_words_that_repeat_the_row_above() {
        for text in [
            "nt",
            "NT",
            "-nt-",
            "(nt)",
            "n.t",
            "nt.",
            "\"",
            "''",
            "〃",
            "”",
            "- \" -",
            "-//-",
            "Như trên",
            "như trên.",
        ] {
            assert_eq!(stand_in(text), Some(StandIn::Above), "{text}");
        }
    }

    #[test]
    fn words_that_say_there_is_nothing_yet() {
        for text in [
            "-",
            "--",
            "—",
            "...",
            "…",
            "?",
            "x",
            "X",
            "xxx",
            "N/A",
            "NA",
            "n.a.",
            "#N/A",
            "Đang cập nhật",
            "Đang cập nhật...",
            "chưa có",
            "CHƯA CÓ",
            "Không có",
            "không rõ",
            "(chưa xác định)",
            "Cập nhật sau",
        ] {
            assert_eq!(stand_in(text), Some(StandIn::Nothing), "{text}");
        }
    }

    #[test]
    fn names_are_names() {
        for text in ["", "HTX Chưa Có Tên", "Nguyễn Thị Na", "Hộ Như Trên Đồi", "Na", "Công ty X", "NTT"]
        {
            assert_eq!(stand_in(text), None, "{text}");
        }
        assert!(
            is_name("HTX Một")
                && is_name("An")
                && !is_name("12")
                && !is_name("y")
                && !is_name("1)")
                && !is_name("Hộ dân")
        );
    }
}
