//! Marks of what an officer typed for a producer, part by part.

use crate::prelude::*;
use crate::scope::placeholders;

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct MarkRow {
    pub thing: String,
    pub thing_id: String,
    pub part: String,
    /// Name of the commune whose officer typed it.
    pub office: String,
    pub by_account: String,
    pub on_day: String,
}

/// Who typed, for which office, on which day.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    pub commune_id: &'a str,
    pub by_account: &'a str,
    pub on_day: &'a str,
}

pub async fn put(db: &Db, thing: &str, thing_id: &str, part: &str, t: Typed<'_>) -> Result<()> {
    insert!(db, "assist_mark",
        t.{commune_id, by_account, on_day}, thing, thing_id, part; or replace thing, thing_id, part
    )
    .await
}

pub async fn remove(db: &Db, thing: &str, thing_id: &str, part: &str) -> Result<()> {
    db.run(
        "DELETE FROM assist_mark WHERE thing = $1 AND thing_id = $2 AND part = $3",
        args![thing, thing_id, part],
    )
    .await
}

/// The marks of these things of one sort.
pub async fn of(db: &Db, thing: &str, ids: &[String]) -> Result<Vec<MarkRow>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let mut args = args![thing];
    let list = placeholders(&mut args, ids);
    db.all(
        &format!(
            "SELECT k.thing, k.thing_id, k.part, a.full_name AS office, k.by_account, k.on_day FROM assist_mark k \
             JOIN area a ON a.id = k.commune_id WHERE k.thing = $1 AND k.thing_id IN ({list}) \
             ORDER BY k.thing_id, k.part"
        ),
        args,
    )
    .await
}
