//! A decision has one day. Where rows of one place and year give one number two days, one of them is likely mistyped, and the
//! term of 36 months (Điều 4(3), 26/2026/QĐ-TTg) with it: it is said once, with the rows of both.

use super::reader::RowReader;
use crate::import::Action;
use crate::import::finding::Severity;
use crate::import::record::RowData;
use crate::import::table::field::Field;
use ocop_domain::calendar::written;
use std::collections::{BTreeMap, HashMap};

/// Days that one remark names at most.
const MOST_NAMED: usize = 6;

/// Rows that come in, with what is done with each. Where it is asked already which of two rows is right, nothing is added.
pub fn tell(rows: &mut [(RowReader<'_>, RowData, Vec<String>, Action)]) {
    // Of each decision: its days with the first row of each.
    let mut days: HashMap<(String, Option<String>, String), BTreeMap<String, usize>> = HashMap::new();
    for (at, (reader, data, _, done)) in rows.iter().enumerate() {
        let asked = reader.findings.iter().any(|f| f.code == "recognitions_contradict");
        if asked || !done.is_open() {
            continue;
        }
        let (Some(number), Some(day)) = (&data.decision_number, &data.issued_on) else { continue };
        let year = day.get(..4).unwrap_or_default().to_owned();
        let key = (number.clone(), data.province_code.clone(), year);
        days.entry(key).or_default().entry(day.clone()).or_insert(at);
    }
    let mut told: Vec<(usize, String, String)> = Vec::new();
    for ((number, ..), days) in days.into_iter().filter(|(_, d)| d.len() > 1) {
        let Some(last) = days.values().max() else { continue };
        let named = days.iter().take(MOST_NAMED).map(|(day, at)| {
            let row = rows.get(*at).map_or(0, |(r, ..)| r.line.row);
            let day = day.parse::<jiff::civil::Date>().map(written);
            (row, day.unwrap_or_default())
        });
        let named: Vec<String> = named.map(|(row, day)| format!("{day} [{row}]")).collect();
        told.push((*last, number, named.join(", ")));
    }
    told.sort();
    for (at, number, days) in told {
        let Some((reader, ..)) = rows.get_mut(at) else { continue };
        let args = [("number", number.as_str()), ("days", days.as_str())];
        reader.find(
            reader.at(&[Field::Issued, Field::Decision]),
            Severity::Warning,
            "decision_days_several",
            &args,
        );
    }
}
