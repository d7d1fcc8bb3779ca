//! The sealed package of a submission: forms, answers and the list of files with their hashes, written as one text
//! that a hash names. What the producer submitted can be shown again, and a changed byte is seen.

use super::leaves::Outline;
use super::{Form01, Form02};
use crate::journal::sha256;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

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
    /// What is new since recognition, topic by topic (Điều 6(1)b, 6(1)c); none in a first-time dossier.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub updates: Vec<SealedUpdate>,
    /// The package the product was recognised by, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recognised: Option<SealedBasis>,
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
    /// What an officer of the commune typed for the producer, by key; none where an officer did not help.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assisted: Vec<SealedMark>,
    /// How the producer confirmed a package that a person helped with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<SealedConfirmation>,
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
    /// Of the establishment it is made at, where that is not the producer's seat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_at: Option<String>,
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
    /// Where it lies in the downloaded package; empty in format 1, where the path follows from place and name.
    #[serde(default)]
    pub path: String,
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

/// What the producer says is new on a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedUpdate {
    pub topic: String,
    pub words: String,
}

/// A part that an officer of the commune typed: cán bộ xã nhập thay. The officer's name stands nowhere in the package.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SealedMark {
    /// The way to the part, as its field is called: `form02/plan`, `answers/1.1`, `files/ID`.
    pub key: String,
    /// The commune, by name.
    pub office: String,
    /// The day, `YYYY-MM-DD`.
    pub on: String,
    /// The account.
    pub by: String,
}

/// The producer's confirmation of a package that was filled in for them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedConfirmation {
    /// Name of an `assist::How`.
    pub how: String,
    /// What the producer confirmed: [`Seal::content`].
    pub content: Sha256Text,
    /// Milliseconds since 1970.
    pub at: i64,
    /// The signed sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<SealedSheet>,
}

/// The scan of a sheet the producer signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedSheet {
    pub signed_on: String,
    pub media_type: String,
    pub sha256: Sha256Text,
    pub size: i64,
}

/// Which sealed package the comparison is made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedBasis {
    pub dossier: String,
    pub attempt: i64,
    pub seal_hash: String,
}

/// Present form of the text; a later one gets its own number and all stay readable. Format 1 was named by the hash of
/// its text; from format 2 on the seal is the hash of the list of its fields' and files' hashes (`docs/SEAL.md`).
pub const FORMAT: u32 = 2;

/// A SHA-256 as 64 lower-case hexadecimal digits.
pub type Sha256Text = String;

impl Seal {
    /// The text that is kept (fields in declared order, no spaces) and its seal.
    pub fn write(&self) -> Result<(String, Sha256Text), serde_json::Error> {
        let text = serde_json::to_string(self)?;
        let seal = Outline::of(&text)?.seal;
        Ok((text, seal))
    }
}

impl Seal {
    /// The address decision and certificate name: where the product is made, else the producer's seat.
    pub fn address(&self) -> &str {
        self.product.made_at.as_deref().unwrap_or(&self.producer.address)
    }

    /// The hash of what a producer confirms: everything but what only the submission adds (number, time, by whom, the
    /// confirmation itself). A person who holds a package can compute it again.
    pub fn content(&self) -> Result<Sha256Text, serde_json::Error> {
        let bare = Seal {
            registration_number: String::new(),
            submitted_at: 0,
            submitted_by: String::new(),
            confirmed: None,
            ..self.clone()
        };
        Ok(bare.write()?.1)
    }
}

/// The seal a text has, whatever its format; a text that cannot be read has the hash of its bytes.
pub fn seal_of(text: &str) -> Sha256Text {
    Outline::of(text).map_or_else(|_| sha256(text.as_bytes()), |o| o.seal)
}

/// The seal as it stands on paper: its first sixteen digits in four groups, `A1B2-C3D4-E5F6-7890`.
pub fn short(seal: &str) -> String {
    let digits: Vec<char> = seal.chars().take(SHORT).map(|c| c.to_ascii_uppercase()).collect();
    digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

const SHORT: usize = 16;

/// A seal as a person reads it off a paper: whole, or in its short form with or without hyphens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealRef(String);

impl SealRef {
    pub fn fits(&self, seal: &str) -> bool {
        seal.starts_with(&self.0)
    }

    /// Sixteen or 64 lower-case digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SealRef {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        let digits: String =
            s.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_lowercase()).collect();
        let hex = digits.chars().all(|c| c.is_ascii_hexdigit());
        if hex && (digits.len() == SHORT || digits.len() == 64) {
            Ok(SealRef(digits))
        } else {
            Err(format!("“{s}” is not a seal: 64 hexadecimal digits, or the 16 that stand on paper"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_is_read_off_a_paper() {
        let seal = "a1b2c3d4e5f678900123456789abcdef0123456789abcdef0123456789abcdef";
        assert_eq!(short(seal), "A1B2-C3D4-E5F6-7890");
        assert!("A1B2-C3D4-E5F6-7890".parse::<SealRef>().unwrap().fits(seal));
        assert!(seal.parse::<SealRef>().unwrap().fits(seal));
        assert!(!"A1B2-C3D4-E5F6-7891".parse::<SealRef>().unwrap().fits(seal));
        for wrong in ["", "A1B2", "g1b2c3d4e5f67890"] {
            assert!(wrong.parse::<SealRef>().is_err(), "{wrong}");
        }
    }
}
