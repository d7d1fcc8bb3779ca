//! Rows of the survey of potential products.

use crate::db::Db;
use crate::error::Error;
use crate::page::List;
use crate::rows;
use crate::scope::Visible;
use jiff::civil::Date;
use ocop_domain::criteria::SetId;
use ocop_domain::survey::Stage;
use sea_orm::Value;

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

pub async fn find(db: &Db, id: &str) -> Result<Option<Find>, Error> {
    db.one(&format!("SELECT {} FROM survey s WHERE s.id = $1", Find::columns("s")), crate::args![id]).await
}

fn fields(f: &Find) -> Vec<Value> {
    crate::args![
        f.name.as_str(),
        f.folded.as_str(),
        f.likeness.as_str(),
        f.maker.as_deref(),
        f.producer_id.as_deref(),
        f.set_id.as_ref(),
        f.feature.as_deref(),
        f.stage,
        f.next_step.as_deref(),
        f.next_by.as_deref(),
        f.next_on,
        f.notes.as_deref(),
        f.product_id.as_deref(),
        f.changed_at,
    ]
}

pub async fn insert(db: &Db, f: &Find) -> Result<(), Error> {
    db.exec(
        "INSERT INTO survey (id, name, folded, likeness, maker, producer_id, set_id, feature, stage, next_step, next_by, \
         next_on, notes, product_id, changed_at, commune_id, created_by, created_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 1)",
        [
            vec![f.id.as_str().into()],
            fields(f),
            crate::args![f.commune_id.as_str(), f.created_by.as_str(), f.created_at],
        ]
        .concat(),
    )
    .await?;
    Ok(())
}

/// Writes every field but the commune, if the row still stands at `f.version`.
pub async fn update(db: &Db, f: &Find) -> Result<(), Error> {
    db.exec_guarded(
        "UPDATE survey SET name = $2, folded = $3, likeness = $4, maker = $5, producer_id = $6, set_id = $7, \
         feature = $8, stage = $9, next_step = $10, next_by = $11, next_on = $12, notes = $13, product_id = $14, \
         changed_at = $15, version = version + 1 WHERE id = $1 AND version = $16",
        [vec![f.id.as_str().into()], fields(f), crate::args![f.version]].concat(),
    )
    .await
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
) -> Result<(Vec<FindLine>, i64), Error> {
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
pub async fn counts(db: &Db, visible: &Visible, f: &Filter) -> Result<Vec<StageCount>, Error> {
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
pub async fn overlaps(
    db: &Db,
    visible: &Visible,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Overlap>, i64), Error> {
    let mut args = Vec::new();
    let condition = visible.condition("c", "s.producer_id", &mut args);
    let groups = format!(
        "SELECT s.likeness, c.province_code FROM survey s JOIN area c ON c.id = s.commune_id \
         WHERE s.stage <> 'dropped' AND {condition} GROUP BY s.likeness, c.province_code \
         HAVING COUNT(DISTINCT s.commune_id) > 1"
    );
    let total = db.number(&format!("SELECT COUNT(*) AS n FROM ({groups}) g"), args.clone()).await?;
    let n = args.len();
    args.extend(crate::args![limit, offset]);
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
) -> Result<Vec<Overlap>, Error> {
    db.all(
        "SELECT s.likeness, s.id, s.name, COALESCE((SELECT p.name FROM producer p WHERE p.id = s.producer_id), s.maker) \
         AS maker, c.full_name AS commune_name, c.province_code, s.stage FROM survey s \
         JOIN area c ON c.id = s.commune_id WHERE s.likeness = $1 AND s.commune_id <> $2 AND c.province_code = $3 \
         AND s.stage <> 'dropped' ORDER BY c.folded, s.folded, s.id LIMIT 50",
        crate::args![likeness, commune_id, province_code],
    )
    .await
}
