use super::{Thing, allow, fields, record};
use crate::account::signed::{Signed, signed};
use crate::facts;
use crate::prelude::*;
use ocop_store::register::change::{self as rows, ChangeRow};

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
