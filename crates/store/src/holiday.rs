//! Days that depart from the plain week, each with its source.

use crate::db::Db;
use crate::error::Error;
use sea_orm::FromQueryResult;

/// `kind` is `off` or `work`.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct HolidayRow {
    pub day: String,
    pub kind: String,
    pub name: String,
    pub source: String,
    /// The notice's number, `computed`, or `to be confirmed`; none where it was typed without.
    pub basis: Option<String>,
}

/// The days of a stretch (both ends included), in order.
pub async fn between(db: &Db, from: &str, to: &str) -> Result<Vec<HolidayRow>, Error> {
    db.all(
        "SELECT day, kind, name, source, basis FROM holiday WHERE day >= $1 AND day <= $2 ORDER BY day",
        crate::args![from, to],
    )
    .await
}

pub async fn count(db: &Db) -> Result<i64, Error> {
    db.number("SELECT COUNT(*) AS n FROM holiday", vec![]).await
}

pub async fn find(db: &Db, day: &str) -> Result<Option<HolidayRow>, Error> {
    db.one("SELECT day, kind, name, source, basis FROM holiday WHERE day = $1", crate::args![day]).await
}

/// Adds a day, or says otherwise of one that is there. What was taken out on that day is settled by it.
pub async fn put(db: &Db, h: &HolidayRow) -> Result<(), Error> {
    db.exec("DELETE FROM holiday_removed WHERE day = $1", crate::args![h.day.as_str()]).await?;
    db.exec(
        "INSERT INTO holiday (day, kind, name, source, basis) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (day) DO UPDATE \
         SET kind = excluded.kind, name = excluded.name, source = excluded.source, basis = excluded.basis",
        crate::args![h.day.as_str(), h.kind.as_str(), h.name.as_str(), h.source.as_str(), h.basis.as_deref()],
    )
    .await?;
    Ok(())
}

/// Takes a day out and keeps it beside.
pub async fn remove(db: &Db, h: &HolidayRow, by: &str, at: i64) -> Result<(), Error> {
    db.exec_guarded("DELETE FROM holiday WHERE day = $1", crate::args![h.day.as_str()]).await?;
    db.exec(
        "INSERT INTO holiday_removed (day, kind, name, source, basis, removed_by, removed_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (day) DO UPDATE SET kind = excluded.kind, \
         name = excluded.name, source = excluded.source, basis = excluded.basis, removed_by = excluded.removed_by, \
         removed_at = excluded.removed_at",
        crate::args![
            h.day.as_str(),
            h.kind.as_str(),
            h.name.as_str(),
            h.source.as_str(),
            h.basis.as_deref(),
            by,
            at
        ],
    )
    .await?;
    Ok(())
}

/// The days taken out within a stretch (both ends included), in order.
pub async fn removed_between(db: &Db, from: &str, to: &str) -> Result<Vec<HolidayRow>, Error> {
    db.all(
        "SELECT day, kind, name, source, basis FROM holiday_removed WHERE day >= $1 AND day <= $2 ORDER BY day",
        crate::args![from, to],
    )
    .await
}
