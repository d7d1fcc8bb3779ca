//! Under which names the register knows its products and producers: those they bear now, and those they were recognised,
//! sealed, merged or kept under before. A list of an earlier decision speaks of a product by the name it had then.

use crate::import::record::RowData;
use ocop_domain::import::{letters, maker_letters, same_but_for_its_form};
use ocop_domain::text::fold;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A product of the register as it is called now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    pub id: String,
    pub producer_id: String,
    pub name: String,
    pub producer_name: String,
    pub commune_id: Option<String>,
    pub commune_name: String,
}

impl Product {
    /// `Trà A · HTX X · Phường Xóm Chiếu`
    pub fn in_words(&self) -> String {
        let parts = [self.name.as_str(), &self.producer_name, &self.commune_name];
        parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

/// A product that bears the names of a row, or bore them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit<'a> {
    pub product: &'a Product,
    /// Both names are those of today.
    pub present: bool,
}

/// A producer of the register as it is called now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Maker {
    pub name: String,
    pub commune_name: String,
    pub tax_number: Option<String>,
    pub registration_number: Option<String>,
    /// Communes it sits in, or sat in before, with their province.
    pub communes: BTreeMap<String, String>,
    /// Its names of today and of before, by their letters, with the provinces in which it bore them.
    pub names: BTreeMap<String, BTreeSet<String>>,
}

impl Maker {
    pub fn bore(&mut self, letters: &str, province: &str) {
        self.names.entry(letters.to_owned()).or_default().insert(province.to_owned());
    }

    /// The names it bears or bore in a province, by their letters.
    pub fn names_in(&self, province: &str) -> impl Iterator<Item = &str> {
        self.names
            .iter()
            .filter(move |(_, where_borne)| where_borne.contains(province))
            .map(|(name, _)| name.as_str())
    }
}

/// Names of a product and of who made it, each with the province in which it was borne: a name of one province says
/// nothing of a row of another.
#[derive(Debug, Default)]
pub struct Borne {
    pub names: BTreeSet<(String, String)>,
    pub producers: BTreeSet<(String, String)>,
}

#[derive(Debug, Default)]
pub struct Names {
    products: HashMap<String, Vec<(String, bool)>>,
    living: HashMap<String, Product>,
    /// The products of a producer by each of their names: of today and of before.
    of_maker: HashMap<String, BTreeSet<String>>,
    /// The products of a commune by each of their names.
    in_commune: HashMap<String, BTreeSet<String>>,
    folded: HashMap<String, String>,
    makers: HashMap<String, Maker>,
    producers: HashMap<String, String>,
    former_producers: HashMap<String, BTreeSet<String>>,
    producer_names: HashMap<String, String>,
}

impl Names {
    /// Enters a product under the names it bears, and in each province under the other pairs of names it bore there.
    pub fn add_product(&mut self, p: Product, province: &str, borne: &Borne) {
        let folded = format!("{}|{}|{province}", fold(&p.name), fold(&p.producer_name));
        self.folded.entry(folded).or_insert_with(|| p.id.clone());
        let own = (letters(&p.name), maker_letters(&p.producer_name));
        self.enter(&own.0, &own.1, province, &p.id, true);
        let by_province = |all: &BTreeSet<(String, String)>, own: &str, key: fn(&str) -> String| {
            let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
            out.entry(province.to_owned()).or_default().insert(own.to_owned());
            for (there, name) in all {
                out.entry(there.clone()).or_default().insert(key(name));
            }
            out
        };
        let names = by_province(&borne.names, &own.0, letters);
        let producers = by_province(&borne.producers, &own.1, maker_letters);
        for (there, names) in &names {
            for producer in producers.get(there).into_iter().flatten() {
                for name in names {
                    self.enter(name, producer, there, &p.id, false);
                }
            }
        }
        for name in names.values().flatten() {
            self.of_maker.entry(format!("{name}|{}", p.producer_id)).or_default().insert(p.id.clone());
        }
        for name in names.get(province).into_iter().flatten() {
            if let Some(commune) = &p.commune_id {
                self.in_commune.entry(format!("{name}|{commune}")).or_default().insert(p.id.clone());
            }
        }
        self.living.insert(p.id.clone(), p);
    }

    fn enter(&mut self, name: &str, producer: &str, province: &str, id: &str, present: bool) {
        let held = self.products.entry(format!("{name}|{producer}|{province}")).or_default();
        if held.iter().all(|(other, _)| other != id) {
            held.push((id.to_owned(), present));
        }
    }

