//! The map as a list is located on: every unit that stands or stood, and which former unit went into which. Read once
//! a list; a query for each row would be tens of thousands.

use crate::prelude::*;

/// A province, district or commune. `former`: it had ended by the day asked for; `standing`: it stands on it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Unit {
    pub id: String,
    pub level: String,
    pub code: String,
    pub full_name: String,
    pub province_code: String,
    pub district_code: Option<String>,
    pub alt_spelling: Option<String>,
    /// Stood before the present map was drawn; its beginning is not known.
    pub of_old: bool,
    pub standing: bool,
}

/// Every unit of the map of `day`, and of the map before it.
pub async fn units(db: &Db, day: &str) -> Result<Vec<Unit>> {
    db.all(
        "SELECT id, level, code, full_name, province_code, district_code, alt_spelling, \
         CASE WHEN valid_from IS NULL THEN TRUE ELSE FALSE END AS of_old, \
         CASE WHEN valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1) THEN TRUE ELSE FALSE END AS standing \
         FROM area ORDER BY code, id",
        args![day],
    )
    .await
}

/// A former commune and one into which it went, by their ids.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Heir {
    pub old_id: String,
    pub new_id: String,
    pub extent: String,
}

pub async fn heirs(db: &Db) -> Result<Vec<Heir>> {
    db.all("SELECT old_id, new_id, extent FROM succession ORDER BY old_id, new_id", vec![]).await
}
