//! How many products hold a star, by stars, province and set.

use super::catalogue::{Filter, NAMED, SET, from_where};
use crate::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct CountRow {
    pub key: String,
    pub n: i64,
}

async fn counted(db: &Db, f: &Filter, key: &str) -> Result<Vec<CountRow>> {
    let mut args = Vec::new();
    let from = from_where(f, &mut args);
    db.all(
        &format!("SELECT {key} AS key, COUNT(*) AS n {from} AND {NAMED} GROUP BY {key} ORDER BY {key}"),
        args,
    )
    .await
}

pub async fn by_stars(db: &Db, f: &Filter) -> Result<Vec<CountRow>> {
    counted(db, f, "CAST(r.stars AS TEXT)").await
}

pub async fn by_province(db: &Db, f: &Filter) -> Result<Vec<CountRow>> {
    counted(db, f, "COALESCE(a.province_code, '')").await
}

/// How many products of one set, or of none and one word of a list.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct KindRow {
    pub set_id: String,
    pub category: String,
    pub n: i64,
}

/// By set, and for products without one by the word their list has for them.
pub async fn by_kind(db: &Db, f: &Filter) -> Result<Vec<KindRow>> {
    let mut args = Vec::new();
    let from = from_where(f, &mut args);
    let set = format!("COALESCE({SET}, '')");
    let category = format!("CASE WHEN {SET} IS NULL THEN COALESCE(p.category, '') ELSE '' END");
    db.all(
        &format!(
            "SELECT {set} AS set_id, {category} AS category, COUNT(*) AS n {from} AND {NAMED} \
             GROUP BY {set}, {category} ORDER BY {set}, {category}"
        ),
        args,
    )
    .await
}
