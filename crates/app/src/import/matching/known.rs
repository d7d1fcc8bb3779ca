//! What the register knows already, in memory while a list is compared with it or brought in.

use super::earlier::{Corrected, Earlier};
use super::held::{Held, held};
use super::names::{Borne, Names, Product};
use super::number_key::{self, NumberKey, NumberKind};
use super::order::may_run_on;
use crate::import::made::Created;
use crate::import::record::{KeyKind, RowData, from_json, own_id};
use crate::prelude::*;
use ocop_domain::import::{Recognised, further, letters, maker_letters};
use ocop_domain::recognition::{AskedNumber, Shape, listed_key};
use ocop_store::import::{self as rows, KnownProducer};
use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    pub numbers: BTreeSet<NumberKey>,
    /// Numbers of certificates, as the rows write them.
    pub certificates: BTreeSet<String>,
}

impl Asked {
    pub fn add(&mut self, data: &RowData, keys: &[String]) {
        self.provinces.extend(data.province_code.clone());
        self.keys.extend(keys.iter().cloned());
        self.numbers.extend(number_key::keys(data).into_iter().flatten());
        self.certificates.extend(data.certificate_no.clone());
    }
}

#[derive(Debug, Default)]
pub struct Known {
    pub names: Names,
    held: HashMap<String, Vec<Held>>,
    applied: HashMap<String, Vec<Earlier>>,
    /// Who holds a number, by kind and number: (id, name).
    numbers: HashMap<NumberKey, (String, String)>,
    bearers: HashMap<String, Bearer>,
    merged: HashMap<String, String>,
    /// Recognitions of products that an earlier list called withdrawn, stars included, by product.
    said_withdrawn: HashMap<String, Vec<Recognised>>,
    /// Decisions signed in this system, by the letters of their number.
    signed: HashMap<String, Vec<Signed>>,
}

/// A decision that was signed in this system; without a province it is the ministry's.
#[derive(Debug)]
struct Signed {
    province: Option<String>,
    day: Option<Date>,
}

/// So often a record may have been merged into the next.
const LONGEST_CHAIN: usize = 32;

