//! What applying a list writes into the register beside producers and products.

use crate::db::Db;
use crate::error::Error;
use crate::import::bulk::{ASKED_AT_ONCE, put};
use crate::scope::placeholders;
use ocop_domain::recognition::listed_key;

/// A decision some list speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDecision {
    pub id: String,
    pub province_code: Option<String>,
    pub issuer: String,
    pub number: Option<String>,
    pub decided_on: Option<String>,
    pub source: Option<String>,
    pub created_at: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecognition {
    pub id: String,
    pub product_id: String,
    pub decision_id: String,
    pub stars: i64,
    /// Under this the star is found: a list gives no number of this system.
    pub lookup: String,
    /// The number the list gives for the paper.
    pub listed_number: Option<String>,
    pub product_name: String,
    pub producer_name: String,
    pub address: String,
    pub issued_on: Option<String>,
    pub expires_on: Option<String>,
    pub date_precision: String,
    pub issued_text: Option<String>,
    pub trust: Option<String>,
    pub source: Option<String>,
    pub import_batch: String,
    pub created_at: i64,
}

pub async fn insert_decisions(db: &Db, decisions: &[NewDecision]) -> Result<(), Error> {
    let rows = decisions.iter().map(|d| {
        crate::args![
            d.id.as_str(),
            "imported",
            d.province_code.as_deref(),
            d.issuer.as_str(),
            d.number.as_deref(),
            d.decided_on.as_deref(),
            d.source.as_deref(),
            d.created_at,
            1_i64,
        ]
    });
    let head = "INSERT INTO decision (id, kind, province_code, issuer, number, decided_on, source, created_at, version)";
    put(db, head, "", 9, rows.collect()).await
}

pub async fn insert_recognitions(db: &Db, recognitions: &[NewRecognition]) -> Result<(), Error> {
    let rows = recognitions.iter().map(|r| {
        crate::args![
            r.id.as_str(),
            r.product_id.as_str(),
            r.decision_id.as_str(),
            r.stars,
            r.lookup.as_str(),
            r.lookup.as_str(),
            r.listed_number.as_deref(),
            r.listed_number.as_deref().and_then(listed_key),
            r.product_name.as_str(),
            r.producer_name.as_str(),
            r.address.as_str(),
            r.issued_on.as_deref(),
            r.expires_on.as_deref(),
            r.date_precision.as_str(),
            r.issued_text.as_deref(),
            r.trust.as_deref(),
            r.source.as_deref(),
            r.import_batch.as_str(),
            false,
            r.created_at,
        ]
    });
    let head = "INSERT INTO recognition (id, product_id, decision_id, stars, certificate, lookup, listed_number, \
                listed_key, product_name, producer_name, address, issued_on, expires_on, date_precision, issued_text, \
                trust, source, import_batch, invented, created_at)";
    put(db, head, "", 20, rows.collect()).await
}

/// Recognitions that gave way to a later one on a day.
pub async fn mark_superseded(db: &Db, ids: &[String], on: &str) -> Result<(), Error> {
    for some in ids.chunks(ASKED_AT_ONCE) {
        let mut args = crate::args![on];
        let list = placeholders(&mut args, some);
        db.exec(&format!("UPDATE recognition SET superseded_on = $1 WHERE id IN ({list})"), args).await?;
    }
    Ok(())
}

/// Takes [`mark_superseded`] back.
pub async fn unmark_superseded(db: &Db, ids: &[String]) -> Result<(), Error> {
    for some in ids.chunks(ASKED_AT_ONCE) {
        let mut args = vec![];
        let list = placeholders(&mut args, some);
        db.exec(&format!("UPDATE recognition SET superseded_on = NULL WHERE id IN ({list})"), args).await?;
    }
    Ok(())
}
