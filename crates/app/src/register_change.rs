//! What a record of the register said before, kept by every verb that changes it.

use crate::prelude::*;
use ocop_domain::register::Thing;
use ocop_store::register::change::{self as rows, NewChange};
use serde_json::Value;

/// What changed and on what ground; the texts stand in the register's own history, never in the journal.
pub(crate) struct Noted<'a> {
    pub thing: Thing,
    pub id: &'a str,
    pub effective_on: &'a str,
    pub ground: Option<&'a str>,
    pub amendment: Option<&'a str>,
}

/// Keeps what these fields said before and say now.
pub(crate) async fn note(
    cx: &Cx,
    tx: &Db,
    about: &Noted<'_>,
    changes: Vec<(&str, Option<String>, Option<String>)>,
) -> Result<(), Error> {
    for (field, old_value, new_value) in changes {
        let change = NewChange {
            id: cx.id(),
            thing: about.thing.as_str(),
            thing_id: about.id,
            field,
            old_value,
            new_value,
            effective_on: about.effective_on,
            ground: about.ground,
            amendment_id: about.amendment,
            changed_by: cx.actor.id(),
            changed_at: cx.now_ms(),
        };
        rows::insert(tx, &change).await?;
    }
    Ok(())
}

/// Old and new values of the named columns of a row, read from the database itself before and after.
pub(crate) async fn note_between(
    cx: &Cx,
    tx: &Db,
    about: &Noted<'_>,
    before: &ocop_store::register::image::Image,
    columns: &[&'static str],
) -> Result<(), Error> {
    let Some(after) = ocop_store::register::image::find(tx, about.thing.as_str(), about.id).await? else {
        return Ok(());
    };
    let text = |v: &Value| v.as_str().map(str::to_owned);
    let changes = columns.iter().map(|c| (*c, text(before.get(c)), text(after.get(c)))).collect();
    note(cx, tx, about, changes).await
}
