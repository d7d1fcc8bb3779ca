//! Rows of the survey of potential products.

use crate::db::put::{OrElse, Values};
use crate::page::List;
use crate::prelude::*;
use crate::scope::Visible;
use ocop_domain::criteria::SetId;
use ocop_domain::survey::Stage;

rows! {
    /// One potential product as stored. `likeness` is the core of its name, by which the same find elsewhere is met.
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct Find {
        pub id: String,
        pub commune_id: String,
        pub name: String,
        pub folded: String,
        pub likeness: String,
        pub maker: Option<String>,
        pub producer_id: Option<String>,
        pub set_id: Option<SetId>,
        pub feature: Option<String>,
        pub stage: Stage,
        pub next_step: Option<String>,
        pub next_by: Option<String>,
        pub next_on: Option<Date>,
        pub notes: Option<String>,
        pub product_id: Option<String>,
        pub created_by: String,
        pub created_at: i64,
        pub changed_at: i64,
        pub version: i64,
    }
}

rows! {
    /// One line of the list.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct FindLine {
        pub id: String,
        pub name: String,
        pub maker: Option<String>,
        pub commune_id: String,
        pub commune_name: String,
        pub set_id: Option<SetId>,
        pub stage: Stage,
        pub next_step: Option<String>,
        pub next_by: Option<String>,
        pub next_on: Option<Date>,
        /// Other communes in which something of the same name was found.
        pub elsewhere: i64,
    }
}

pub async fn find(db: &Db, id: &str) -> Result<Option<Find>> {
    db.one(&format!("SELECT {} FROM survey s WHERE s.id = $1", Find::columns("s")), args![id]).await
}

fn fields(f: &Find) -> Values {
    values!(f.{
        name, folded, likeness, maker, producer_id, set_id, feature, stage, next_step, next_by, next_on, notes,
        product_id, changed_at
    })
}

pub async fn insert(db: &Db, f: &Find) -> Result<()> {
    let own = values!(f.{id, commune_id, created_by, created_at}, version: 1_i64);
    db.insert("survey", [own, fields(f)].concat(), OrElse::Refuse).await
}

/// Writes every field but the commune, if the row still stands at `f.version`.
pub async fn update(db: &Db, f: &Find) -> Result<()> {
    let end = ", version = version + 1 WHERE id = $1 AND version = $2";
    db.update("survey", fields(f), end, args![f.id.as_str(), f.version]).await
}

/// What a list is asked for; empty texts ask nothing. `q` is folded.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub q: String,
    pub stage: Option<Stage>,
    pub commune_code: String,
}

fn from_where(visible: &Visible, f: &Filter, args: &mut Vec<Value>) -> String {
    let mut sql = format!(
        "FROM survey s JOIN area c ON c.id = s.commune_id WHERE {}",
        visible.condition("c", "s.producer_id", args)
    );
    if !f.q.is_empty() {
        args.push(format!("%{}%", f.q).into());
        sql.push_str(&format!(" AND s.folded LIKE ${}", args.len()));
    }
    for (column, value) in [("s.stage", f.stage.map_or("", Stage::as_str)), ("c.code", &f.commune_code)] {
        if !value.is_empty() {
            args.push(value.into());
            sql.push_str(&format!(" AND {column} = ${}", args.len()));
        }
    }
    sql
}

/// One page of what was found, by commune and name, and how much there is.
pub async fn list(
    db: &Db,
    visible: &Visible,
    f: &Filter,
    limit: i64,
    offset: i64,
) -> Result<(Vec<FindLine>, i64)> {
    let mut args = Vec::new();
    let from = from_where(visible, f, &mut args);
    let columns = "s.id, s.name, COALESCE((SELECT p.name FROM producer p WHERE p.id = s.producer_id), s.maker) AS maker, \
         s.commune_id, c.full_name AS commune_name, s.set_id, s.stage, s.next_step, s.next_by, s.next_on, \
         (SELECT COUNT(DISTINCT o.commune_id) FROM survey o JOIN area oc ON oc.id = o.commune_id \
          WHERE o.likeness = s.likeness AND o.commune_id <> s.commune_id AND o.stage <> 'dropped' \
          AND oc.province_code = c.province_code) AS elsewhere";
    let order = "c.folded, c.id, s.folded, s.id";
    List { columns, from: &from, order, args }.page(db, limit, offset).await
}

rows! {
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct StageCount {
        pub stage: Stage,
        pub finds: i64,
    }
}

/// How much stands in each stage, of what the filter asks but its own stage.
pub async fn counts(db: &Db, visible: &Visible, f: &Filter) -> Result<Vec<StageCount>> {
    let mut args = Vec::new();
    let all = Filter { stage: None, ..f.clone() };
    let from = from_where(visible, &all, &mut args);
    db.all(&format!("SELECT s.stage, COUNT(*) AS finds {from} GROUP BY s.stage ORDER BY s.stage"), args).await
}

rows! {
    /// One find of a group that several communes share.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Overlap {
        pub likeness: String,
        pub id: String,
        pub name: String,
        pub maker: Option<String>,
        pub commune_name: String,
        pub province_code: String,
        pub stage: Stage,
    }
}

/// Finds whose names have one core in more than one commune of a province; groups whole, `limit` of them.
pub async fn overlaps(db: &Db, visible: &Visible, limit: i64, offset: i64) -> Result<(Vec<Overlap>, i64)> {
    let mut args = Vec::new();
    let condition = visible.condition("c", "s.producer_id", &mut args);
    let groups = format!(
        "SELECT s.likeness, c.province_code FROM survey s JOIN area c ON c.id = s.commune_id \
         WHERE s.stage <> 'dropped' AND {condition} GROUP BY s.likeness, c.province_code \
         HAVING COUNT(DISTINCT s.commune_id) > 1"
    );
    let total = db.number(&format!("SELECT COUNT(*) AS n FROM ({groups}) g"), args.clone()).await?;
    let n = args.len();
    args.extend(args![limit, offset]);
    let sql = format!(
        "SELECT s.likeness, s.id, s.name, COALESCE((SELECT p.name FROM producer p WHERE p.id = s.producer_id), s.maker) \
         AS maker, c.full_name AS commune_name, c.province_code, s.stage FROM survey s \
         JOIN area c ON c.id = s.commune_id JOIN ({groups} ORDER BY s.likeness, c.province_code LIMIT ${} OFFSET ${}) g \
         ON g.likeness = s.likeness AND g.province_code = c.province_code WHERE s.stage <> 'dropped' \
         ORDER BY c.province_code, s.likeness, c.folded, s.folded, s.id LIMIT 1000",
        n + 1,
        n + 2
    );
    Ok((db.all(&sql, args).await?, total))
}

/// The same find in other communes of a province.
pub async fn elsewhere(
    db: &Db,
    likeness: &str,
    commune_id: &str,
    province_code: &str,
) -> Result<Vec<Overlap>> {
    db.all(
        "SELECT s.likeness, s.id, s.name, COALESCE((SELECT p.name FROM producer p WHERE p.id = s.producer_id), s.maker) \
         AS maker, c.full_name AS commune_name, c.province_code, s.stage FROM survey s \
         JOIN area c ON c.id = s.commune_id WHERE s.likeness = $1 AND s.commune_id <> $2 AND c.province_code = $3 \
         AND s.stage <> 'dropped' ORDER BY c.folded, s.folded, s.id LIMIT 50",
        args![likeness, commune_id, province_code],
    )
    .await
}
