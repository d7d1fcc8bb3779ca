//! The files of `data/areas` as rows of the register. Reads only; what the sources leave open stays empty.

use crate::prelude::*;
use ocop_domain::area::{AreaCode, AreaId, Kind, Level, bare_name};
use ocop_domain::journal::sha256;
use ocop_domain::text;
use ocop_store::area::{AreaRow, Link};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;

const PROVINCES: &str = include_str!("../../../../data/areas/provinces.csv");
const COMMUNES: &str = include_str!("../../../../data/areas/communes.csv");
const OLD_PROVINCES: &str = include_str!("../../../../data/areas/provinces_pre2025.csv");
const OLD_DISTRICTS: &str = include_str!("../../../../data/areas/districts_pre2025.csv");
const OLD_COMMUNES: &str = include_str!("../../../../data/areas/communes_pre2025.csv");
const MERGERS: &str = include_str!("../../../../data/areas/commune_mergers.csv");

const NEW_MAP: &str = "2025-07-01";

/// Everything the first start writes.
pub struct Source {
    pub areas: Vec<AreaRow>,
    pub links: Vec<Link>,
}

/// A present unit, province or commune, as both files write it.
#[derive(Deserialize)]
struct Present {
    code: String,
    name: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    province_code: String,
    #[serde(default)]
    name_en: String,
    #[serde(default)]
    merged_from_codes: String,
    decree: String,
    type_2025_07: String,
    type_changed_by: String,
    type_effective_from: String,
    effective_from: String,
    #[serde(default)]
    alt_code: String,
    #[serde(default)]
    alt_spelling: String,
    #[serde(default, alias = "area_km2_sum")]
    area_km2: String,
    #[serde(default, alias = "population_sum")]
    population_2025: String,
    lat: String,
    lon: String,
}

#[derive(Deserialize)]
struct Past {
    code: String,
    #[serde(default)]
    name: String,
    full_name: String,
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    district_code: String,
    #[serde(default)]
    province_code: String,
    #[serde(default)]
    new_province_code: String,
}

#[derive(Deserialize)]
struct Merger {
    old_code: String,
    old_level: String,
    new_code: String,
    extent: String,
    decree: String,
    clause: String,
    nso_note: String,
    agreement: String,
}

/// What tells these lists from those of another version of the program.
pub fn edition() -> String {
    sha256([PROVINCES, COMMUNES, OLD_PROVINCES, OLD_DISTRICTS, OLD_COMMUNES, MERGERS].concat().as_bytes())
}

/// Reads all six tables.
pub fn read() -> Result<Source, Error> {
    let mut out = Source { areas: vec![], links: vec![] };
    let provinces: Vec<Present> = rows(PROVINCES)?;
    for (level, list) in [(Level::Province, &provinces), (Level::Commune, &rows(COMMUNES)?)] {
        for p in list {
            present(level, p, &mut out)?;
        }
    }
    let old_provinces: Vec<Past> = rows(OLD_PROVINCES)?;
    province_links(&provinces, &old_provinces, &mut out)?;
    let old = [
        (Level::Province, old_provinces),
        (Level::District, rows(OLD_DISTRICTS)?),
        (Level::Commune, rows(OLD_COMMUNES)?),
    ];
    for (level, list) in old {
        for p in list {
            out.areas.push(past(level, p)?);
        }
    }
    for m in rows::<Merger>(MERGERS)? {
        let level: Level = m.old_level.parse().map_err(Error::internal)?;
        out.links.push(Link {
            old_id: id(level, &m.old_code, None)?,
            new_id: id(Level::Commune, &m.new_code, Some(NEW_MAP))?,
            extent: m.extent,
            effective_on: NEW_MAP.into(),
            decree: some(m.decree),
            clause: some(m.clause),
            note: some(m.nso_note),
            agreement: some(m.agreement),
        });
    }
    Ok(out)
}

fn rows<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, Error> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().collect::<Result<_, _>>().map_err(Error::internal)
}

fn some(s: String) -> Option<String> {
    if s.is_empty() { None } else { Some(s) }
}

fn id(level: Level, code: &str, from: Option<&str>) -> Result<String, Error> {
    let code: AreaCode = code.parse().map_err(Error::internal)?;
    let from: Option<Date> = from.map(str::parse).transpose().map_err(Error::internal)?;
    Ok(AreaId::new(level, &code, from).to_string())
}

fn kind(level: Level, key: &str) -> Result<Kind, Error> {
    Kind::parse(level, key)
        .ok_or_else(|| Error::internal(format!("“{key}” is not a kind of {}", level.as_str())))
}

/// A decimal as a whole number of its `10^-places`, by its digits: no float comes near the register.
fn scaled(decimal: &str, places: usize) -> Option<i64> {
    if decimal.is_empty() {
        return None;
    }
    let (whole, part) = decimal.split_once('.').unwrap_or((decimal, ""));
    let digits: String = whole.chars().chain(part.chars().chain("000000".chars()).take(places)).collect();
    digits.parse().ok()
}

