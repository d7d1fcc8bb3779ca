//! The calendar of working days as the terms of the law count with it; it is edited in [`crate::holiday`].

use crate::prelude::*;
use ocop_domain::calendar::{Calendar, DayKind};
use ocop_store::holiday as store;

/// The calendar as it stands.
pub async fn calendar(cx: &Cx) -> Result<Calendar, Error> {
    calendar_in(cx.db()).await
}

pub(crate) async fn calendar_in(db: &Db) -> Result<Calendar, Error> {
    let mut days = Vec::new();
    for row in store::between(db, "0000", "9999").await? {
        days.push((row.day.parse::<Date>().map_err(Error::internal)?, kind(&row.kind)?));
    }
    Ok(Calendar::new(days))
}

pub(crate) fn kind(text: &str) -> Result<DayKind, Error> {
    match text {
        "off" => Ok(DayKind::Off),
        "work" => Ok(DayKind::Work),
        other => Err(Error::internal(format!("“{other}” is not a kind of day"))),
    }
}
