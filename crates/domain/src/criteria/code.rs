//! The two kinds of name a score refers to: the id of a set ("QD26-09") and the code of a criterion ("6.1.1").
//! Both come from people and files, so parsing is forgiving about case and spaces and exact about the shape.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The id of a criteria set: `QD26-09`, `QD148-09`, `QD781-09`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SetId(String);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not the id of a criteria set: write it like QD26-09, QD148-09 or QD781-09")]
pub struct BadSetId(pub String);

impl SetId {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SetId {
    type Err = BadSetId;

    fn from_str(text: &str) -> Result<Self, BadSetId> {
        let bad = || BadSetId(text.to_owned());
        // "QĐ26-9" is how a Vietnamese hand writes it.
        let upper = text.trim().to_uppercase().replace('Đ', "D");
        let (law, number) = upper.strip_prefix("QD").and_then(|rest| rest.split_once('-')).ok_or_else(bad)?;
        let digits = |part: &str, most: usize| {
            !part.is_empty() && part.len() <= most && part.bytes().all(|b| b.is_ascii_digit())
        };
        if !digits(law, 4) || !digits(number, 2) {
            return Err(bad());
        }
        Ok(SetId(format!("QD{law}-{number:0>2}")))
    }
}

/// The code of a criterion as the set prints it: "1.1", "6.1.1", in the older decisions also "3.đ".
/// Ordered as printed: 2 before 10, d before đ before e.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CriterionCode(String);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not the code of a criterion: write it as printed in the set, like 1.1 or 6.1.1")]
pub struct BadCode(pub String);

impl CriterionCode {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CriterionCode {
    type Err = BadCode;

    fn from_str(text: &str) -> Result<Self, BadCode> {
        let code = text.trim();
        let segment = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_alphanumeric() || c == 'đ');
        let sound = code.len() <= 16
            && code.starts_with(|c: char| c.is_ascii_digit())
            && code.split('.').all(segment);
        if sound { Ok(CriterionCode(code.to_owned())) } else { Err(BadCode(text.to_owned())) }
    }
}

/// One step of the comparison: a run of digits counts as a number, anything else letter by letter.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Dot,
    Number(u64),
    Letter(char, bool),
}

fn steps(code: &str) -> impl Iterator<Item = Step> + '_ {
    let mut rest = code.chars().peekable();
    std::iter::from_fn(move || {
        let first = rest.next()?;
        Some(match first.to_digit(10) {
            Some(digit) => {
                let mut number = u64::from(digit);
                while let Some(digit) = rest.peek().and_then(|c| c.to_digit(10)) {
                    number = number.saturating_mul(10).saturating_add(u64::from(digit));
                    rest.next();
                }
                Step::Number(number)
            }
            None if first == '.' => Step::Dot,
            None if first == 'đ' => Step::Letter('d', true),
            None => Step::Letter(first, false),
        })
    })
}

impl Ord for CriterionCode {
    fn cmp(&self, other: &Self) -> Ordering {
        // Codes that have their dots and letters at the same places ("1.1", "2.3") compare as texts.
        let alike = |(a, b): (u8, u8)| a == b || a.is_ascii_digit() && b.is_ascii_digit();
        if self.0.len() == other.0.len() && self.0.bytes().zip(other.0.bytes()).all(alike) {
            return self.0.cmp(&other.0);
        }
        by_steps(&self.0, &other.0)
    }
}

/// The text itself decides between codes that read alike ("1.01", "1.1"), so that order agrees with equality.
fn by_steps(a: &str, b: &str) -> Ordering {
    steps(a).cmp(steps(b)).then_with(|| a.cmp(b))
}

impl PartialOrd for CriterionCode {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

macro_rules! text_newtype {
    ($name:ident, $error:ident) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = $error;
            fn try_from(text: String) -> Result<Self, $error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> String {
                name.0
            }
        }
    };
}

text_newtype!(SetId, BadSetId);
text_newtype!(CriterionCode, BadCode);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn codes_compare_by_their_steps(a in "[0-3][019.aAđ]{0,5}", b in "[0-3][019.aAđ]{0,5}") {
            if let (Ok(one), Ok(other)) = (a.parse::<CriterionCode>(), b.parse::<CriterionCode>()) {
                prop_assert_eq!(one.cmp(&other), by_steps(&a, &b));
            }
        }
    }
}
