//! Recognitions of which the whole list says no day: their term of 36 months (Điều 4(3), 26/2026/QĐ-TTg) cannot be
//! reckoned. It is said once for each decision.

use super::reader::RowReader;
use crate::import::finding::Severity;
use crate::import::record::RowData;
use crate::import::table::field::Field;
use ocop_domain::calendar::written;
use std::collections::HashMap;

/// What the rows say of one decision: the first row, and whether any says its day.
#[derive(Default)]
struct Ruled {
    first: usize,
    dated: bool,
    /// A day that a row says, and that row.
    day: Option<(String, u32)>,
    /// Rows that say no time.
    undated: Vec<usize>,
}

/// Tells the first row of each decision whose day no row says; and, where no row says any time at all, the first row.
pub fn tell(rows: &mut [(RowReader<'_>, RowData, Vec<String>)]) {
    let mut decisions: HashMap<String, Ruled> = HashMap::new();
    let mut unnumbered = Ruled { dated: true, ..Ruled::default() };
    for (at, (reader, data, _)) in rows.iter().enumerate() {
        // A day that cannot be read is told in its cell.
        let no_day = reader.findings.iter().any(|f| f.code == "date_does_not_exist");
        if data.stars.is_none() || data.unrecognised || no_day || reader.failed(Field::Issued) {
            continue;
        }
        match &data.decision_number {
            Some(number) => {
                let ruled =
                    decisions.entry(number.clone()).or_insert(Ruled { first: at, ..Ruled::default() });
                ruled.dated |= data.issued_on.is_some() || data.expires_on.is_some();
                match &data.issued_on {
                    Some(day) => _ = ruled.day.get_or_insert((day.clone(), reader.line.row)),
                    None if data.year.is_none() && data.expires_on.is_none() => ruled.undated.push(at),
                    None => {}
                }
            }
            None if unnumbered.dated
                && data.year.is_none()
                && data.expires_on.is_none()
                && data.issued_text.is_empty() =>
            {
                unnumbered = Ruled { first: at, ..Ruled::default() };
            }
            None => {}
        }
    }
    for (number, ruled) in &decisions {
        let Some((day, from)) = &ruled.day else { continue };
        for at in &ruled.undated {
            let Some((reader, ..)) = rows.get_mut(*at) else { continue };
            let (column, row) = (reader.at(&[Field::Issued, Field::Decision]), from.to_string());
            let day = day.parse().map_or_else(|_| day.clone(), written);
            let args = [("number", &**number), ("day", &*day), ("row", &*row)];
            reader.find(column, Severity::Warning, "day_in_another_row", &args);
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
