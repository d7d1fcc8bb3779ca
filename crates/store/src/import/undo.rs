//! What a batch made, what hangs on it, and taking it away again; many things with each statement.

use super::ASKED_AT_ONCE;
use crate::prelude::*;
use crate::register::merge::{Hanging, OF_PRODUCER, OF_PRODUCT};
use crate::scope::placeholders;
use std::collections::BTreeMap;

/// How many rows of `parts` (each a query of ids with `IN (…)` at its `?`) name each of these things.
async fn counted(db: &Db, ids: &[String], first: &[&str], parts: &str) -> Result<BTreeMap<String, i64>> {
    let mut out = BTreeMap::new();
    for some in ids.chunks(ASKED_AT_ONCE) {
        let mut args: Vec<sea_orm::Value> = first.iter().map(|f| (*f).into()).collect();
        let list = placeholders(&mut args, some);
        let from = parts.replace('?', &format!("IN ({list})"));
        let sql = format!("SELECT x.id, COUNT(*) AS n FROM ({from}) x GROUP BY x.id");
        out.extend(db.pairs::<_, _, _, _, Vec<(String, i64)>>(&sql, args).await?);
    }
    Ok(out)
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct MadeProduct {
    pub id: String,
    pub producer_id: String,
    pub version: i64,
}

/// Products a batch made, as they stand; those that are gone or merged away are not among them.
pub async fn made_products(db: &Db, ids: &[String]) -> Result<Vec<MadeProduct>> {
    let mut out = Vec::new();
    for some in ids.chunks(ASKED_AT_ONCE) {
        let mut args = vec![];
        let list = placeholders(&mut args, some);
        let sql = format!(
            "SELECT id, producer_id, version FROM product WHERE id IN ({list}) AND merged_into IS NULL ORDER BY id"
        );
        out.append(&mut db.all(&sql, args).await?);
    }
    Ok(out)
}

/// One query for each table of a list of the register, and for requests to correct a record; `own` tables are asked
/// otherwise, as the batch itself writes them.
fn questions(of: &[Hanging], thing: &str, own: &[&str]) -> String {
    let tables = of.iter().filter(|h| !own.contains(&h.table));
    let mut parts: Vec<String> =
        tables.map(|h| format!("SELECT {0} AS id FROM {1} WHERE {0} ?", h.column, h.table)).collect();
    parts.push(format!("SELECT thing_id AS id FROM amendment WHERE thing = '{thing}' AND thing_id ?"));
    parts.join(" UNION ALL ")
}

/// What hangs on products in any table that names one, and recognitions of other origin.
pub async fn hanging_on_products(db: &Db, ids: &[String], batch_id: &str) -> Result<BTreeMap<String, i64>> {
    let others = questions(OF_PRODUCT, "product", &["recognition"]);
    let stars =
        "SELECT product_id AS id FROM recognition WHERE product_id ? AND COALESCE(import_batch, '') <> $1";
    counted(db, ids, &[batch_id], &format!("{others} UNION ALL {stars}")).await
}

/// A recognition a batch made. `touched`: withdrawn, printed, corrected (itself or its decision), or given way to one signed
/// in this system. That it gave way to another list's binds it not: those days are computed anew.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct MadeRecognition {
    pub id: String,
    pub product_id: String,
    pub decision_id: String,
    pub touched: bool,
    /// A dossier or a demand of the ministry stands on it.
    pub in_use: bool,
}

pub async fn made_recognitions(db: &Db, batch_id: &str) -> Result<Vec<MadeRecognition>> {
    db.all(
        "SELECT r.id, r.product_id, r.decision_id, CASE WHEN r.withdrawn_on IS NOT NULL OR r.pdf_hash IS NOT NULL \
         OR (r.superseded_on IS NOT NULL AND EXISTS (SELECT 1 FROM recognition x JOIN decision d ON d.id = x.decision_id \
           WHERE x.product_id = r.product_id AND x.issued_on = r.superseded_on AND d.kind <> 'imported')) \
         OR EXISTS (SELECT 1 FROM register_change c WHERE c.thing_id IN (r.id, r.decision_id) \
           AND c.thing IN ('recognition', 'decision')) \
         THEN TRUE ELSE FALSE END AS touched, \
         CASE WHEN EXISTS (SELECT 1 FROM dossier_basis b WHERE b.recognition_id = r.id) \
         OR EXISTS (SELECT 1 FROM ministry_demand_item i WHERE i.recognition_id = r.id) \
         THEN TRUE ELSE FALSE END AS in_use \
         FROM recognition r WHERE r.import_batch = $1 ORDER BY r.id",
        args![batch_id],
    )
    .await
}

