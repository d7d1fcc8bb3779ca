//! Rows of producers and their establishments. Lists are scoped by the reader's area or producer and projected, so
//! that nothing personal travels further than the page that needs it.

use crate::db::Db;
use crate::error::Error;
use crate::rows;
use crate::scope::Visible;
use sea_orm::{FromQueryResult, Value};

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
pub async fn find(db: &Db, id: &str) -> Result<Option<Producer>, Error> {
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
pub async fn find_exact(db: &Db, id: &str) -> Result<Option<Producer>, Error> {
    db.one(&format!("SELECT {} FROM producer p WHERE p.id = $1", Producer::columns("p")), crate::args![id])
        .await
}

pub async fn insert(db: &Db, p: &Producer) -> Result<(), Error> {
    db.exec(
        "INSERT INTO producer (id, legal_form, name, folded, tax_number, registration_number, founded_on, \
         representative, representative_title, representative_gender, representative_ethnicity, \
         representative_address, phone, email, address, commune_id, history, organisation, invented, created_at, \
         version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, \
         $20, 1)",
        [vec![p.id.as_str().into()], fields(p), crate::args![p.invented, p.created_at]].concat(),
    )
    .await?;
    crate::register::write_keys(db, p).await
}

/// Many new ones with few statements, for lists brought in.
pub async fn insert_all(db: &Db, producers: &[Producer]) -> Result<(), Error> {
    let rows = producers
        .iter()
        .map(|p| {
            [vec![p.id.as_str().into()], fields(p), crate::args![p.invented, p.created_at, 1_i64]].concat()
        })
        .collect();
    let head = "INSERT INTO producer (id, legal_form, name, folded, tax_number, registration_number, founded_on, \
                representative, representative_title, representative_gender, representative_ethnicity, \
                representative_address, phone, email, address, commune_id, history, organisation, invented, \
                created_at, version)";
    crate::import::bulk::put(db, head, "", 21, rows).await?;
    crate::register::write_new_keys(db, producers).await
}

/// Writes every field, if the row still stands at `p.version`.
pub async fn update(db: &Db, p: &Producer) -> Result<(), Error> {
    db.exec_guarded(
        "UPDATE producer SET legal_form = $2, name = $3, folded = $4, tax_number = $5, registration_number = $6, \
         founded_on = $7, representative = $8, representative_title = $9, representative_gender = $10, \
         representative_ethnicity = $11, representative_address = $12, phone = $13, email = $14, address = $15, \
         commune_id = $16, history = $17, organisation = $18, version = version + 1 \
         WHERE id = $1 AND version = $19 AND merged_into IS NULL",
        [vec![p.id.as_str().into()], fields(p), crate::args![p.version]].concat(),
    )
    .await?;
    crate::register::write_keys(db, p).await
}

/// `$2` to `$18` of both statements above.
fn fields(p: &Producer) -> Vec<Value> {
    crate::args![
        p.legal_form.as_str(),
        p.name.as_str(),
        p.folded.as_str(),
        p.tax_number.as_deref(),
        p.registration_number.as_deref(),
        p.founded_on.as_deref(),
        p.representative.as_deref(),
        p.representative_title.as_deref(),
        p.representative_gender.as_deref(),
        p.representative_ethnicity.as_deref(),
        p.representative_address.as_deref(),
        p.phone.as_deref(),
        p.email.as_deref(),
        p.address.as_str(),
        p.commune_id.as_deref(),
        p.history.as_deref(),
        p.organisation.as_deref(),
    ]
}

/// Holds a producer until the transaction ends: another that asks for it waits.
pub async fn hold(db: &Db, id: &str) -> Result<(), Error> {
    db.exec("UPDATE producer SET version = version WHERE id = $1", crate::args![id]).await?;
    Ok(())
}

/// Does another producer hold this tax number?
pub async fn tax_number_taken(db: &Db, number: &str, except: &str) -> Result<bool, Error> {
    let n = db
        .number(
            "SELECT COUNT(*) AS n FROM producer WHERE tax_number = $1 AND id <> $2",
            crate::args![number, except],
        )
        .await?;
    Ok(n > 0)
}

/// A producer of this folded name in this commune; a record merged away leads to the one it was merged into, so that a
/// list that still has the old name does not make it again.
pub async fn by_name(db: &Db, folded: &str, commune_id: &str) -> Result<Option<Producer>, Error> {
    let found: Option<Producer> = db
        .one(
            &format!(
                "SELECT {} FROM producer p WHERE p.folded = $1 AND p.commune_id = $2 \
                 ORDER BY CASE WHEN p.merged_into IS NULL THEN 0 ELSE 1 END, p.id LIMIT 1",
                Producer::columns("p")
            ),
            crate::args![folded, commune_id],
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
) -> Result<(Vec<ProducerLine>, i64), Error> {
    let mut args = Vec::new();
    let mut condition = visible.condition("c", "p.id", &mut args);
    condition.push_str(" AND p.merged_into IS NULL");
    if !q.is_empty() {
        args.push(format!("%{q}%").into());
        condition.push_str(&format!(" AND p.folded LIKE ${}", args.len()));
    }
    let from = format!("FROM producer p LEFT JOIN area c ON c.id = p.commune_id WHERE {condition}");
    let total = db.number(&format!("SELECT COUNT(*) AS n {from}"), args.clone()).await?;
    let n = args.len();
    args.extend(crate::args![limit, offset]);
    let sql = format!(
        "SELECT p.id, p.name, p.legal_form, c.full_name AS commune_name, c.province_code, \
         (SELECT COUNT(*) FROM product x WHERE x.producer_id = p.id AND x.merged_into IS NULL) AS products, p.invented \
         {from} ORDER BY p.folded, p.id LIMIT ${} OFFSET ${}",
        n + 1,
        n + 2
    );
    Ok((db.all(&sql, args).await?, total))
}

const ESTABLISHMENT: &str = "SELECT e.id, e.producer_id, e.name, e.address, e.commune_id, a.full_name AS commune_name \
     FROM establishment e JOIN area a ON a.id = e.commune_id";

pub async fn establishments(db: &Db, producer_id: &str) -> Result<Vec<Establishment>, Error> {
    let sql = format!("{ESTABLISHMENT} WHERE e.producer_id = $1 ORDER BY e.created_at, e.id");
    db.all(&sql, crate::args![producer_id]).await
}

pub async fn establishment(db: &Db, id: &str) -> Result<Option<Establishment>, Error> {
    db.one(&format!("{ESTABLISHMENT} WHERE e.id = $1"), crate::args![id]).await
}

pub async fn insert_establishment(
    db: &Db,
    id: &str,
    producer_id: &str,
    name: &str,
    address: &str,
    commune_id: &str,
    at: i64,
) -> Result<(), Error> {
    db.exec(
        "INSERT INTO establishment (id, producer_id, name, address, commune_id, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        crate::args![id, producer_id, name, address, commune_id, at],
    )
    .await?;
    Ok(())
}

/// A commune that stands on a day (`YYYY-MM-DD`).
pub async fn standing_commune(db: &Db, id: &str, day: &str) -> Result<Option<Commune>, Error> {
    db.one(
        "SELECT id, code, full_name, province_code FROM area WHERE id = $1 AND level = 'commune' \
         AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)",
        crate::args![id, day],
    )
    .await
}

/// The communes standing on a day that lie within reach, by name.
pub async fn standing_communes(db: &Db, visible: &Visible, day: &str) -> Result<Vec<Commune>, Error> {
    let mut args = crate::args![day];
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
pub async fn provinces_of(db: &Db, producer_ids: &[String]) -> Result<Vec<String>, Error> {
    rows! {
        struct Row {
            province_code: String,
        }
    }
    let mut args = Vec::new();
    let list = crate::scope::placeholders(&mut args, producer_ids);
    if list.is_empty() {
        return Ok(vec![]);
    }
    let rows: Vec<Row> = db
        .all(
            &format!(
                "SELECT DISTINCT a.province_code FROM producer p JOIN area a ON a.id = p.commune_id \
                 WHERE p.id IN ({list})"
            ),
            args,
        )
        .await?;
    Ok(rows.into_iter().map(|r| r.province_code).collect())
}

/// Marks a producer, and whatever it registers from now on, as invented: demo data says so wherever it is shown.
pub async fn mark_invented(db: &Db, id: &str) -> Result<(), Error> {
    db.exec_guarded("UPDATE producer SET invented = TRUE WHERE id = $1", crate::args![id]).await
}

#[derive(FromQueryResult)]
struct Holder {
    id: String,
    name: String,
}

/// Who holds a tax number: id and name.
pub async fn holder_of_tax_number(db: &Db, number: &str) -> Result<Option<(String, String)>, Error> {
    let sql = "SELECT id, name FROM producer WHERE tax_number = $1";
    let found: Option<Holder> = db.one(sql, crate::args![number]).await?;
    Ok(found.map(|h| (h.id, h.name)))
}
