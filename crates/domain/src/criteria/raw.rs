//! The files of `data/criteria` exactly as they are written, for all three decisions. `build.rs` reads them
//! through these same types, so a file that the binary could not read cannot be built in; a field that is
//! not known is refused rather than dropped. Nothing of the crate may be used here.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSet {
    pub id: String,
    pub number: Option<u32>,
    pub name: String,
    pub sector: Option<RawSector>,
    pub group: Option<String>,
    pub subgroup: Option<String>,
    #[serde(default)]
    pub managing_agencies: Vec<String>,
    pub legal_document: String,
    pub effective_from: String,
    pub effective_to: Option<String>,
    pub effective_to_note: Option<String>,
    pub source: BTreeMap<String, String>,
    pub complete: bool,
    #[serde(default)]
    pub samples_required: u32,
    pub max_points: u32,
    pub star_mark_rule: Option<String>,
    #[serde(default)]
    pub disqualifiers: Vec<String>,
    pub parts: Vec<RawPart>,
    /// Stars → criterion → least points, as the makers of the file added them up.
    #[serde(default)]
    pub star_gates: BTreeMap<String, BTreeMap<String, u32>>,
    pub star_gates_note: Option<String>,
    #[serde(default)]
    pub corrections: Vec<RawCorrection>,
    #[serde(default)]
    pub irregularities_in_source: Vec<String>,
    pub scorable_criteria: Option<usize>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSector {
    pub code: String,
    pub name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PartCode {
    A,
    B,
    C,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPart {
    pub code: PartCode,
    pub name: String,
    pub max: u32,
    pub criteria: Vec<RawCriterion>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawCriterion {
    pub code: String,
    pub name: String,
    pub max: u32,
    #[serde(default)]
    pub notes: Vec<RawNote>,
    #[serde(default)]
    pub options: Vec<RawOption>,
    #[serde(default)]
    pub children: Vec<RawCriterion>,
    /// A mark printed on the criterion's own line (148/QĐ-TTg only).
    pub min_star: Option<u8>,
    #[serde(default)]
    pub cases: BTreeMap<String, String>,
    /// The children are two ways to meet one criterion and do not add up (148/QĐ-TTg only).
    #[serde(default)]
    pub alternative_cases: bool,
    pub cases_note: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawOption {
    /// `null` where the source cannot be read.
    pub points: Option<u32>,
    pub text: String,
    pub min_star: Option<u8>,
    pub case: Option<String>,
    #[serde(default)]
    pub implied: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum RawNote {
    Plain(String),
    Typed(RawTypedNote),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawTypedNote {
    pub kind: NoteKind,
    pub text: String,
    #[serde(default)]
    pub applies_to: Vec<String>,
}

/// What a printed note does. The first three are asked before any scoring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    Eliminates,
    StopsAssessment,
    NotEligible,
    Requirement,
    Note,
    AppliesOnlyIf,
    ChooseOneCase,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawCorrection {
    pub criterion: String,
    pub printed: RawCell,
    pub used: RawCell,
    pub why: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum RawCell {
    Number(u32),
    Text(String),
}
