//! The days that depart from the five-day week, as published.

use crate::db::Db;
use crate::error::Error;
use sea_orm::FromQueryResult;

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct DayRow {
    pub day: String,
    /// `off` or `work`.
    pub kind: String,
}

pub async fn all(db: &Db) -> Result<Vec<DayRow>, Error> {
    db.all("SELECT day, kind FROM holiday ORDER BY day", vec![]).await
}
