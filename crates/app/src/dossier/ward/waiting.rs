//! How long the commune and the producer waited for each other, read from the dossier's receipts and checks.

use crate::clock::day_of;
use crate::{Cx, Error};
use jiff::Timestamp;
use jiff::civil::Date;
use ocop_domain::calendar::Calendar;
use ocop_domain::dossier::waiting::{Move, Waiting, waiting};
use ocop_store::Db;
use ocop_store::dossier::moves::{self as store, MoveRow};
use std::collections::BTreeMap;

fn moves(row: &MoveRow) -> Result<Vec<Move>, Error> {
    let day = |ms: i64| Timestamp::from_millisecond(ms).map(day_of).map_err(Error::internal);
    let received = match row.received_on {
        Some(kept) => kept,
        None => day(row.submitted_at)?,
    };
    let mut out = vec![Move::Received(received)];
    if let Some(at) = row.checked_at {
        let at = day(at)?;
        out.push(if row.proposed { Move::Proposed(at) } else { Move::Returned(at) });
    }
    Ok(out)
}

/// The waiting times of these dossiers (Điều 7(2), 26/2026); one never handed in has none.
pub(in crate::dossier) async fn waiting_of(
    db: &Db,
    dossiers: &[String],
    calendar: &Calendar,
    today: Date,
) -> Result<BTreeMap<String, Waiting>, Error> {
    let mut by_dossier: BTreeMap<String, Vec<Move>> = BTreeMap::new();
    for row in store::of(db, dossiers).await? {
        by_dossier.entry(row.dossier_id.clone()).or_default().extend(moves(&row)?);
    }
    Ok(by_dossier.into_iter().map(|(id, steps)| (id, waiting(calendar, &steps, today))).collect())
}

/// The time each side waited, of one dossier.
pub(in crate::dossier) async fn waiting_for(
    cx: &Cx,
    calendar: &Calendar,
    dossier_id: &str,
) -> Result<Waiting, Error> {
    let one = [dossier_id.to_owned()];
    let mut found = waiting_of(cx.db(), &one, calendar, cx.today()).await?;
    Ok(found.remove(dossier_id).unwrap_or_default())
}
