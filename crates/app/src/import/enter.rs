//! Writing the rows of a list into the register: decided one after the other, written together.

use super::Action;
use super::finding::{Finding, Severity};
use super::made::{Applied, Created};
use super::record::{RowData, from_json, to_json};
use crate::import::matching::held::Held;
use crate::import::matching::known::{Bearer, Known};
use crate::import::matching::names::{Borne, Product as KnownProduct};
use crate::import::matching::number_key::{self, NumberKey};
use crate::import::matching::order::arrange;
use crate::import::matching::which::{self, Said, Which};
use crate::prelude::*;
use ocop_domain::producer::LegalForm;
use ocop_domain::recognition::LookupCode;
use ocop_domain::text::fold;
use ocop_store::import::{self as rows, NewDecision, NewRecognition, Row};
use ocop_store::portal::{self, Parts};
use ocop_store::producer::{self, Producer};
use ocop_store::product::{self, Product};
use ocop_store::scope;
use ocop_store::scope::Place;
use std::collections::{BTreeSet, HashMap};

/// What is to be written, while it is being decided.
pub struct Entering<'a> {
    cx: &'a Cx,
    tx: &'a Db,
    known: Known,
    /// Products this batch brought in: told apart by their commune, as within the list itself.
    own: BTreeSet<String>,
    decisions: HashMap<String, String>,
    places: HashMap<String, Place>,
    new_decisions: Vec<NewDecision>,
    producers: Vec<Producer>,
    /// Where each new producer stands in `producers`.
    producer_at: HashMap<String, usize>,
    products: Vec<Product>,
    recognitions: Vec<NewRecognition>,
    catalogue: Vec<(String, String, String)>,
    /// Products that were there and have got a further recognition.
    refresh: BTreeSet<String>,
    begun: Vec<(String, String, serde_json::Value)>,
    went_on: Vec<(String, String, serde_json::Value)>,
    outcomes: Vec<Row>,
    done: Applied,
}

