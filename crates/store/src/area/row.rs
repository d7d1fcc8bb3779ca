use crate::db::Db;
use crate::error::Error;
use crate::rows;
use sea_orm::{FromQueryResult, Value};

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

const COLUMNS: [&str; 19] = [
    "id",
    "level",
    "code",
    "name",
    "full_name",
    "kind",
    "province_code",
    "district_code",
    "valid_from",
    "valid_to",
    "decree",
    "name_en",
    "alt_code",
    "alt_spelling",
    "folded",
    "area_ha",
    "population",
    "lat_e5",
    "lon_e5",
];

impl AreaRow {
    fn values(&self) -> [Value; 19] {
        let r = self.clone();
        [
            r.id.into(),
            r.level.into(),
            r.code.into(),
            r.name.into(),
            r.full_name.into(),
            r.kind.into(),
            r.province_code.into(),
            r.district_code.into(),
            r.valid_from.into(),
            r.valid_to.into(),
            r.decree.into(),
            r.name_en.into(),
            r.alt_code.into(),
            r.alt_spelling.into(),
            r.folded.into(),
            r.area_ha.into(),
            r.population.into(),
            r.lat_e5.into(),
            r.lon_e5.into(),
        ]
    }
}

/// Inserts units, fifty a statement: the first start writes fourteen thousand.
pub async fn insert(db: &Db, rows: &[AreaRow]) -> Result<(), Error> {
    for batch in rows.chunks(50) {
        let sql = format!(
            "INSERT INTO area ({}) VALUES {}",
            COLUMNS.join(", "),
            value_rows(batch.len(), COLUMNS.len())
        );
        db.exec(&sql, batch.iter().flat_map(AreaRow::values).collect()).await?;
    }
    Ok(())
}

/// `($1, $2), ($3, $4) …` for a statement of many rows.
pub(crate) fn value_rows(rows: usize, columns: usize) -> String {
    let row = |r: usize| {
        let marks: Vec<String> = (1..=columns).map(|c| format!("${}", r * columns + c)).collect();
        format!("({})", marks.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}
