//! How much a producer's library may hold: a setting of the installation, 2 GB unless set. Without it one account could
//! fill the disk for all others.

use crate::prelude::*;
use ocop_store::{evidence as papers, setting as store};

const KEY: &str = "evidence.library_mb";
/// Unless it was set: 2 GB, some hundred papers of the largest size.
pub const USUAL_MB: i64 = 2048;
/// The most that can be set: 1 TB.
pub const MOST_MB: i64 = 1024 * 1024;

const MB: i64 = 1024 * 1024;

pub(crate) async fn most_mb(db: &Db) -> Result<i64, Error> {
    let set = store::get(db, KEY).await?.and_then(|v| v.parse().ok());
    Ok(set.unwrap_or(USUAL_MB))
}

/// Refuses a file for which the library has no room. Asked before the file is stored, of the pool, and once more in the
/// transaction that enters it, which holds the producer: of two files at once for the last room one is refused.
pub(crate) async fn fits(db: &Db, producer_id: &str, size: i64) -> Result<(), Error> {
    if db.in_transaction() {
        ocop_store::producer::hold(db, producer_id).await?;
    }
    let most = most_mb(db).await?;
    if papers::library_bytes(db, producer_id).await?.saturating_add(size) <= most.saturating_mul(MB) {
        return Ok(());
    }
    let mut invalid = Invalid::default();
    invalid.add_with("file", "library_full", vec![("most", most.to_string())]);
    Err(Error::Invalid(invalid))
}

/// Reads field `library_mb` as typed, in megabytes.
pub(crate) fn read(invalid: &mut Invalid, typed: &str) -> i64 {
    let mb = typed.trim().parse::<i64>().ok().filter(|n| (1..=MOST_MB).contains(n));
    if mb.is_none() {
        invalid.add_with("library_mb", "library_mb", vec![("most", MOST_MB.to_string())]);
    }
    mb.unwrap_or_default()
}

/// Sets it within the transaction of [`crate::settings::limits`]. Papers that are there already stay.
pub(crate) async fn set(cx: &Cx, tx: &Db, mb: i64) -> Result<(), Error> {
    let before = most_mb(tx).await?;
    store::set(tx, KEY, &mb.to_string()).await?;
    let diff = json!({"library_mb": [before, mb]});
    cx.journal(tx, "settings", Act::SettingsEdit.as_str(), KEY, diff).await
}