impl<'a> Entering<'a> {
    pub async fn new(
        cx: &'a Cx,
        tx: &'a Db,
        known: Known,
        own: BTreeSet<String>,
        communes: &[String],
        done: Applied,
    ) -> Result<Entering<'a>, Error> {
        let places = scope::places(tx, communes).await?;
        let provinces: BTreeSet<String> = places.iter().map(|p| p.province_code.clone()).collect();
        let places = places.into_iter().map(|p| (p.commune_id.clone(), p)).collect();
        let mut decisions = HashMap::new();
        for d in rows::decisions(tx, &Vec::from_iter(provinces)).await? {
            let key = decision_key(&d.issuer, &d.number, &d.decided_on, &d.province_code, &d.source);
            decisions.entry(key).or_insert(d.id);
        }
        Ok(Entering {
            cx,
            tx,
            known,
            own,
            decisions,
            places,
            new_decisions: vec![],
            producers: vec![],
            producer_at: HashMap::new(),
            products: vec![],
            recognitions: vec![],
            catalogue: vec![],
            refresh: BTreeSet::new(),
            begun: vec![],
            went_on: vec![],
            outcomes: vec![],
            done,
        })
    }

    /// Decides one row, unless another list brought it in since it was staged.
    pub fn row(&mut self, mut row: Row, mut data: RowData) -> Result<(), Error> {
        let said = data.recognised();
        let keys = data.source_keys();
        let before = self.known.applied(&data, &keys);
        if before.iter().any(|b| b.told_again_by(&data)) {
            row.action = Action::Unchanged.into();
            self.outcomes.push(row);
            return Ok(());
        }
        let commune = data.commune_id.clone().ok_or_else(|| Error::internal("a row without its commune"))?;
        let place = self.places.get(&commune).cloned();
        let place = place.ok_or_else(|| Error::internal("a commune that is gone"))?;
        let named = which::named(&self.known, &data, &self.own);
        let (which, told) = which::settle(&self.known, named, &mut data, &keys, &self.own);
        let new = |t: &&Said| t.severity == Severity::Question || t.code == "certificate_left_out";
        let told: Vec<Finding> = told.iter().filter(new).map(|t| t.of_row(row.row_no, &data)).collect();
        if which == Which::Open || !told.is_empty() {
            add_findings(&mut row, told)?;
            row.data = to_json(&data)?;
        }
        let known = match which {
            // The register has changed since the list was looked at.
            Which::Open => {
                row.action = Action::Waiting.into();
                self.done.waiting += 1;
                self.outcomes.push(row);
                return Ok(());
            }
            Which::Is(p) => Some(p),
            Which::New => None,
        };
        if let Some(p) = &known
            && !self.known.is_further(&p.id, &said)
        {
            // An answer may have made two rows contradict each other, or another list came first: that is said.
            let held = self.known.held(&p.id);
            row.action =
                match crate::import::matching::compare::register_differs(held, &said, row.row_no, &data) {
                    Some(found) => {
                        add_findings(&mut row, vec![found])?;
                        Action::Changed.into()
                    }
                    None => Action::Duplicate.into(),
                };
            self.outcomes.push(row);
            return Ok(());
        }
        let mut made = Created::default();
        let product_id = match &known {
            Some(p) => p.id.clone(),
            None => self.product(&data, &commune, &place, &mut made),
        };
        if let (Some(_), false) = (data.stars, data.unrecognised) {
            self.recognition(&row, &data, &place, &product_id, &mut made);
        }
        self.done.products += i64::from(made.product.is_some());
        self.done.producers += i64::from(made.producer.is_some());
        self.done.decisions += i64::from(made.decision.is_some());
        // A row of a further sheet, or a further recognition of a row, is found by its number in the batch.
        let (at, number) = (super::row_of(row.row_no), row.row_no);
        let diff = json!({"did": "apply", "batch": row.batch_id, "row": at, "row_no": number, "made": made});
        let entry = (format!("product:{product_id}"), product_id.clone(), diff);
        if made.product.is_some() {
            self.begun.push(entry)
        } else {
            self.went_on.push(entry)
        }
        row.action = Action::Applied.into();
        row.created_ids = to_json(&made)?;
        self.outcomes.push(row);
        Ok(())
    }

    /// A new product, by the producer of this very name in the commune, made where there is none.
    fn product(&mut self, data: &RowData, commune: &str, place: &Place, made: &mut Created) -> String {
        // A number that another producer holds is not given to a second.
        let [tax, registration] =
            number_key::keys(data).map(|key| key.filter(|k| self.known.holder(k).is_none()));
        let producer_id = match self.known.producer(data).map(|(id, _)| id.to_owned()) {
            Some(id) => {
                if tax.is_some() || registration.is_some() {
                    self.complete(&id, data, tax, registration);
                }
                id
            }
            None => {
                let new = Producer {
                    id: self.cx.id(),
                    legal_form: LegalForm::of_name(&data.subject).as_str().into(),
                    name: data.subject.clone(),
                    folded: fold(&data.subject),
                    address: data.address.clone(),
                    commune_id: Some(commune.into()),
                    tax_number: data.tax_number.clone().filter(|_| tax.is_some()),
                    registration_number: data.registration_number.clone().filter(|_| registration.is_some()),
                    created_at: self.cx.now_ms(),
                    ..Producer::default()
                };
                let id = new.id.clone();
                for key in [tax, registration].into_iter().flatten() {
                    self.known.add_holder(key, &id, &new.name);
                }
                self.known.names.add_maker(&id, &new.name, commune, &place.province_code);
                made.producer = Some(id.clone());
                self.producer_at.insert(id.clone(), self.producers.len());
                self.producers.push(new);
                id
            }
        };
        let product = Product {
            id: self.cx.id(),
            producer_id: producer_id.clone(),
            commune_id: Some(commune.to_owned()),
            name: data.name.clone(),
            folded: fold(&data.name),
            category: Some(data.category.clone()).filter(|c| !c.is_empty()),
            created_at: self.cx.now_ms(),
            ..Product::default()
        };
        let id = product.id.clone();
        self.own.insert(id.clone());
        let known = KnownProduct {
            id: id.clone(),
            producer_id,
            name: data.name.clone(),
            producer_name: data.subject.clone(),
            commune_id: Some(commune.to_owned()),
            commune_name: place.commune_name.clone(),
        };
        let of = |name: &String| {
            let name = Some(name).filter(|n| !n.is_empty());
            name.map(|n| (place.province_code.clone(), n.clone())).into_iter().collect()
        };
        let borne = Borne { names: of(&data.former_name), producers: of(&data.former_subject) };
        self.known.names.add_product(known, &place.province_code, &borne);
        made.product = Some(id.clone());
        self.products.push(product);
        id
    }

    /// A producer that this list brought in has the number that a later row of it gives, where it has none yet.
    fn complete(
        &mut self,
        id: &str,
        data: &RowData,
        tax: Option<NumberKey>,
        registration: Option<NumberKey>,
    ) {
        let Some(p) = self.producer_at.get(id).and_then(|at| self.producers.get_mut(*at)) else { return };
        if let (None, Some(key)) = (&p.tax_number, tax) {
            p.tax_number.clone_from(&data.tax_number);
            self.known.add_holder(key, id, &p.name);
        }
        if let (None, Some(key)) = (&p.registration_number, registration) {
            p.registration_number.clone_from(&data.registration_number);
            self.known.add_holder(key, id, &p.name);
        }
    }

    fn recognition(
        &mut self,
        row: &Row,
        data: &RowData,
        place: &Place,
        product_id: &str,
        made: &mut Created,
    ) {
        let decision_id = self.decision(data, &place.province_code, made);
        let stars = data.stars.unwrap_or_default();
        let address = if data.address.is_empty() {
            format!("{}, {}", place.commune_name, place.province_name)
        } else {
            data.address.clone()
        };
        let id = self.cx.id();
        let recognition = NewRecognition {
            // A list's star takes no number of the series in which this system numbers its certificates.
            lookup: LookupCode::of(&id).to_string(),
            listed_number: data.certificate_no.clone(),
            id,
            product_id: product_id.to_owned(),
            decision_id,
            stars: stars.into(),
            product_name: data.name.clone(),
            producer_name: data.subject.clone(),
            address,
            issued_on: data.issued_on.clone(),
            expires_on: data.expires_on.clone(),
            date_precision: data.precision.clone(),
            issued_text: Some(data.issued_text.clone()).filter(|t| !t.is_empty()),
            trust: Some(data.trust.clone()).filter(|t| !t.is_empty()),
            source: Some(data.source.clone()).filter(|t| !t.is_empty()),
            import_batch: row.batch_id.clone(),
            created_at: self.cx.now_ms(),
        };
        let held = Held {
            id: recognition.id.clone(),
            said: data.recognised(),
            expires_on: recognition.expires_on.as_deref().and_then(|d| d.parse().ok()),
            withdrawn: false,
            superseded_on: None,
            listed: true,
        };
        self.known.add_held(product_id, held);
        if let Some(number) = &data.certificate_no {
            let (name, producer_name) = (data.name.clone(), data.subject.clone());
            let bearer = Bearer { product_id: product_id.to_owned(), name, producer_name };
            self.known.add_bearer(number, bearer);
        }
        if made.product.is_some() {
            let parts = Parts {
                name: data.name.clone(),
                code: None,
                brand_place: None,
                category: Some(data.category.clone()).filter(|c| !c.is_empty()),
                producer_name: data.subject.clone(),
                commune_name: Some(place.commune_name.clone()),
                province_name: Some(place.province_name.clone()),
                recognitions: 1,
            };
            let (folded, lower) = portal::words(parts, vec![]);
            self.catalogue.push((product_id.to_owned(), folded, lower));
        } else {
            self.refresh.insert(product_id.to_owned());
        }
        made.recognition = Some(recognition.id.clone());
        made.further = !self.own.contains(product_id);
        self.recognitions.push(recognition);
        self.done.recognitions += 1;
    }

    /// The decision the row speaks of. One without a number is told apart by what the list says of it.
    fn decision(&mut self, data: &RowData, province_code: &str, made: &mut Created) -> String {
        let said = [data.decision.as_str(), data.source.as_str()];
        let said: Vec<&str> = said.into_iter().filter(|s| !s.is_empty()).collect();
        let d = NewDecision {
            id: self.cx.id(),
            province_code: Some(province_code.into()),
            issuer: data.issuer.clone(),
            number: data.decision_number.clone(),
            decided_on: data.issued_on.clone(),
            source: Some(said.join(" · ")).filter(|s| !s.is_empty()),
            created_at: self.cx.now_ms(),
        };
        let key = decision_key(&d.issuer, &d.number, &d.decided_on, &d.province_code, &d.source);
        if let Some(known) = self.decisions.get(&key) {
            return known.clone();
        }
        let id = d.id.clone();
        self.decisions.insert(key, id.clone());
        made.decision = Some(id.clone());
        self.new_decisions.push(d);
        id
    }

    /// Writes everything that was decided.
    pub async fn write(self) -> Result<Applied, Error> {
        let (cx, tx) = (self.cx, self.tx);
        rows::insert_decisions(tx, &self.new_decisions).await?;
        producer::insert_all(tx, &self.producers).await?;
        product::insert_all(tx, &self.products).await?;
        rows::insert_recognitions(tx, &self.recognitions).await?;
        let starred: BTreeSet<String> = self.recognitions.iter().map(|r| r.product_id.clone()).collect();
        let gave_way = arrange(tx, &Vec::from_iter(starred), cx.today()).await?;
        let mut first = BTreeSet::new();
        let catalogue = self.catalogue.into_iter().filter(|(id, ..)| first.insert(id.clone())).collect();
        portal::put_new(tx, catalogue).await?;
        // Also a new product with a second star, whose name the words of its first row do not hold.
        portal::refresh_many(tx, &Vec::from_iter(self.refresh)).await?;
        let (at, by, act) = (cx.now_ms(), cx.actor.id(), Act::ImportProducts.as_str());
        ocop_store::journal::begin_chains(tx, at, by, act, self.begun).await?;
        let gave_way = gave_way.into_iter().map(|(product, stars)| {
            let diff = json!({"did": "apply", "gave_way": stars});
            (format!("product:{product}"), product, diff)
        });
        let went_on = self.went_on.into_iter().chain(gave_way).collect();
        ocop_store::journal::append_all(tx, at, by, act, went_on).await?;
        rows::put_outcomes(tx, &self.outcomes).await?;
        if self.done.products > 0 || self.done.recognitions > 0 {
            ocop_store::setting::touch_public(tx).await?;
        }
        Ok(self.done)
    }
}

fn add_findings(row: &mut Row, more: Vec<Finding>) -> Result<(), Error> {
    let mut findings: Vec<Finding> = from_json(&row.findings)?;
    findings.extend(more);
    row.findings = to_json(&findings)?;
    Ok(())
}

/// What tells two decisions apart: number (or, without one, the source), issuer, day and province.
fn decision_key(
    issuer: &str,
    number: &Option<String>,
    day: &Option<String>,
    province: &Option<String>,
    source: &Option<String>,
) -> String {
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let source = if number.is_none() { text(source) } else { String::new() };
    [issuer.to_owned(), text(number), text(day), text(province), source].join("\n")
}
