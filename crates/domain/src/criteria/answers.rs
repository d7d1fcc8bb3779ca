//! A filled-in sheet: which option was picked for which criterion. It can be read from the JSON that the
//! command line takes, where every way of getting it wrong ends in one readable sentence.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::error::Category;

use super::{BadCode, CriterionCode};

/// Criterion → number of the option picked, from 1; 0 says that none of the options fits (“Không đáp ứng mức nào”):
/// many criteria print no option for it. A criterion left out has not been looked at; both score 0, and only a looked-at
/// one can stop an assessment ([`super::CriteriaSet::stopped`]).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(pub BTreeMap<CriterionCode, usize>);

impl FromIterator<(CriterionCode, usize)> for Answers {
    fn from_iter<I: IntoIterator<Item = (CriterionCode, usize)>>(answers: I) -> Self {
        Answers(answers.into_iter().collect())
    }
}

/// Why a text is not a sheet of answers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    #[error("the answers are not valid JSON: line {line}, column {column}")]
    Broken { line: usize, column: usize },
    #[error("the answers must be a JSON object from criterion to option number, like {{\"1.1\": 2}}")]
    NotAnObject,
    #[error(transparent)]
    BadCode(#[from] BadCode),
    #[error("criterion {0} is answered more than once")]
    Twice(CriterionCode),
    #[error("the option picked for criterion {criterion} must be a whole number from 1, not {found}")]
    NotAnOption { criterion: CriterionCode, found: String },
}

/// Reads `{"1.1": 2, …}`.
pub fn parse_answers(json: &str) -> Result<Answers, ParseError> {
    // Editors on Windows put a mark in front that JSON does not allow.
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    let Entries(entries) = serde_json::from_str(json).map_err(|error| match error.classify() {
        Category::Data => ParseError::NotAnObject,
        Category::Io | Category::Syntax | Category::Eof => {
            ParseError::Broken { line: error.line(), column: error.column() }
        }
    })?;
    let mut answers = BTreeMap::new();
    for (key, value) in entries {
        let criterion: CriterionCode = key.parse()?;
        let picked = value.as_u64().and_then(|n| usize::try_from(n).ok()).filter(|n| *n >= 1);
        let Some(option) = picked else {
            return Err(ParseError::NotAnOption { criterion, found: shorten(&value) });
        };
        if answers.insert(criterion.clone(), option).is_some() {
            return Err(ParseError::Twice(criterion));
        }
    }
    Ok(Answers(answers))
}

/// The value as written, short enough to stand in a sentence.
fn shorten(value: &Value) -> String {
    const MOST: usize = 40;
    let text = value.to_string();
    if text.chars().count() <= MOST { text } else { text.chars().take(MOST).chain(['…']).collect() }
}

/// The members of an object in written order. A map would silently keep the last of two answers to one criterion.
struct Entries(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Entries;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Members)
    }
}
