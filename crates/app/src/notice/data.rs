//! What a notice is about.

use serde::{Deserialize, Serialize};

/// Days are `YYYY-MM-DD`; what a kind does not need stays empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Data {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub product: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub producer: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub day: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub paper: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reasons: String,
    /// Name of a `WithdrawalGround`, or of a council's `MeetingGround`; of a result how it ended without a rank.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ground: String,
    #[serde(skip_serializing_if = "is_zero")]
    pub stars: i64,
    /// The commune whose officer helps, by name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub office: String,
    /// Names of `assist::Purpose`, comma between.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub purposes: String,
    /// Name of an `assist::How`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub how: String,
    /// A one-time code to be read out, and the account that asked for it and may not see it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub code: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// A council's mean as papers write it, like "88,42".
    #[serde(skip_serializing_if = "String::is_empty")]
    pub points: String,
    /// Name of an `objection::Outcome`; of a corrected result whether it stays, changed, or waits to be told.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub outcome: String,
    /// What a corrected result was, where it was known and is another now.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub known_before: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub points_before: String,
    #[serde(skip_serializing_if = "is_zero")]
    pub stars_before: i64,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ground_before: String,
}

fn is_zero(n: &i64) -> bool {
    *n == 0
}