    /// The products of a row's names in a province.
    pub fn fits(&self, data: &RowData, province: &str) -> Vec<Fit<'_>> {
        let of = |name: &str, subject: &str| {
            let key = format!("{}|{}|{province}", letters(name), maker_letters(subject));
            self.products.get(&key).map(Vec::as_slice).filter(|found| !found.is_empty())
        };
        // A list may say itself what the product, or who makes it, was called before.
        let names = [&data.name, &data.former_name].into_iter().filter(|n| !n.is_empty());
        let pairs = names.flat_map(|name| {
            let subjects = [&data.subject, &data.former_subject].into_iter().filter(|s| !s.is_empty());
            subjects.map(move |subject| (name, subject))
        });
        let found = pairs.into_iter().find_map(|(name, subject)| of(name, subject)).unwrap_or_default();
        found
            .iter()
            .filter_map(|(id, present)| Some(Fit { product: self.living.get(id)?, present: *present }))
            .collect()
    }

    /// The products of this name, of today or of before, that a producer has.
    pub fn of_maker(&self, name: &str, producer_id: &str) -> Vec<&Product> {
        let found = self.of_maker.get(&format!("{}|{producer_id}", letters(name)));
        found.into_iter().flatten().filter_map(|id| self.living.get(id)).collect()
    }

    /// The products of a row's name and commune whose producer's name differs from the row's in its form alone.
    pub fn kin(&self, data: &RowData) -> Vec<&Product> {
        let Some(commune) = &data.commune_id else { return vec![] };
        let found = self.in_commune.get(&format!("{}|{commune}", letters(&data.name)));
        let products = found.into_iter().flatten().filter_map(|id| self.living.get(id));
        products.filter(|p| same_but_for_its_form(&p.producer_name, &data.subject)).collect()
    }

    pub fn product(&self, id: &str) -> Option<&Product> {
        self.living.get(id)
    }

    /// A product that would bear the same names without tone marks, or under the same names elsewhere in the province.
    pub fn alike(&self, data: &RowData, province: &str) -> Option<&Product> {
        let id = self.folded.get(&format!("{}|{}|{province}", fold(&data.name), fold(&data.subject)))?;
        self.living.get(id)
    }

    pub fn add_maker(&mut self, id: &str, name: &str, commune: &str, province: &str) {
        self.producer_names.entry(format!("{}|{commune}", fold(name))).or_insert_with(|| name.to_owned());
        self.producers.entry(format!("{}|{commune}", maker_letters(name))).or_insert_with(|| id.to_owned());
        let maker = self.makers.entry(id.to_owned()).or_default();
        maker.bore(&maker_letters(name), province);
        maker.communes.insert(commune.to_owned(), province.to_owned());
        if maker.name.is_empty() {
            maker.name = name.to_owned();
        }
    }

    pub fn maker_mut(&mut self, id: &str) -> Option<&mut Maker> {
        self.makers.get_mut(id)
    }

    pub fn maker(&self, id: &str) -> Option<&Maker> {
        self.makers.get(id)
    }

    /// Enters the producers under the names and communes they had before: a name in the communes of the province in which
    /// it was borne.
    pub fn close(&mut self) {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (id, maker) in &self.makers {
            for (commune, province) in &maker.communes {
                for name in maker.names_in(province) {
                    found.entry(format!("{name}|{commune}")).or_default().insert(id.clone());
                }
            }
        }
        self.former_producers.extend(found);
    }

    /// The producer of this name in a commune; one that bore the name or sat there before, where there is just one.
    pub fn producer(&self, name: &str, commune: &str) -> Option<(&str, bool)> {
        let key = format!("{}|{commune}", maker_letters(name));
        if let Some(id) = self.producers.get(&key) {
            return Some((id, true));
        }
        let former = self.former_producers.get(&key)?;
        (former.len() == 1).then(|| former.first().map(|id| (id.as_str(), false)))?
    }

    /// A producer of the commune whose name differs in its tone marks or punctuation only.
    pub fn producer_alike(&self, name: &str, commune: &str) -> Option<&str> {
        let known = self.producer_names.get(&format!("{}|{commune}", fold(name)))?;
        (maker_letters(known) != maker_letters(name)).then_some(known.as_str())
    }
}
