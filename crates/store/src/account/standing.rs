use crate::prelude::*;

/// A unit a post reaches.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Unit {
    pub id: String,
    pub level: String,
    pub code: String,
    pub province_code: String,
    pub valid_to: Option<String>,
}

/// The unit that took over a whole unit and stands on a day; none where a unit was split among several.
pub async fn standing(db: &Db, area_id: &str, on: &str) -> Result<Option<Unit>> {
    let mut id = area_id.to_owned();
    // A unit that changed more often than this since the post was given is an error in the data, not a career.
    for _ in 0..8 {
        let next: Vec<Unit> = db
            .all(
                "SELECT a.id, a.level, a.code, a.province_code, a.valid_to FROM succession s \
                 JOIN area a ON a.id = s.new_id WHERE s.old_id = $1 AND s.effective_on <= $2 LIMIT 2",
                args![id.as_str(), on],
            )
            .await?;
        let [unit] = next.as_slice() else { return Ok(None) };
        if unit.valid_to.as_deref().is_none_or(|end| end > on) {
            return Ok(Some(unit.clone()));
        }
        id.clone_from(&unit.id);
    }
    Ok(None)
}

/// The unit that carries a code on a day.
pub async fn unit_by_code(db: &Db, code: &str, on: &str) -> Result<Option<Unit>> {
    db.one(
        "SELECT id, level, code, province_code, valid_to FROM area WHERE code = $1 \
         AND (valid_from IS NULL OR valid_from <= $2) AND (valid_to IS NULL OR valid_to > $2) \
         ORDER BY valid_from DESC LIMIT 1",
        args![code, on],
    )
    .await
}

/// A producer a post may be held for.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ProducerPlace {
    pub id: String,
    pub province_code: Option<String>,
    pub commune_code: Option<String>,
}

pub async fn producer_place(db: &Db, id: &str) -> Result<Option<ProducerPlace>> {
    db.one(
        "SELECT m.id, a.province_code, a.code AS commune_code FROM producer m \
         LEFT JOIN area a ON a.id = m.commune_id WHERE m.id = $1 AND m.merged_into IS NULL",
        args![id],
    )
    .await
}
