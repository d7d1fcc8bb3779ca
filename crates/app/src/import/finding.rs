use ocop_domain::codes;
use serde::{Deserialize, Serialize};

codes! {
    /// How much a finding weighs.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Severity ("severity") {
        /// The row cannot be brought in as it stands.
        Error = "error",
        /// Brought in, to be looked at.
        Warning = "warning",
        /// The row waits until a person has chosen.
        Question = "question",
    }
}

/// One remark on one cell. `code` is a catalogue key below `import.finding.`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// As the sheet numbers its rows.
    pub row: u32,
    /// Letters of the column; empty where the remark is on the whole row.
    pub column: String,
    pub heading: String,
    /// Name of the sheet, where a list runs over several.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    pub severity: Severity,
    pub code: String,
    /// Values for the sentence's `%{name}` places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(String, String)>,
}

/// `0` → `A`, `26` → `AA`.
pub fn column_letters(index: usize) -> String {
    let mut n = index + 1;
    let mut out = Vec::new();
    while n > 0 {
        out.push(b'A' + ((n - 1) % 26) as u8);
        n = (n - 1) / 26;
    }
    out.iter().rev().map(|b| char::from(*b)).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_are_lettered_as_sheets_do() {
        for (index, letters) in [(0, "A"), (5, "F"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(super::column_letters(index), letters);
        }
    }
}
