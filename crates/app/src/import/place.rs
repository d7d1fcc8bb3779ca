//! In which commune of the present map a row lies. Where its former commune was split, or none is named, nobody
//! guesses: the row waits with the communes that may be meant.

use super::columns::Field;
use super::finding::Severity;
use super::record::{Candidate, RowData, RowReader};
use crate::Error;
use ocop_domain::area::Extent;
use ocop_domain::text::fold;
use ocop_store::import as rows;
use ocop_store::producer::Commune;
use ocop_store::{Db, import::Successor};

/// Finds the place of a row, writing it (or who may be meant) into `data`. `day` is today.
pub async fn locate(db: &Db, day: &str, reader: &mut RowReader<'_>, data: &mut RowData) -> Result<(), Error> {
    if !data.new_province.is_empty() {
        data.province_code = rows::province_by_name(db, &data.new_province, day, false).await?;
        if data.province_code.is_none() {
            let args = [("value", data.new_province.as_str())];
            reader.find(Some(Field::NewProvince), Severity::Warning, "unknown_province", &args);
        }
    }
    let several = fold(&data.link) == "split" || data.new_commune_code.contains([';', ',']);
    if !data.new_commune_code.is_empty() && !several {
        return by_code(db, day, reader, data).await;
    }
    if data.old_commune_code.is_empty()
        && !data.old_commune.is_empty()
        && let Some(province) = rows::province_by_name(db, &data.old_province, day, true).await?
        && let Some(code) =
            rows::old_commune_by_name(db, &data.old_commune, &data.old_district, &province).await?
    {
        data.old_commune_code = code;
    }
    if !data.old_commune_code.is_empty() {
        return by_old_code(db, day, reader, data, several).await;
    }
    by_name(db, day, reader, data).await
}

async fn by_code(db: &Db, day: &str, reader: &mut RowReader<'_>, data: &mut RowData) -> Result<(), Error> {
    let code = data.new_commune_code.clone();
    let Some(commune) = rows::standing_by_code(db, &code, day).await? else {
        let args = [("code", code.as_str())];
        reader.find(Some(Field::NewCommuneCode), Severity::Error, "unknown_commune_code", &args);
        return Ok(());
    };
    if !data.new_commune.is_empty() && fold(&data.new_commune) != fold(&commune.full_name) {
        let args = [("code", code.as_str()), ("name", commune.full_name.as_str())];
        reader.find(Some(Field::NewCommuneCode), Severity::Warning, "code_is_another_commune", &args);
    }
    if data.province_code.as_ref().is_some_and(|p| *p != commune.province_code) {
        reader.find(Some(Field::NewProvince), Severity::Error, "commune_in_other_province", &[]);
    }
    let heirs = standing(db, day, rows::successors(db, &data.old_commune_code).await?).await?;
    if !heirs.is_empty() && !heirs.iter().any(|(_, c)| c.id == commune.id) {
        reader.find(Some(Field::OldCommuneCode), Severity::Warning, "map_disagrees", &[]);
    } else if heirs.len() > 1 {
        return ask(reader, data, Field::OldCommuneCode, "commune_split", heirs);
    }
    settle(data, &commune);
    Ok(())
}

async fn by_old_code(
    db: &Db,
    day: &str,
    reader: &mut RowReader<'_>,
    data: &mut RowData,
    several: bool,
) -> Result<(), Error> {
    let heirs = standing(db, day, rows::successors(db, &data.old_commune_code).await?).await?;
    let whole = |extent: &str| extent.parse::<Extent>().is_ok_and(Extent::is_whole);
    match heirs.as_slice() {
        [] => {
            let args = [("code", data.old_commune_code.as_str())];
            let at = reader.at(&[Field::OldCommuneCode, Field::OldCommune]);
            reader.find(at, Severity::Error, "unknown_commune_code", &args);
        }
        [(extent, commune)] if whole(extent) && !several => settle(data, commune),
        _ => return ask(reader, data, Field::OldCommune, "commune_split", heirs),
    }
    Ok(())
}

async fn by_name(db: &Db, day: &str, reader: &mut RowReader<'_>, data: &mut RowData) -> Result<(), Error> {
    if let (Some(province), false) = (&data.province_code, data.new_commune.is_empty())
        && let Some(commune) = rows::commune_by_name(db, &data.new_commune, province, day).await?
    {
        settle(data, &commune);
        return Ok(());
    }
    let mut candidates = Vec::new();
    if !data.old_district.is_empty()
        && let Some(province) = rows::province_by_name(db, &data.old_province, day, true).await?
    {
        for heir in rows::successors_of_district(db, &data.old_district, &province).await? {
            if let Some(commune) = rows::standing_by_code(db, &heir.code, day).await? {
                candidates.push((String::new(), commune));
            }
        }
    }
    let (field, code) = match (data.new_commune.is_empty(), data.old_commune.is_empty()) {
        (true, true) => (Field::NewCommune, "commune_missing"),
        (false, _) => (Field::NewCommune, "commune_not_found"),
        (true, false) => (Field::OldCommune, "commune_not_found"),
    };
    ask(reader, data, field, code, candidates)
}

/// The same units as they stand today: a unit that has only changed its kind keeps its code.
async fn standing(db: &Db, day: &str, heirs: Vec<Successor>) -> Result<Vec<(String, Commune)>, Error> {
    let mut out = Vec::new();
    for heir in heirs {
        if let Some(commune) = rows::standing_by_code(db, &heir.code, day).await? {
            out.push((heir.extent, commune));
        }
    }
    Ok(out)
}

fn settle(data: &mut RowData, commune: &Commune) {
    data.commune_id = Some(commune.id.clone());
    data.province_code = Some(commune.province_code.clone());
}

fn ask(
    reader: &mut RowReader<'_>,
    data: &mut RowData,
    field: Field,
    code: &str,
    heirs: Vec<(String, Commune)>,
) -> Result<(), Error> {
    let names: Vec<&str> = heirs.iter().map(|(_, c)| c.full_name.as_str()).take(12).collect();
    let column = reader.at(&[field, Field::NewCommune, Field::NewCommuneCode, Field::Address]);
    reader.find(column, Severity::Question, code, &[("candidates", &names.join("; "))]);
    data.candidates =
        heirs.into_iter().map(|(_, c)| Candidate { id: c.id, code: c.code, name: c.full_name }).collect();
    Ok(())
}
