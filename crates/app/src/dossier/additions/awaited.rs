//! Reminds producers before the day until which additions are awaited.

use crate::clock::day_of;
use crate::job::Done;
use crate::working_days::calendar;
use crate::{Cx, Error, write_tx};
use jiff::Timestamp;
use jiff::civil::Date;
use ocop_domain::account::Actor;
use ocop_domain::calendar::{Calendar, add_days};
use ocop_domain::dossier::additions::reminds;
use ocop_store::dossier as dossiers;
use ocop_store::dossier::additions as store;

const BATCH: i64 = 200;
/// Two working days lie within this many days, the longest holiday included.
const AHEAD: i32 = 16;

/// Reminds producers whose additions are awaited, two working days before the day, once. A job of the running program;
/// how often it runs does not matter. Says how many were reminded or had been.
pub async fn remind_awaited_additions(cx: &Cx) -> Result<Done, Error> {
    if cx.actor != Actor::System {
        return Err(Error::Forbidden);
    }
    let (today, calendar) = (cx.today(), calendar(cx).await?);
    let last = add_days(today, AHEAD);
    let (mut after, mut told) = (String::new(), Done::default());
    loop {
        let rows = store::awaited_until(cx.db(), today, last, &after, BATCH).await?;
        let Some(end) = rows.last() else { return Ok(told) };
        after.clone_from(&end.dossier_id);
        for row in &rows {
            let reminded = remind(cx, &calendar, today, row).await;
            if !matches!(reminded, Ok(false)) {
                told.note("a reminder of additions", &row.dossier_id, reminded.map(drop))?;
            }
        }
    }
}

/// False where the day is not near yet.
async fn remind(cx: &Cx, calendar: &Calendar, today: Date, row: &store::Reminder) -> Result<bool, Error> {
    let answer_by = row.answer_by.clone().map_err(Error::internal)?;
    let asked = Timestamp::from_millisecond(row.asked_at).map(day_of).map_err(Error::internal)?;
    if !reminds(calendar, asked, answer_by, today) {
        return Ok(false);
    }
    write_tx!(cx, |tx| {
        let Some(dossier) = dossiers::find(&tx, &row.dossier_id).await? else { return Ok(true) };
        crate::dossier::tell::additions_awaited(cx, &tx, &dossier, row.attempt, answer_by).await?;
        Ok(true)
    })
}
