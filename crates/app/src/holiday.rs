//! Editing the calendar of working days: public holidays and swapped days of each year, each with its source. The
//! State announces them year by year, so the administrator adds and corrects; the law's clocks count with what is here.

use crate::dossier::Moved;
use crate::dossier::recount::{Changed as Recount, apply, left_behind, moved, recount};
use crate::prelude::*;
use crate::working_days::{calendar, calendar_in, kind};
use ocop_store::holiday as store;
pub use ocop_store::holiday::HolidayRow;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The journal's chain of the calendar; an entry's subject is the day an office changed, or the program's file.
const CHAIN: &str = "calendar";
const FILE: &str = "vn.csv";

/// What the program comes with; `data/SOURCES.md` says where it is from.
const FIRST: &str = include_str!("../../../data/holidays/vn.csv");

/// Loads the days the program comes with into an empty table. Returns how many.
pub async fn load(cx: &Cx) -> Result<usize, Error> {
    if store::count(cx.db()).await? > 0 {
        return Ok(0);
    }
    let rows = read(FIRST)?;
    write_tx!(cx, |tx| {
        for row in &rows {
            store::put(&tx, row).await?;
        }
        let diff = json!({"loaded": rows.len()});
        cx.journal(&tx, CHAIN, Act::CalendarEdit.as_str(), FILE, diff).await?;
        Ok(rows.len())
    })
}

/// Brings to a calendar that is there what the program's own data has learnt since: days it never had, and what a day
/// rests on. A day an office added, corrected or took out stays as the office has it: the journal names it. Running
/// terms are counted anew. Returns how many days were added.
pub async fn bring_up_to_date(cx: &Cx) -> Result<usize, Error> {
    bring(cx, &read(FIRST)?).await
}

async fn bring(cx: &Cx, rows: &[HolidayRow]) -> Result<usize, Error> {
    let (new, reworded) = brought(cx.db(), rows).await?;
    let behind = left_behind(cx, cx.db(), &calendar(cx).await?).await?;
    if new.is_empty() && reworded.is_empty() && behind.is_empty() {
        return Ok(0);
    }
    write_tx!(cx, |tx| {
        let before = calendar_in(&tx).await?;
        let (new, reworded) = brought(&tx, rows).await?;
        for row in new.iter().chain(&reworded) {
            store::put(&tx, row).await?;
        }
        let after = calendar_in(&tx).await?;
        let days = new.iter().map(|r| r.day.parse::<Date>().map_err(Error::internal));
        let days = days.collect::<Result<Vec<_>, Error>>()?;
        let mut moved = recount(cx, &tx, &Recount { before: &before, after: &after, days: &days }).await?;
        let behind = left_behind(cx, &tx, &after).await?;
        apply(cx, &tx, &behind).await?;
        moved += behind.len();
        let names = |rows: &[HolidayRow]| rows.iter().map(|r| r.day.clone()).collect::<Vec<_>>();
        let diff = json!({"added": names(&new), "reworded": names(&reworded), "terms_moved": moved});
        cx.journal(&tx, CHAIN, Act::CalendarEdit.as_str(), FILE, diff).await?;
        Ok(new.len())
    })
}

/// What the program's data has and the calendar has not: days that are missing, and days of the program's own that say
/// something else of their source. Days an office had in hand are left out.
async fn brought(db: &Db, rows: &[HolidayRow]) -> Result<(Vec<HolidayRow>, Vec<HolidayRow>), Error> {
    let have: BTreeMap<String, HolidayRow> =
        store::between(db, "0000", "9999").await?.into_iter().map(|r| (r.day.clone(), r)).collect();
    let differs = |row: &&HolidayRow| have.get(&row.day) != Some(*row);
    let mut differing: Vec<&HolidayRow> = rows.iter().filter(differs).collect();
    if !differing.is_empty() {
        let chain = ocop_store::journal::chain(db, CHAIN).await?;
        let removed = store::removed_between(db, "0000", "9999").await?;
        differing.retain(|row| {
            !chain.iter().any(|e| e.subject == row.day) && !removed.iter().any(|r| r.day == row.day)
        });
    }
    let (mut new, mut reworded) = (Vec::new(), Vec::new());
    for row in differing {
        match have.get(&row.day) {
            None => new.push(row.clone()),
            // What has no basis was typed by an administrator.
            Some(own) if own.basis.is_some() && own.kind == row.kind => reworded.push(row.clone()),
            Some(_) => {}
        }
    }
    Ok((new, reworded))
}

fn read(csv: &str) -> Result<Vec<HolidayRow>, Error> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(Error::internal)?;
        let cell = |i: usize| record.get(i).unwrap_or_default().to_owned();
        let basis = Some(cell(4)).filter(|b| !b.is_empty());
        let row = HolidayRow { day: cell(0), kind: cell(1), name: cell(2), source: cell(3), basis };
        row.day.parse::<Date>().map_err(Error::internal)?;
        kind(&row.kind)?;
        rows.push(row);
    }
    Ok(rows)
}

