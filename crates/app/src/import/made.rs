//! What a list made in the register.

use serde::{Deserialize, Serialize};

/// Ids of what a row made in the register; only what is named here is ever taken away again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Created {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub producer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recognition: Option<String>,
    /// The recognition is one of a product that was in the register before the list.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub further: bool,
    /// Recognitions that were there and gave way to this one, as earlier versions of the program noted them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub superseded: Vec<String>,
}

/// How much was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Applied {
    pub products: i64,
    pub producers: i64,
    pub decisions: i64,
    pub recognitions: i64,
    /// Rows that still wait for a person.
    pub waiting: i64,
    pub left_out: i64,
}
