//! What the register knows already of the provinces a list speaks of, read once a list.

use super::bulk::ASKED_AT_ONCE;
use crate::db::Db;
use crate::error::Error;
use crate::scope::placeholders;
use sea_orm::FromQueryResult;

/// A row of an earlier list that was brought into the register and stands there still.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct AppliedRow {
    pub source_key: String,
    pub data: String,
}

/// The rows of earlier lists under these keys, newest list first.
pub async fn applied_rows(db: &Db, keys: &[String]) -> Result<Vec<AppliedRow>, Error> {
    let mut out = Vec::new();
    for some in keys.chunks(ASKED_AT_ONCE) {
        let mut args = vec![];
        let list = placeholders(&mut args, some);
        let sql = format!(
            "SELECT r.source_key, r.data FROM import_row r JOIN import_batch b ON b.id = r.batch_id \
             WHERE r.source_key IN ({list}) AND r.action = 'applied' AND b.undone_at IS NULL \
             ORDER BY b.created_at DESC, r.row_no"
        );
        out.append(&mut db.all::<AppliedRow>(&sql, args).await?);
    }
    Ok(out)
}

/// A product with the name of its producer. One merged away names the record it went into.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct KnownProduct {
    pub id: String,
    pub name: String,
    pub producer_id: String,
    pub producer_name: String,
    pub commune_id: Option<String>,
    pub province_code: String,
    pub merged_into: Option<String>,
}

pub async fn products(db: &Db, provinces: &[String]) -> Result<Vec<KnownProduct>, Error> {
    let mut args = vec![];
    let list = placeholders(&mut args, provinces);
    if list.is_empty() {
        return Ok(vec![]);
    }
    let sql = format!(
        "SELECT p.id, p.name, p.producer_id, m.name AS producer_name, p.commune_id, a.province_code, p.merged_into \
         FROM product p JOIN producer m ON m.id = p.producer_id JOIN area a ON a.id = p.commune_id \
         WHERE a.province_code IN ({list}) ORDER BY p.created_at, p.id"
    );
    db.all(&sql, args).await
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct KnownProducer {
    pub id: String,
    pub name: String,
    pub commune_id: String,
    pub merged_into: Option<String>,
}

pub async fn producers(db: &Db, provinces: &[String]) -> Result<Vec<KnownProducer>, Error> {
    let mut args = vec![];
    let list = placeholders(&mut args, provinces);
    if list.is_empty() {
        return Ok(vec![]);
    }
    let sql = format!(
        "SELECT m.id, m.name, a.id AS commune_id, m.merged_into FROM producer m JOIN area a ON a.id = m.commune_id \
         WHERE a.province_code IN ({list}) ORDER BY CASE WHEN m.merged_into IS NULL THEN 0 ELSE 1 END, m.id"
    );
    db.all(&sql, args).await
}

/// Who holds a number that is given once.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Holder {
    pub id: String,
    pub name: String,
    pub number: String,
}

/// The producers of these tax numbers, also those merged away: the number stays with their record.
pub async fn holders_of_tax_numbers(db: &Db, numbers: &[String]) -> Result<Vec<Holder>, Error> {
    let mut out = Vec::new();
    for some in numbers.chunks(ASKED_AT_ONCE) {
        let mut args = vec![];
        let list = placeholders(&mut args, some);
        let sql = format!(
            "SELECT id, name, tax_number AS number FROM producer WHERE tax_number IN ({list}) ORDER BY id"
        );
        out.append(&mut db.all(&sql, args).await?);
    }
    Ok(out)
}

/// The producers whose business registration has one of these keys.
pub async fn holders_of_registrations(db: &Db, keys: &[String]) -> Result<Vec<Holder>, Error> {
    let mut out = Vec::new();
    for some in keys.chunks(ASKED_AT_ONCE) {
        let mut args = vec![];
        let list = placeholders(&mut args, some);
        let sql = format!(
            "SELECT p.id, p.name, p.registration_number AS number FROM register_key k JOIN producer p \
             ON p.id = k.producer_id WHERE k.kind = 'reg' AND k.key IN ({list}) AND p.merged_into IS NULL \
             AND p.registration_number IS NOT NULL ORDER BY p.id"
        );
        out.append(&mut db.all(&sql, args).await?);
    }
    Ok(out)
}

/// A name a producer bore on a record that was merged into it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct FormerName {
    pub id: String,
    pub name: String,
    pub merged_into: String,
}

pub async fn former_names(db: &Db) -> Result<Vec<FormerName>, Error> {
    db.all(
        "SELECT id, name, merged_into FROM producer WHERE merged_into IS NOT NULL ORDER BY created_at, id",
        vec![],
    )
    .await
}

/// A recognition of a product, with the number of its decision.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct KnownRecognition {
    pub id: String,
    pub product_id: String,
    pub stars: i64,
    pub number: Option<String>,
    pub issued_on: Option<String>,
    pub issued_text: Option<String>,
    pub expires_on: Option<String>,
    pub withdrawn_on: Option<String>,
    pub superseded_on: Option<String>,
    /// Read from a list; the others were signed in this system.
    pub listed: bool,
}

const RECOGNITION: &str = "SELECT r.id, r.product_id, r.stars, d.number, r.issued_on, r.issued_text, r.expires_on, \
     r.withdrawn_on, r.superseded_on, CASE WHEN d.kind = 'imported' THEN TRUE ELSE FALSE END AS listed \
     FROM recognition r JOIN decision d ON d.id = r.decision_id";

pub async fn recognitions(db: &Db, provinces: &[String]) -> Result<Vec<KnownRecognition>, Error> {
    let mut args = vec![];
    let list = placeholders(&mut args, provinces);
    if list.is_empty() {
        return Ok(vec![]);
    }
    let sql = format!(
        "{RECOGNITION} JOIN product p ON p.id = r.product_id JOIN area a ON a.id = p.commune_id \
         WHERE a.province_code IN ({list}) ORDER BY r.created_at, r.id"
    );
    db.all(&sql, args).await
}

/// Every recognition of these products.
pub async fn recognitions_of(db: &Db, products: &[String]) -> Result<Vec<KnownRecognition>, Error> {
    let mut out = Vec::new();
    for some in products.chunks(ASKED_AT_ONCE) {
        let mut args = vec![];
        let list = placeholders(&mut args, some);
        let sql = format!("{RECOGNITION} WHERE r.product_id IN ({list}) ORDER BY r.created_at, r.id");
        out.append(&mut db.all(&sql, args).await?);
    }
    Ok(out)
}

/// A decision some earlier list spoke of.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct KnownDecision {
    pub id: String,
    pub province_code: Option<String>,
    pub issuer: String,
    pub number: Option<String>,
    pub decided_on: Option<String>,
    pub source: Option<String>,
}

pub async fn decisions(db: &Db) -> Result<Vec<KnownDecision>, Error> {
    db.all(
        "SELECT id, province_code, issuer, number, decided_on, source FROM decision WHERE kind = 'imported' \
         ORDER BY created_at, id",
        vec![],
    )
    .await
}
