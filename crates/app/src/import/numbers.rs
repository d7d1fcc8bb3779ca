//! Numbers that belong to one producer, the tax number and that of the business registration (Điều 2(3), 26/2026): a list
//! brings none into the register that another producer holds, there or in a row above.

use super::columns::Field;
use super::finding::Severity;
use super::known::Known;
use super::reader::RowReader;
use super::record::RowData;
use ocop_domain::import::letters;
use ocop_domain::producer::registration_key;
use std::collections::HashMap;

/// The keys under which the numbers of a row are compared: kind and number.
pub fn keys(data: &RowData) -> [Option<(&'static str, String)>; 2] {
    let registration = data.registration_number.as_deref().and_then(registration_key);
    let whole = |(own, branch): (String, Option<String>)| format!("{own}/{}", branch.unwrap_or_default());
    [data.tax_number.clone().map(|n| ("tax", n)), registration.map(|k| ("reg", whole(k)))]
}

/// Holders of numbers among the rows so far.
#[derive(Default)]
pub struct Numbers {
    holders: HashMap<(&'static str, String), (u32, String, String)>,
}

impl Numbers {
    /// Leaves out of a row the numbers that are another's, and says whose.
    pub fn settle(&mut self, known: &Known, reader: &mut RowReader<'_>, data: &mut RowData) {
        let place = data.commune_id.clone().unwrap_or_default();
        let own = format!("{}|{place}", letters(&data.subject));
        for key in keys(data).into_iter().flatten() {
            let field = if key.0 == "tax" { Field::TaxNumber } else { Field::Registration };
            let in_register =
                known.holder(&key).filter(|(id, _)| known.producer(&data.subject, &place) != Some(id));
            if let Some((_, name)) = in_register {
                reader.find(Some(field), Severity::Warning, "number_of_another", &[("name", name)]);
                forget(data, key.0);
                continue;
            }
            let (row, name, holder) = self
                .holders
                .entry(key.clone())
                .or_insert_with(|| (reader.line.row, data.subject.clone(), own.clone()));
            if *holder != own {
                let (row, name) = (row.to_string(), name.clone());
                let args = [("row", &*row), ("name", &*name)];
                reader.find(Some(field), Severity::Warning, "number_of_another_row", &args);
                forget(data, key.0);
            }
        }
    }
}

fn forget(data: &mut RowData, kind: &str) {
    match kind {
        "tax" => data.tax_number = None,
        _ => data.registration_number = None,
    }
}
