use super::{Thing, allow, fields, record};
use crate::account::signed::{Signed, signed};
use crate::{Cx, Error, facts};
use ocop_domain::account::{Act, can};
use ocop_store::Db;
use ocop_store::register::change::{self as rows, ChangeRow, NewChange};
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

/// The newest changes of a record, the newest first. Personal values are left out for those who do not keep it.
pub async fn history(cx: &Cx, id: &str) -> Result<Vec<Signed<ChangeRow>>, Error> {
    let db = cx.db();
    let r = record(db, id).await?;
    let view = if r.thing == Thing::Producer { Act::ProducerView } else { Act::ProductView };
    allow(cx, db, view, &r).await?;
    let here = facts::of_place(db, r.commune_id.as_deref(), Some(&r.producer_id)).await?;
    let keeps = can(&cx.actor, Act::RegisterAmend, &here).allowed();
    let personal = |field: &str| fields::of(r.thing).iter().any(|f| f.personal && f.columns.contains(&field));
    let mut found = rows::of_thing(db, id, 100).await?;
    for row in &mut found {
        if !keeps && personal(&row.field) {
            (row.old_value, row.new_value) = (None, None);
        }
        for value in [&mut row.old_value, &mut row.new_value] {
            if let Some(named) = named(db, &row.field, value.as_deref()).await? {
                *value = Some(named);
            }
        }
    }
    signed(cx, found, |row| row.by_account.as_deref()).await
}

/// What an id in a field is called.
pub(super) async fn named(db: &Db, field: &str, value: Option<&str>) -> Result<Option<String>, Error> {
    let Some(id) = value else { return Ok(None) };
    Ok(match field {
        "commune_id" => ocop_store::scope::place(db, id).await?.map(|p| p.commune_name),
        "producer_id" => ocop_store::producer::find_exact(db, id).await?.map(|p| p.name),
        "establishment_id" => ocop_store::producer::establishment(db, id).await?.map(|e| e.name),
        _ => None,
    })
}
