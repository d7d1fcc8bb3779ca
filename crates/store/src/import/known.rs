//! What the register knows already of the provinces a list speaks of, read once a list.

use super::ASKED_AT_ONCE;
use crate::prelude::*;
use crate::scope::placeholders;

/// A row of an earlier list that was brought into the register and stands there still.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct AppliedRow {
    pub source_key: String,
    pub data: String,
    pub created_ids: String,
}

/// The rows of earlier lists under these keys, newest list first.
pub async fn applied_rows(db: &Db, keys: &[String]) -> Result<Vec<AppliedRow>> {
    let mut out = Vec::new();
    for some in keys.chunks(ASKED_AT_ONCE) {
        let mut args = vec![];
        let list = placeholders(&mut args, some);
        let sql = format!(
            "SELECT r.source_key, r.data, r.created_ids FROM import_row r JOIN import_batch b ON b.id = r.batch_id \
             WHERE r.source_key IN ({list}) AND r.action = 'applied' AND b.undone_at IS NULL \
             ORDER BY b.created_at DESC, r.row_no"
        );
        out.append(&mut db.all::<AppliedRow>(&sql, args).await?);
    }
    Ok(out)
}

/// The rows of earlier lists whose star was said to be withdrawn.
pub async fn said_withdrawn(db: &Db) -> Result<Vec<AppliedRow>> {
    db.all(
        "SELECT r.source_key, r.data, r.created_ids FROM import_row r JOIN import_batch b ON b.id = r.batch_id \
         WHERE r.withdrawn AND r.action = 'applied' AND b.undone_at IS NULL",
        vec![],
    )
    .await
}

rows! {
    /// A decision that was signed in this system.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SignedDecision {
        pub province_code: Option<String>,
        pub number: String,
        pub decided_on: Option<Date>,
    }
}

/// The decisions of these provinces, and of the ministry, that were signed in this system.
pub async fn signed_decisions(db: &Db, provinces: &[String]) -> Result<Vec<SignedDecision>> {
    let mut args = vec![];
    let list = placeholders(&mut args, provinces);
    let of = if list.is_empty() { String::new() } else { format!("province_code IN ({list}) OR ") };
    let sql = format!(
        "SELECT province_code, number, decided_on FROM decision WHERE kind <> 'imported' \
         AND number IS NOT NULL AND signed_at IS NOT NULL AND ({of}province_code IS NULL)"
    );
    db.all(&sql, args).await
}

/// A product with the name of its producer. One merged away names the record it went into.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct KnownProduct {
    pub id: String,
    pub name: String,
    pub producer_id: String,
    pub producer_name: String,
    pub commune_id: Option<String>,
    pub commune_name: String,
    pub province_code: String,
    pub merged_into: Option<String>,
}

