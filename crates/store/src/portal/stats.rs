//! How many products hold a star, by stars, province and set.

use super::catalogue::{Filter, NAMED, from_where};
use crate::Error;
use crate::db::Db;
use sea_orm::FromQueryResult;

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct CountRow {
    pub key: String,
    pub n: i64,
}

async fn counted(db: &Db, f: &Filter, key: &str) -> Result<Vec<CountRow>, Error> {
    let mut args = Vec::new();
    let from = from_where(f, &mut args);
    db.all(
        &format!("SELECT {key} AS key, COUNT(*) AS n {from} AND {NAMED} GROUP BY {key} ORDER BY {key}"),
        args,
    )
    .await
}

pub async fn by_stars(db: &Db, f: &Filter) -> Result<Vec<CountRow>, Error> {
    counted(db, f, "CAST(r.stars AS TEXT)").await
}

pub async fn by_province(db: &Db, f: &Filter) -> Result<Vec<CountRow>, Error> {
    counted(db, f, "COALESCE(a.province_code, '')").await
}

pub async fn by_set(db: &Db, f: &Filter) -> Result<Vec<CountRow>, Error> {
    counted(db, f, "COALESCE(p.set_id, '')").await
}
