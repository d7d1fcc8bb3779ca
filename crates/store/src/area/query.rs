use super::row::{AreaRow, Child};
use crate::prelude::*;
use crate::scope::placeholders;

/// The condition that a unit stands on the day `$n`; a missing beginning reaches back as far as one asks.
pub(super) fn stands(alias: &str, n: usize) -> String {
    format!(
        "(({alias}.valid_from IS NULL OR {alias}.valid_from <= ${n}) \
         AND ({alias}.valid_to IS NULL OR {alias}.valid_to > ${n}))"
    )
}

pub async fn count(db: &Db) -> Result<i64> {
    db.number("SELECT COUNT(*) AS n FROM area", vec![]).await
}

/// How many units of a level stand on a day.
pub async fn standing(db: &Db, level: &str, on: &str) -> Result<i64> {
    let sql = format!("SELECT COUNT(*) AS n FROM area a WHERE a.level = $1 AND {}", stands("a", 2));
    db.number(&sql, args![level, on]).await
}

pub async fn by_id(db: &Db, id: &str) -> Result<Option<AreaRow>> {
    db.one(&format!("SELECT {} FROM area a WHERE a.id = $1", AreaRow::columns("a")), args![id]).await
}

/// These units, in no promised order. For the steps of a history: a few hundred at most.
pub async fn by_ids(db: &Db, ids: &[String]) -> Result<Vec<AreaRow>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let mut args = vec![];
    let marks = placeholders(&mut args, ids);
    db.all(&format!("SELECT {} FROM area a WHERE a.id IN ({marks})", AreaRow::columns("a")), args).await
}

/// Every unit that ever had this code, or has it in another source (`alt_code`), oldest first.
pub async fn by_code(db: &Db, code: &str) -> Result<Vec<AreaRow>> {
    let columns = AreaRow::columns("a");
    db.all(
        &format!(
            "SELECT {columns} FROM area a WHERE a.code = $1 OR a.alt_code = $1 \
             ORDER BY COALESCE(a.valid_from, ''), a.code"
        ),
        args![code],
    )
    .await
}

/// The units right below a province or district on a day: a province of the old map has districts, one of the
/// present map has communes. No unit has more than two hundred.
pub async fn children(db: &Db, parent: &AreaRow, on: &str) -> Result<Vec<Child>> {
    let (column, level) = match parent.level.as_str() {
        "province" if has_districts(db, &parent.code, on).await? => ("province_code", "district"),
        "province" => ("province_code", "commune"),
        "district" => ("district_code", "commune"),
        _ => return Ok(vec![]),
    };
    db.all(
        &format!(
            "SELECT a.id, a.level, a.code, a.name, a.full_name, a.kind, a.population, a.area_ha FROM area a \
             WHERE a.{column} = $1 AND a.level = $2 AND {} ORDER BY SUBSTR(a.folded, LENGTH(a.kind) + 2), a.code LIMIT 1000",
            stands("a", 3)
        ),
        args![parent.code.as_str(), level, on],
    )
    .await
}

async fn has_districts(db: &Db, province: &str, on: &str) -> Result<bool> {
    let sql = format!(
        "SELECT COUNT(*) AS n FROM area a WHERE a.province_code = $1 AND a.level = 'district' AND {}",
        stands("a", 2)
    );
    Ok(db.number(&sql, args![province, on]).await? > 0)
}

/// Writes a corrected name and kind; [`Error::Stale`] if the name is no longer the one the corrector saw.
pub async fn correct(db: &Db, row: &AreaRow, seen_full_name: &str) -> Result<()> {
    let set = values!(row.{name, full_name, kind, folded, alt_spelling});
    let end = " WHERE id = $1 AND full_name = $2";
    db.update("area", set, end, args![row.id.as_str(), seen_full_name]).await
}

/// Units of any time after an id, in order of their ids.
pub async fn after(db: &Db, after: &str, limit: i64) -> Result<Vec<AreaRow>> {
    let columns = AreaRow::columns("a");
    let sql = format!("SELECT {columns} FROM area a WHERE a.id > $1 ORDER BY a.id LIMIT $2");
    db.all(&sql, args![after, limit]).await
}

/// Every unit of these codes, of any time.
pub async fn by_codes(db: &Db, codes: &[String]) -> Result<Vec<AreaRow>> {
    if codes.is_empty() {
        return Ok(vec![]);
    }
    let mut args = vec![];
    let marks = placeholders(&mut args, codes);
    db.all(&format!("SELECT {} FROM area a WHERE a.code IN ({marks})", AreaRow::columns("a")), args).await
}

/// The communes of a former district.
pub async fn communes_of_district(db: &Db, district_code: &str) -> Result<Vec<AreaRow>> {
    let columns = AreaRow::columns("a");
    db.all(
        &format!(
            "SELECT {columns} FROM area a WHERE a.level = 'commune' AND a.district_code = $1 ORDER BY a.code LIMIT 500"
        ),
        args![district_code],
    )
    .await
}

/// Units of a level standing on a day, of one province or all, by name: for selects.
pub async fn list(db: &Db, level: &str, province: Option<&str>, on: &str) -> Result<Vec<Child>> {
    let mut args = args![level, on];
    let mut sql = format!(
        "SELECT a.id, a.level, a.code, a.name, a.full_name, a.kind, a.population, a.area_ha FROM area a \
         WHERE a.level = $1 AND {}",
        stands("a", 2)
    );
    if let Some(p) = province {
        args.push(p.into());
        sql.push_str(" AND a.province_code = $3");
    }
    sql.push_str(" ORDER BY SUBSTR(a.folded, LENGTH(a.kind) + 2), a.code LIMIT 1000");
    db.all(&sql, args).await
}
