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

/// A remark on one cell of a row.
pub fn at_cell(
    row: u32,
    index: usize,
    heading: &str,
    severity: Severity,
    code: &str,
    args: Vec<(String, String)>,
) -> Finding {
    let column = column_letters(index);
    Finding { row, column, heading: heading.into(), sheet: String::new(), severity, code: code.into(), args }
}

/// A remark on the whole list.
pub fn remark(code: &str, args: Vec<(String, String)>) -> Finding {
    let (column, heading, sheet) = (String::new(), String::new(), String::new());
    Finding { row: 0, column, heading, sheet, severity: Severity::Warning, code: code.into(), args }
}

/// Rows or columns that one finding names at most.
const MOST_NAMED: usize = 30;

/// One remark that names several things; none where there is nothing to name.
pub fn named(code: &str, mut names: Vec<String>) -> Option<Finding> {
    if names.is_empty() {
        return None;
    }
    let more = names.len().saturating_sub(MOST_NAMED);
    names.truncate(MOST_NAMED);
    if more > 0 {
        names.push(format!("… (+{more})"));
    }
    Some(remark(code, vec![("names".into(), names.join("; "))]))
}

/// A remark on a whole row.
pub fn of_row(code: &str, args: Vec<(String, String)>) -> Finding {
    let mut found = at_cell(0, 0, "", Severity::Warning, code, args);
    found.column.clear();
    found
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
