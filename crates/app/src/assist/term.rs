//! For how many days at most a producer's consent may run: a setting of the installation.

use crate::prelude::*;
use ocop_domain::assist::MOST_DAYS;
use ocop_store::setting as store;

const KEY: &str = "assist.most_days";
/// The longest that can be set: a year.
pub const LONGEST: i32 = 365;

pub(super) async fn most_days(db: &Db) -> Result<i32, Error> {
    let set = store::get(db, KEY).await?.and_then(|v| v.parse().ok());
    Ok(set.unwrap_or(MOST_DAYS))
}

/// For the administrator's page.
pub async fn get(cx: &Cx) -> Result<i32, Error> {
    cx.allow(Act::SettingsEdit, &Facts::default())?;
    most_days(cx.db()).await
}

/// Sets it; field `assist_days`, as typed. Consents that run keep their day.
pub async fn put(cx: &Cx, typed: &str) -> Result<(), Error> {
    cx.allow(Act::SettingsEdit, &Facts::default())?;
    let days = typed.trim().parse::<i32>().ok().filter(|n| (1..=LONGEST).contains(n));
    let Some(days) = days else {
        let mut invalid = Invalid::default();
        invalid.add_with("assist_days", "assist_days", vec![("most", LONGEST.to_string())]);
        return Err(Error::Invalid(invalid));
    };
    write_tx!(cx, |tx| {
        let before = most_days(&tx).await?;
        store::set(&tx, KEY, &days.to_string()).await?;
        let diff = json!({"assist_days": [before, days]});
        cx.journal(&tx, "settings", Act::SettingsEdit.as_str(), KEY, diff).await
    })
}
