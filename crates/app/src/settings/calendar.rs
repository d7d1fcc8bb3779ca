//! The calendar of working days as data: public holidays and swapped days of each year, each with its source. The
//! State announces them year by year, so the administrator adds and corrects; the law's clocks count with what is here.

use crate::{Cx, Error, Invalid, write_tx};
use jiff::civil::Date;
use ocop_domain::account::{Act, Facts};
use ocop_domain::calendar::{Calendar, DayKind};
use ocop_store::Error as StoreError;
use ocop_store::holiday as store;
pub use ocop_store::holiday::HolidayRow;
use serde_json::json;

/// What the program comes with; `data/SOURCES.md` says where it is from.
const FIRST: &str = include_str!("../../../../data/holidays/vn.csv");

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
        cx.journal(&tx, "calendar", Act::CalendarEdit.as_str(), "vn.csv", diff).await?;
        Ok(rows.len())
    })
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

fn kind(text: &str) -> Result<DayKind, Error> {
    match text {
        "off" => Ok(DayKind::Off),
        "work" => Ok(DayKind::Work),
        other => Err(Error::Internal(format!("“{other}” is not a kind of day"))),
    }
}

/// The calendar the law's clocks count with.
pub async fn calendar(cx: &Cx) -> Result<Calendar, Error> {
    let mut days = Vec::new();
    for row in store::between(cx.db(), "0000", "9999").await? {
        days.push((row.day.parse::<Date>().map_err(Error::internal)?, kind(&row.kind)?));
    }
    Ok(Calendar::new(days))
}

/// The days of a year, in order; public, for everybody's terms hang on them.
pub async fn year(cx: &Cx, year: i16) -> Result<Vec<HolidayRow>, Error> {
    Ok(store::between(cx.db(), &format!("{year:04}-01-01"), &format!("{year:04}-12-31")).await?)
}

/// A day as typed; fields `day` (dd/mm/yyyy), `kind` (`off`, `work`), `name`, `source`.
#[derive(Debug, Clone, Default)]
pub struct Put {
    pub day: String,
    pub kind: String,
    pub name: String,
    pub source: String,
}

/// Adds a day or corrects one that is there. No day without its source.
pub async fn put(cx: &Cx, cmd: Put) -> Result<Date, Error> {
    cx.allow(Act::CalendarEdit, &Facts::default())?;
    let mut invalid = Invalid::default();
    let day = ocop_domain::calendar::read_day(&cmd.day);
    if cmd.day.trim().is_empty() {
        invalid.add("day", "required");
    } else if day.is_none() {
        invalid.add("day", "not_a_date");
    }
    if kind(&cmd.kind).is_err() {
        invalid.add("kind", "choose_one");
    }
    let name = invalid.text("name", &cmd.name, 200);
    let source = invalid.text("source", &cmd.source, 500);
    invalid.ok()?;
    let Some(day) = day else { return Err(Error::field("day", "not_a_date")) };
    // What an administrator types stands on the source he names.
    let row = HolidayRow { day: day.to_string(), kind: cmd.kind, name, source, basis: None };
    write_tx!(cx, |tx| {
        store::put(&tx, &row).await?;
        let diff = json!({"day": row.day, "kind": row.kind, "source": row.source});
        cx.journal(&tx, "calendar", Act::CalendarEdit.as_str(), &row.day, diff).await?;
        Ok(day)
    })
}

/// Takes a day out; `day` as `YYYY-MM-DD`.
pub async fn remove(cx: &Cx, day: &str) -> Result<(), Error> {
    cx.allow(Act::CalendarEdit, &Facts::default())?;
    write_tx!(cx, |tx| {
        match store::remove(&tx, day).await {
            Err(StoreError::Stale) => return Err(Error::NotFound),
            other => other?,
        }
        let diff = json!({"day": day, "kind": null});
        cx.journal(&tx, "calendar", Act::CalendarEdit.as_str(), day, diff).await
    })
}
