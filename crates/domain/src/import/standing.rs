//! Whether a list says of a star, in a remark, a column of states or behind the product's name, something that puts in doubt
//! that it stands: ended, suspended, a producer that is dissolved, a withdrawal that is only proposed. Only a decision takes a
//! star away (Điều 8, 26/2026/QĐ-TTg), and a list that says less is no such decision: a person says what is meant.

use crate::text::fold;

/// Words that say that a star, its product or its producer is no more.
const ENDED: [&str; 30] = [
    "het hieu luc",
    "mat hieu luc",
    "khong con hieu luc",
    "khong con san xuat",
    "khong con hoat dong",
    "khong con tham gia",
    "khong con ton tai",
    "khong duy tri",
    "khong san xuat",
    "khong hoat dong",
    "het han",
    "qua han",
    "tam dung",
    "tam ngung",
    "ngung san xuat",
    "ngung hoat dong",
    "ngung kinh doanh",
    "dung san xuat",
    "dung hoat dong",
    "dung kinh doanh",
    "giai the",
    "pha san",
    "dinh chi",
    "dinh chi san xuat",
    "cham dut",
    "rut khoi",
    "xin rut",
    "expired",
    "suspended",
    "terminated",
];

/// Words before those that deny them, or speak of a time to come.
const DENIED: [&str; 12] = [
    "khong",
    "chua",
    "khong bi",
    "chua bi",
    "sap",
    "truoc khi",
    "den khi",
    "ngay",
    "neu",
    "sau khi",
    "khi",
    "not",
];

/// Words before a withdrawal that is not one yet, or not one of a star.
const BEFORE: [&str; 20] = [
    "de nghi",
    "kien nghi",
    "de xuat",
    "xem xet",
    "du kien",
    "yeu cau",
    "chuong trinh",
    "ra soat",
    "co the",
    "nguy co",
    "thuoc dien",
    "cam ket",
    "quy trinh",
    "to chuc",
    "thuc hien",
    "trinh",
    "se",
    "dang",
    "cho",
    "neu",
];

/// What may follow a withdrawal of a star: its paper, its day, its ground. Bottles are collected as well.
const BEHIND: [&str; 30] = [
    "theo", "gcn", "giay", "chung", "sao", "hang", "cong", "ket", "quyet", "qd", "ngay", "tu", "do", "vi",
    "tai", "nam", "boi", "lan", "thang", "trong", "va", "vao", "ocop", "danh", "bang", "den", "by", "on",
    "so", "toan",
];

/// Does this cell below this heading put in doubt that the star of its row stands? A plain withdrawal is none of these:
/// [`super::says_withdrawn`] reads it.
pub fn doubts_standing(heading: &str, text: &str) -> bool {
    let own = format!(" {} ", fold(text));
    let above = format!(" {} ", fold(heading));
    let begins = |words: &[&str]| words.iter().any(|w| own.starts_with(&format!(" {w} ")));
    ENDED.iter().any(|w| says(&own, w))
        || says_unsure_withdrawal(&own)
        || above.contains(" thu hoi ") && !own.contains(" thu hoi ") && begins(&BEFORE)
}

/// Is it said anywhere, and not denied there?
fn says(own: &str, words: &str) -> bool {
    let looked = format!(" {words} ");
    own.match_indices(&looked).any(|(at, _)| {
        let before = own.get(..=at).unwrap_or_default();
        let behind = own.get(at + looked.len()..).unwrap_or_default();
        let denied = DENIED.iter().any(|w| before.ends_with(&format!(" {w} ")));
        // "Hết hạn chế" is another word.
        !(denied || words.ends_with("han") && behind.starts_with("che "))
    })
}

fn says_unsure_withdrawal(own: &str) -> bool {
    const LOOKED: &str = " thu hoi ";
    own.match_indices(LOOKED).any(|(at, _)| {
        let before = own.get(..=at).unwrap_or_default();
        let behind = own.get(at + LOOKED.len()..).unwrap_or_default();
        let next = behind.split(' ').next().unwrap_or_default();
        let denied =
            ["khong", "chua", "khong bi", "chua bi"].iter().any(|w| before.ends_with(&format!(" {w} ")));
        let again = ["cap lai", "cong nhan lai"].iter().any(|w| own.contains(&format!(" {w} ")));
        let plain =
            next.is_empty() || BEHIND.contains(&next) || next.starts_with(|c: char| c.is_ascii_digit());
        let unsure = BEFORE
            .iter()
            .any(|w| before.ends_with(&format!(" {w} ")) || before.ends_with(&format!(" {w} bi ")));
        !denied && !again && (unsure || !plain)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_puts_a_star_in_doubt_is_told_from_a_withdrawal_and_from_what_stands() {
        for (heading, text) in [
            ("Tình trạng", "Hết hiệu lực"),
            ("Tình trạng", "Tạm dừng"),
            ("Ghi chú", "Hết hạn"),
            ("Ghi chú", "đã hết hạn"),
            ("Ghi chú", "Đã ngừng sản xuất"),
            ("Ghi chú", "Dừng sản xuất"),
            ("Ghi chú", "HTX giải thể"),
            ("Ghi chú", "Chủ thể xin rút khỏi chương trình"),
            ("Ghi chú", "Có chương trình thu hồi vỏ chai"),
            ("Ghi chú", "Đề nghị thu hồi"),
            ("Ghi chú", "Đang đề nghị thu hồi sao"),
            ("Ghi chú", "Sẽ bị thu hồi"),
            ("Ghi chú", "Thu hồi sản phẩm lỗi"),
            ("Thu hồi", "Đề nghị"),
            ("Status", "Expired"),
        ] {
            assert!(doubts_standing(heading, text), "{heading}: {text}");
        }
        for (heading, text) in [
            ("Tình trạng", "Còn hiệu lực"),
            ("Tình trạng", "Đã thu hồi"),
            ("Tình trạng", "Bị thu hồi"),
            ("Ghi chú", "Bị thu hồi theo QĐ 55/QĐ-UBND"),
            ("Ghi chú", "Thu hồi GCN ngày 1/6/2025"),
            ("Ghi chú", "Chưa thu hồi"),
            ("Ghi chú", "Được công nhận lại sau thu hồi"),
            ("Ghi chú", "Sắp hết hạn"),
            ("Ghi chú", "Chưa hết hạn"),
            ("Ghi chú", "Thu hoạch quanh năm"),
            ("Ghi chú", "Hủy hợp đồng thuê đất"),
            ("Thu hồi GCN", "x"),
            ("Thu hồi", "Không"),
            ("Ghi chú", ""),
        ] {
            assert!(!doubts_standing(heading, text), "{heading}: {text}");
        }
    }
}
