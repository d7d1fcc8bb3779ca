//! A star that stands in no dossier of this system: the demo shows one as an old list would have brought it.

use crate::Error;
use crate::db::Db;
use jiff::civil::Date;
use ocop_domain::recognition::listed_key;

#[derive(Debug, Clone)]
pub struct ListedStar<'a> {
    pub id: &'a str,
    pub product_id: &'a str,
    pub decision_id: &'a str,
    pub stars: i64,
    pub lookup: &'a str,
    pub listed_number: &'a str,
    pub product_name: &'a str,
    pub producer_name: &'a str,
    pub address: &'a str,
    pub issued_on: Date,
    pub expires_on: Date,
    pub source: &'a str,
    pub created_at: i64,
}

/// Inserts an invented star with its decision on the list.
pub async fn insert_listed(db: &Db, s: &ListedStar<'_>) -> Result<(), Error> {
    db.exec(
        "INSERT INTO recognition (id, product_id, decision_id, stars, certificate, lookup, listed_number, listed_key, \
         product_name, producer_name, address, issued_on, expires_on, date_precision, source, invented, created_at) \
         VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $11, $12, 'day', $13, $14, $15)",
        crate::args![
            s.id,
            s.product_id,
            s.decision_id,
            s.stars,
            s.lookup,
            s.listed_number,
            listed_key(s.listed_number),
            s.product_name,
            s.producer_name,
            s.address,
            s.issued_on,
            s.expires_on,
            s.source,
            true,
            s.created_at
        ],
    )
    .await?;
    Ok(())
}
