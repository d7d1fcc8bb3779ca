//! For how many days at most a producer's consent may run: a setting of the installation.

use crate::prelude::*;
use ocop_domain::assist::MOST_DAYS;
use ocop_store::setting as store;

const KEY: &str = "assist.most_days";
/// The longest that can be set: a year.
pub const LONGEST: i32 = 365;

pub(crate) async fn most_days(db: &Db) -> Result<i32, Error> {
    let set = store::get(db, KEY).await?.and_then(|v| v.parse().ok());
    Ok(set.unwrap_or(MOST_DAYS))
}

/// Reads field `assist_days` as typed.
pub(crate) fn read(invalid: &mut Invalid, typed: &str) -> i32 {
    let days = typed.trim().parse::<i32>().ok().filter(|n| (1..=LONGEST).contains(n));
    if days.is_none() {
        invalid.add_with("assist_days", "assist_days", vec![("most", LONGEST.to_string())]);
    }
    days.unwrap_or_default()
}

/// Sets it within the transaction of [`crate::settings::limits`]. Consents that run keep their day.
pub(crate) async fn set(cx: &Cx, tx: &Db, days: i32) -> Result<(), Error> {
    let before = most_days(tx).await?;
    store::set(tx, KEY, &days.to_string()).await?;
    let diff = json!({"assist_days": [before, days]});
    cx.journal(tx, "settings", Act::SettingsEdit.as_str(), KEY, diff).await
}
