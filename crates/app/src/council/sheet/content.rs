//! What a member writes on a sheet.

use crate::council::opinion::Position;
use std::collections::{BTreeMap, BTreeSet};

/// What a member writes: the number of an option by criterion (0 for "none of these"), the criteria of which the papers
/// do not show enough, reasons, the knock-out grounds found with a reason each, an opinion. There is no place for a total.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    pub options: BTreeMap<String, i64>,
    /// No option of these is given: no points, and a reason that says what is missing.
    pub insufficient: BTreeSet<String>,
    pub reasons: BTreeMap<String, String>,
    pub findings: BTreeMap<String, String>,
    pub opinion: String,
    /// The number of the sample the member looked at; empty where there was none.
    pub sample: String,
    pub tasting: String,
    /// Only where the members are asked in writing.
    pub position: Position,
}