/// Those of these producers that stand as they were entered.
pub async fn untouched_producers(db: &Db, ids: &[String]) -> Result<Vec<String>> {
    let mut out = Vec::new();
    for some in ids.chunks(ASKED_AT_ONCE) {
        let mut args = vec![];
        let list = placeholders(&mut args, some);
        let sql =
            format!("SELECT id FROM producer WHERE id IN ({list}) AND version = 1 AND merged_into IS NULL");
        out.extend(db.values::<String, _, Vec<_>>(&sql, args).await?);
    }
    Ok(out)
}

/// What hangs on producers in any table that names one, the products of the batch among it.
pub async fn hanging_on_producers(db: &Db, ids: &[String]) -> Result<BTreeMap<String, i64>> {
    counted(db, ids, &[], &questions(OF_PRODUCER, "producer", &[])).await
}

/// The tables in which something names this producer, but for the products of the batch.
pub async fn tables_on_producer(db: &Db, id: &str, own: &[String]) -> Result<Vec<&'static str>> {
    let mut out = Vec::new();
    for h in OF_PRODUCER {
        let mut n = db
            .number(&format!("SELECT COUNT(*) AS n FROM {} WHERE {} = $1", h.table, h.column), args![id])
            .await?;
        if h.table == "product" {
            for some in own.chunks(ASKED_AT_ONCE) {
                let mut args = args![id];
                let list = placeholders(&mut args, some);
                let sql =
                    format!("SELECT COUNT(*) AS n FROM product WHERE producer_id = $1 AND id IN ({list})");
                n -= db.number(&sql, args).await?;
            }
        }
        if n > 0 {
            out.push(h.table);
        }
    }
    Ok(out)
}

/// The tables in which something names this product, but for the recognitions of the batch.
pub async fn tables_on_product(db: &Db, id: &str, batch_id: &str) -> Result<Vec<&'static str>> {
    let mut out = Vec::new();
    for h in OF_PRODUCT {
        let own = h.table == "recognition";
        let others = if own { " AND COALESCE(import_batch, '') <> $2" } else { "" };
        let args = if own { args![id, batch_id] } else { args![id] };
        let sql = format!("SELECT COUNT(*) AS n FROM {} WHERE {} = $1{others}", h.table, h.column);
        if db.number(&sql, args).await? > 0 {
            out.push(h.table);
        }
    }
    Ok(out)
}

pub async fn hanging_on_decisions(db: &Db, ids: &[String]) -> Result<BTreeMap<String, i64>> {
    counted(
        db,
        ids,
        &[],
        "SELECT decision_id AS id FROM recognition WHERE decision_id ? \
         UNION ALL SELECT decision_id AS id FROM decision_item WHERE decision_id ? \
         UNION ALL SELECT decision_id AS id FROM package WHERE decision_id ? \
         UNION ALL SELECT decision_id AS id FROM objection WHERE decision_id ?",
    )
    .await
}

async fn remove(db: &Db, ids: &[String], table: &str, column: &str) -> Result<u64> {
    let mut gone = 0;
    for some in ids.chunks(ASKED_AT_ONCE) {
        let mut args = vec![];
        let list = placeholders(&mut args, some);
        gone += db.exec(&format!("DELETE FROM {table} WHERE {column} IN ({list})"), args).await?;
    }
    Ok(gone)
}

/// [`Error::Stale`] where one of them was gone already.
async fn remove_all(db: &Db, ids: &[String], table: &str) -> Result<()> {
    let gone = remove(db, ids, table, "id").await?;
    if gone == ids.len() as u64 { Ok(()) } else { Err(Error::Stale) }
}

pub async fn remove_recognitions(db: &Db, ids: &[String]) -> Result<()> {
    remove_all(db, ids, "recognition").await
}

/// Takes products away with their words in the catalogue; their recognitions are gone before.
pub async fn remove_products(db: &Db, ids: &[String]) -> Result<()> {
    remove(db, ids, "catalogue", "product_id").await?;
    remove_all(db, ids, "product").await
}

pub async fn remove_producers(db: &Db, ids: &[String]) -> Result<()> {
    remove(db, ids, "register_key", "producer_id").await?;
    remove_all(db, ids, "producer").await
}

pub async fn remove_decisions(db: &Db, ids: &[String]) -> Result<()> {
    remove_all(db, ids, "decision").await
}
