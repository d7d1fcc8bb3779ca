//! Mẫu số 03, Báo cáo đánh giá một số nội dung của hồ sơ đăng ký (26/2026/QĐ-TTg, Phụ lục III): what the commune's
//! People's Committee found on the four things it checks, in the law's words and order.

use serde::Serialize;

use crate::paper::{paper, pdf};
use crate::{Error, Foot, Imprint, Reference, Representative, Signature};

/// Mẫu số 03: Báo cáo đánh giá một số nội dung của hồ sơ đăng ký tham gia đánh giá, phân hạng sản phẩm OCOP.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Form03 {
    pub imprint: Imprint,
    pub foot: Foot,
    /// With its kind: "xã Minh Họa", "phường Minh Họa".
    pub commune: String,
    /// With its kind: "tỉnh Minh Họa".
    pub province: String,
    /// The form prints no number; a report that is issued carries one (NĐ 30/2020). None leaves the line out.
    pub reference: Option<Reference>,
    pub producer: String,
    /// Loại hình tổ chức
    pub kind: String,
    pub address: String,
    pub representative: Representative,
    pub product: String,
    pub findings: Findings,
    pub signature: Signature,
}

/// Phần II: the four contents of Điều 7 khoản 2 điểm a.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Findings {
    pub materials: String,
    pub labour: String,
    pub origin: String,
    pub identity: String,
}

paper!(Form03, "form03.typ");

/// Prints Mẫu số 03.
pub fn form03(paper: &Form03) -> Result<Vec<u8>, Error> {
    pdf(paper)
}
