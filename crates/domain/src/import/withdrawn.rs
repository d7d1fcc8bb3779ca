//! Whether a list says of a star that it was withdrawn (Điều 8, 26/2026/QĐ-TTg), in a remark or in a column of its own.

use super::{StandIn, stand_in};
use crate::text::fold;

/// What denies a withdrawal, or speaks of one before the recognition of the row.
const NOT: [&str; 6] =
    ["khong thu hoi", "chua thu hoi", "khong bi thu hoi", "chua bi thu hoi", "cap lai", "cong nhan lai"];

/// Does this cell below this heading say that the star of the row was withdrawn?
pub fn says_withdrawn(heading: &str, text: &str) -> bool {
    let padded = |text: &str| format!(" {} ", fold(text));
    let (above, own) = (padded(heading), padded(text));
    let named = |text: &str| [" thu hoi ", " withdrawn ", " revoked "].iter().any(|w| text.contains(w));
    // Other words for a star that does not stand.
    const FALLEN: [&str; 12] = [
        "huy cong nhan",
        "huy bo cong nhan",
        "huy ket qua",
        "huy quyet dinh",
        "huy bo quyet dinh",
        "huy gcn",
        "huy giay chung nhan",
        "bai bo",
        "bi huy",
        "da huy",
        "khong duoc cong nhan",
        "chua duoc cong nhan",
    ];
    if own == " khong dat " || FALLEN.iter().any(|w| own.contains(&format!(" {w} "))) {
        return true;
    }
    if NOT.iter().any(|w| own.contains(&format!(" {w} "))) {
        return false;
    }
    if named(&own) {
        return true;
    }
    // A cross marks the row; elsewhere it stands for nothing.
    let nothing = own != " x " && (own.trim().is_empty() || stand_in(text) == Some(StandIn::Nothing));
    let denied = [" khong ", " chua ", " no ", " not ", " 0 "].iter().any(|w| own.starts_with(w));
    named(&above) && !nothing && !denied
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_withdrawal_is_told_from_its_denial() {
        for (heading, text, said) in [
            ("Tình trạng", "Đã thu hồi", true),
            ("Ghi chú", "Bị thu hồi theo QĐ 55/QĐ-UBND", true),
            ("Ngày thu hồi", "01/06/2025", true),
            ("Thu hồi GCN", "x", true),
            ("Thu hồi GCN", "-", false),
            ("Thu hồi GCN", "Không", false),
            ("Thu hồi GCN", "", false),
            ("Tình trạng", "Chưa thu hồi", false),
            ("Ghi chú", "Được công nhận lại sau thu hồi", false),
            ("Ghi chú", "Thu hoạch quanh năm", false),
            ("Tình trạng", "Còn hiệu lực", false),
            ("Status", "Withdrawn", true),
            ("Ghi chú", "Bị hủy công nhận", true),
            ("Ghi chú", "Không được công nhận", true),
            ("Kết quả", "Không đạt", true),
            ("Ghi chú", "Dừng sản xuất", false),
            ("Ghi chú", "Hủy hợp đồng thuê đất", false),
        ] {
            assert_eq!(says_withdrawn(heading, text), said, "{heading}: {text}");
        }
    }
}
