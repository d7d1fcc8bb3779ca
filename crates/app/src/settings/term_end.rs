//! Which day counts where a term in calendar days ends on a day of rest (Bộ luật Dân sự 2015, Điều 148(5)).

use crate::prelude::*;
use crate::working_days::calendar_in;
use ocop_domain::calendar::{Reckoning, TermEnd};
use ocop_store::setting as store;

const KEY: &str = "term_end";

/// As set, else the strict day shown and late only after the moved one.
pub async fn get(db: &Db) -> Result<TermEnd, Error> {
    let set = store::get(db, KEY).await?;
    Ok(set.and_then(|v| v.parse().ok()).unwrap_or_default())
}

/// How terms in calendar days are counted now.
pub async fn reckoning(db: &Db) -> Result<Reckoning, Error> {
    Ok(Reckoning { calendar: calendar_in(db).await?, ends: get(db).await? })
}

/// Field `term_end`.
pub async fn put(cx: &Cx, typed: &str) -> Result<TermEnd, Error> {
    cx.allow(Act::SettingsEdit, &Facts::default())?;
    let new: TermEnd = typed.parse().map_err(|_| Error::field("term_end", "choose_one"))?;
    write_tx!(cx, |tx| {
        let old = get(&tx).await?;
        store::set(&tx, KEY, new.as_str()).await?;
        let diff = json!({"term_end": [old.as_str(), new.as_str()]});
        cx.journal(&tx, "settings", Act::SettingsEdit.as_str(), KEY, diff).await?;
        Ok(new)
    })
}
