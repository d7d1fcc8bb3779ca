//! Mẫu số 01, Phiếu đăng ký đánh giá, phân hạng sản phẩm OCOP (26/2026/QĐ-TTg, Phụ lục III), in the law's words and
//! order. An empty text prints a dotted line, so the default value is the blank form for filling in by hand.

use jiff::civil::Date;
use serde::Serialize;

use crate::paper::{paper, pdf};
use crate::{Error, Foot, Imprint, vi};

/// Mẫu số 01: Phiếu đăng ký đánh giá, phân hạng sản phẩm OCOP.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Form01 {
    pub imprint: Imprint,
    pub foot: Foot,
    /// With its kind: "tỉnh Minh Họa", "thành phố Minh Họa".
    pub province: String,
    pub year: Option<i16>,
    pub unit: String,
    pub representative: String,
    pub position: String,
    pub address: String,
    pub phone: String,
    pub email: String,
    pub product: String,
    /// Ngành, Nhóm, Phân nhóm (Phụ lục I).
    pub classification: String,
    pub registration: Option<Registration>,
    /// Five, except for tourism (Điều 6 khoản 2 điểm d).
    pub samples: String,
    pub place: String,
    #[serde(serialize_with = "vi::as_day_in_words")]
    pub date: Option<Date>,
    pub signer: Option<String>,
    pub commune: Receipt,
    pub provincial: Receipt,
}

/// Lần đăng ký đánh giá (Điều 6 khoản 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Registration {
    First,
    Upgrade,
    Again,
}

/// What an office writes when it takes the form in.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Receipt {
    /// The whole number: "012/PĐK-68-24778-2026".
    pub number: Option<String>,
    #[serde(serialize_with = "vi::as_open_day")]
    pub received: Option<Date>,
    pub receiver: String,
}

paper!(Form01, "form01.typ");

/// Prints Mẫu số 01.
pub fn form01(paper: &Form01) -> Result<Vec<u8>, Error> {
    pdf(paper)
}
