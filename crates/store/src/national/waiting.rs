//! What stands at the ministry's desk, and what the ministry gave back to a province.

use crate::page::List;
use crate::prelude::*;

use crate::scope::{Visible, placeholders};

/// A dossier that was sent to the ministry.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct SentRow {
    pub dossier_id: String,
    pub state: String,
    pub version: i64,
    pub kind: String,
    pub set_id: String,
    pub product_name: String,
    pub producer_id: String,
    pub producer_name: String,
    pub commune_id: String,
    pub commune_name: String,
    pub province_code: String,
    pub letter_number: Option<String>,
    pub sent_on: String,
    pub round_id: Option<String>,
    /// Of the present result, if there is one.
    pub sum: Option<i64>,
    pub members: Option<i64>,
    pub rank: Option<i64>,
    pub outcome: Option<String>,
}

/// The states in which a dossier is the ministry's work.
const STATES: &str = "('sent_to_ministry', 'at_ministry', 'in_national_round', 'nationally_scored')";

const FROM: &str = "FROM dossier d JOIN package k ON k.dossier_id = d.id JOIN product p ON p.id = d.product_id \
                    JOIN producer m ON m.id = d.producer_id JOIN area a ON a.id = d.commune_id";
const COLUMNS: &str = "d.id AS dossier_id, d.state, d.version, d.kind, d.set_id, COALESCE(d.sealed_product, p.name) AS product_name, \
                       d.producer_id, COALESCE(d.sealed_producer, m.name) AS producer_name, d.commune_id, a.full_name AS commune_name, \
                       a.province_code, k.letter_number, k.sent_on, d.round_id, s.sum, s.members, s.rank, s.outcome";

async fn list(db: &Db, which: &str, who: &Visible, limit: i64, offset: i64) -> Result<(Vec<SentRow>, i64)> {
    let mut args = Vec::new();
    let scope = match (who.all, who.provinces.is_empty()) {
        (true, _) => "1 = 1".to_owned(),
        (false, true) => "1 = 0".to_owned(),
        (false, false) => format!("a.province_code IN ({})", placeholders(&mut args, &who.provinces)),
    };
    let from = format!("{FROM} LEFT JOIN result s ON s.dossier_id = d.id WHERE {which} AND {scope}");
    List { columns: COLUMNS, from: &from, order: "k.sent_on, d.id", args }.page(db, limit, offset).await
}

/// What is sent and not decided, by the day it was sent.
pub async fn at_ministry(db: &Db, who: &Visible, limit: i64, offset: i64) -> Result<(Vec<SentRow>, i64)> {
    list(db, &format!("d.state IN {STATES}"), who, limit, offset).await
}

/// What the ministry gave back and the Chairman has not decided on.
pub async fn returned(db: &Db, who: &Visible, limit: i64, offset: i64) -> Result<(Vec<SentRow>, i64)> {
    list(db, "d.state = 'returned_by_ministry'", who, limit, offset).await
}

/// One dossier that was sent at some time.
pub async fn sent(db: &Db, dossier: &str) -> Result<Option<SentRow>> {
    let sql = format!("SELECT {COLUMNS} {FROM} LEFT JOIN result s ON s.dossier_id = d.id WHERE d.id = $1");
    db.one(&sql, args![dossier]).await
}
