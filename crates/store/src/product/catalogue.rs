use crate::db::Db;
use crate::error::Error;
use ocop_domain::text::fold;
use sea_orm::FromQueryResult;

#[derive(FromQueryResult)]
struct Words {
    name: String,
    brand_place: Option<String>,
    category: Option<String>,
    code: Option<String>,
    producer: String,
    commune: Option<String>,
    province: Option<String>,
}

/// Writes again by which words the catalogue finds a product that holds or held a star: name, producer, place, brand
/// place, code. To be called by every verb that changes one of them; moves the version of public data.
pub async fn refresh(db: &Db, product_id: &str) -> Result<(), Error> {
    let words: Option<Words> = db
        .one(
            "SELECT p.name, p.brand_place, p.category, p.code, m.name AS producer, c.full_name AS commune, \
             (SELECT t.full_name FROM area t WHERE t.level = 'province' AND t.code = c.province_code \
              ORDER BY COALESCE(t.valid_from, '') DESC LIMIT 1) AS province \
             FROM product p JOIN producer m ON m.id = p.producer_id LEFT JOIN area c ON c.id = p.commune_id \
             WHERE p.id = $1 AND EXISTS (SELECT 1 FROM recognition r WHERE r.product_id = p.id)",
            crate::args![product_id],
        )
        .await?;
    let Some(w) = words else { return Ok(()) };
    let parts = [Some(w.name), Some(w.producer), w.brand_place, w.commune, w.province, w.category, w.code];
    let text: Vec<String> = parts.into_iter().flatten().collect();
    db.exec(
        "INSERT INTO catalogue (product_id, folded) VALUES ($1, $2) \
         ON CONFLICT (product_id) DO UPDATE SET folded = excluded.folded",
        crate::args![product_id, format!(" {}", fold(&text.join(" ")))],
    )
    .await?;
    crate::setting::touch_public(db).await
}