/// One row, or two where the kind changed later (30/4/2026: ten communes and Đồng Nai).
fn present(level: Level, p: &Present, out: &mut Source) -> Result<(), Error> {
    let changed = p.type_2025_07 != p.kind;
    let row = |key: &str, from: &str, to: Option<String>, decree: &str| -> Result<AreaRow, Error> {
        let full_name = kind(level, key)?.full_name(&p.name);
        Ok(AreaRow {
            id: id(level, &p.code, Some(from))?,
            level: level.as_str().into(),
            code: p.code.clone(),
            name: p.name.clone(),
            folded: text::fold(&full_name),
            full_name,
            kind: key.into(),
            province_code: if level == Level::Province { p.code.clone() } else { p.province_code.clone() },
            district_code: None,
            valid_from: Some(from.into()),
            valid_to: to,
            decree: some(decree.into()),
            name_en: some(p.name_en.clone()),
            alt_code: some(p.alt_code.clone()),
            alt_spelling: some(p.alt_spelling.clone()),
            area_ha: scaled(&p.area_km2, 2),
            population: p.population_2025.parse().ok(),
            lat_e5: scaled(&p.lat, 5),
            lon_e5: scaled(&p.lon, 5),
        })
    };
    if !changed {
        out.areas.push(row(&p.kind, &p.effective_from, None, &p.decree)?);
        return Ok(());
    }
    let first = row(&p.type_2025_07, &p.effective_from, Some(p.type_effective_from.clone()), &p.decree)?;
    let second = row(&p.kind, &p.type_effective_from, None, &p.type_changed_by)?;
    out.links.push(Link {
        old_id: first.id.clone(),
        new_id: second.id.clone(),
        extent: "unchanged".into(),
        effective_on: p.type_effective_from.clone(),
        decree: some(p.type_changed_by.clone()),
        ..Link::default()
    });
    out.areas.extend([first, second]);
    Ok(())
}

fn past(level: Level, p: Past) -> Result<AreaRow, Error> {
    let name = if p.name.is_empty() { bare_name(&p.full_name).to_owned() } else { p.name };
    let key = match (p.kind.is_empty(), p.full_name.starts_with("Thành phố")) {
        (false, _) => p.kind,
        (true, true) => Kind::City.as_str().into(),
        (true, false) => Kind::Province.as_str().into(),
    };
    kind(level, &key)?;
    Ok(AreaRow {
        id: id(level, &p.code, None)?,
        level: level.as_str().into(),
        folded: text::fold(&p.full_name),
        full_name: p.full_name,
        name,
        kind: key,
        province_code: if level == Level::Province { p.code.clone() } else { p.province_code },
        district_code: some(p.district_code),
        valid_to: Some(NEW_MAP.into()),
        code: p.code,
        ..AreaRow::default()
    })
}

/// NQ 202/2025/QH15: 52 provinces became 23; 11 stayed as they were, so no decree moved them.
fn province_links(present: &[Present], old: &[Past], out: &mut Source) -> Result<(), Error> {
    let by_code: HashMap<&str, &Present> = present.iter().map(|p| (p.code.as_str(), p)).collect();
    for o in old {
        let new = by_code
            .get(o.new_province_code.as_str())
            .ok_or_else(|| Error::internal(format!("no province {}", o.new_province_code)))?;
        let merged = new.merged_from_codes.contains(';');
        out.links.push(Link {
            old_id: id(Level::Province, &o.code, None)?,
            new_id: id(Level::Province, &new.code, Some(NEW_MAP))?,
            extent: if merged { "full" } else { "unchanged" }.into(),
            effective_on: NEW_MAP.into(),
            decree: some(new.decree.clone()),
            ..Link::default()
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_become_whole_numbers_by_their_digits() {
        assert_eq!(scaled("2.97", 2), Some(297));
        assert_eq!(scaled("101.705", 2), Some(10170));
        assert_eq!(scaled("67", 2), Some(6700));
        assert_eq!(scaled("105.83637", 5), Some(10_583_637));
        assert_eq!(scaled("", 2), None);
    }

    /// data/SOURCES.md §1, warning 1: 1,842 names differ as written, 19 of them only in the place of the tone mark.
    #[test]
    fn as_many_codes_are_reused_as_the_sources_say() {
        let old: HashMap<String, String> =
            rows::<Past>(OLD_COMMUNES).unwrap().into_iter().map(|p| (p.code, p.name)).collect();
        let new: Vec<Present> = rows(COMMUNES).unwrap();
        let kept: Vec<(&Present, &String)> =
            new.iter().filter_map(|p| old.get(&p.code).map(|name| (p, name))).collect();
        assert_eq!(kept.len(), 3_315);
        assert_eq!(kept.iter().filter(|(p, name)| p.name != **name).count(), 1_842);
        let other_name = |(p, name): &&(&Present, &String)| !ocop_domain::area::same_name(name, &p.name);
        assert_eq!(kept.iter().filter(other_name).count(), 1_823);
    }
}
