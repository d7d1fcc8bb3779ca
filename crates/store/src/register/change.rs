//! The history of what changed in the register, field by field.

use crate::prelude::*;

/// One field that changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewChange<'a> {
    pub id: String,
    pub thing: &'a str,
    pub thing_id: &'a str,
    pub field: &'a str,
    pub old_value: Option<String>,
    pub new_value: Option<String>,
    pub effective_on: &'a str,
    pub ground: Option<&'a str>,
    pub amendment_id: Option<&'a str>,
    pub changed_by: &'a str,
    pub changed_at: i64,
}

/// A line of a record's history.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ChangeRow {
    pub field: String,
    pub old_value: Option<String>,
    pub new_value: Option<String>,
    pub effective_on: String,
    pub ground: Option<String>,
    pub by_account: Option<String>,
    pub changed_at: i64,
    /// Of a star that a list told wrongly of: the number of its decision.
    pub of_star: Option<String>,
}

pub async fn insert(db: &Db, c: &NewChange<'_>) -> Result<()> {
    insert!(db, "register_change",
        c.{id, thing, thing_id, field, old_value, new_value, effective_on, ground, amendment_id, changed_by,
        changed_at}
    )
    .await
}

/// The newest changes of a record; of a product also those of what lists said of its stars.
pub async fn of_thing(db: &Db, thing_id: &str, limit: i64) -> Result<Vec<ChangeRow>> {
    db.all(
        "SELECT x.field, x.old_value, x.new_value, x.effective_on, x.ground, \
         x.changed_by AS by_account, x.changed_at, \
         (SELECT d.number FROM recognition s JOIN decision d ON d.id = s.decision_id WHERE s.id = x.thing_id) AS of_star \
         FROM register_change x WHERE x.thing_id = $1 \
         OR x.thing_id IN (SELECT r.id FROM recognition r WHERE r.product_id = $1) \
         OR x.thing_id IN (SELECT r.decision_id FROM recognition r WHERE r.product_id = $1) ORDER BY x.changed_at DESC, x.id DESC LIMIT $2",
        args![thing_id, limit],
    )
    .await
}
