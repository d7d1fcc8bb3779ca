//! Bảng tổng hợp điểm: every product of a round with its members' totals and what they come to, on one sheet.

use serde::Serialize;

use crate::paper::{paper, pdf};
use crate::{Error, Heading, Imprint, Reference, Signature};

/// The summary sheet of a round.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ScoreSummary {
    pub imprint: Imprint,
    pub heading: Heading,
    pub reference: Reference,
    pub round: String,
    /// In the order of the columns.
    pub members: Vec<SummaryMember>,
    pub rows: Vec<SummaryRow>,
    pub notes: Vec<String>,
    pub signature_secretary: Signature,
    pub signature_chair: Signature,
}

/// Whose column it is.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SummaryMember {
    pub name: String,
    pub department: String,
}

/// One product.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SummaryRow {
    pub product: String,
    pub producer: String,
    pub set: String,
    /// A text for each member: points, a dash for none, a mark for a total left out of the mean.
    pub totals: Vec<String>,
    /// "82,33": cut off, not rounded.
    pub mean: String,
    pub spread: String,
    /// Star marks not reached, one line each.
    pub unmet: Vec<String>,
    pub outcome: String,
}

paper!(ScoreSummary, "score_summary.typ");

/// Prints the summary sheet.
pub fn score_summary(paper: &ScoreSummary) -> Result<Vec<u8>, Error> {
    pdf(paper)
}
