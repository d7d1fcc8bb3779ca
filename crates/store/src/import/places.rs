//! Where a row of a list lies: by code or name, on the present map or through the successions of the former one.

use crate::db::Db;
use crate::error::Error;
use crate::producer::Commune;
use sea_orm::FromQueryResult;

/// A standing commune into which a former one went, and how much of it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Successor {
    pub id: String,
    pub code: String,
    pub full_name: String,
    pub province_code: String,
    pub extent: String,
}

const STANDS: &str = "valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1)";

pub async fn standing_by_code(db: &Db, code: &str, day: &str) -> Result<Option<Commune>, Error> {
    db.one(
        &format!(
            "SELECT id, code, full_name, province_code FROM area WHERE level = 'commune' AND {STANDS} AND code = $2"
        ),
        crate::args![day, code],
    )
    .await
}

/// The code of a province, standing (`former` = false) or of the map before 1/7/2025, by its full name or its name.
pub async fn province_by_name(db: &Db, name: &str, day: &str, former: bool) -> Result<Option<String>, Error> {
    let stands = if former { "valid_to IS NOT NULL AND valid_to <= $1" } else { STANDS };
    let folded = ocop_domain::text::fold(name);
    let rows: Vec<NamedCode> = db
        .all(
            &format!(
                "SELECT code, name, full_name FROM area WHERE level = 'province' AND {stands} ORDER BY code"
            ),
            crate::args![day],
        )
        .await?;
    let fits =
        |r: &NamedCode| [&r.name, &r.full_name].into_iter().any(|n| ocop_domain::text::fold(n) == folded);
    Ok(rows.into_iter().find(fits).map(|r| r.code))
}

#[derive(FromQueryResult)]
struct NamedCode {
    code: String,
    name: String,
    full_name: String,
}

#[derive(FromQueryResult)]
struct NamedCommune {
    id: String,
    code: String,
    full_name: String,
    province_code: String,
}

/// The one standing commune of this full name in a province; none when the name fits none or several.
pub async fn commune_by_name(
    db: &Db,
    full_name: &str,
    province_code: &str,
    day: &str,
) -> Result<Option<Commune>, Error> {
    let rows: Vec<NamedCommune> = db
        .all(
            &format!(
                "SELECT id, code, full_name, province_code FROM area WHERE level = 'commune' AND {STANDS} \
                 AND province_code = $2"
            ),
            crate::args![day, province_code],
        )
        .await?;
    let folded = ocop_domain::text::fold(full_name);
    let mut fitting = rows.into_iter().filter(|r| ocop_domain::text::fold(&r.full_name) == folded);
    Ok(match (fitting.next(), fitting.next()) {
        (Some(r), None) => {
            Some(Commune { id: r.id, code: r.code, full_name: r.full_name, province_code: r.province_code })
        }
        _ => None,
    })
}

/// The code of the one former commune of this full name in a former district and province.
pub async fn old_commune_by_name(
    db: &Db,
    full_name: &str,
    district: &str,
    province_code: &str,
) -> Result<Option<String>, Error> {
    let folded = ocop_domain::text::fold(full_name);
    let rows: Vec<NamedCode> = db
        .all(
            "SELECT c.code, c.full_name AS name, d.full_name AS full_name FROM area c \
             JOIN area d ON d.level = 'district' AND d.code = c.district_code \
             WHERE c.level = 'commune' AND c.valid_to IS NOT NULL AND c.province_code = $1",
            crate::args![province_code],
        )
        .await?;
    let district = ocop_domain::text::fold(district);
    let mut fitting = rows.into_iter().filter(|r| {
        ocop_domain::text::fold(&r.name) == folded && ocop_domain::text::fold(&r.full_name) == district
    });
    Ok(match (fitting.next(), fitting.next()) {
        (Some(r), None) => Some(r.code),
        _ => None,
    })
}

const SUCCESSOR: &str = "SELECT n.id, n.code, n.full_name, n.province_code, s.extent FROM succession s \
     JOIN area o ON o.id = s.old_id JOIN area n ON n.id = s.new_id";

/// What became of the former commune that bore this code until 30/6/2025.
pub async fn successors(db: &Db, old_code: &str) -> Result<Vec<Successor>, Error> {
    let sql = format!(
        "{SUCCESSOR} WHERE o.level = 'commune' AND o.code = $1 AND o.valid_from IS NULL \
         AND n.level = 'commune' ORDER BY n.code"
    );
    db.all(&sql, crate::args![old_code]).await
}

/// The communes into which the communes of a former district went.
pub async fn successors_of_district(
    db: &Db,
    district: &str,
    province_code: &str,
) -> Result<Vec<Commune>, Error> {
    let rows: Vec<NamedCode> = db
        .all(
            "SELECT code, name, full_name FROM area WHERE level = 'district' AND province_code = $1",
            crate::args![province_code],
        )
        .await?;
    let folded = ocop_domain::text::fold(district);
    let Some(district) = rows.into_iter().find(|r| ocop_domain::text::fold(&r.full_name) == folded) else {
        return Ok(vec![]);
    };
    db.all(
        "SELECT DISTINCT n.id, n.code, n.full_name, n.province_code FROM succession s \
         JOIN area o ON o.id = s.old_id JOIN area n ON n.id = s.new_id \
         WHERE o.level = 'commune' AND o.district_code = $1 AND o.province_code = $2 AND n.level = 'commune' \
         ORDER BY n.code",
        crate::args![district.code, province_code],
    )
    .await
}
