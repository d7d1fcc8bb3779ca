use crate::codes;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

codes! {
    /// Level of an area. Districts ended on 30/6/2025 and are kept to read old decisions, codes and addresses.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "lowercase")]
    pub enum Level ("level") {
        Province = "province",
        District = "district",
        Commune = "commune",
    }
}

impl Level {
    fn letter(self) -> char {
        match self {
            Level::Province => 'p',
            Level::District => 'd',
            Level::Commune => 'c',
        }
    }

    /// The level a code belongs to, from its length: 2 digits province, 3 district, 5 commune (QĐ 19/2025/QĐ-TTg).
    pub fn of_code(code: &str) -> Option<Level> {
        match code.len() {
            2 => Some(Level::Province),
            3 => Some(Level::District),
            5 => Some(Level::Commune),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AreaError {
    #[error("“{0}” is not an area code: 2 digits for a province, 3 for a former district, 5 for a commune")]
    Code(String),
}

/// A code of 2, 3 or 5 digits. It says nothing without a date.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AreaCode(String);

impl AreaCode {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn level(&self) -> Level {
        match self.0.len() {
            2 => Level::Province,
            3 => Level::District,
            _ => Level::Commune,
        }
    }
}

impl FromStr for AreaCode {
    type Err = AreaError;
    fn from_str(s: &str) -> Result<Self, AreaError> {
        let s = s.trim();
        if s.bytes().all(|b| b.is_ascii_digit()) && Level::of_code(s).is_some() {
            Ok(AreaCode(s.into()))
        } else {
            Err(AreaError::Code(s.into()))
        }
    }
}

impl TryFrom<String> for AreaCode {
    type Error = AreaError;
    fn try_from(s: String) -> Result<Self, AreaError> {
        s.parse()
    }
}

impl From<AreaCode> for String {
    fn from(c: AreaCode) -> String {
        c.0
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Identity of one unit: level, code and the day it began; `old` for units whose beginning the sources do not give
/// (all those of the map that ended on 30/6/2025).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AreaId(String);

impl AreaId {
    pub fn new(level: Level, code: &AreaCode, valid_from: Option<Date>) -> AreaId {
        match valid_from {
            Some(d) => AreaId(format!("{}{}@{}", level.letter(), code, d)),
            None => AreaId(format!("{}{}@old", level.letter(), code)),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AreaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_unit_is_its_code_and_its_first_day() {
        let code: AreaCode = "27268".parse().unwrap();
        assert_eq!(AreaId::new(Level::Commune, &code, Some(date(2025, 7, 1))).as_str(), "c27268@2025-07-01");
        assert_eq!(AreaId::new(Level::Commune, &code, None).as_str(), "c27268@old");
    }

    #[test]
    fn codes_have_two_three_or_five_digits() {
        for bad in ["", "1", "1234", "27a68", "２７２６８"] {
            assert!(bad.parse::<AreaCode>().is_err(), "{bad}");
        }
    }
}
