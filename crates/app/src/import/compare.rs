//! What is to become of each row of a list: known already, the same as another row, a further recognition of a product,
//! waiting, wrong, or new. Names are one where their letters are; names that are alike without tone marks are a remark.

use super::action;
use super::columns::Field;
use super::finding::{Finding, Severity};
use super::known::Known;
use super::record::{RowData, RowReader};
use ocop_domain::import::{Recognised, further, letters};
use ocop_domain::text::fold;
use std::collections::HashMap;

/// A row of this list that was looked at.
struct Before {
    row: u32,
    said: Recognised,
    decision: String,
}

/// The rows of the list so far.
#[derive(Default)]
pub struct Seen {
    products: HashMap<String, Vec<Before>>,
    folded: HashMap<String, (u32, String)>,
    ids: HashMap<String, (u32, String)>,
    producers: HashMap<String, (u32, String)>,
}

impl Seen {
    pub fn compare(
        &mut self,
        known: &Known,
        reader: &mut RowReader<'_>,
        data: &RowData,
        keys: &[String],
    ) -> &'static str {
        let before = known.applied(data, keys);
        if before.iter().any(|b| b.content == data.content) {
            self.enter(reader.line.row, data, keys);
            // What was odd about it was said when it came.
            reader.findings.clear();
            return action::UNCHANGED;
        }
        let has = |findings: &[Finding], severity| findings.iter().any(|f| f.severity == severity);
        let said = data.recognised();
        if !before.is_empty() && before.iter().any(|b| !further(&b.recognised(), &said)) {
            self.enter(reader.line.row, data, keys);
            reader.find(None, Severity::Warning, "changed_since", &[]);
            return action::CHANGED;
        }
        if let Some(id) = keys.first().filter(|k| k.starts_with("id:"))
            && let Some((row, names)) = self.ids.get(id)
            && *names != data.likeness()
        {
            let args = [("row", &*row.to_string())];
            reader.find(reader.at(&[Field::Id, Field::Name]), Severity::Error, "same_id_twice", &args);
        }
        if has(&reader.findings, Severity::Error) {
            return action::ERROR;
        }
        if !data.subject.is_empty()
            && (self.in_list(reader, data, &said) || in_register(known, reader, data, &said))
        {
            return action::DUPLICATE;
        }
        self.remark(known, reader, data);
        self.enter(reader.line.row, data, keys);
        if has(&reader.findings, Severity::Question) { action::WAITING } else { action::NEW }
    }

    /// Is it the same as a row above? A further recognition of the same product is not.
    fn in_list(&self, reader: &mut RowReader<'_>, data: &RowData, said: &Recognised) -> bool {
        let Some(before) = self.products.get(&data.likeness()) else { return false };
        let Some(same) = before.iter().find(|b| !further(&b.said, said)) else {
            if let Some(b) = before.first() {
                let row = b.row.to_string();
                let args = [("row", &*row), ("first", &*b.decision), ("second", data.decision.as_str())];
                reader.find(Some(Field::Name), Severity::Warning, "further_recognition", &args);
            }
            return false;
        };
        let row = same.row.to_string();
        if said.stars.is_some() && same.said.stars.is_some() && said.stars != same.said.stars {
            let args = [("row", &*row), ("first", &*same.decision), ("second", data.decision.as_str())];
            reader.find(Some(Field::Name), Severity::Warning, "recognitions_contradict", &args);
        } else {
            reader.find(Some(Field::Name), Severity::Warning, "duplicate_in_list", &[("row", &row)]);
        }
        true
    }

    /// Names that only look the same.
    fn remark(&self, known: &Known, reader: &mut RowReader<'_>, data: &RowData) {
        if let Some((row, names)) = self.folded.get(&data.folded_likeness())
            && *names != data.likeness()
        {
            reader.find(
                Some(Field::Name),
                Severity::Warning,
                "similar_in_list",
                &[("row", &row.to_string())],
            );
        }
        if let Some(province) = &data.province_code
            && let Some(p) = known.alike(data, province)
            && letters(&p.name) != letters(&data.name)
        {
            reader.find(Some(Field::Name), Severity::Warning, "similar_in_register", &[("name", &p.name)]);
        }
        let Some(commune) = &data.commune_id else { return };
        if data.subject.is_empty() {
            return;
        }
        let own = format!("{}|{commune}", fold(&data.subject));
        if let Some((row, name)) =
            self.producers.get(&own).filter(|(_, n)| letters(n) != letters(&data.subject))
        {
            let args = [("row", &*row.to_string()), ("name", name)];
            reader.find(Some(Field::Subject), Severity::Warning, "producer_similar_in_list", &args);
        } else if let Some(name) = known.producer_alike(&data.subject, commune) {
            let args = [("name", name)];
            reader.find(Some(Field::Subject), Severity::Warning, "producer_similar", &args);
        }
    }

    fn enter(&mut self, row: u32, data: &RowData, keys: &[String]) {
        if let Some(id) = keys.first().filter(|k| k.starts_with("id:")) {
            self.ids.entry(id.clone()).or_insert((row, data.likeness()));
        }
        if data.subject.is_empty() {
            return;
        }
        let before = Before { row, said: data.recognised(), decision: data.decision.clone() };
        self.products.entry(data.likeness()).or_default().push(before);
        self.folded.entry(data.folded_likeness()).or_insert((row, data.likeness()));
        if let Some(commune) = &data.commune_id {
            let own = format!("{}|{commune}", fold(&data.subject));
            self.producers.entry(own).or_insert((row, data.subject.clone()));
        }
    }
}

/// Does the register hold the product and this recognition already?
fn in_register(known: &Known, reader: &mut RowReader<'_>, data: &RowData, said: &Recognised) -> bool {
    let Some(province) = &data.province_code else { return false };
    let Some(product) = known.products(data, province).first() else { return false };
    if known.is_further(&product.id, said) {
        reader.find(Some(Field::Name), Severity::Warning, "further_in_register", &[]);
        if known.signed_here_stays(&product.id, said) {
            reader.find(Some(Field::Name), Severity::Warning, "signed_here_stays", &[]);
        }
        return false;
    }
    reader.find(Some(Field::Name), Severity::Warning, "duplicate_in_register", &[]);
    true
}
