//! What applying a list writes into the register, and what undoing it may take away again.

use crate::db::Db;
use crate::error::Error;
use ocop_domain::recognition::listed_key;
use sea_orm::FromQueryResult;

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

#[derive(FromQueryResult)]
struct Id {
    id: String,
}

/// An imported decision that says the same: number (or, without one, the source), issuer and day.
pub async fn decision_like(db: &Db, d: &NewDecision) -> Result<Option<String>, Error> {
    let found: Option<Id> = db
        .one(
            "SELECT id FROM decision WHERE kind = 'imported' AND issuer = $1 AND COALESCE(number, '') = $2 \
             AND COALESCE(decided_on, '') = $3 AND COALESCE(province_code, '') = $4 \
             AND ($2 <> '' OR COALESCE(source, '') = $5) ORDER BY created_at, id LIMIT 1",
            crate::args![
                d.issuer.as_str(),
                d.number.as_deref().unwrap_or_default(),
                d.decided_on.as_deref().unwrap_or_default(),
                d.province_code.as_deref().unwrap_or_default(),
                d.source.as_deref().unwrap_or_default(),
            ],
        )
        .await?;
    Ok(found.map(|f| f.id))
}

pub async fn insert_decision(db: &Db, d: &NewDecision) -> Result<(), Error> {
    db.exec(
        "INSERT INTO decision (id, kind, province_code, issuer, number, decided_on, source, created_at, version) \
         VALUES ($1, 'imported', $2, $3, $4, $5, $6, $7, 1)",
        crate::args![
            d.id.as_str(),
            d.province_code.as_deref(),
            d.issuer.as_str(),
            d.number.as_deref(),
            d.decided_on.as_deref(),
            d.source.as_deref(),
            d.created_at,
        ],
    )
    .await?;
    Ok(())
}

pub async fn insert_recognition(db: &Db, r: &NewRecognition) -> Result<(), Error> {
    db.exec(
        "INSERT INTO recognition (id, product_id, decision_id, stars, certificate, lookup, listed_number, listed_key, \
         product_name, producer_name, address, issued_on, expires_on, date_precision, issued_text, trust, source, \
         import_batch, invented, created_at) \
         VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
        crate::args![
            r.id.as_str(),
            r.product_id.as_str(),
            r.decision_id.as_str(),
            r.stars,
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
        ],
    )
    .await?;
    Ok(())
}

/// A product of this folded name, by a producer who bears or, before a merge, bore this folded name, in this province.
pub async fn same_product(
    db: &Db,
    name: &str,
    producer: &str,
    province_code: &str,
) -> Result<Option<String>, Error> {
    let found: Option<Id> = db
        .one(
            "SELECT p.id FROM product p JOIN producer m ON m.id = p.producer_id \
             JOIN area a ON a.id = p.commune_id \
             WHERE p.folded = $1 AND (m.folded = $2 OR EXISTS (SELECT 1 FROM producer x \
             WHERE x.merged_into = m.id AND x.folded = $2)) AND a.province_code = $3 ORDER BY p.created_at, p.id LIMIT 1",
            crate::args![name, producer, province_code],
        )
        .await?;
    Ok(found.map(|f| f.id))
}

/// The decisions a batch's recognitions of a product hang on.
pub async fn decisions_of(db: &Db, product_id: &str, batch_id: &str) -> Result<Vec<String>, Error> {
    let found: Vec<Id> = db
        .all(
            "SELECT decision_id AS id FROM recognition WHERE product_id = $1 AND import_batch = $2",
            crate::args![product_id, batch_id],
        )
        .await?;
    Ok(found.into_iter().map(|f| f.id).collect())
}

/// Dossiers, former codes, and recognitions of other origin that hang on a product.
pub async fn hanging_on_product(db: &Db, id: &str, batch_id: &str) -> Result<i64, Error> {
    db.number(
        "SELECT (SELECT COUNT(*) FROM dossier WHERE product_id = $1) \
         + (SELECT COUNT(*) FROM product_alias WHERE product_id = $1) \
         + (SELECT COUNT(*) FROM recognition WHERE product_id = $1 AND COALESCE(import_batch, '') <> $2) \
         + (SELECT COUNT(*) FROM recognition WHERE product_id = $1 AND (withdrawn_on IS NOT NULL \
            OR superseded_on IS NOT NULL OR pdf_hash IS NOT NULL)) AS n",
        crate::args![id, batch_id],
    )
    .await
}

/// Products, workshops, papers, dossiers and posts that hang on a producer; asked once the batch's products are gone.
pub async fn hanging_on_producer(db: &Db, id: &str) -> Result<i64, Error> {
    db.number(
        "SELECT (SELECT COUNT(*) FROM product WHERE producer_id = $1) \
         + (SELECT COUNT(*) FROM establishment WHERE producer_id = $1) \
         + (SELECT COUNT(*) FROM evidence WHERE producer_id = $1) \
         + (SELECT COUNT(*) FROM dossier WHERE producer_id = $1) \
         + (SELECT COUNT(*) FROM post WHERE producer_id = $1) AS n",
        crate::args![id],
    )
    .await
}

pub async fn hanging_on_decision(db: &Db, id: &str) -> Result<i64, Error> {
    db.number(
        "SELECT (SELECT COUNT(*) FROM recognition WHERE decision_id = $1) \
         + (SELECT COUNT(*) FROM decision_item WHERE decision_id = $1) \
         + (SELECT COUNT(*) FROM package WHERE decision_id = $1) AS n",
        crate::args![id],
    )
    .await
}

/// Takes away a product the batch made, with its recognitions and its words in the catalogue.
pub async fn remove_product(db: &Db, id: &str, batch_id: &str) -> Result<(), Error> {
    db.exec(
        "DELETE FROM recognition WHERE product_id = $1 AND import_batch = $2",
        crate::args![id, batch_id],
    )
    .await?;
    db.exec("DELETE FROM catalogue WHERE product_id = $1", crate::args![id]).await?;
    db.exec_guarded("DELETE FROM product WHERE id = $1", crate::args![id]).await
}

pub async fn remove_producer(db: &Db, id: &str) -> Result<(), Error> {
    db.exec("DELETE FROM register_key WHERE producer_id = $1", crate::args![id]).await?;
    db.exec_guarded("DELETE FROM producer WHERE id = $1", crate::args![id]).await
}

pub async fn remove_decision(db: &Db, id: &str) -> Result<(), Error> {
    db.exec_guarded("DELETE FROM decision WHERE id = $1", crate::args![id]).await
}
