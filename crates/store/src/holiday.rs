//! Days that depart from the plain week, each with its source.

use crate::prelude::*;

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
pub async fn between(db: &Db, from: &str, to: &str) -> Result<Vec<HolidayRow>> {
    db.all(
        "SELECT day, kind, name, source, basis FROM holiday WHERE day >= $1 AND day <= $2 ORDER BY day",
        args![from, to],
    )
    .await
}

pub async fn count(db: &Db) -> Result<i64> {
    db.number("SELECT COUNT(*) AS n FROM holiday", vec![]).await
}

pub async fn find(db: &Db, day: &str) -> Result<Option<HolidayRow>> {
    db.one("SELECT day, kind, name, source, basis FROM holiday WHERE day = $1", args![day]).await
}

/// Adds a day, or says otherwise of one that is there. What was taken out on that day is settled by it.
pub async fn put(db: &Db, h: &HolidayRow) -> Result<()> {
    db.exec("DELETE FROM holiday_removed WHERE day = $1", args![h.day.as_str()]).await?;
    insert!(db, "holiday", h.{day, kind, name, source, basis}; or replace day).await
}

/// Takes a day out and keeps it beside.
pub async fn remove(db: &Db, h: &HolidayRow, by: &str, at: i64) -> Result<()> {
    db.exec_guarded("DELETE FROM holiday WHERE day = $1", args![h.day.as_str()]).await?;
    insert!(db, "holiday_removed",
        h.{day, kind, name, source, basis}, removed_by: by, removed_at: at; or replace day
    )
    .await
}

/// The days taken out within a stretch (both ends included), in order.
pub async fn removed_between(db: &Db, from: &str, to: &str) -> Result<Vec<HolidayRow>> {
    db.all(
        "SELECT day, kind, name, source, basis FROM holiday_removed WHERE day >= $1 AND day <= $2 ORDER BY day",
        args![from, to],
    )
    .await
}