/// The days of a year, in order; public, for all terms hang on them.
pub async fn year(cx: &Cx, year: i16) -> Result<Vec<HolidayRow>, Error> {
    Ok(store::between(cx.db(), &format!("{year:04}-01-01"), &format!("{year:04}-12-31")).await?)
}

/// The days of a year that were taken out, in order, for a person who may put them back.
pub async fn removed(cx: &Cx, year: i16) -> Result<Vec<HolidayRow>, Error> {
    cx.allow(Act::CalendarEdit, &Facts::default())?;
    Ok(store::removed_between(cx.db(), &format!("{year:04}-01-01"), &format!("{year:04}-12-31")).await?)
}

/// A day as typed; fields `day` (dd/mm/yyyy), `kind` (`off`, `work`), `name`, `source`.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Put {
    pub day: String,
    pub kind: String,
    pub name: String,
    pub source: String,
}

/// A changed day, and how many running terms it moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    pub day: Date,
    pub moved: usize,
}

/// Adds a day or corrects one that is there. No day without its source. Running terms are counted anew.
pub async fn put(cx: &Cx, cmd: Put) -> Result<Changed, Error> {
    cx.allow(Act::CalendarEdit, &Facts::default())?;
    let mut invalid = Invalid::default();
    let day = invalid.day("day", &cmd.day);
    if kind(&cmd.kind).is_err() {
        invalid.add("kind", "choose_one");
    }
    let name = invalid.text("name", &cmd.name, 200);
    let source = invalid.text("source", &cmd.source, 500);
    invalid.ok()?;
    let day = day.ok_or_else(|| Error::field("day", "not_a_date"))?;
    // What an administrator types stands on the source named with it.
    let row = HolidayRow { day: day.to_string(), kind: cmd.kind, name, source, basis: None };
    change(cx, day, Some(row)).await
}

/// A day that is about to be taken out, with the running terms that would move.
#[derive(Debug, Clone)]
pub struct Removal {
    pub day: HolidayRow,
    pub moved: Vec<Moved>,
}

/// What taking a day out would do; `day` as `YYYY-MM-DD`.
pub async fn removal(cx: &Cx, day: &str) -> Result<Removal, Error> {
    cx.allow(Act::CalendarEdit, &Facts::default())?;
    let row = store::find(cx.db(), day).await?.ok_or(Error::NotFound)?;
    let days = [day.parse::<Date>().map_err(Error::internal)?];
    let before = calendar(cx).await?;
    let after = before.with(days[0], None);
    let moved = moved(cx, cx.db(), &Recount { before: &before, after: &after, days: &days }).await?;
    Ok(Removal { day: row, moved })
}

/// Takes a day out, to be put back with [`restore`]; `day` as `YYYY-MM-DD`. Running terms are counted anew.
pub async fn remove(cx: &Cx, day: &str) -> Result<Changed, Error> {
    let day = day.parse().map_err(|_| Error::NotFound)?;
    change(cx, day, None).await
}

/// Puts a day back as it was before it was taken out; `day` as `YYYY-MM-DD`.
pub async fn restore(cx: &Cx, day: &str) -> Result<Changed, Error> {
    cx.allow(Act::CalendarEdit, &Facts::default())?;
    let rows = store::removed_between(cx.db(), day, day).await?;
    let row = rows.into_iter().next().ok_or(Error::NotFound)?;
    change(cx, row.day.parse().map_err(Error::internal)?, Some(row)).await
}

/// One change of the calendar: a day that departs from the plain week, or that does so no more.
async fn change(cx: &Cx, day: Date, row: Option<HolidayRow>) -> Result<Changed, Error> {
    cx.allow(Act::CalendarEdit, &Facts::default())?;
    write_tx!(cx, |tx| {
        let name = day.to_string();
        let old = store::find(&tx, &name).await?;
        let before = calendar_in(&tx).await?;
        match (&row, &old) {
            (Some(row), _) => store::put(&tx, row).await?,
            (None, Some(old)) => store::remove(&tx, old, cx.actor.id(), cx.now_ms()).await?,
            (None, None) => return Err(Error::NotFound),
        }
        let kind = row.as_ref().map(|r| kind(&r.kind)).transpose()?;
        let after = before.with(day, kind);
        let moved = recount(cx, &tx, &Recount { before: &before, after: &after, days: &[day] }).await?;
        let told =
            |r: &HolidayRow| json!({"kind": r.kind, "name": r.name, "source": r.source, "basis": r.basis});
        let diff = json!({"day": name, "before": old.as_ref().map(told), "after": row.as_ref().map(told),
                          "terms_moved": moved});
        cx.journal(&tx, CHAIN, Act::CalendarEdit.as_str(), &name, diff).await?;
        Ok(Changed { day, moved })
    })
}
