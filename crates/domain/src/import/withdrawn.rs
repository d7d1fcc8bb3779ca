//! Whether a list says of stars that they do not stand: taken back (Điều 8, 26/2026/QĐ-TTg), or not given at all. One reading
//! for a remark or a column of withdrawals, for the heading of a section and for the title of a list.

use super::{StandIn, stand_in};
use crate::text::fold;

/// Where the words stand: what a whole section is called says more than a remark beside one product does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told<'a> {
    /// A cell below this heading.
    Cell(&'a str),
    Section,
    Title,
}

/// Why stars do not stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fallen {
    /// Given and taken back, or ended.
    TakenBack,
    /// Proposed, hoped for or refused.
    NotGiven,
}

/// What denies a withdrawal, or speaks of one before the recognition.
const NOT: [&str; 8] = [
    "khong thu hoi",
    "chua thu hoi",
    "khong bi thu hoi",
    "chua bi thu hoi",
    "cap lai",
    "cong nhan lai",
    "chua het han",
    "sap het han",
];
/// What takes a recognition back, each with what is taken back behind it.
const TAKES: [&str; 6] = ["huy", "huy bo", "bai bo", "rut", "tuoc", "cham dut"];
/// What is taken back.
const TAKEN: [&str; 8] =
    ["cong nhan", "ket qua", "quyet dinh", "gcn", "giay chung nhan", "chung nhan", "hieu luc", "hang"];
/// Words that may stand between the two.
const BETWEEN: [&str; 6] = ["cac", "viec", "toan", "bo", "mot", "so"];
/// Said so everywhere.
const FALLEN: [&str; 8] =
    ["bai bo", "bi huy", "da huy", "bi huy bo", "het hieu luc", "khong con hieu luc", "withdrawn", "revoked"];
const NOT_GIVEN: [&str; 2] = ["khong duoc cong nhan", "chua duoc cong nhan"];
/// What only the name of a section or of a list says of its products; beside one product it may mean anything.
const NAMED_FALLEN: [&str; 3] = ["het han", "dinh chi", "tam dung"];
const NAMED_NOT_GIVEN: [&str; 12] = [
    "khong dat",
    "chua dat",
    "khong cong nhan",
    "chua cong nhan",
    "tiem nang",
    "de nghi",
    "de xuat",
    "du kien",
    "truot",
    "phan dau",
    "dang ky",
    "bi loai",
];
/// A list may be registered, and its products recognised all the same.
const NOT_IN_TITLES: [&str; 1] = ["dang ky"];

/// Says the text that stars do not stand?
pub fn fallen(told: Told<'_>, text: &str) -> Option<Fallen> {
    let own = padded(text);
    let has = |words: &[&str]| words.iter().any(|w| own.contains(&format!(" {w} ")));
    if has(&FALLEN) || taken_back_at(&own).is_some() {
        return Some(Fallen::TakenBack);
    }
    if has(&NOT_GIVEN) {
        return Some(Fallen::NotGiven);
    }
    let denied = has(&NOT);
    let back = !denied && has(&["thu hoi"]);
    match told {
        _ if back => Some(Fallen::TakenBack),
        Told::Cell(_) if own == " khong dat " => Some(Fallen::NotGiven),
        Told::Cell(_) if denied => None,
        Told::Cell(heading) => {
            let above = padded(heading);
            let of_withdrawals = ["thu hoi", "withdrawn", "revoked"];
            let named = of_withdrawals.iter().any(|w| above.contains(&format!(" {w} ")));
            // A cross marks the row; elsewhere it stands for nothing.
            let nothing = own != " x " && (own.trim().is_empty() || stand_in(text) == Some(StandIn::Nothing));
            let no = ["khong", "chua", "no", "not", "0"].iter().any(|w| own.starts_with(&format!(" {w} ")));
            (named && !nothing && !no).then_some(Fallen::TakenBack)
        }
        _ if !denied && has(&NAMED_FALLEN) => Some(Fallen::TakenBack),
        Told::Section => has(&NAMED_NOT_GIVEN).then_some(Fallen::NotGiven),
        Told::Title => NAMED_NOT_GIVEN
            .iter()
            .filter(|w| !NOT_IN_TITLES.contains(w))
            .any(|w| own.contains(&format!(" {w} ")))
            .then_some(Fallen::NotGiven),
    }
}

/// Does this cell below this heading say that the star of the row does not stand?
pub fn says_withdrawn(heading: &str, text: &str) -> bool {
    fallen(Told::Cell(heading), text).is_some()
}

