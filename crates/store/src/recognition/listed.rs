//! A star that stands in no dossier of this system: the demo shows one as an old list would have brought it.

use crate::prelude::*;
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
pub async fn insert_listed(db: &Db, s: &ListedStar<'_>) -> Result<()> {
    insert!(db, "recognition",
        s.{id, product_id, decision_id, stars, lookup, listed_number, product_name, producer_name, address, issued_on,
        expires_on, source, created_at}, certificate: s.lookup, listed_key: listed_key(s.listed_number),
        date_precision: "day", invented: true
    )
    .await
}
