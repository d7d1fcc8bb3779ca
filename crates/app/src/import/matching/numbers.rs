//! Numbers that belong to one producer, the tax number and that of the business registration (Điều 2(3), 26/2026): a list
//! brings none into the register that another producer holds, there or in a row above, and never a second for one producer.

use super::known::Known;
use super::names::Product;
use super::number_key::{NumberKey, NumberKind, keys};
use crate::import::finding::Severity;
use crate::import::record::RowData;
use crate::import::row::reader::RowReader;
use ocop_domain::import::maker_letters;
use std::collections::HashMap;

/// Holders of numbers among the rows so far.
#[derive(Default)]
pub struct Numbers {
    holders: HashMap<NumberKey, (u32, String, String)>,
    /// The first number of each kind that the rows give a producer: kind and producer to row, number and its key.
    given: HashMap<NumberKey, (u32, String, String)>,
}

impl Numbers {
    /// Leaves out of a row the numbers that are another's, and those that are not the one its producer has: in the register,
    /// else in a row above. Says each time which number stays. `product` is the one of the register the row speaks of.
    pub fn settle(
        &mut self,
        known: &Known,
        product: Option<&Product>,
        reader: &mut RowReader<'_>,
        data: &mut RowData,
    ) {
        let place = data.commune_id.clone().unwrap_or_default();
        let maker = product.map(|p| p.producer_id.as_str());
        let maker = maker.or_else(|| known.producer(data).map(|(id, _)| id)).map(str::to_owned);
        let own = maker.clone().unwrap_or_else(|| format!("{}|{place}", maker_letters(&data.subject)));
        for (kind, key) in keys(data).into_iter().flatten() {
            let field = kind.field();
            let written = kind.of(data).clone().unwrap_or_default();
            let holder = known.holder(&(kind, key.clone()));
            if let Some((id, name)) = holder.filter(|(id, _)| maker.as_deref() != Some(id)) {
                let args = [("name", name), ("number", &*written)];
                reader.find(Some(field), Severity::Warning, "number_of_another", &args);
                data.number_of = Some(id.to_owned());
                *kind.of(data) = None;
                continue;
            }
            if let Some(m) =
                maker.as_deref().filter(|_| holder.is_none()).and_then(|id| known.names.maker(id))
            {
                let held = match kind {
                    NumberKind::Tax => &m.tax_number,
                    NumberKind::Registration => &m.registration_number,
                };
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
                *kind.of(data) = None;
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
                *kind.of(data) = None;
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
                *kind.of(data) = None;
            }
        }
    }
}
