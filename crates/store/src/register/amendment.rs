//! Cases of correction: legal facts and transfers, asked for and decided.

use crate::page::List;
use crate::prelude::*;
use crate::scope::Visible;

rows! {
    /// One case. `proposed` holds the fields asked for, as JSON.
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct AmendmentRow {
        pub id: String,
        pub thing: String,
        pub thing_id: String,
        pub kind: String,
        pub proposed: String,
        pub to_producer_id: Option<String>,
        pub reason: String,
        pub evidence_id: Option<String>,
        pub effective_on: String,
        pub state: String,
        pub asked_by: String,
        pub asked_at: i64,
        pub received_by: Option<String>,
        pub received_at: Option<i64>,
        pub decided_by: Option<String>,
        pub decided_at: Option<i64>,
        pub decision_note: Option<String>,
        pub version: i64,
    }
}

pub async fn find(db: &Db, id: &str) -> Result<Option<AmendmentRow>> {
    let columns = AmendmentRow::columns("a");
    db.one(&format!("SELECT {columns} FROM amendment a WHERE a.id = $1"), args![id]).await
}

pub async fn insert(db: &Db, a: &AmendmentRow) -> Result<()> {
    insert!(db, "amendment",
        a.{id, thing, thing_id, kind, proposed, to_producer_id, reason, evidence_id, effective_on, state,
        asked_by, asked_at}, version: 1_i64
    )
    .await
}

/// Writes where the case stands, if it still stands at `a.version`.
pub async fn update(db: &Db, a: &AmendmentRow) -> Result<()> {
    let set = values!(
        a.{received_by, received_at, decided_by, decided_at, decision_note}, state: a.state.as_str()
    );
    let end = ", version = version + 1 WHERE id = $1 AND version = $2";
    db.update("amendment", set, end, args![a.id.as_str(), a.version]).await
}

/// Does a case about this record run?
pub async fn running(db: &Db, thing_id: &str) -> Result<bool> {
    db.any(
        "SELECT COUNT(*) AS n FROM amendment WHERE thing_id = $1 \
         AND state IN ('awaiting_receiver', 'awaiting_office')",
        args![thing_id],
    )
    .await
}

/// One line of a list of cases.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct AmendmentLine {
    pub id: String,
    pub thing: String,
    pub thing_id: String,
    pub name: String,
    pub kind: String,
    pub state: String,
    pub effective_on: String,
    pub asked_at: i64,
}

/// One page of the cases a reader may see (by the place and producer of the thing, or as the receiver), open ones
/// first, and how many there are.
pub async fn list(
    db: &Db,
    visible: &Visible,
    thing_id: Option<&str>,
    limit: i64,
    offset: i64,
) -> Result<(Vec<AmendmentLine>, i64)> {
    let mut args = Vec::new();
    let own = visible.condition("c", "COALESCE(m.id, p.producer_id)", &mut args);
    let received = visible.condition("c", "x.to_producer_id", &mut args);
    let mut condition = format!("({own} OR {received})");
    if let Some(id) = thing_id {
        args.push(id.into());
        condition.push_str(&format!(" AND x.thing_id = ${}", args.len()));
    }
    let from = format!(
        "FROM amendment x LEFT JOIN producer m ON m.id = x.thing_id LEFT JOIN product p ON p.id = x.thing_id \
         LEFT JOIN area c ON c.id = COALESCE(m.commune_id, p.commune_id) WHERE {condition}"
    );
    let columns = "x.id, x.thing, x.thing_id, COALESCE(m.name, p.name, '') AS name, x.kind, x.state, x.effective_on, \
         x.asked_at";
    let order = "CASE WHEN x.state IN ('awaiting_receiver', 'awaiting_office') THEN 0 ELSE 1 END, x.asked_at DESC, x.id";
    List { columns, from: &from, order, args }.page(db, limit, offset).await
}

/// A paper of a producer's library, to choose from.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Paper {
    pub id: String,
    pub title: String,
}

/// The newest papers of a producer.
pub async fn papers(db: &Db, producer_id: &str) -> Result<Vec<Paper>> {
    db.all(
        "SELECT id, title FROM evidence WHERE producer_id = $1 ORDER BY uploaded_at DESC, id DESC LIMIT 200",
        args![producer_id],
    )
    .await
}
