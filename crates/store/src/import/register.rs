//! What applying a list writes into the register beside producers and products.

use crate::db::put::OrElse;
use crate::import::ASKED_AT_ONCE;
use crate::prelude::*;
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

pub async fn insert_decisions(db: &Db, decisions: &[NewDecision]) -> Result<()> {
    let values = |d: &NewDecision| {
        values!(
            d.{id, province_code, issuer, number, decided_on, source, created_at}, kind: "imported", version: 1_i64
        )
    };
    db.insert_all("decision", decisions.iter().map(values).collect(), OrElse::Refuse).await
}

pub async fn insert_recognitions(db: &Db, recognitions: &[NewRecognition]) -> Result<()> {
    let values = |r: &NewRecognition| {
        let key = r.listed_number.as_deref().and_then(listed_key);
        values!(
            r.{id, product_id, decision_id, stars, lookup, listed_number, product_name, producer_name, address, issued_on,
            expires_on, date_precision, issued_text, trust, source, import_batch, created_at},
            certificate: r.lookup.as_str(), listed_key: key, invented: false
        )
    };
    db.insert_all("recognition", recognitions.iter().map(values).collect(), OrElse::Refuse).await
}

/// Recognitions that gave way to a later one on a day.
pub async fn mark_superseded(db: &Db, ids: &[String], on: &str) -> Result<()> {
    for some in ids.chunks(ASKED_AT_ONCE) {
        let mut args = args![on];
        let list = placeholders(&mut args, some);
        db.exec(&format!("UPDATE recognition SET superseded_on = $1 WHERE id IN ({list})"), args).await?;
    }
    Ok(())
}

/// Takes [`mark_superseded`] back.
pub async fn unmark_superseded(db: &Db, ids: &[String]) -> Result<()> {
    for some in ids.chunks(ASKED_AT_ONCE) {
        let mut args = vec![];
        let list = placeholders(&mut args, some);
        db.exec(&format!("UPDATE recognition SET superseded_on = NULL WHERE id IN ({list})"), args).await?;
    }
    Ok(())
}
