//! Numbers that belong to one producer, the tax number and that of the business registration (Điều 2(3), 26/2026): a list
//! brings none into the register that another producer holds, there or in a row above, and never a second for one producer.

use super::known::Known;
use crate::import::finding::Severity;
use crate::import::record::RowData;
use crate::import::row::reader::RowReader;
use crate::import::table::columns::Field;
use ocop_domain::import::maker_letters;
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
    /// The first number of each kind that the rows give a producer: kind and producer to row, number and its key.
    given: HashMap<(&'static str, String), (u32, String, String)>,
}

impl Numbers {
    /// Leaves out of a row the numbers that are another's, and those that are not the one its producer has: in the register,
    /// else in a row above. Says each time which number stays.
    pub fn settle(&mut self, known: &Known, reader: &mut RowReader<'_>, data: &mut RowData) {
        let place = data.commune_id.clone().unwrap_or_default();
        let own = format!("{}|{place}", maker_letters(&data.subject));
        let maker = maker(known, data);
        for (kind, key) in keys(data).into_iter().flatten() {
            let field = if kind == "tax" { Field::TaxNumber } else { Field::Registration };
            let written = written(data, kind).unwrap_or_default();
            let holder = known.holder(&(kind, key.clone()));
            if let Some((id, name)) = holder.filter(|(id, _)| maker.as_deref() != Some(id)) {
                let args = [("name", name), ("number", &*written)];
                reader.find(Some(field), Severity::Warning, "number_of_another", &args);
                data.number_of = Some(id.to_owned());
                forget(data, kind);
                continue;
            }
            if let Some(m) =
                maker.as_deref().filter(|_| holder.is_none()).and_then(|id| known.names.maker(id))
            {
                let held = if kind == "tax" { &m.tax_number } else { &m.registration_number };
                match held {
                    Some(held) => {
                        let args = [("held", held.as_str()), ("number", &*written), ("name", &*m.name)];
                        reader.find(Some(field), Severity::Warning, "number_differs", &args);
                    }
                    None => {
                        let args = [("number", &*written), ("name", &*m.name)];
                        reader.find(Some(field), Severity::Warning, "number_not_kept", &args);
                    }
                }
                forget(data, kind);
                continue;
            }
            let row = reader.line.row;
            let (above, name, of) = self
                .holders
                .entry((kind, key.clone()))
                .or_insert_with(|| (row, data.subject.clone(), own.clone()));
            if *of != own {
                let (above, name) = (above.to_string(), name.clone());
                let args = [("row", &*above), ("name", &*name), ("number", &*written)];
                reader.find(Some(field), Severity::Warning, "number_of_another_row", &args);
                forget(data, kind);
                continue;
            }
            // A row without its producer or its place is one of no other row.
            if data.subject.is_empty() || place.is_empty() {
                continue;
            }
            let given = self.given.entry((kind, own.clone()));
            let (above, held, first) = given.or_insert_with(|| (row, written.clone(), key.clone()));
            if *first != key {
                let (above, held) = (above.to_string(), held.clone());
                let args = [("row", &*above), ("held", &*held), ("number", &*written)];
                reader.find(Some(field), Severity::Warning, "number_differs_in_list", &args);
                forget(data, kind);
            }
        }
    }
}

/// The producer of the register that a row speaks of: that of its product, else the one of its name.
fn maker(known: &Known, data: &RowData) -> Option<String> {
    let fits = data.province_code.as_deref().map(|p| known.names.fits(data, p)).unwrap_or_default();
    match fits[..] {
        [one] if one.product.commune_id == data.commune_id => Some(one.product.producer_id.clone()),
        _ => known.producer(data).map(|(id, _)| id.to_owned()),
    }
}

fn written(data: &RowData, kind: &str) -> Option<String> {
    match kind {
        "tax" => data.tax_number.clone(),
        _ => data.registration_number.clone(),
    }
}

fn forget(data: &mut RowData, kind: &str) {
    match kind {
        "tax" => data.tax_number = None,
        _ => data.registration_number = None,
    }
}
