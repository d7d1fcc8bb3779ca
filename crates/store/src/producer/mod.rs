//! Rows of producers and their establishments. Lists are scoped by the reader's area or producer and projected, so
//! that nothing personal travels further than the page that needs it.

use crate::db::put::{OrElse, Values};
use crate::page::List;
use crate::prelude::*;
use crate::scope::Visible;

rows! {
    /// One producer as stored.
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct Producer {
        pub id: String,
        pub legal_form: String,
        pub name: String,
        pub folded: String,
        pub tax_number: Option<String>,
        pub registration_number: Option<String>,
        pub founded_on: Option<String>,
        pub representative: Option<String>,
        pub representative_title: Option<String>,
        pub representative_gender: Option<String>,
        pub representative_ethnicity: Option<String>,
        pub representative_address: Option<String>,
        pub phone: Option<String>,
        pub email: Option<String>,
        pub address: String,
        pub commune_id: Option<String>,
        pub history: Option<String>,
        pub organisation: Option<String>,
        pub invented: bool,
        pub created_at: i64,
        pub version: i64,
        /// The record this one was merged into; it is then no more than a redirect.
        pub merged_into: Option<String>,
    }
}

/// A workshop of a producer, in one commune.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Establishment {
    pub id: String,
    pub producer_id: String,
    pub name: String,
    pub address: String,
    pub commune_id: String,
    pub commune_name: String,
}

/// One line of a list of producers.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ProducerLine {
    pub id: String,
    pub name: String,
    pub legal_form: String,
    pub commune_name: Option<String>,
    pub province_code: Option<String>,
    pub products: i64,
    pub invented: bool,
}

/// A commune that stands, to choose from.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Commune {
    pub id: String,
    pub code: String,
    pub full_name: String,
    pub province_code: String,
}

/// By id; the id of a record merged away leads to the one it was merged into.
pub async fn find(db: &Db, id: &str) -> Result<Option<Producer>> {
    let mut found = find_exact(db, id).await?;
    for _ in 0..crate::register::MOST_REDIRECTS {
        match found.as_ref().and_then(|p| p.merged_into.as_deref()) {
            Some(next) => found = find_exact(db, next).await?,
            None => return Ok(found),
        }
    }
    Ok(None)
}

/// The record itself, even one merged away.
pub async fn find_exact(db: &Db, id: &str) -> Result<Option<Producer>> {
    db.one(&format!("SELECT {} FROM producer p WHERE p.id = $1", Producer::columns("p")), args![id]).await
}

pub async fn insert(db: &Db, p: &Producer) -> Result<()> {
    db.insert("producer", new(p), OrElse::Refuse).await?;
    crate::register::write_keys(db, p).await
}

/// Many new ones with few statements, for lists brought in.
pub async fn insert_all(db: &Db, producers: &[Producer]) -> Result<()> {
    db.insert_all("producer", producers.iter().map(new).collect(), OrElse::Refuse).await?;
    crate::register::write_new_keys(db, producers).await
}

/// Writes every field, if the row still stands at `p.version`.
pub async fn update(db: &Db, p: &Producer) -> Result<()> {
    let end = ", version = version + 1 WHERE id = $1 AND version = $2 AND merged_into IS NULL";
    db.update("producer", fields(p), end, args![p.id.as_str(), p.version]).await?;
    crate::register::write_keys(db, p).await
}

fn fields(p: &Producer) -> Values {
    values!(p.{
        legal_form, name, folded, tax_number, registration_number, founded_on, representative, representative_title,
        representative_gender, representative_ethnicity, representative_address, phone, email, address, commune_id,
        history, organisation
    })
}

fn new(p: &Producer) -> Values {
    [fields(p), values!(p.{id, invented, created_at}, version: 1_i64)].concat()
}

/// Holds a producer until the transaction ends: another that asks for it waits.
pub async fn hold(db: &Db, id: &str) -> Result<()> {
    db.hold("producer", "id = $1", args![id]).await
}

/// Does another producer hold this tax number?
pub async fn tax_number_taken(db: &Db, number: &str, except: &str) -> Result<bool> {
    db.any("SELECT COUNT(*) AS n FROM producer WHERE tax_number = $1 AND id <> $2", args![number, except])
        .await
}

/// A producer of this folded name in this commune; a record merged away leads to the one it was merged into, so that a
/// list that still has the old name does not make it again.
pub async fn by_name(db: &Db, folded: &str, commune_id: &str) -> Result<Option<Producer>> {
    let found: Option<Producer> = db
        .one(
            &format!(
                "SELECT {} FROM producer p WHERE p.folded = $1 AND p.commune_id = $2 \
                 ORDER BY CASE WHEN p.merged_into IS NULL THEN 0 ELSE 1 END, p.id LIMIT 1",
                Producer::columns("p")
            ),
            args![folded, commune_id],
        )
        .await?;
    match found {
        Some(p) if p.merged_into.is_some() => find(db, &p.id).await,
        other => Ok(other),
    }
}

