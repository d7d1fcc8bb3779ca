//! Rows of products, their former codes.

mod past;

use crate::db::put::{OrElse, Values};
use crate::prelude::*;
use crate::recognition::{Days, status};
use crate::scope::Visible;

pub use past::{StandingRow, not_in_force};

rows! {
    /// One product as stored.
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct Product {
        pub id: String,
        pub producer_id: String,
        pub establishment_id: Option<String>,
        pub commune_id: Option<String>,
        pub name: String,
        pub folded: String,
        pub set_id: Option<String>,
        pub category: Option<String>,
        pub brand_place: Option<String>,
        pub specification: Option<String>,
        pub story: Option<String>,
        pub gtin: Option<String>,
        pub code: Option<String>,
        pub picture_hash: Option<String>,
        pub invented: bool,
        pub created_at: i64,
        pub version: i64,
        /// The record this one was merged into; it is then no more than a redirect.
        pub merged_into: Option<String>,
    }
}

/// One line of a list of products; `stars` of its recognitions neither withdrawn nor superseded.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ProductLine {
    pub id: String,
    pub code: Option<String>,
    pub name: String,
    pub producer_id: String,
    pub producer_name: String,
    pub commune_name: Option<String>,
    pub set_id: Option<String>,
    pub stars: Option<i64>,
    pub invented: bool,
    /// The name as lists are ordered by it.
    pub folded: String,
}

/// A code the product was known by.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Alias {
    pub code: String,
    pub kind: String,
    pub source: Option<String>,
}

/// By id; the id of a record merged away leads to the one it was merged into.
pub async fn find(db: &Db, id: &str) -> Result<Option<Product>> {
    let found = find_exact(db, id).await?;
    living(db, found).await
}

/// The record itself, even one merged away.
pub async fn find_exact(db: &Db, id: &str) -> Result<Option<Product>> {
    db.one(&format!("SELECT {} FROM product p WHERE p.id = $1", Product::columns("p")), args![id]).await
}

async fn living(db: &Db, mut found: Option<Product>) -> Result<Option<Product>> {
    for _ in 0..crate::register::MOST_REDIRECTS {
        match found.as_ref().and_then(|p| p.merged_into.as_deref()) {
            Some(next) => found = find_exact(db, next).await?,
            None => return Ok(found),
        }
    }
    Ok(None)
}

/// By id, present code or a former code; the present code goes before a former one of the same letters.
pub async fn resolve(db: &Db, code_or_id: &str) -> Result<Option<Product>> {
    let columns = Product::columns("p");
    let sql = format!("SELECT {columns} FROM product p WHERE p.id = $1 OR p.code = $1");
    let direct: Option<Product> = db.one(&sql, args![code_or_id]).await?;
    if direct.is_some() {
        return living(db, direct).await;
    }
    let sql = format!(
        "SELECT {columns} FROM product_alias a JOIN product p ON p.id = a.product_id WHERE a.code = $1 \
         ORDER BY p.created_at, p.id LIMIT 1"
    );
    let former = db.one(&sql, args![code_or_id]);
    living(db, former.await?).await
}

pub async fn insert(db: &Db, p: &Product) -> Result<()> {
    db.insert("product", new(p), OrElse::Refuse).await
}

/// Many new ones with few statements, for lists brought in.
pub async fn insert_all(db: &Db, products: &[Product]) -> Result<()> {
    db.insert_all("product", products.iter().map(new).collect(), OrElse::Refuse).await
}

/// Writes every field but code and picture, if the row still stands at `p.version`.
pub async fn update(db: &Db, p: &Product) -> Result<()> {
    let end = ", version = version + 1 WHERE id = $1 AND version = $2 AND merged_into IS NULL";
    db.update("product", fields(p), end, args![p.id.as_str(), p.version]).await
}

fn fields(p: &Product) -> Values {
    values!(p.{
        establishment_id, commune_id, name, folded, set_id, category, brand_place, specification, story, gtin
    })
}

fn new(p: &Product) -> Values {
    let own = values!(p.{id, producer_id, code, picture_hash, invented, created_at}, version: 1_i64);
    [own, fields(p)].concat()
}

/// Gives a product its code; refused if it has one by now.
pub async fn set_code(db: &Db, id: &str, code: &str) -> Result<()> {
    db.exec_guarded(
        "UPDATE product SET code = $2, version = version + 1 WHERE id = $1 AND code IS NULL",
        args![id, code],
    )
    .await
}

/// Gives a product to another producer, made at that producer's seat; refused if it changed since `version`.
pub async fn hand_over(
    db: &Db,
    id: &str,
    producer_id: &str,
    commune_id: Option<&str>,
    version: i64,
) -> Result<()> {
    db.exec_guarded(
        "UPDATE product SET producer_id = $2, establishment_id = NULL, commune_id = $3, version = version + 1 \
         WHERE id = $1 AND version = $4 AND merged_into IS NULL",
        args![id, producer_id, commune_id, version],
    )
    .await
}

