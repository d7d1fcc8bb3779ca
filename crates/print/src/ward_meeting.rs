//! Biên bản họp, the minutes of the meeting a commune's Chairman holds with the departments concerned before the
//! committee judges a dossier (26/2026/QĐ-TTg, Điều 7 khoản 2 điểm a), after mẫu 1.9 of Nghị định 30/2020/NĐ-CP.

use jiff::civil::Date;
use serde::Serialize;

use crate::paper::{paper, pdf};
use crate::{Error, Foot, Heading, Imprint, Reference, vi};

/// Biên bản họp lấy ý kiến về nội dung đánh giá hồ sơ.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WardMeeting {
    pub imprint: Imprint,
    pub foot: Foot,
    pub heading: Heading,
    pub reference: Reference,
    pub product: String,
    pub producer: String,
    /// Số phiếu đăng ký
    pub number: String,
    /// Lần nộp
    pub attempt: i64,
    #[serde(serialize_with = "vi::as_open_day")]
    pub held_on: Option<Date>,
    pub place: String,
    /// Who took part: departments, one line each.
    pub departments: Vec<String>,
    pub content: String,
    pub conclusion: String,
}

paper!(WardMeeting, "ward_meeting.typ");

/// Prints the minutes.
pub fn ward_meeting(paper: &WardMeeting) -> Result<Vec<u8>, Error> {
    pdf(paper)
}