pub async fn products(db: &Db, provinces: &[String]) -> Result<Vec<KnownProduct>> {
    let mut args = vec![];
    let list = placeholders(&mut args, provinces);
    if list.is_empty() {
        return Ok(vec![]);
    }
    let sql = format!(
        "SELECT p.id, p.name, p.producer_id, m.name AS producer_name, p.commune_id, \
         a.full_name AS commune_name, a.province_code, p.merged_into \
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
    pub commune_name: String,
    pub province_code: String,
    pub tax_number: Option<String>,
    pub registration_number: Option<String>,
    pub merged_into: Option<String>,
}

pub async fn producers(db: &Db, provinces: &[String]) -> Result<Vec<KnownProducer>> {
    let mut args = vec![];
    let list = placeholders(&mut args, provinces);
    if list.is_empty() {
        return Ok(vec![]);
    }
    let sql = format!(
        "SELECT m.id, m.name, a.id AS commune_id, a.full_name AS commune_name, a.province_code, m.tax_number, \
         m.registration_number, m.merged_into FROM producer m JOIN area a ON a.id = m.commune_id \
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
pub async fn holders_of_tax_numbers(db: &Db, numbers: &[String]) -> Result<Vec<Holder>> {
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
pub async fn holders_of_registrations(db: &Db, keys: &[String]) -> Result<Vec<Holder>> {
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

/// A record and the one it was merged into.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Merged {
    pub id: String,
    pub merged_into: String,
}

/// Those of these producers that were merged into another.
pub async fn merged_producers(db: &Db, ids: &[String]) -> Result<Vec<Merged>> {
    let mut out = Vec::new();
    for some in ids.chunks(ASKED_AT_ONCE) {
        let mut args = vec![];
        let list = placeholders(&mut args, some);
        let sql = format!(
            "SELECT id, merged_into FROM producer WHERE id IN ({list}) AND merged_into IS NOT NULL ORDER BY id"
        );
        out.append(&mut db.all(&sql, args).await?);
    }
    Ok(out)
}

/// A name of a record without a place that was merged into a producer of a province.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct FormerName {
    pub survivor: String,
    pub name: String,
    pub province_code: String,
}

pub async fn names_without_place(db: &Db, provinces: &[String]) -> Result<Vec<FormerName>> {
    let mut args = vec![];
    let list = placeholders(&mut args, provinces);
    if list.is_empty() {
        return Ok(vec![]);
    }
    let sql = format!(
        "SELECT k.id AS survivor, m.name, a.province_code FROM producer m JOIN producer k ON k.id = m.merged_into \
         JOIN area a ON a.id = k.commune_id WHERE m.commune_id IS NULL AND a.province_code IN ({list}) \
         ORDER BY m.created_at, m.id"
    );
    db.all(&sql, args).await
}

/// A name under which a product was recognised, sealed or kept before; with its producer's, where that is said.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct KnownName {
    pub product_id: String,
    pub name: String,
    pub producer_name: Option<String>,
    /// Where it bore the name: the province that recognised it, or in which its dossier was handed in; else its own.
    pub province_code: String,
}

/// The names of products of these provinces on their certificates, in their sealed dossiers, and before each change in the
/// register.
pub async fn product_names(db: &Db, provinces: &[String]) -> Result<Vec<KnownName>> {
    let mut args = vec![];
    let list = placeholders(&mut args, provinces);
    if list.is_empty() {
        return Ok(vec![]);
    }
    let of = |id: &str| {
        format!(
            "JOIN product p ON p.id = {id} JOIN area a ON a.id = p.commune_id WHERE a.province_code IN ({list})"
        )
    };
    let (star, sealed, changed) = (of("r.product_id"), of("d.product_id"), of("c.thing_id"));
    let sql = format!(
        "SELECT r.product_id, r.product_name AS name, r.producer_name, \
         COALESCE(e.province_code, a.province_code) AS province_code \
         FROM recognition r JOIN decision e ON e.id = r.decision_id {star} \
         UNION SELECT d.product_id, d.sealed_product, d.sealed_producer, COALESCE(h.province_code, a.province_code) \
         FROM dossier d LEFT JOIN area h ON h.id = d.commune_id AND h.valid_to IS NULL {sealed} \
         AND d.sealed_product IS NOT NULL \
         UNION SELECT c.thing_id, c.old_value, CAST(NULL AS TEXT), a.province_code FROM register_change c {changed} \
         AND c.thing = 'product' AND c.field = 'name' AND c.old_value IS NOT NULL"
    );
    db.all(&sql, args).await
}

/// What the register said of a producer before a change: its name, or its commune.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct FormerFact {
    pub id: String,
    pub field: String,
    pub value: String,
    /// Of a commune that stands today.
    pub province_code: Option<String>,
}

/// The changes of producers that sit in these provinces now, the newest first.
pub async fn former_facts(db: &Db, provinces: &[String]) -> Result<Vec<FormerFact>> {
    let mut args = vec![];
    let list = placeholders(&mut args, provinces);
    if list.is_empty() {
        return Ok(vec![]);
    }
    let sql = format!(
        "SELECT c.thing_id AS id, c.field, c.old_value AS value, o.province_code FROM register_change c \
         JOIN producer m ON m.id = c.thing_id JOIN area a ON a.id = m.commune_id \
         LEFT JOIN area o ON c.field = 'commune_id' AND o.id = c.old_value AND o.valid_to IS NULL \
         WHERE c.thing = 'producer' AND c.field IN ('name', 'commune_id') AND c.old_value IS NOT NULL \
         AND a.province_code IN ({list}) ORDER BY c.changed_at DESC, c.id DESC"
    );
    db.all(&sql, args).await
}

/// The product that bears the number of a certificate.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct CertificateHolder {
    pub product_id: String,
    pub number: String,
    pub name: String,
    pub producer_name: String,
}

