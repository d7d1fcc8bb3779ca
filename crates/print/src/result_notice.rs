//! Thông báo kết quả đánh giá, phân hạng: the result of one product in writing, to its producer and commune, with the
//! reasons criterion by criterion (26/2026/QĐ-TTg, Điều 7 khoản 3 điểm g).

use serde::Serialize;

use crate::paper::{paper, pdf};
use crate::{Error, Heading, Imprint, Reference, Signature, UnmetGate};

/// The notice of a result.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ResultNotice {
    pub imprint: Imprint,
    pub heading: Heading,
    pub reference: Reference,
    /// What follows "Kính gửi:".
    pub to: String,
    pub opening: Vec<String>,
    pub product: String,
    pub producer: String,
    pub set: String,
    /// The dossier's registration number; empty leaves the line out.
    pub dossier: String,
    /// The producer's own total; empty leaves the line out.
    pub claimed: String,
    /// The council's mean as text; empty where the assessment stopped.
    pub mean: String,
    pub band: String,
    /// The grounds only stop the assessment: the product is not eliminated.
    pub stopped: bool,
    pub outcome: String,
    /// Grounds for elimination that stand, one line each.
    pub grounds: Vec<String>,
    pub unmet: Vec<UnmetGate>,
    /// Criteria on which the council's mean lies under the claim.
    pub lower: Vec<LowerCriterion>,
    /// Members' general remarks, without names.
    pub opinions: Vec<String>,
    /// What can be done; the last one gets "./." at its end.
    pub remedies: Vec<String>,
    pub recipients: Vec<String>,
    pub signature: Signature,
}

/// A criterion scored lower than claimed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LowerCriterion {
    /// Code and name.
    pub criterion: String,
    /// In points.
    pub claimed: i64,
    /// The members' mean as text.
    pub given: String,
    /// Members' reasons, without names.
    pub reasons: Vec<String>,
}

paper!(ResultNotice, "result_notice.typ");

/// Prints the notice.
pub fn result_notice(paper: &ResultNotice) -> Result<Vec<u8>, Error> {
    pdf(paper)
}