/// A product's picture: which file, at which version of the product.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct PictureRow {
    pub id: String,
    pub picture_hash: String,
    pub version: i64,
}

/// The products with a picture after one id, some at a time.
pub async fn with_picture(db: &Db, after: &str) -> Result<Vec<PictureRow>> {
    db.all(
        "SELECT id, picture_hash, version FROM product WHERE picture_hash IS NOT NULL AND id > $1 \
         ORDER BY id LIMIT 100",
        args![after],
    )
    .await
}

pub async fn set_picture(db: &Db, id: &str, hash: Option<&str>, version: i64) -> Result<()> {
    db.exec_guarded(
        "UPDATE product SET picture_hash = $2, version = version + 1 WHERE id = $1 AND version = $3",
        args![id, hash, version],
    )
    .await
}

pub async fn aliases(db: &Db, product_id: &str) -> Result<Vec<Alias>> {
    db.all(
        "SELECT code, kind, source FROM product_alias WHERE product_id = $1 ORDER BY code",
        args![product_id],
    )
    .await
}

pub async fn add_alias(
    db: &Db,
    product_id: &str,
    code: &str,
    kind: &str,
    source: Option<&str>,
) -> Result<()> {
    insert!(db, "product_alias",
        code, product_id, kind, source; "ON CONFLICT (code, product_id) DO NOTHING"
    )
    .await
}

/// The products a reader may see; `q` is folded text or the beginning of a code.
fn listed(visible: &Visible, producer_id: Option<&str>, q: &str, args: &mut Vec<Value>) -> String {
    let mut condition = visible.condition("c", "p.producer_id", args);
    condition.push_str(" AND p.merged_into IS NULL");
    if let Some(id) = producer_id {
        args.push(id.into());
        condition.push_str(&format!(" AND p.producer_id = ${}", args.len()));
    }
    if !q.is_empty() {
        args.push(format!("%{q}%").into());
        args.push(format!("{}%", q.replace(' ', "-")).into());
        let n = args.len();
        condition.push_str(&format!(
            " AND (p.folded LIKE ${} OR m.folded LIKE ${} OR p.code LIKE ${n})",
            n - 1,
            n - 1
        ));
    }
    format!(
        "FROM product p JOIN producer m ON m.id = p.producer_id LEFT JOIN area c ON c.id = p.commune_id \
         WHERE {condition}"
    )
}

/// The lines of `from`, its last two arguments being limit and offset.
async fn lines(db: &Db, from: &str, mut args: Vec<Value>, days: &Days) -> Result<Vec<ProductLine>> {
    let n = args.len();
    args.extend(days.args());
    let sql = format!(
        "SELECT p.id, p.code, p.name, p.producer_id, m.name AS producer_name, c.full_name AS commune_name, \
         p.set_id, (SELECT MAX(r.stars) FROM recognition r WHERE r.product_id = p.id \
         AND {} IN ('valid', 'renewal_window', 'extended', 'unknown') \
         AND (r.superseded_on IS NULL OR r.superseded_on > ${})) AS stars, \
         p.invented, p.folded {from} ORDER BY p.folded, p.id LIMIT ${} OFFSET ${n}",
        // A star of a list without days is shown too: of it nothing else is known.
        status(n + 1),
        n + 1,
        n - 1,
    );
    db.all(&sql, args).await
}

/// One page of the products a reader may see, and how many there are.
pub async fn list(
    db: &Db,
    visible: &Visible,
    producer_id: Option<&str>,
    q: &str,
    days: &Days,
    (limit, offset): (i64, i64),
) -> Result<(Vec<ProductLine>, i64)> {
    let mut args = Vec::new();
    let from = listed(visible, producer_id, q, &mut args);
    let total = db.number(&format!("SELECT COUNT(*) AS n {from}"), args.clone()).await?;
    args.extend(args![limit, offset]);
    Ok((lines(db, &from, args, days).await?, total))
}

/// The next products of the same list, after the one with this folded name and id: what comes in or goes meanwhile makes no
/// line appear twice or be left out.
pub async fn list_after(
    db: &Db,
    visible: &Visible,
    producer_id: Option<&str>,
    q: &str,
    days: &Days,
    after: Option<(&str, &str)>,
    limit: i64,
) -> Result<Vec<ProductLine>> {
    let mut args = Vec::new();
    let mut from = listed(visible, producer_id, q, &mut args);
    if let Some((folded, id)) = after {
        args.extend(args![folded, id]);
        let n = args.len();
        from.push_str(&format!(" AND (p.folded > ${a} OR (p.folded = ${a} AND p.id > ${n}))", a = n - 1));
    }
    args.extend(args![limit, 0_i64]);
    lines(db, &from, args, days).await
}
