use super::resolve::{Resolution, history};
use super::unit::stands;
use crate::prelude::*;
use ocop_domain::area::Level;
use ocop_store::area::{AreaRow, Child};

/// A unit's page: its history and what lies in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub history: Resolution,
    pub below: Vec<Child>,
    pub level: Level,
    pub stands_today: bool,
}

/// Shows a unit by its id.
pub async fn show(cx: &Cx, id: &str) -> Result<Shown, Error> {
    let row = ocop_store::area::by_id(cx.db(), id).await?.ok_or(Error::NotFound)?;
    let day = seen_on(&row, cx.today())?;
    let rows = ocop_store::area::by_code(cx.db(), &row.code).await?;
    let history = history(cx, &row.code, &row, &rows, day).await?;
    let below = ocop_store::area::children(cx.db(), &row, &day.to_string()).await?;
    Ok(Shown {
        level: history.unit.brief.level,
        stands_today: stands(&row, &cx.today().to_string()),
        history,
        below,
    })
}

/// The day on which a unit is looked at: today, or its last one, or its first.
fn seen_on(row: &AreaRow, today: Date) -> Result<Date, Error> {
    let day = |s: &str| -> Result<Date, Error> { s.parse().map_err(Error::internal) };
    match (&row.valid_from, &row.valid_to) {
        (_, Some(to)) if day(to)? <= today => day(to)?.yesterday().map_err(Error::internal),
        (Some(from), _) if day(from)? > today => day(from),
        _ => Ok(today),
    }
}
