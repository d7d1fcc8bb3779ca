//! Báo cáo kết quả đánh giá, phân hạng: what a council reports to the Chairman of the province and proposes
//! (26/2026/QĐ-TTg, Điều 7 khoản 3 điểm d; the list that point đ sums up).

use serde::Serialize;

use crate::paper::{paper, pdf};
use crate::{Error, Heading, Imprint, Reference, Signature};

/// The council's report of a round.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RoundReport {
    pub imprint: Imprint,
    pub heading: Heading,
    pub reference: Reference,
    /// "Kết quả đánh giá, phân hạng sản phẩm OCOP đợt 1 năm 2026"
    pub about: String,
    /// What follows "Kính gửi:".
    pub to: String,
    pub opening: Vec<String>,
    pub lists: Vec<ReportList>,
    /// The last one gets "./." at its end.
    pub closing: Vec<String>,
    pub recipients: Vec<String>,
    pub signature: Signature,
}

/// Products proposed for the same thing.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReportList {
    pub title: String,
    /// Whether the list gives a reason for each product.
    pub reasons: bool,
    pub rows: Vec<ReportRow>,
}

/// One product with what it reached.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReportRow {
    pub product: String,
    pub producer: String,
    /// The commune with its kind.
    pub place: String,
    pub set: String,
    /// The mean as text.
    pub points: String,
    pub reason: String,
}

paper!(RoundReport, "round_report.typ");

/// Prints the report.
pub fn round_report(paper: &RoundReport) -> Result<Vec<u8>, Error> {
    pdf(paper)
}
