use crate::prelude::*;
use ocop_domain::area::{AreaCode, Level};
use ocop_store::area::AreaRow;
use serde::Serialize;
use std::collections::HashMap;

/// A code with the name it bears on the map spoken of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedCode {
    pub id: String,
    pub code: String,
    pub full_name: String,
}

/// A unit as every answer names it. `valid_from` is empty where the sources do not give the beginning; `last_day` is
/// the last day on which it stood, empty while it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Brief {
    pub id: String,
    pub code: String,
    pub level: Level,
    pub kind: String,
    pub name: String,
    pub full_name: String,
    pub valid_from: Option<Date>,
    pub last_day: Option<Date>,
    /// The decree that made it, as far as known.
    pub decree: Option<String>,
    pub province: Option<NamedCode>,
    pub district: Option<NamedCode>,
}

/// Everything known of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unit {
    #[serde(flatten)]
    pub brief: Brief,
    pub name_en: Option<String>,
    /// The code another official source gives.
    pub alt_code: Option<String>,
    pub alt_spelling: Option<String>,
    /// Hectares, of the map service.
    pub area_ha: Option<i64>,
    /// Of the map service, not of a census.
    pub population: Option<i64>,
    /// A point inside it, in hundred-thousandths of a degree.
    pub lat_e5: Option<i64>,
    pub lon_e5: Option<i64>,
}

pub(super) fn day(stored: Option<&String>) -> Result<Option<Date>, Error> {
    stored.map(|s| s.parse().map_err(|_| Error::internal(format!("“{s}” is not a day")))).transpose()
}

pub(super) fn stands(row: &AreaRow, on: &str) -> bool {
    row.valid_from.as_deref().is_none_or(|f| f <= on) && row.valid_to.as_deref().is_none_or(|t| t > on)
}

/// What units lie in, looked up once for a whole answer.
pub(super) struct Parents(HashMap<String, Vec<AreaRow>>);

impl Parents {
    /// Loads the provinces and districts of these units.
    pub(super) async fn of(db: &Db, rows: &[AreaRow]) -> Result<Parents, Error> {
        let mut codes: Vec<String> = rows
            .iter()
            .flat_map(|r| [Some(r.province_code.clone()), r.district_code.clone()])
            .flatten()
            .collect();
        codes.sort_unstable();
        codes.dedup();
        let mut map: HashMap<String, Vec<AreaRow>> = HashMap::new();
        for row in ocop_store::area::by_codes(db, &codes).await? {
            map.entry(row.code.clone()).or_default().push(row);
        }
        Ok(Parents(map))
    }

    /// The parent as it stood when the unit ended or, for one that stands, the present one.
    fn named(&self, code: &str, of: &AreaRow) -> Option<NamedCode> {
        let ended = |r: &AreaRow| r.valid_to.clone().unwrap_or_else(|| "9999".into());
        let list = self.0.get(code)?;
        let overlapping = list.iter().filter(|p| {
            p.valid_from.as_deref().unwrap_or("") < ended(of).as_str()
                && ended(p).as_str() > of.valid_from.as_deref().unwrap_or("")
        });
        let row = overlapping.max_by_key(|p| p.valid_from.clone())?;
        Some(NamedCode { id: row.id.clone(), code: row.code.clone(), full_name: row.full_name.clone() })
    }

    pub(super) fn brief(&self, row: &AreaRow) -> Result<Brief, Error> {
        let code: AreaCode = row.code.parse().map_err(Error::internal)?;
        let level = code.level();
        Ok(Brief {
            id: row.id.clone(),
            level,
            kind: row.kind.clone(),
            name: row.name.clone(),
            full_name: row.full_name.clone(),
            valid_from: day(row.valid_from.as_ref())?,
            last_day: match day(row.valid_to.as_ref())? {
                Some(d) => Some(d.yesterday().map_err(Error::internal)?),
                None => None,
            },
            decree: row.decree.clone(),
            province: if level == Level::Province { None } else { self.named(&row.province_code, row) },
            district: row.district_code.as_deref().and_then(|d| self.named(d, row)),
            code: row.code.clone(),
        })
    }

    pub(super) fn unit(&self, row: &AreaRow) -> Result<Unit, Error> {
        Ok(Unit {
            brief: self.brief(row)?,
            name_en: row.name_en.clone(),
            alt_code: row.alt_code.clone(),
            alt_spelling: row.alt_spelling.clone(),
            area_ha: row.area_ha,
            population: row.population,
            lat_e5: row.lat_e5,
            lon_e5: row.lon_e5,
        })
    }
}
