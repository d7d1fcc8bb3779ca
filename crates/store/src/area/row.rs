use crate::db::put::{OrElse, Values};
use crate::prelude::*;

rows! {
    /// One unit as stored. `valid_to` is the first day on which it no longer stands.
    #[derive(Debug, Clone, PartialEq, Eq, Default)]
    pub struct AreaRow {
        pub id: String,
        pub level: String,
        pub code: String,
        pub name: String,
        pub full_name: String,
        pub kind: String,
        pub province_code: String,
        pub district_code: Option<String>,
        pub valid_from: Option<String>,
        pub valid_to: Option<String>,
        pub decree: Option<String>,
        pub name_en: Option<String>,
        pub alt_code: Option<String>,
        pub alt_spelling: Option<String>,
        pub folded: String,
        pub area_ha: Option<i64>,
        pub population: Option<i64>,
        pub lat_e5: Option<i64>,
        pub lon_e5: Option<i64>,
    }
}

/// What a list inside an area shows of a unit.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Child {
    pub id: String,
    pub level: String,
    pub code: String,
    pub name: String,
    pub full_name: String,
    pub kind: String,
    pub population: Option<i64>,
    pub area_ha: Option<i64>,
}

fn values(r: &AreaRow) -> Values {
    values!(r.{
        id, level, code, name, full_name, kind, province_code, district_code, valid_from, valid_to, decree, name_en,
        alt_code, alt_spelling, folded, area_ha, population, lat_e5, lon_e5
    })
}

/// Inserts units: the first start writes fourteen thousand.
pub async fn insert(db: &Db, rows: &[AreaRow]) -> Result<()> {
    db.insert_all("area", rows.iter().map(values).collect(), OrElse::Refuse).await
}
