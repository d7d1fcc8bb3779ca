use crate::{Cx, Error};
use ocop_domain::calendar::{Calendar, DayKind};

/// The calendar of working days, from the published days off and swapped days.
pub async fn calendar(cx: &Cx) -> Result<Calendar, Error> {
    let rows = ocop_store::holiday::all(cx.db()).await?;
    let mut days = Vec::with_capacity(rows.len());
    for row in rows {
        let day = row.day.parse().map_err(|_| Error::Internal(format!("holiday {} is no date", row.day)))?;
        days.push((day, if row.kind == "work" { DayKind::Work } else { DayKind::Off }));
    }
    Ok(Calendar::new(days))
}