/// Who holds these numbers of certificates, as letters and digits alone; `numbers` are those among them that have the
/// form of this system's, `codes` those that have the form of its look-up codes.
pub async fn certificate_holders(
    db: &Db,
    keys: &[String],
    numbers: &[String],
    codes: &[String],
) -> Result<Vec<CertificateHolder>> {
    let mut out = Vec::new();
    for (values, column, more) in [
        (numbers, "certificate", " AND r.lookup IS NULL"),
        (keys, "listed_key", " AND r.lookup IS NOT NULL"),
        // A look-up code leads to its star alone: no list gives it to another product.
        (codes, "lookup", ""),
    ] {
        for some in values.chunks(ASKED_AT_ONCE) {
            let mut args = vec![];
            let list = placeholders(&mut args, some);
            let sql = format!(
                "SELECT r.product_id, r.{column} AS number, p.name, m.name AS producer_name \
                 FROM recognition r JOIN product p ON p.id = r.product_id JOIN producer m ON m.id = p.producer_id \
                 WHERE r.{column} IN ({list}){more} ORDER BY r.created_at, r.id"
            );
            out.append(&mut db.all(&sql, args).await?);
        }
    }
    Ok(out)
}

rows! {
    /// A recognition of a product, with the number of its decision.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct KnownRecognition {
        pub id: String,
        pub product_id: String,
        pub stars: i64,
        pub number: Option<String>,
        pub issued_on: Option<Date>,
        pub issued_text: Option<String>,
        pub expires_on: Option<Date>,
        pub withdrawn_on: Option<Date>,
        pub superseded_on: Option<Date>,
        /// Read from a list; the others were signed in this system.
        pub listed: bool,
    }
}

const RECOGNITION: &str = "SELECT r.id, r.product_id, r.stars, d.number, r.issued_on, r.issued_text, r.expires_on, \
     r.withdrawn_on, r.superseded_on, CASE WHEN d.kind = 'imported' THEN TRUE ELSE FALSE END AS listed \
     FROM recognition r JOIN decision d ON d.id = r.decision_id";

pub async fn recognitions(db: &Db, provinces: &[String]) -> Result<Vec<KnownRecognition>> {
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
pub async fn recognitions_of(db: &Db, products: &[String]) -> Result<Vec<KnownRecognition>> {
    let mut out = Vec::new();
    for some in products.chunks(ASKED_AT_ONCE) {
        let mut args = vec![];
        let list = placeholders(&mut args, some);
        let sql = format!("{RECOGNITION} WHERE r.product_id IN ({list}) ORDER BY r.created_at, r.id");
        out.append(&mut db.all(&sql, args).await?);
    }
    Ok(out)
}

/// A decision some earlier list of these provinces spoke of.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct KnownDecision {
    pub id: String,
    pub province_code: Option<String>,
    pub issuer: String,
    pub number: Option<String>,
    pub decided_on: Option<String>,
    pub source: Option<String>,
}

pub async fn decisions(db: &Db, provinces: &[String]) -> Result<Vec<KnownDecision>> {
    let mut args = vec![];
    let list = placeholders(&mut args, provinces);
    if list.is_empty() {
        return Ok(vec![]);
    }
    let sql = format!(
        "SELECT id, province_code, issuer, number, decided_on, source FROM decision WHERE kind = 'imported' \
         AND province_code IN ({list}) ORDER BY created_at, id"
    );
    db.all(&sql, args).await
}