/// One page of the producers a reader may see, and how many there are; `q` is folded text, empty for all.
pub async fn list(
    db: &Db,
    visible: &Visible,
    q: &str,
    limit: i64,
    offset: i64,
) -> Result<(Vec<ProducerLine>, i64)> {
    let mut args = Vec::new();
    let mut condition = visible.condition("c", "p.id", &mut args);
    condition.push_str(" AND p.merged_into IS NULL");
    if !q.is_empty() {
        args.push(format!("%{q}%").into());
        condition.push_str(&format!(" AND p.folded LIKE ${}", args.len()));
    }
    let from = format!("FROM producer p LEFT JOIN area c ON c.id = p.commune_id WHERE {condition}");
    let columns = "p.id, p.name, p.legal_form, c.full_name AS commune_name, c.province_code, \
         (SELECT COUNT(*) FROM product x WHERE x.producer_id = p.id AND x.merged_into IS NULL) AS products, p.invented";
    List { columns, from: &from, order: "p.folded, p.id", args }.page(db, limit, offset).await
}

const ESTABLISHMENT: &str = "SELECT e.id, e.producer_id, e.name, e.address, e.commune_id, a.full_name AS commune_name \
     FROM establishment e JOIN area a ON a.id = e.commune_id";

pub async fn establishments(db: &Db, producer_id: &str) -> Result<Vec<Establishment>> {
    let sql = format!("{ESTABLISHMENT} WHERE e.producer_id = $1 ORDER BY e.created_at, e.id");
    db.all(&sql, args![producer_id]).await
}

pub async fn establishment(db: &Db, id: &str) -> Result<Option<Establishment>> {
    db.one(&format!("{ESTABLISHMENT} WHERE e.id = $1"), args![id]).await
}

pub async fn insert_establishment(
    db: &Db,
    id: &str,
    producer_id: &str,
    name: &str,
    address: &str,
    commune_id: &str,
    at: i64,
) -> Result<()> {
    insert!(db, "establishment", id, producer_id, name, address, commune_id, created_at: at).await
}

/// A commune that stands on a day (`YYYY-MM-DD`).
pub async fn standing_commune(db: &Db, id: &str, day: &str) -> Result<Option<Commune>> {
    db.one(
        "SELECT id, code, full_name, province_code FROM area WHERE id = $1 AND level = 'commune' \
         AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)",
        args![id, day],
    )
    .await
}

/// The communes standing on a day that lie within reach, by name.
pub async fn standing_communes(db: &Db, visible: &Visible, day: &str) -> Result<Vec<Commune>> {
    let mut args = args![day];
    let reach = Visible { producers: vec![], ..visible.clone() };
    let condition = reach.condition("a", "a.id", &mut args);
    let sql = format!(
        "SELECT a.id, a.code, a.full_name, a.province_code FROM area a WHERE a.level = 'commune' \
         AND a.valid_from <= $1 AND (a.valid_to IS NULL OR a.valid_to > $1) AND {condition} \
         ORDER BY a.province_code, a.folded, a.id"
    );
    db.all(&sql, args).await
}

/// Codes of the provinces in which these producers have their seat.
pub async fn provinces_of(db: &Db, producer_ids: &[String]) -> Result<Vec<String>> {
    let mut args = Vec::new();
    let list = crate::scope::placeholders(&mut args, producer_ids);
    if list.is_empty() {
        return Ok(vec![]);
    }
    db.values(
        &format!(
            "SELECT DISTINCT a.province_code FROM producer p JOIN area a ON a.id = p.commune_id \
             WHERE p.id IN ({list})"
        ),
        args,
    )
    .await
}

/// Marks a producer, and whatever it registers from now on, as invented: demo data says so wherever it is shown.
pub async fn mark_invented(db: &Db, id: &str) -> Result<()> {
    db.exec_guarded("UPDATE producer SET invented = TRUE WHERE id = $1", args![id]).await
}

#[derive(FromQueryResult)]
struct Holder {
    id: String,
    name: String,
}

/// Who holds a tax number: id and name.
pub async fn holder_of_tax_number(db: &Db, number: &str) -> Result<Option<(String, String)>> {
    let sql = "SELECT id, name FROM producer WHERE tax_number = $1";
    let found: Option<Holder> = db.one(sql, args![number]).await?;
    Ok(found.map(|h| (h.id, h.name)))
}