/// Where a folded text takes a recognition back: `về việc hủy bỏ kết quả công nhận`, `thu hồi Giấy chứng nhận`.
pub(super) fn takes_back(folded: &str) -> Option<usize> {
    let own = format!(" {folded} ");
    if NOT.iter().any(|w| own.contains(&format!(" {w} "))) {
        return taken_back_at(&own);
    }
    let plain = ["thu hoi", "huy bo", "bai bo", "dinh chi"];
    let plain = plain.iter().filter_map(|w| own.find(&format!(" {w} "))).min();
    [plain, taken_back_at(&own)].into_iter().flatten().min()
}

/// Where a verb stands that takes back, with what it takes back among the next words.
fn taken_back_at(own: &str) -> Option<usize> {
    let of_verb = |verb: &&str| {
        let verb = format!(" {verb} ");
        own.match_indices(&verb).map(|(at, _)| (at, at + verb.len() - 1)).find_map(|(at, end)| {
            let mut rest = own.get(end..)?.trim_start();
            for _ in 0..4 {
                if TAKEN.iter().any(|o| rest.strip_prefix(o).is_some_and(|r| r.starts_with(' '))) {
                    return Some(at);
                }
                let (word, behind) = rest.split_once(' ')?;
                if !BETWEEN.contains(&word) {
                    return None;
                }
                rest = behind;
            }
            None
        })
    };
    TAKES.iter().filter_map(of_verb).min()
}

fn padded(text: &str) -> String {
    format!(" {} ", fold(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_that_do_not_stand_are_told_from_those_that_do() {
        const CELL: Told<'_> = Told::Cell("Ghi chú");
        const BACK: Option<Fallen> = Some(Fallen::TakenBack);
        const NONE: Option<Fallen> = Some(Fallen::NotGiven);
        // The text; what it says as a remark, as the heading of a section and in the name of a list.
        for (text, cell, section, title) in [
            ("Đã thu hồi", BACK, BACK, BACK),
            ("Sản phẩm OCOP bị thu hồi", BACK, BACK, BACK),
            ("Hủy bỏ kết quả công nhận", BACK, BACK, BACK),
            ("Bãi bỏ quyết định công nhận", BACK, BACK, BACK),
            ("Hủy bỏ các quyết định công nhận", BACK, BACK, BACK),
            ("Hủy công nhận", BACK, BACK, BACK),
            ("Bị hủy công nhận", BACK, BACK, BACK),
            ("Hủy bỏ giấy chứng nhận", BACK, BACK, BACK),
            ("Rút giấy chứng nhận", BACK, BACK, BACK),
            ("Tước hạng sao", BACK, BACK, BACK),
            ("Chấm dứt hiệu lực", BACK, BACK, BACK),
            ("Hết hiệu lực", BACK, BACK, BACK),
            ("Withdrawn", BACK, BACK, BACK),
            ("Không được công nhận", NONE, NONE, NONE),
            ("Chưa được công nhận", NONE, NONE, NONE),
            ("Không đạt", NONE, NONE, NONE),
            ("Sản phẩm không đạt", None, NONE, NONE),
            ("Sản phẩm chưa công nhận", None, NONE, NONE),
            ("Đề nghị công nhận", None, NONE, NONE),
            ("Tiềm năng 5 sao", None, NONE, NONE),
            ("Đăng ký mới", None, NONE, None),
            ("Hết hạn", None, BACK, BACK),
            ("Sắp hết hạn", None, None, None),
            ("Tạm dừng", None, BACK, BACK),
            ("Chưa thu hồi", None, None, None),
            ("Công nhận lại sau thu hồi", None, None, None),
            ("Thu hoạch quanh năm", None, None, None),
            ("Hủy hợp đồng thuê đất", None, None, None),
            ("Còn hiệu lực", None, None, None),
            ("Xã Huy Bắc", None, None, None),
            ("Sản phẩm 4 sao", None, None, None),
            ("", None, None, None),
        ] {
            assert_eq!(
                [fallen(CELL, text), fallen(Told::Section, text), fallen(Told::Title, text)],
                [cell, section, title],
                "{text}"
            );
        }
        for (heading, text, said) in [
            ("Ghi chú", "Bị thu hồi theo QĐ 55/QĐ-UBND", true),
            ("Ngày thu hồi", "01/06/2025", true),
            ("Thu hồi GCN", "x", true),
            ("Thu hồi GCN", "-", false),
            ("Thu hồi GCN", "Không", false),
            ("Thu hồi GCN", "", false),
            ("Ghi chú", "Dừng sản xuất", false),
        ] {
            assert_eq!(says_withdrawn(heading, text), said, "{heading}: {text}");
        }
    }
}
