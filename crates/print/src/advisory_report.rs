//! Báo cáo đánh giá của Tổ tư vấn: what an advisory team found on one dossier, criterion by criterion, what it saw on
//! the spot and what it asked for (26/2026/QĐ-TTg, Điều 7 khoản 3 điểm c; part of the package of Điều 6 khoản 3 điểm a).
//! It proposes options; it holds no total and no rank.

use jiff::civil::Date;
use serde::Serialize;

use crate::paper::{paper, pdf};
use crate::{Error, Foot, Heading, Imprint, Reference, Signature, vi};

/// Báo cáo đánh giá của Tổ tư vấn.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdvisoryReport {
    pub imprint: Imprint,
    pub foot: Foot,
    pub heading: Heading,
    pub reference: Reference,
    /// "Chủ tịch Hội đồng đánh giá, phân hạng sản phẩm OCOP …"
    pub to: String,
    pub product: String,
    pub producer: String,
    pub commune: String,
    /// Bộ sản phẩm
    pub set: String,
    /// Số phiếu đăng ký
    pub number: String,
    /// Number of the decision that set the team up.
    pub formed_by: String,
    #[serde(serialize_with = "vi::as_open_day")]
    pub formed_on: Option<Date>,
    /// Name, department and duty, one line each.
    pub members: Vec<String>,
    pub parts: Vec<ReportPart>,
    pub visits: Vec<ReportVisit>,
    /// Requests for additions and tests with their answers, one line each.
    pub requests: Vec<String>,
    pub conclusion: String,
    /// Not handed in yet.
    pub draft: bool,
    pub signature: Signature,
}

/// Phần A, B or C.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReportPart {
    pub title: String,
    pub lines: Vec<ReportLine>,
}

/// What was found on one criterion.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReportLine {
    pub code: String,
    pub name: String,
    /// The option the producer claims, with its points.
    pub claimed: String,
    /// The option the team proposes, or that the papers do not suffice.
    pub proposed: String,
    /// Nhận xét
    pub finding: String,
    /// The paper and page it rests on.
    pub source: String,
    /// Who wrote it.
    pub author: String,
}

/// One visit to the place.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReportVisit {
    #[serde(serialize_with = "vi::as_open_day")]
    pub on: Option<Date>,
    pub place: String,
    /// Latitude and longitude as the device told them.
    pub spot: String,
    /// Name and capacity, one line each; whether signed.
    pub people: Vec<String>,
    /// What was seen by criterion, one line each.
    pub checks: Vec<String>,
    /// How many pictures and which signed sheet are kept with it.
    pub kept: String,
    pub conclusion: String,
}

paper!(AdvisoryReport, "advisory_report.typ");

/// Prints the report.
pub fn advisory_report(paper: &AdvisoryReport) -> Result<Vec<u8>, Error> {
    pdf(paper)
}