/// The end of a chain of merges.
fn living<'a>(merged: &'a HashMap<String, String>, id: &'a str) -> &'a str {
    let mut id = id;
    for _ in 0..LONGEST_CHAIN {
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
        let corrected = Corrected::load(db).await?;
        for row in rows::applied_rows(db, &asked.keys).await? {
            let kept = corrected.earlier(from_json(&row.data)?, from_json(&row.created_ids)?);
            known.applied.entry(row.source_key).or_default().push(kept);
        }
        known.load_producers(db, &provinces).await?;
        known.load_products(db, &provinces).await?;
        for r in rows::recognitions(db, &provinces).await? {
            known.held.entry(r.product_id.clone()).or_default().push(held(r));
        }
        known.load_bearers(db, &asked.certificates).await?;
        for row in rows::said_withdrawn(db).await? {
            let (data, created): (RowData, Created) = (from_json(&row.data)?, from_json(&row.created_ids)?);
            if let Some(product) = created.product {
                let product = living(&known.merged, &product).to_owned();
                known.said_withdrawn.entry(product).or_default().push(data.as_given());
            }
        }
        for d in rows::signed_decisions(db, &provinces).await? {
            let day = d.decided_on;
            known
                .signed
                .entry(letters(&d.number))
                .or_default()
                .push(Signed { province: d.province_code, day });
        }
        Ok(known)
    }

    async fn load_numbers(&mut self, db: &Db, numbers: &BTreeSet<NumberKey>) -> Result<(), Error> {
        let of = |kind| numbers.iter().filter(move |(k, _)| *k == kind).map(|(_, n)| n);
        let tax: Vec<String> = of(NumberKind::Tax).cloned().collect();
        for h in rows::holders_of_tax_numbers(db, &tax).await? {
            self.numbers.insert((NumberKind::Tax, h.number), (h.id, h.name));
        }
        let own = of(NumberKind::Registration).map(|n| n.split('/').next().unwrap_or_default().to_owned());
        for h in rows::holders_of_registrations(db, &own.collect::<Vec<_>>()).await? {
            if let Some(key) = number_key::registration(&h.number) {
                self.numbers.insert(key, (h.id, h.name));
            }
        }
        Ok(())
    }

    async fn load_producers(&mut self, db: &Db, provinces: &[String]) -> Result<(), Error> {
        let producers = rows::producers(db, provinces).await?;
        let leads = self.leads(db, &producers).await?;
        // What each record said last, while one goes back in time: its name by its letters, and its province.
        let mut said = HashMap::new();
        // Those that stand come first: a name of today is theirs.
        for m in producers {
            let id = living(&leads, &m.id).to_owned();
            self.names.add_maker(&id, &m.name, &m.commune_id, &m.province_code);
            said.insert(m.id, (maker_letters(&m.name), m.province_code));
            if m.merged_into.is_none()
                && let Some(maker) = self.names.maker_mut(&id)
            {
                maker.commune_name = m.commune_name;
                maker.tax_number = m.tax_number;
                maker.registration_number = m.registration_number;
            }
        }
        for f in rows::names_without_place(db, provinces).await? {
            if let Some(maker) = self.names.maker_mut(living(&leads, &f.survivor)) {
                maker.bore(&maker_letters(&f.name), &f.province_code);
            }
        }
        for f in rows::former_facts(db, provinces).await? {
            let Some((name, province)) = said.get_mut(&f.id) else { continue };
            let Some(maker) = self.names.maker_mut(living(&leads, &f.id)) else { continue };
            if f.field == "name" {
                *name = maker_letters(&f.value);
            } else {
                // Of a unit of the old map its province of today is not known: it is taken for the later one's.
                *province = f.province_code.unwrap_or_else(|| province.clone());
                maker.communes.insert(f.value, province.clone());
            }
            maker.bore(name, province);
        }
        self.names.close();
        for holder in self.numbers.values_mut() {
            holder.0 = living(&leads, &holder.0).to_owned();
        }
        Ok(())
    }

    /// Into which record those of these producers, and of the holders of numbers, were merged, step by step.
    async fn leads(&self, db: &Db, producers: &[KnownProducer]) -> Result<HashMap<String, String>, Error> {
        let mut read: BTreeSet<String> = producers.iter().map(|p| p.id.clone()).collect();
        let mut leads = HashMap::new();
        for p in producers {
            if let Some(next) = &p.merged_into {
                leads.insert(p.id.clone(), next.clone());
            }
        }
        let holders = self.numbers.values().map(|(id, _)| id.clone());
        let mut ask: Vec<String> = leads.values().cloned().chain(holders).collect();
        for _ in 0..LONGEST_CHAIN {
            ask.retain(|id| read.insert(id.clone()));
            if ask.is_empty() {
                break;
            }
            let found = rows::merged_producers(db, &ask).await?;
            ask = found.iter().map(|m| m.merged_into.clone()).collect();
            leads.extend(found.into_iter().map(|m| (m.id, m.merged_into)));
        }
        Ok(leads)
    }

    async fn load_products(&mut self, db: &Db, provinces: &[String]) -> Result<(), Error> {
        let products = rows::products(db, provinces).await?;
        let merged = products.iter().filter_map(|p| Some((p.id.clone(), p.merged_into.clone()?)));
        self.merged = merged.collect();
        let mut borne: BTreeMap<String, Borne> = BTreeMap::new();
        for p in &products {
            let of = borne.entry(living(&self.merged, &p.id).to_owned()).or_default();
            let here = |name: &str| (p.province_code.clone(), name.to_owned());
            of.names.insert(here(&p.name));
            of.producers.insert(here(&p.producer_name));
            if let Some(maker) = self.names.maker(&p.producer_id) {
                of.producers.extend(maker.names_in(&p.province_code).map(here));
            }
        }
        for n in rows::product_names(db, provinces).await? {
            let of = borne.entry(living(&self.merged, &n.product_id).to_owned()).or_default();
            of.producers.extend(n.producer_name.map(|name| (n.province_code.clone(), name)));
            of.names.insert((n.province_code, n.name));
        }
        for p in products.into_iter().filter(|p| p.merged_into.is_none()) {
            let borne = borne.remove(&p.id).unwrap_or_default();
            let product = Product {
                id: p.id,
                producer_id: p.producer_id,
                name: p.name,
                producer_name: p.producer_name,
                commune_id: p.commune_id,
                commune_name: p.commune_name,
            };
            self.names.add_product(product, &p.province_code, &borne);
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
        let codes = read.iter().filter_map(|r| match &r.shape {
            Shape::Lookup(code) => Some(code.to_string()),
            _ => None,
        });
        let (own, codes): (Vec<String>, Vec<String>) = (own.collect(), codes.collect());
        for h in rows::certificate_holders(db, &keys, &own, &codes).await? {
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

    /// What an earlier list called withdrawn, where a row gives this very star again.
    pub fn said_withdrawn(&self, product_id: &str, said: &Recognised) -> Option<&Recognised> {
        said.stars?;
        self.said_withdrawn.get(product_id)?.iter().find(|w| !further(w, said))
    }

    /// Was the row's decision signed in this system? It says itself which products it recognised.
    pub fn signed_here(&self, data: &RowData) -> bool {
        let day = data.recognised().day;
        let found = data.decision_number.as_deref().and_then(|n| self.signed.get(&letters(n)));
        found.into_iter().flatten().any(|d| {
            (d.province.is_none() || d.province == data.province_code) && (day.is_none() || day == d.day)
        })
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
    pub fn holder(&self, key: &NumberKey) -> Option<(&str, &str)> {
        self.numbers.get(key).map(|(id, name)| (id.as_str(), name.as_str()))
    }

    pub fn add_holder(&mut self, key: NumberKey, id: &str, name: &str) {
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
        let mut by_number = number_key::keys(data).into_iter().flatten().filter_map(|k| self.holder(&k));
        let same = |id: &str| self.names.maker(id).is_some_and(|m| m.names.contains_key(&name));
        by_number.find(|(id, _)| same(id)).map(|(id, _)| (id, How::Elsewhere))
    }

    /// Rows of earlier lists that stand in the register under one of the row's keys.
    pub fn applied(&self, data: &RowData, keys: &[String]) -> Vec<&Earlier> {
        let found = keys.iter().filter_map(|k| Some((k, self.applied.get(k)?)));
        found
            .flat_map(|(key, rows)| {
                let sure = !KeyKind::Folded.is_of(key);
                rows.iter().filter(move |r| sure || r.said.same_names(data))
            })
            .collect()
    }

    /// The product that an earlier row with the list's own id made.
    pub fn of_own_id(&self, keys: &[String]) -> Option<&Product> {
        let own = own_id(keys).and_then(|k| self.applied.get(k));
        let made = own.into_iter().flatten().filter_map(|e| e.created.product.as_deref());
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
