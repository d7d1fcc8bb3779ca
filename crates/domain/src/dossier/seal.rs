//! The sealed package of a submission: forms, answers and the list of files with their hashes, written as one text
//! whose own hash names it. What the producer submitted can be shown again, and a changed byte is seen.

use super::{Form01, Form02};
use crate::journal::sha256;
use serde::{Deserialize, Serialize};

/// Everything a submission consists of (Điều 6(1)a, 26/2026), at the moment it left the producer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    pub format: u32,
    pub dossier: String,
    pub kind: String,
    pub attempt: i64,
    pub law: String,
    pub set: String,
    pub registration_number: String,
    /// Milliseconds since 1970.
    pub submitted_at: i64,
    pub submitted_by: String,
    pub producer: SealedProducer,
    pub product: SealedProduct,
    pub form01: Form01,
    pub form02: Form02,
    /// By key.
    pub questions: Vec<SealedQuestion>,
    /// In printed order.
    pub answers: Vec<SealedAnswer>,
    pub total: u32,
    pub band: u8,
    /// 0: no rank.
    pub rank: u8,
    /// By evidence id.
    pub files: Vec<SealedFile>,
}

/// The register's facts of the producer, as they stood.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedProducer {
    pub id: String,
    pub name: String,
    pub legal_form: String,
    pub tax_number: Option<String>,
    pub registration_number: Option<String>,
    pub founded_on: Option<String>,
    pub representative: Option<String>,
    pub representative_title: Option<String>,
    pub representative_gender: Option<String>,
    pub representative_ethnicity: Option<String>,
    pub representative_address: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub address: String,
}

/// The register's facts of the product, as they stood.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedProduct {
    pub id: String,
    pub name: String,
    pub category: Option<String>,
    pub brand_place: Option<String>,
    pub commune: String,
    pub commune_name: String,
    pub province_name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedQuestion {
    pub key: String,
    pub applies: bool,
    pub reason: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedAnswer {
    pub criterion: String,
    pub option: usize,
    pub points: u32,
    pub note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedFile {
    pub evidence: String,
    pub kind: String,
    pub title: String,
    pub issuer: Option<String>,
    pub number: Option<String>,
    pub issued_on: Option<String>,
    pub expires_on: Option<String>,
    pub file_name: String,
    pub media_type: String,
    pub sha256: String,
    pub size: i64,
    pub cited: Vec<SealedCitation>,
}

/// Where a paper is cited; criterion "" = the dossier as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedCitation {
    pub criterion: String,
    pub page: Option<i64>,
    /// The last page of a range. Packages sealed before ranges were cited have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_to: Option<i64>,
}

/// Present form of the text; a later one gets its own number and both stay readable.
pub const FORMAT: u32 = 1;

impl Seal {
    /// The text that is kept and hashed: fields in declared order, no spaces; and its SHA-256.
    pub fn write(&self) -> Result<(String, String), serde_json::Error> {
        let text = serde_json::to_string(self)?;
        let hash = sha256(text.as_bytes());
        Ok((text, hash))
    }
}
