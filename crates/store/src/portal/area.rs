//! Areas as filters of the catalogue: a code of today's map, or an old one led to what became of its land.

use crate::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct AreaName {
    pub id: String,
    pub level: String,
    pub code: String,
    pub full_name: String,
    pub province_code: String,
}

const COLUMNS: &str = "a.id, a.level, a.code, a.full_name, a.province_code";

/// The unit of today's map with this code; none for a code that only the old map knew.
async fn standing(db: &Db, code: &str, level: &str, on: &str) -> Result<Option<AreaName>> {
    db.one(
        &format!(
            "SELECT {COLUMNS} FROM area a WHERE a.code = $1 AND a.level = $2 AND (a.valid_to IS NULL OR a.valid_to > $3) \
             ORDER BY COALESCE(a.valid_from, '') DESC LIMIT 1"
        ),
        args![code, level, on],
    )
    .await
}

/// Today's communes that a code stands for: itself, its province's, or those its old land went into.
/// Returns the name to show and the ids of the communes (`None`: a whole province of today, filter by its code).
pub async fn resolve(db: &Db, code: &str, on: &str) -> Result<Option<(AreaName, Option<Vec<String>>)>> {
    let (level, column) = match code.len() {
        2 => ("province", "o.province_code"),
        3 => ("district", "o.district_code"),
        5 => ("commune", "o.code"),
        _ => return Ok(None),
    };
    if let Some(a) = standing(db, code, level, on).await? {
        let ids = if level == "province" { None } else { Some(vec![a.id.clone()]) };
        return Ok(Some((a, ids)));
    }
    let old: Option<AreaName> = db
        .one(
            &format!(
                "SELECT {COLUMNS} FROM area a WHERE a.code = $1 AND a.level = $2 \
                 ORDER BY COALESCE(a.valid_to, '') DESC LIMIT 1"
            ),
            args![code, level],
        )
        .await?;
    let Some(old) = old else { return Ok(None) };
    let mut ids: Vec<String> = db
        .values(
            &format!(
                "SELECT DISTINCT s.new_id AS id FROM succession s JOIN area o ON o.id = s.old_id \
                 WHERE {column} = $1 AND o.level = 'commune' AND o.valid_to IS NOT NULL ORDER BY s.new_id LIMIT 2000"
            ),
            args![code],
        )
        .await?;
    ids.push(old.id.clone());
    Ok(Some((old, Some(ids))))
}

/// The provinces of today's map, by code.
pub async fn provinces(db: &Db, on: &str) -> Result<Vec<AreaName>> {
    db.all(
        &format!(
            "SELECT {COLUMNS} FROM area a WHERE a.level = 'province' AND COALESCE(a.valid_from, '') <= $1 \
             AND (a.valid_to IS NULL OR a.valid_to > $1) ORDER BY a.code LIMIT 100"
        ),
        args![on],
    )
    .await
}

/// The communes of a province that have products in the catalogue, by name.
pub async fn communes_of(db: &Db, province: &str) -> Result<Vec<AreaName>> {
    db.all(
        &format!(
            "SELECT DISTINCT {COLUMNS}, a.folded FROM area a JOIN product p ON p.commune_id = a.id \
             JOIN catalogue c ON c.product_id = p.id WHERE a.province_code = $1 ORDER BY a.folded LIMIT 400"
        ),
        args![province],
    )
    .await
}
