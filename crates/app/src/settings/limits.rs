//! How long a consent to be helped may run and how much a library may hold: what an administrator sets on one form, with the
//! values the form showed, so that two administrators do not undo each other's change.

use crate::assist::term;
use crate::evidence::room;
use crate::prelude::*;
use serde::Deserialize;

/// The limits in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    pub assist_days: i32,
    pub library_mb: i64,
}

impl Limits {
    /// Names these limits, for [`PutLimits::seen`].
    pub fn stamp(&self) -> String {
        format!("{}/{}", self.assist_days, self.library_mb)
    }
}

/// Limits as typed, and the stamp of those the form showed.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct PutLimits {
    pub seen: String,
    pub assist_days: String,
    pub library_mb: String,
}

async fn limits(db: &Db) -> Result<Limits, Error> {
    Ok(Limits { assist_days: term::most_days(db).await?, library_mb: room::most_mb(db).await? })
}

/// For the administrator's page.
pub async fn show(cx: &Cx) -> Result<Limits, Error> {
    cx.allow(Act::SettingsEdit, &Facts::default())?;
    limits(cx.db()).await
}

/// Sets both, or refuses what was filled in beside other limits.
pub async fn put(cx: &Cx, cmd: PutLimits) -> Result<(), Error> {
    cx.allow(Act::SettingsEdit, &Facts::default())?;
    let mut invalid = Invalid::default();
    let (days, mb) = (term::read(&mut invalid, &cmd.assist_days), room::read(&mut invalid, &cmd.library_mb));
    invalid.ok()?;
    write_tx!(cx, |tx| {
        if limits(&tx).await?.stamp() != cmd.seen {
            return Err(Error::Conflict("stale"));
        }
        term::set(cx, &tx, days).await?;
        room::set(cx, &tx, mb).await
    })
}
