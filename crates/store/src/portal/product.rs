//! One product as the public may see it, and its row in the catalogue.

use crate::prelude::*;
use crate::scope::placeholders;

/// The public facts of a product. The producer's telephone, mail and representative are not among them.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ProductRow {
    pub id: String,
    pub code: Option<String>,
    pub name: String,
    pub set_id: Option<String>,
    pub category: Option<String>,
    pub brand_place: Option<String>,
    pub specification: Option<String>,
    pub story: Option<String>,
    pub gtin: Option<String>,
    pub picture_hash: Option<String>,
    pub invented: bool,
    pub producer_name: String,
    pub legal_form: String,
    pub address: String,
    pub commune_id: Option<String>,
    pub commune_code: Option<String>,
    pub commune_name: Option<String>,
    pub province_code: Option<String>,
    pub province_name: Option<String>,
}

pub async fn product(db: &Db, id: &str) -> Result<Option<ProductRow>> {
    db.one(
        "SELECT p.id, p.code, p.name, p.set_id, p.category, p.brand_place, p.specification, p.story, p.gtin, \
         p.picture_hash, p.invented, m.name AS producer_name, m.legal_form, \
         COALESCE(e.address, m.address) AS address, p.commune_id, a.code AS commune_code, \
         a.full_name AS commune_name, a.province_code AS province_code, v.full_name AS province_name \
         FROM catalogue c JOIN product p ON p.id = c.product_id JOIN producer m ON m.id = p.producer_id \
         LEFT JOIN establishment e ON e.id = p.establishment_id LEFT JOIN area a ON a.id = p.commune_id \
         LEFT JOIN area v ON v.level = 'province' AND v.code = a.province_code AND v.valid_to IS NULL \
         WHERE p.id = $1",
        args![id],
    )
    .await
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Found {
    pub id: String,
}

/// Public products under a code, an id, or an old code (which may have been given twice).
pub async fn find(db: &Db, key: &str) -> Result<Vec<Found>> {
    let own: Vec<Found> = db
        .all(
            "SELECT p.id FROM product p JOIN catalogue c ON c.product_id = p.id WHERE p.id = $1 OR p.code = $1",
            args![key],
        )
        .await?;
    if !own.is_empty() {
        return Ok(own);
    }
    // A record merged away leads to the one it was merged into, by its id and by its code.
    if let Some(p) = crate::product::resolve(db, key).await?
        && p.id != key
        && p.code.as_deref() != Some(key)
        && db
            .number(
                "SELECT COUNT(*) AS n FROM product WHERE (id = $1 OR code = $1) AND merged_into IS NOT NULL",
                args![key],
            )
            .await?
            > 0
    {
        return db.all("SELECT product_id AS id FROM catalogue WHERE product_id = $1", args![p.id]).await;
    }
    db.all(
        "SELECT DISTINCT l.product_id AS id FROM product_alias l JOIN catalogue c ON c.product_id = l.product_id \
         WHERE l.code = $1 ORDER BY l.product_id LIMIT 50",
        args![key],
    )
    .await
}

/// Old codes under which a product was or is known.
pub async fn aliases(db: &Db, product: &str) -> Result<Vec<String>> {
    db.values(
        "SELECT DISTINCT code AS text FROM product_alias WHERE product_id = $1 ORDER BY code LIMIT 50",
        args![product],
    )
    .await
}

/// Sets that products of the catalogue belong to.
pub async fn set_ids(db: &Db) -> Result<Vec<String>> {
    db
    .values(
        "SELECT DISTINCT COALESCE(r.set_id, p.set_id) AS text FROM product p JOIN catalogue c ON c.product_id = p.id \
         JOIN recognition r ON r.product_id = p.id WHERE COALESCE(r.set_id, p.set_id) IS NOT NULL \
         ORDER BY text LIMIT 200",
        vec![],
    )
    .await
}

/// Words that lists have for the kinds of products of the catalogue that belong to no set.
pub async fn categories(db: &Db) -> Result<Vec<String>> {
    db.values(
        "SELECT DISTINCT p.category AS text FROM product p JOIN catalogue c ON c.product_id = p.id \
         WHERE p.set_id IS NULL AND p.category IS NOT NULL ORDER BY p.category LIMIT 5000",
        vec![],
    )
    .await
}

/// What a row of the catalogue is made of.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Parts {
    pub name: String,
    pub code: Option<String>,
    pub brand_place: Option<String>,
    pub category: Option<String>,
    pub producer_name: String,
    pub commune_name: Option<String>,
    pub province_name: Option<String>,
    pub recognitions: i64,
}

/// The parts with the product they are of.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct NamedParts {
    pub id: String,
    #[sea_orm(nested)]
    pub parts: Parts,
}

/// What the catalogue rows of these products are made of; products that are not there are left out.
pub async fn parts_of(db: &Db, products: &[String]) -> Result<Vec<NamedParts>> {
    let mut args = vec![];
    let list = placeholders(&mut args, products);
    let sql = format!(
        "SELECT p.id, p.name, p.code, p.brand_place, p.category, m.name AS producer_name, \
         a.full_name AS commune_name, v.full_name AS province_name, \
         (SELECT COUNT(*) FROM recognition r WHERE r.product_id = p.id) AS recognitions \
         FROM product p JOIN producer m ON m.id = p.producer_id LEFT JOIN area a ON a.id = p.commune_id \
         LEFT JOIN area v ON v.level = 'province' AND v.code = a.province_code AND v.valid_to IS NULL \
         WHERE p.id IN ({list})"
    );
    db.all(&sql, args).await
}

/// A text of a product.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct NamedText {
    pub product_id: String,
    pub text: String,
}

/// Like [`aliases`], of many products.
pub async fn aliases_of(db: &Db, products: &[String]) -> Result<Vec<NamedText>> {
    let mut args = vec![];
    let list = placeholders(&mut args, products);
    let sql = format!(
        "SELECT DISTINCT product_id, code AS text FROM product_alias WHERE product_id IN ({list}) \
         ORDER BY product_id, code"
    );
    db.all(&sql, args).await
}

/// What a product and its producer are called by a star.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Recognised {
    pub product_id: String,
    pub product_name: String,
    pub producer_name: String,
}

/// The names these products were recognised under, of each the newest first.
pub async fn recognised_names_of(db: &Db, products: &[String]) -> Result<Vec<Recognised>> {
    let mut args = vec![];
    let list = placeholders(&mut args, products);
    let sql = format!(
        "SELECT r.product_id, r.product_name, r.producer_name FROM recognition r WHERE r.product_id IN ({list}) \
         ORDER BY r.product_id, COALESCE(r.issued_on, '') DESC, r.created_at DESC, r.id DESC"
    );
    db.all(&sql, args).await
}

/// Ids of products with a recognition, after `after`, for rebuilding the catalogue piece by piece.
pub async fn recognised_products(db: &Db, after: &str, limit: i64) -> Result<Vec<Found>> {
    db.all(
        "SELECT DISTINCT product_id AS id FROM recognition WHERE product_id > $1 ORDER BY product_id LIMIT $2",
        args![after, limit],
    )
    .await
}
