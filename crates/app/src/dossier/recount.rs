//! Running terms counted anew where the calendar of working days changes. A term that is over stays as it was kept; one
//! that runs moves, and the day it had stays beside it and in the journal.

use super::access::chain;
use crate::clock::{end_of, vietnam};
use crate::settings::office_hours;
use crate::{Cx, Error};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use ocop_domain::account::Act;
use ocop_domain::calendar::{Calendar, WARD_CHECK_WORKING_DAYS};
use ocop_store::Db;
use ocop_store::dossier::term::{self as store, DueChange, RunningRow};
use serde_json::json;
use std::collections::BTreeMap;

/// The calendar before and after a change, and the days that differ.
pub(crate) struct Changed<'a> {
    pub before: &'a Calendar,
    pub after: &'a Calendar,
    pub days: &'a [Date],
}

/// A running term that a change of the calendar moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub registration_number: Option<String>,
    pub before: Date,
    pub after: Date,
    change: DueChange,
}

/// The running terms that a change moves, the soonest due first.
pub(crate) async fn moved(cx: &Cx, db: &Db, changed: &Changed<'_>) -> Result<Vec<Moved>, Error> {
    let (Some(first), Some(last)) = (changed.days.iter().min(), changed.days.iter().max()) else {
        return Ok(vec![]);
    };
    let (mut out, mut hours) = (Vec::new(), BTreeMap::new());
    for row in store::running(db, end_of(*last), *first).await? {
        let closes = match hours.get(&row.commune_code) {
            Some(known) => *known,
            None => {
                let closes = office_hours::closes(db, &row.province_code, &row.commune_code).await?;
                hours.insert(row.commune_code.clone(), closes);
                closes
            }
        };
        out.extend(one(cx, changed, closes, row)?);
    }
    Ok(out)
}

fn one(
    cx: &Cx,
    changed: &Changed<'_>,
    closes: Option<Time>,
    row: RunningRow,
) -> Result<Option<Moved>, Error> {
    let at = Timestamp::from_millisecond(row.submitted_at).map_err(Error::internal)?.to_zoned(vietnam());
    let kept = row.received_on.unwrap_or(at.date());
    // Closing times may have been set otherwise since: the receipt moves only where the calendar alone moves it.
    let then = changed.before.received(at.datetime(), closes);
    let received = if then == kept { changed.after.received(at.datetime(), closes) } else { kept };
    let before = row.due_on;
    let after = changed.after.due(received, WARD_CHECK_WORKING_DAYS);
    let concerned = received != kept || changed.before.due(kept, WARD_CHECK_WORKING_DAYS) != after;
    if !concerned || (before == after && received == kept) {
        return Ok(None);
    }
    Ok(Some(of_row(cx, row, (before, after), received, changed.days)))
}

fn of_row(cx: &Cx, row: RunningRow, (before, after): (Date, Date), received: Date, days: &[Date]) -> Moved {
    let days: Vec<String> = days.iter().map(Date::to_string).collect();
    Moved {
        registration_number: row.registration_number,
        before,
        after,
        change: DueChange {
            dossier_id: row.dossier_id,
            attempt: row.attempt,
            nth: 0,
            due_before: before,
            due_after: after,
            received_after: row.received_on.map(|_| received),
            received_before: row.received_on,
            days: days.join(" "),
            changed_at: cx.now_ms(),
        },
    }
}

/// The running terms that the calendar as it stands counts otherwise: days were added to it before terms followed such
/// changes. A term that was set apart from its submission's is left alone.
pub(crate) async fn left_behind(cx: &Cx, db: &Db, calendar: &Calendar) -> Result<Vec<Moved>, Error> {
    let mut out = Vec::new();
    for row in store::running(db, i64::MAX, Date::ZERO).await? {
        let before = row.due_on;
        let Some(received) = row.received_on.filter(|_| before == row.sealed_due_on) else { continue };
        let after = calendar.due(received, WARD_CHECK_WORKING_DAYS);
        if before != after {
            let days: Vec<Date> = calendar.exceptions(received, before.max(after)).collect();
            out.push(of_row(cx, row, (before, after), received, &days));
        }
    }
    Ok(out)
}

/// Moves the running terms a change of the calendar moves, within its transaction. Returns how many.
pub(crate) async fn recount(cx: &Cx, tx: &Db, changed: &Changed<'_>) -> Result<usize, Error> {
    let all = moved(cx, tx, changed).await?;
    apply(cx, tx, &all).await?;
    Ok(all.len())
}

/// Writes moved terms, each with the days it had.
pub(crate) async fn apply(cx: &Cx, tx: &Db, all: &[Moved]) -> Result<(), Error> {
    for m in all {
        let c = &m.change;
        store::move_due(tx, c).await?;
        let mut diff =
            json!({"due_on": [c.due_before, c.due_after], "attempt": c.attempt, "calendar": c.days});
        if let (true, Some(fields)) = (c.received_before != c.received_after, diff.as_object_mut()) {
            fields.insert("received_on".into(), json!([c.received_before, c.received_after]));
        }
        cx.journal(tx, &chain(&c.dossier_id), Act::CalendarEdit.as_str(), &c.dossier_id, diff).await?;
    }
    Ok(())
}
