//! What the register knows already, in memory while a list is compared with it or brought in.

use super::names::{Names, Product};
use super::order::may_run_on;
use crate::Error;
use crate::import::record::RowData;
use crate::import::{Created, from_json};
use jiff::civil::Date;
use ocop_domain::import::{Recognised, further, maker_letters};
use ocop_domain::producer::registration_key;
use ocop_domain::recognition::{AskedNumber, Shape, listed_key};
use ocop_store::Db;
use ocop_store::import::{self as rows, KnownRecognition};
use std::collections::{BTreeMap, BTreeSet, HashMap};

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

/// The product that bears the number of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bearer {
    pub product_id: String,
    pub name: String,
    pub producer_name: String,
}

/// What is to be looked up of a list.
#[derive(Debug, Default)]
pub struct Asked {
    pub provinces: BTreeSet<String>,
    pub keys: Vec<String>,
    /// Tax and registration numbers.
    pub numbers: BTreeSet<(&'static str, String)>,
    /// Numbers of certificates, as the rows write them.
    pub certificates: BTreeSet<String>,
}

impl Asked {
    pub fn add(&mut self, data: &RowData, keys: &[String]) {
        self.provinces.extend(data.province_code.clone());
        self.keys.extend(keys.iter().cloned());
        self.numbers.extend(super::numbers::keys(data).into_iter().flatten());
        self.certificates.extend(data.certificate_no.clone());
    }
}

#[derive(Debug, Default)]
pub struct Known {
    pub names: Names,
    held: HashMap<String, Vec<Held>>,
    applied: HashMap<String, Vec<(RowData, Created)>>,
    /// Who holds a number, by kind and number: (id, name).
    numbers: HashMap<(&'static str, String), (String, String)>,
    bearers: HashMap<String, Bearer>,
    merged: HashMap<String, String>,
}

/// The end of a chain of merges.
fn living<'a>(merged: &'a HashMap<String, String>, id: &'a str) -> &'a str {
    let mut id = id;
    for _ in 0..32 {
        match merged.get(id) {
            Some(next) => id = next,
            None => break,
        }
    }
    id
}

impl Known {
    /// Reads what concerns these provinces, and earlier rows under these keys.
    pub async fn load(db: &Db, mut asked: Asked) -> Result<Known, Error> {
        asked.keys.sort_unstable();
        asked.keys.dedup();
        let provinces: Vec<String> = asked.provinces.iter().cloned().collect();
        let mut known = Known::default();
        known.load_numbers(db, &asked.numbers).await?;
        for row in rows::applied_rows(db, &asked.keys).await? {
            let kept = (from_json(&row.data)?, from_json(&row.created_ids)?);
            known.applied.entry(row.source_key).or_default().push(kept);
        }
        known.load_producers(db, &provinces).await?;
        known.load_products(db, &provinces).await?;
        for r in rows::recognitions(db, &provinces).await? {
            known.held.entry(r.product_id.clone()).or_default().push(held(r));
        }
        known.load_bearers(db, &asked.certificates).await?;
        Ok(known)
    }

