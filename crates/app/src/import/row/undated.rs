//! Recognitions of which the whole list says no day: their term of 36 months (Điều 4(3), 26/2026/QĐ-TTg) cannot be
//! reckoned. It is said once for each decision.

use super::reader::RowReader;
use crate::import::finding::Severity;
use crate::import::record::RowData;
use crate::import::table::columns::Field;
use std::collections::HashMap;

/// What the rows say of one decision: the first row, and whether any says its day.
struct Ruled {
    first: usize,
    dated: bool,
}

/// Tells the first row of each decision whose day no row says; and, where no row says any time at all, the first row.
pub fn tell(rows: &mut [(RowReader<'_>, RowData, Vec<String>)]) {
    let mut decisions: HashMap<String, Ruled> = HashMap::new();
    let mut unnumbered = Ruled { first: 0, dated: true };
    for (at, (reader, data, _)) in rows.iter().enumerate() {
        // A day that cannot be read is told in its cell.
        let no_day = reader.findings.iter().any(|f| f.code == "date_does_not_exist");
        if data.stars.is_none() || data.unrecognised || no_day || reader.failed(Field::Issued) {
            continue;
        }
        match &data.decision_number {
            Some(number) => {
                let ruled = decisions.entry(number.clone()).or_insert(Ruled { first: at, dated: false });
                ruled.dated |= data.issued_on.is_some() || data.expires_on.is_some();
            }
            None if unnumbered.dated
                && data.year.is_none()
                && data.expires_on.is_none()
                && data.issued_text.is_empty() =>
            {
                unnumbered = Ruled { first: at, dated: false };
            }
            None => {}
        }
    }
    let mut told: Vec<(usize, Option<String>)> =
        decisions.into_iter().filter(|(_, r)| !r.dated).map(|(n, r)| (r.first, Some(n))).collect();
    if !unnumbered.dated {
        told.push((unnumbered.first, None));
    }
    told.sort();
    for (at, number) in told {
        let Some((reader, ..)) = rows.get_mut(at) else { continue };
        let column = reader.at(&[Field::Issued, Field::Decision]);
        match number {
            Some(n) => reader.find(column, Severity::Warning, "decision_without_day", &[("value", &n)]),
            None => reader.find(column, Severity::Warning, "recognition_without_day", &[]),
        }
    }
}
