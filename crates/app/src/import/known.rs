//! What the register knows already, in memory while a list is compared with it or brought in.

use super::from_json;
use super::order::may_run_on;
use super::record::RowData;
use crate::Error;
use jiff::civil::Date;
use ocop_domain::import::{Recognised, further, letters};
use ocop_domain::producer::registration_key;
use ocop_domain::text::fold;
use ocop_store::Db;
use ocop_store::import::{self as rows, KnownProduct, KnownRecognition};
use std::collections::{BTreeSet, HashMap};

/// A product of the register under the name it bears, by its producer's name, in a province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    pub id: String,
    pub name: String,
    pub producer_name: String,
    pub commune_id: Option<String>,
}

/// One of a product's recognitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub id: String,
    pub said: Recognised,
    pub expires_on: Option<Date>,
    pub withdrawn: bool,
    pub superseded_on: Option<Date>,
    /// Read from a list; the others were signed in this system.
    pub listed: bool,
}

#[derive(Debug, Default)]
pub struct Known {
    products: HashMap<String, Vec<Product>>,
    folded: HashMap<String, Product>,
    held: HashMap<String, Vec<Held>>,
    producers: HashMap<String, String>,
    producer_names: HashMap<String, String>,
    applied: HashMap<String, Vec<RowData>>,
    /// Who holds a number, by kind and number: (id, name).
    numbers: HashMap<(&'static str, String), (String, String)>,
}

impl Known {
    /// Reads what concerns these provinces, and earlier rows under these keys.
    pub async fn load(
        db: &Db,
        provinces: &BTreeSet<String>,
        keys: &[String],
        numbers: &BTreeSet<(&'static str, String)>,
    ) -> Result<Known, Error> {
        let provinces: Vec<String> = provinces.iter().cloned().collect();
        let mut known = Known::default();
        let tax: Vec<String> = numbers.iter().filter(|(k, _)| *k == "tax").map(|(_, n)| n.clone()).collect();
        for h in rows::holders_of_tax_numbers(db, &tax).await? {
            known.numbers.insert(("tax", h.number), (h.id, h.name));
        }
        let own = numbers
            .iter()
            .filter(|(k, _)| *k == "reg")
            .map(|(_, n)| n.split('/').next().unwrap_or_default().to_owned());
        for h in rows::holders_of_registrations(db, &own.collect::<Vec<_>>()).await? {
            if let Some((own, branch)) = registration_key(&h.number) {
                let key = format!("{own}/{}", branch.unwrap_or_default());
                known.numbers.insert(("reg", key), (h.id, h.name));
            }
        }
        for row in rows::applied_rows(db, keys).await? {
            known.applied.entry(row.source_key).or_default().push(from_json(&row.data)?);
        }
        let mut former: HashMap<String, Vec<String>> = HashMap::new();
        let mut leads: HashMap<String, String> = HashMap::new();
        for f in rows::former_names(db).await? {
            leads.insert(f.id, f.merged_into.clone());
            former.entry(f.merged_into).or_default().push(f.name);
        }
        let products = rows::products(db, &provinces).await?;
        let merged: HashMap<&str, &str> =
            products.iter().filter_map(|p| Some((p.id.as_str(), p.merged_into.as_deref()?))).collect();
        for p in &products {
            let mut id = p.id.as_str();
            for _ in 0..32 {
                match merged.get(id) {
                    Some(next) => id = *next,
                    None => break,
                }
            }
            known.enter_product(p, id, former.get(&p.producer_id).map(Vec::as_slice).unwrap_or_default());
        }
        for r in rows::recognitions(db, &provinces).await? {
            known.held.entry(r.product_id.clone()).or_default().push(held(r));
        }
        for m in rows::producers(db, &provinces).await? {
            let mut id = m.id;
            for _ in 0..32 {
                match leads.get(&id) {
                    Some(next) => id.clone_from(next),
                    None => break,
                }
            }
            known.enter_producer(&m.name, &m.commune_id, id);
        }
        Ok(known)
    }

    fn enter_product(&mut self, p: &KnownProduct, living: &str, former: &[String]) {
        let names = std::iter::once(&p.producer_name).chain(former);
        for producer in names {
            let product = Product {
                id: living.to_owned(),
                name: p.name.clone(),
                producer_name: producer.clone(),
                commune_id: p.commune_id.clone(),
            };
            self.add_product(product, &p.province_code);
        }
    }

    pub fn add_product(&mut self, p: Product, province: &str) {
        let folded = format!("{}|{}|{province}", fold(&p.name), fold(&p.producer_name));
        self.folded.entry(folded).or_insert_with(|| p.clone());
        let key = format!("{}|{}|{province}", letters(&p.name), letters(&p.producer_name));
        self.products.entry(key).or_default().push(p);
    }

    /// Products of these very names in a province.
    pub fn products(&self, data: &RowData, province: &str) -> &[Product] {
        let key = format!("{}|{}|{province}", letters(&data.name), letters(&data.subject));
        self.products.get(&key).map(Vec::as_slice).unwrap_or_default()
    }

    /// A product that would bear the same names without tone marks, or under the same names elsewhere in the province.
    pub fn alike(&self, data: &RowData, province: &str) -> Option<&Product> {
        self.folded.get(&format!("{}|{}|{province}", fold(&data.name), fold(&data.subject)))
    }

    pub fn held(&self, product_id: &str) -> &[Held] {
        self.held.get(product_id).map(Vec::as_slice).unwrap_or_default()
    }

    pub fn add_held(&mut self, product_id: &str, held: Held) {
        self.held.entry(product_id.to_owned()).or_default().push(held);
    }

    /// Does a star signed here still run that a list's later star would have ended, were it a list's too?
    pub fn signed_here_stays(&self, product_id: &str, said: &Recognised) -> bool {
        let Some(day) = said.day else { return false };
        let stands = |h: &Held| !h.listed && !h.withdrawn && h.superseded_on.is_none();
        self.held(product_id)
            .iter()
            .any(|h| stands(h) && h.said.day.is_some_and(|d| d < day) && may_run_on(h, day))
    }

    /// Would this be a recognition the product does not hold yet? The first of a product that the register has without one
    /// is.
    pub fn is_further(&self, product_id: &str, said: &Recognised) -> bool {
        said.stars.is_some() && self.held(product_id).iter().all(|h| further(&h.said, said))
    }

    pub fn enter_producer(&mut self, name: &str, commune: &str, id: String) {
        self.producer_names.entry(format!("{}|{commune}", fold(name))).or_insert_with(|| name.to_owned());
        self.producers.entry(format!("{}|{commune}", letters(name))).or_insert(id);
    }

    /// The producer that holds a number: (id, name).
    pub fn holder(&self, key: &(&'static str, String)) -> Option<(&str, &str)> {
        self.numbers.get(key).map(|(id, name)| (id.as_str(), name.as_str()))
    }

    pub fn add_holder(&mut self, key: (&'static str, String), id: &str, name: &str) {
        self.numbers.entry(key).or_insert_with(|| (id.to_owned(), name.to_owned()));
    }

    /// The producer of this very name in a commune.
    pub fn producer(&self, name: &str, commune: &str) -> Option<&str> {
        self.producers.get(&format!("{}|{commune}", letters(name))).map(String::as_str)
    }

    /// A producer of the commune whose name differs in its tone marks or punctuation only.
    pub fn producer_alike(&self, name: &str, commune: &str) -> Option<&str> {
        let known = self.producer_names.get(&format!("{}|{commune}", fold(name)))?;
        (letters(known) != letters(name)).then_some(known.as_str())
    }

    /// Rows of earlier lists that stand in the register under one of the row's keys.
    pub fn applied(&self, data: &RowData, keys: &[String]) -> Vec<&RowData> {
        let found = keys.iter().filter_map(|k| Some((k, self.applied.get(k)?)));
        found
            .flat_map(|(key, rows)| {
                // A folded key of earlier versions is no proof: the letters decide.
                let sure = !key.starts_with("row:");
                rows.iter().filter(move |r| sure || r.same_names(data))
            })
            .collect()
    }
}

/// As the store keeps it.
pub fn held(r: KnownRecognition) -> Held {
    let day = |text: &Option<String>| text.as_deref().and_then(|d| d.parse().ok());
    let year = r.issued_text.as_deref().and_then(|t| t.get(..4)).and_then(|y| y.parse().ok());
    Held {
        said: Recognised {
            stars: u8::try_from(r.stars).ok(),
            number: r.number,
            day: day(&r.issued_on),
            year,
        },
        expires_on: day(&r.expires_on),
        withdrawn: r.withdrawn_on.is_some(),
        superseded_on: day(&r.superseded_on),
        listed: r.listed,
        id: r.id,
    }
}
