//! Phiếu đánh giá: what one member of a council gave one product, on the criteria of Phụ lục II, 26/2026/QĐ-TTg, with
//! every option as the decision prints it and the one picked ticked.

use jiff::civil::Date;
use serde::Serialize;

use crate::paper::{paper, pdf};
use crate::{Error, Heading, Imprint, vi};

/// One member's scoring form for one product and ballot.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ScoreForm {
    pub imprint: Imprint,
    pub heading: Heading,
    /// Bộ sản phẩm
    pub set: String,
    pub product: String,
    pub producer: String,
    /// The dossier's registration number; empty leaves the line out.
    pub dossier: String,
    /// "Đợt 1 năm 2026"
    pub round: String,
    pub member: String,
    pub department: String,
    /// "lần 2"; empty where there was only one ballot.
    pub ballot: String,
    /// The knock-out questions in the order they are asked.
    pub questions: Vec<ScoreQuestion>,
    pub parts: Vec<ScorePart>,
    /// In points.
    pub total: i64,
    /// How the assessment ended before a rank, as far as this sheet goes; empty where it did not.
    pub ended: String,
    /// In points.
    pub max: i64,
    /// The number of the sample the member looked at; empty leaves the line out.
    pub sample: String,
    /// What the member found in it; empty leaves the part out.
    pub tasting: String,
    pub opinion: String,
    /// When it was handed in electronically, as a sentence.
    pub handed_in: String,
    pub place: String,
    /// The day of signing; left open where it is not known.
    #[serde(serialize_with = "vi::as_day_in_words")]
    pub date: Option<Date>,
}

/// A ground for elimination: whether the member finds that it applies, and why.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ScoreQuestion {
    pub text: String,
    pub applies: bool,
    pub reason: Option<String>,
}

/// Phần A, B or C with its headings and criteria in printed order.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ScorePart {
    pub code: String,
    pub name: String,
    pub max: i64,
    pub points: i64,
    pub rows: Vec<ScoreRow>,
}

/// A line of the table.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ScoreRow {
    Heading { code: String, name: String, max: i64, points: i64 },
    Criterion(ScoredCriterion),
}

/// A criterion with all its options.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ScoredCriterion {
    pub code: String,
    pub name: String,
    pub max: i64,
    /// None where the assessment ended before it.
    pub points: Option<i64>,
    pub notes: Vec<String>,
    pub options: Vec<ScoreOption>,
    /// The member found that none of the options is reached, which is 0 points.
    pub none: bool,
    pub reason: Option<String>,
}

/// One option as printed.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ScoreOption {
    pub points: i64,
    pub text: String,
    /// The star mark: that many stars need at least this option.
    pub stars: Option<u8>,
    /// The case it is printed under, where a criterion has cases.
    pub case: Option<String>,
    pub chosen: bool,
}

paper!(ScoreForm, "score_form.typ");

/// Prints a member's scoring form.
pub fn score_form(paper: &ScoreForm) -> Result<Vec<u8>, Error> {
    pdf(paper)
}