    async fn load_numbers(
        &mut self,
        db: &Db,
        numbers: &BTreeSet<(&'static str, String)>,
    ) -> Result<(), Error> {
        let tax: Vec<String> = numbers.iter().filter(|(k, _)| *k == "tax").map(|(_, n)| n.clone()).collect();
        for h in rows::holders_of_tax_numbers(db, &tax).await? {
            self.numbers.insert(("tax", h.number), (h.id, h.name));
        }
        let own = numbers
            .iter()
            .filter(|(k, _)| *k == "reg")
            .map(|(_, n)| n.split('/').next().unwrap_or_default().to_owned());
        for h in rows::holders_of_registrations(db, &own.collect::<Vec<_>>()).await? {
            if let Some((own, branch)) = registration_key(&h.number) {
                let key = format!("{own}/{}", branch.unwrap_or_default());
                self.numbers.insert(("reg", key), (h.id, h.name));
            }
        }
        Ok(())
    }

    async fn load_producers(&mut self, db: &Db, provinces: &[String]) -> Result<(), Error> {
        let former = rows::former_names(db).await?;
        let leads: HashMap<String, String> =
            former.iter().map(|f| (f.id.clone(), f.merged_into.clone())).collect();
        // Those that stand come first: a name of today is theirs.
        for m in rows::producers(db, provinces).await? {
            let id = living(&leads, &m.id).to_owned();
            self.names.add_maker(&id, &m.name, &m.commune_id);
            if m.merged_into.is_none()
                && let Some(maker) = self.names.maker_mut(&id)
            {
                maker.commune_name = m.commune_name;
                maker.tax_number = m.tax_number;
                maker.registration_number = m.registration_number;
            }
        }
        for f in former {
            if let Some(maker) = self.names.maker_mut(living(&leads, &f.id)) {
                maker.names.insert(maker_letters(&f.name));
            }
        }
        for f in rows::former_facts(db).await? {
            let Some(maker) = self.names.maker_mut(living(&leads, &f.id)) else { continue };
            match f.field.as_str() {
                "name" => maker.names.insert(maker_letters(&f.value)),
                _ => maker.communes.insert(f.value),
            };
        }
        self.names.close();
        for holder in self.numbers.values_mut() {
            holder.0 = living(&leads, &holder.0).to_owned();
        }
        Ok(())
    }

    async fn load_products(&mut self, db: &Db, provinces: &[String]) -> Result<(), Error> {
        let products = rows::products(db, provinces).await?;
        let merged = products.iter().filter_map(|p| Some((p.id.clone(), p.merged_into.clone()?)));
        self.merged = merged.collect();
        // Names of the product, and of who made it.
        let mut names: BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
        for p in &products {
            let of = names.entry(living(&self.merged, &p.id).to_owned()).or_default();
            of.0.insert(p.name.clone());
            of.1.insert(p.producer_name.clone());
            if let Some(maker) = self.names.maker(&p.producer_id) {
                of.1.extend(maker.names.iter().cloned());
            }
        }
        for n in rows::product_names(db, provinces).await? {
            let of = names.entry(living(&self.merged, &n.product_id).to_owned()).or_default();
            of.0.insert(n.name);
            of.1.extend(n.producer_name);
        }
        for p in products.into_iter().filter(|p| p.merged_into.is_none()) {
            let (own, producers) = names.remove(&p.id).unwrap_or_default();
            let product = Product {
                id: p.id,
                producer_id: p.producer_id,
                name: p.name,
                producer_name: p.producer_name,
                commune_id: p.commune_id,
                commune_name: p.commune_name,
            };
            self.names.add_product(product, &p.province_code, &own, &producers);
        }
        Ok(())
    }

    async fn load_bearers(&mut self, db: &Db, certificates: &BTreeSet<String>) -> Result<(), Error> {
        let read: Vec<AskedNumber> = certificates.iter().map(|n| AskedNumber::read(n)).collect();
        let keys: Vec<String> = read.iter().map(|r| r.key.clone()).filter(|k| !k.is_empty()).collect();
        let own = read.iter().filter_map(|r| match &r.shape {
            Shape::Certificate(n) => Some(n.to_string()),
            _ => None,
        });
        for h in rows::certificate_holders(db, &keys, &own.collect::<Vec<_>>()).await? {
            let bearer = Bearer {
                product_id: living(&self.merged, &h.product_id).to_owned(),
                name: h.name,
                producer_name: h.producer_name,
            };
            self.add_bearer(&h.number, bearer);
        }
        Ok(())
    }

    /// The product that bears a number of a certificate, however it is written.
    pub fn bearer(&self, number: &str) -> Option<&Bearer> {
        self.bearers.get(&AskedNumber::read(number).key)
    }

    /// A number that names one paper, and that no product of the register bears.
    pub fn lacks(&self, number: &str) -> bool {
        listed_key(number).is_some() && self.bearer(number).is_none()
    }

    pub fn add_bearer(&mut self, number: &str, bearer: Bearer) {
        let key = AskedNumber::read(number).key;
        if !key.is_empty() {
            self.bearers.entry(key).or_insert(bearer);
        }
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

    /// The producer that holds a number: (id, name).
    pub fn holder(&self, key: &(&'static str, String)) -> Option<(&str, &str)> {
        self.numbers.get(key).map(|(id, name)| (id.as_str(), name.as_str()))
    }

    pub fn add_holder(&mut self, key: (&'static str, String), id: &str, name: &str) {
        self.numbers.entry(key).or_insert_with(|| (id.to_owned(), name.to_owned()));
    }

    /// The producer a row speaks of: of its name in its commune, or of its name with its number elsewhere.
    pub fn producer(&self, data: &RowData) -> Option<(&str, How)> {
        let commune = data.commune_id.as_deref().unwrap_or_default();
        if let Some((id, present)) = self.names.producer(&data.subject, commune) {
            return Some((id, if present { How::Named } else { How::Before }));
        }
        if !data.former_subject.is_empty()
            && let Some((id, _)) = self.names.producer(&data.former_subject, commune)
        {
            return Some((id, How::Renamed));
        }
        let name = maker_letters(&data.subject);
        let mut by_number = super::numbers::keys(data).into_iter().flatten().filter_map(|k| self.holder(&k));
        let same = |id: &str| self.names.maker(id).is_some_and(|m| m.names.contains(&name));
        by_number.find(|(id, _)| same(id)).map(|(id, _)| (id, How::Elsewhere))
    }

    /// Rows of earlier lists that stand in the register under one of the row's keys.
    pub fn applied(&self, data: &RowData, keys: &[String]) -> Vec<&RowData> {
        let found = keys.iter().filter_map(|k| Some((k, self.applied.get(k)?)));
        found
            .flat_map(|(key, rows)| {
                // A folded key of earlier versions is no proof: the letters decide.
                let sure = !key.starts_with("row:");
                rows.iter().map(|(r, _)| r).filter(move |r| sure || r.same_names(data))
            })
            .collect()
    }

    /// The product that an earlier row with the list's own id made.
    pub fn of_own_id(&self, keys: &[String]) -> Option<&Product> {
        let own = keys.iter().filter(|k| k.starts_with("id:")).filter_map(|k| self.applied.get(k));
        let made = own.flatten().filter_map(|(_, created)| created.product.as_deref());
        made.filter_map(|id| self.names.product(living(&self.merged, id))).next()
    }

    /// A product as it stands now, also by the id of a record that was merged into it.
    pub fn product(&self, id: &str) -> Option<&Product> {
        self.names.product(living(&self.merged, id))
    }
}

/// By what a producer of the register is known to be the row's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    Named,
    /// It bore the name, or sat in the commune, before.
    Before,
    /// The list itself says that it was called so before.
    Renamed,
    /// The same name and number in another commune.
    Elsewhere,
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
