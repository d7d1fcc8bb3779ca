//! What a row of a list says, as it is kept while the list waits, and the keys under which the row is known again.

use crate::Error;
use ocop_domain::calendar::written;
use ocop_domain::import::{Recognised, further, letters, maker_letters};
use ocop_domain::text::fold;
use serde::{Deserialize, Serialize};

/// A commune a person may choose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    pub id: String,
    pub code: String,
    pub name: String,
}

/// By what a row is known again; the keys begin with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// The list's own id.
    OwnId,
    /// What the row says, letter by letter.
    Text,
    /// The same without tone marks, as earlier versions kept it: no proof, the letters decide.
    Folded,
}

impl KeyKind {
    fn prefix(self) -> &'static str {
        match self {
            KeyKind::OwnId => "id:",
            KeyKind::Text => "text:",
            KeyKind::Folded => "row:",
        }
    }

    fn key(self, text: &str) -> String {
        format!("{}{text}", self.prefix())
    }

    pub fn is_of(self, key: &str) -> bool {
        key.starts_with(self.prefix())
    }
}

/// The list's own id among the keys of a row.
pub fn own_id(keys: &[String]) -> Option<&String> {
    keys.first().filter(|key| KeyKind::OwnId.is_of(key))
}

/// What a row says, as it is kept while it waits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RowData {
    /// Name of the sheet, where the list runs over several.
    pub sheet: String,
    pub id: String,
    pub name: String,
    pub subject: String,
    /// What the list says that the product, and its producer, were called before; empty where it says nothing.
    pub former_name: String,
    pub former_subject: String,
    pub category: String,
    pub stars: Option<u8>,
    /// Proposed only, or its stars are not said: the product is entered, no recognition is.
    pub unrecognised: bool,
    /// The list, or who answered for it, says that the star was withdrawn (Điều 8).
    pub withdrawn: bool,
    /// What the list says that puts the star in doubt; empty where nothing does.
    pub doubt: String,
    pub decision: String,
    pub decision_number: Option<String>,
    pub issuer: String,
    /// The certificate's number, where the list gives one: kept as it is written.
    pub certificate_no: Option<String>,
    pub issued_text: String,
    pub issued_on: Option<String>,
    pub precision: String,
    pub year: Option<i16>,
    pub expires_on: Option<String>,
    pub address: String,
    pub old_commune: String,
    pub old_commune_code: String,
    pub old_district: String,
    pub old_province: String,
    pub new_commune: String,
    pub new_commune_code: String,
    pub new_province: String,
    pub link: String,
    pub trust: String,
    pub source: String,
    pub province_code: Option<String>,
    pub commune_id: Option<String>,
    /// What the commune and its province are called, for who looks at the list.
    pub commune_name: String,
    pub province_name: String,
    /// The same for every row that names the same place; empty where none is named.
    pub place: String,
    pub candidates: Vec<Candidate>,
    /// The same for all rows that contradict each other in what they say of one recognition; empty where none does.
    pub clash: String,
    /// Products of the register of which one may be meant.
    pub products: Vec<Candidate>,
    /// The product of the register that a person said is meant.
    pub product: Option<String>,
    /// A person said that it is none of the register's.
    pub apart: bool,
    /// The same for all rows that give one number of a certificate to several products; empty where none does.
    pub shared_number: String,
    /// The producer's tax number and number of business registration, as the register keeps them.
    pub tax_number: Option<String>,
    pub registration_number: Option<String>,
    /// The producer of the register, by another name, that holds a number the row gives.
    pub number_of: Option<String>,
    /// Hash of the cells as they were read: tells a corrected row from one that stayed.
    pub content: String,
}

impl RowData {
    /// What tells two rows apart: name, producer and place, by their exact letters.
    pub fn likeness(&self) -> String {
        format!("{}|{}|{}", letters(&self.name), maker_letters(&self.subject), self.place_id())
    }

    /// The same without tone marks and case, for remarks only.
    pub fn folded_likeness(&self) -> String {
        format!("{}|{}|{}", fold(&self.name), fold(&self.subject), self.place_id())
    }

    fn place_id(&self) -> &str {
        self.commune_id.as_deref().or(self.province_code.as_deref()).unwrap_or_default()
    }

