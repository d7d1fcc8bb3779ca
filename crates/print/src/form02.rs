//! Mẫu số 02, Báo cáo tự đánh giá về sản phẩm (26/2026/QĐ-TTg, Phụ lục III), in the law's words and order, with the
//! producer's own score as a table in Phần III. An empty text prints dotted lines for filling in by hand.

use jiff::civil::Date;
use serde::Serialize;

use crate::paper::{paper, pdf};
use crate::{Error, Imprint, vi};

/// Mẫu số 02: Báo cáo tự đánh giá về sản phẩm.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Form02 {
    pub imprint: Imprint,
    pub producer: String,
    /// Loại hình tổ chức
    pub kind: String,
    pub address: String,
    pub phone: String,
    pub email: String,
    pub representative: Representative,
    #[serde(serialize_with = "vi::as_open_day")]
    pub founded: Option<Date>,
    pub registration_number: String,
    /// Tên sản phẩm/dịch vụ, mô tả về quy cách sản phẩm, tiêu chuẩn
    pub product: String,
    pub held: Held,
    pub history: String,
    pub structure: String,
    pub results: Results,
    pub score: SelfScore,
    /// For a re-ranking: what changed in the three years (Điều 6 khoản 1 điểm c).
    pub changes: Option<String>,
    pub plan: String,
    pub place: String,
    #[serde(serialize_with = "vi::as_day_in_words")]
    pub date: Option<Date>,
    pub signer: Option<String>,
}

/// Người đại diện pháp luật. Forms 02 and 03 ask for the same four things.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Representative {
    pub name: String,
    pub gender: String,
    pub ethnicity: String,
    pub residence: String,
}

/// The papers the producer has, ticked in Phần I mục 7.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Held {
    pub business_registration: bool,
    pub quality_declared: bool,
    pub food_safety: bool,
    pub mandatory_conditions: bool,
    pub intellectual_property: bool,
    pub trademark: bool,
    /// Văn bản ghi nhận quyền sử dụng chỉ dẫn địa lý, nhãn hiệu tập thể, nhãn hiệu chứng nhận
    pub collective_mark: bool,
    pub patent: bool,
    pub design: bool,
    pub copyright: bool,
    pub other: Option<String>,
}

/// Phần II, in the order of the form's four points.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Results {
    pub production: String,
    pub quality: String,
    pub market: String,
    pub business: String,
}

/// Phần III: the criteria set and what the producer picked.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SelfScore {
    /// Name of the criteria set; empty leaves the table out.
    pub set: String,
    pub parts: Vec<SelfPart>,
    pub total: i64,
    pub max: i64,
    /// "4 sao" or why not; printed under the total.
    pub result: String,
}

/// Phần A, B or C.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SelfPart {
    pub code: String,
    pub name: String,
    pub max: i64,
    pub points: i64,
    pub groups: Vec<SelfGroup>,
}

/// A numbered heading of the set, such as "1. TỔ CHỨC SẢN XUẤT".
#[derive(Clone, Debug, Default, Serialize)]
pub struct SelfGroup {
    pub code: String,
    pub name: String,
    pub max: i64,
    pub points: i64,
    pub criteria: Vec<SelfCriterion>,
}

/// One criterion with the option picked.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SelfCriterion {
    pub code: String,
    pub name: String,
    pub max: i64,
    /// None where nothing was picked, which is 0 points.
    pub option: Option<String>,
    pub points: i64,
    pub note: Option<String>,
    /// Tài liệu minh chứng, each with its pages.
    pub evidence: Vec<String>,
}

paper!(Form02, "form02.typ");

/// Prints Mẫu số 02.
pub fn form02(paper: &Form02) -> Result<Vec<u8>, Error> {
    pdf(paper)
}