    /// The recognition the row speaks of.
    pub fn recognised(&self) -> Recognised {
        Recognised {
            stars: self.stars.filter(|_| !self.unrecognised),
            number: self.decision_number.clone(),
            day: self.issued_on.as_deref().and_then(|d| d.parse().ok()),
            year: self.year,
        }
    }

    /// The recognition the row speaks of, with the stars it gives also where it calls them withdrawn.
    pub fn as_given(&self) -> Recognised {
        Recognised { stars: self.stars, ..self.recognised() }
    }

    /// The keys under which the same row is known again, the one that is kept first: the list's own id where it is one,
    /// else what the row says. Rows kept by earlier versions under folded names are known by the last.
    pub fn source_keys(&self) -> Vec<String> {
        let own =
            self.id.chars().any(|c| c.is_ascii_alphabetic()) && self.id.chars().any(|c| c.is_ascii_digit());
        if own {
            return vec![KeyKind::OwnId.key(&self.id)];
        }
        let parts =
            [&self.name, &self.subject, &self.new_commune_code, &self.old_commune_code, &self.new_province];
        let key = |kind: KeyKind, text: String| kind.key(&ocop_domain::journal::sha256(text.as_bytes()));
        let places = [&self.new_commune, &self.old_commune].map(|t| letters(t));
        let exact = [parts.map(|t| letters(t)).join("|"), places.join("|")].join("|");
        vec![key(KeyKind::Text, exact), key(KeyKind::Folded, parts.map(|t| fold(t)).join("|"))]
    }

    /// Does this row tell of a star where that one, of an earlier edition of the list, told of none yet? What an earlier one
    /// called withdrawn gets none in this way (Điều 8).
    pub fn adds_star_to(&self, before: &RowData) -> bool {
        let proposed = fold(&before.decision).starts_with("de nghi");
        let none_yet = before.stars.is_none() && !before.withdrawn || (before.unrecognised && proposed);
        none_yet && self.recognised().stars.is_some()
    }

    /// Is what this row says of its star what an earlier row, that stands in the register, said of one as well?
    pub fn says_again(&self, before: &RowData) -> bool {
        !further(&before.recognised(), &self.recognised()) && !self.adds_star_to(before)
    }

    /// What this row says otherwise than another one, in the words of both: `3 sao, 55/QĐ-UBND → 4 sao, 55/QĐ-UBND`. None: the
    /// same, in another layout or with other remarks.
    pub fn differs_in(&self, before: &RowData) -> Option<String> {
        let said = |d: &RowData| {
            let text = |t: &Option<String>| t.clone().unwrap_or_default();
            let day = |t: &Option<String>| {
                let read = t.as_deref().and_then(|t| t.parse::<jiff::civil::Date>().ok());
                read.map_or_else(|| text(t), written)
            };
            let place = [d.commune_name.as_str(), &d.province_name].join(", ");
            let star = in_words(&d.recognised());
            [
                d.name.clone(),
                d.subject.clone(),
                star,
                text(&d.certificate_no),
                day(&d.expires_on),
                text(&d.tax_number),
                text(&d.registration_number),
                d.address.clone(),
                place,
                d.category.clone(),
                d.issuer.clone(),
                d.source.clone(),
                d.doubt.clone(),
            ]
        };
        let shown = |t: &str| if t.is_empty() { "–".to_owned() } else { t.to_owned() };
        let pairs = said(before).into_iter().zip(said(self)).filter(|(a, b)| a != b);
        let out: Vec<String> = pairs.map(|(a, b)| format!("{} → {}", shown(&a), shown(&b))).collect();
        (!out.is_empty()).then(|| out.join("; "))
    }

    /// Do both rows name the same product and producer, letter by letter?
    pub fn same_names(&self, other: &RowData) -> bool {
        letters(&self.name) == letters(&other.name) && letters(&self.subject) == letters(&other.subject)
    }
}

/// `4 sao, 12/QĐ-UBND, 15/03/2025`
pub fn in_words(said: &Recognised) -> String {
    let stars = said.stars.map(|n| format!("{n} sao"));
    let day = said.day.map(written).or(said.year.map(|y| y.to_string()));
    let parts: Vec<String> = [stars, said.number.clone(), day].into_iter().flatten().collect();
    parts.join(", ")
}

/// A part of a row as the store keeps it.
pub(super) fn to_json<T: serde::Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(Error::internal)
}

pub(super) fn from_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(Error::internal)
}
