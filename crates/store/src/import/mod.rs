//! Lists brought in from outside: batches, their staged rows, and what applying and undoing them writes.

mod places;
mod register;

pub use places::{
    Successor, commune_by_name, old_commune_by_name, province_by_name, standing_by_code, successors,
    successors_of_district,
};
pub use register::{
    NewDecision, NewRecognition, decision_like, decisions_of, hanging_on_decision, hanging_on_producer,
    hanging_on_product, insert_decision, insert_recognition, remove_decision, remove_producer,
    remove_product, same_product,
};

use crate::db::Db;
use crate::error::Error;
use sea_orm::FromQueryResult;

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Batch {
    pub id: String,
    pub kind: String,
    pub file_name: String,
    pub file_hash: String,
    pub state: String,
    pub created_by: String,
    pub created_at: i64,
    pub applied_at: Option<i64>,
    pub undone_at: Option<i64>,
}

/// One row of a list; `data`, `findings` and `created_ids` are JSON.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Row {
    pub batch_id: String,
    pub row_no: i64,
    pub source_key: String,
    pub data: String,
    pub findings: String,
    pub action: String,
    pub commune_choice: Option<String>,
    pub created_ids: String,
}

pub async fn insert_batch(db: &Db, b: &Batch) -> Result<(), Error> {
    db.exec(
        "INSERT INTO import_batch (id, kind, file_name, file_hash, state, created_by, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        crate::args![
            b.id.as_str(),
            b.kind.as_str(),
            b.file_name.as_str(),
            b.file_hash.as_str(),
            b.state.as_str(),
            b.created_by.as_str(),
            b.created_at,
        ],
    )
    .await?;
    Ok(())
}

pub async fn batch(db: &Db, id: &str) -> Result<Option<Batch>, Error> {
    db.one("SELECT * FROM import_batch WHERE id = $1", crate::args![id]).await
}

/// One page of the batches, newest first, and how many there are; `created_by` narrows to one person's.
pub async fn batches(
    db: &Db,
    created_by: Option<&str>,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Batch>, i64), Error> {
    let mut args = Vec::new();
    let mut condition = "1 = 1".to_owned();
    if let Some(account) = created_by {
        args.push(account.into());
        condition = "created_by = $1".into();
    }
    let total =
        db.number(&format!("SELECT COUNT(*) AS n FROM import_batch WHERE {condition}"), args.clone()).await?;
    let n = args.len();
    args.extend(crate::args![limit, offset]);
    let sql = format!(
        "SELECT * FROM import_batch WHERE {condition} ORDER BY created_at DESC, id DESC LIMIT ${} OFFSET ${}",
        n + 1,
        n + 2
    );
    Ok((db.all(&sql, args).await?, total))
}

/// Moves a batch from one of the states it may be in; [`Error::Stale`] when somebody was faster.
pub async fn move_batch(db: &Db, id: &str, from: &str, to: &str, at: i64) -> Result<(), Error> {
    let column = if to == "undone" { "undone_at" } else { "applied_at" };
    db.exec_guarded(
        &format!("UPDATE import_batch SET state = $3, {column} = $4 WHERE id = $1 AND state = $2"),
        crate::args![id, from, to, at],
    )
    .await
}

pub async fn insert_row(db: &Db, r: &Row) -> Result<(), Error> {
    db.exec(
        "INSERT INTO import_row (batch_id, row_no, source_key, data, findings, action, commune_choice, created_ids) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        crate::args![
            r.batch_id.as_str(),
            r.row_no,
            r.source_key.as_str(),
            r.data.as_str(),
            r.findings.as_str(),
            r.action.as_str(),
            r.commune_choice.as_deref(),
            r.created_ids.as_str(),
        ],
    )
    .await?;
    Ok(())
}

pub async fn update_row(db: &Db, r: &Row) -> Result<(), Error> {
    db.exec_guarded(
        "UPDATE import_row SET data = $3, findings = $4, action = $5, commune_choice = $6, created_ids = $7 \
         WHERE batch_id = $1 AND row_no = $2",
        crate::args![
            r.batch_id.as_str(),
            r.row_no,
            r.data.as_str(),
            r.findings.as_str(),
            r.action.as_str(),
            r.commune_choice.as_deref(),
            r.created_ids.as_str(),
        ],
    )
    .await
}

pub async fn row(db: &Db, batch_id: &str, row_no: i64) -> Result<Option<Row>, Error> {
    db.one("SELECT * FROM import_row WHERE batch_id = $1 AND row_no = $2", crate::args![batch_id, row_no])
        .await
}

/// Every row of a batch, in the order of the sheet. A batch is one file, bounded when it is staged.
pub async fn rows(db: &Db, batch_id: &str) -> Result<Vec<Row>, Error> {
    db.all("SELECT * FROM import_row WHERE batch_id = $1 ORDER BY row_no", crate::args![batch_id]).await
}

/// One page of a batch's rows: all, those with an action, or (`findings`) those with something to look at.
pub async fn rows_page(
    db: &Db,
    batch_id: &str,
    action: &str,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Row>, i64), Error> {
    let mut args = crate::args![batch_id];
    let mut condition = "batch_id = $1".to_owned();
    match action {
        "" => {}
        "findings" => condition.push_str(" AND findings <> '[]'"),
        _ => {
            args.push(action.into());
            condition.push_str(" AND action = $2");
        }
    }
    let total =
        db.number(&format!("SELECT COUNT(*) AS n FROM import_row WHERE {condition}"), args.clone()).await?;
    let n = args.len();
    args.extend(crate::args![limit, offset]);
    let sql = format!(
        "SELECT * FROM import_row WHERE {condition} ORDER BY row_no LIMIT ${} OFFSET ${}",
        n + 1,
        n + 2
    );
    Ok((db.all(&sql, args).await?, total))
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ActionCount {
    pub action: String,
    pub n: i64,
}

pub async fn action_counts(db: &Db, batch_id: &str) -> Result<Vec<ActionCount>, Error> {
    db.all(
        "SELECT action, COUNT(*) AS n FROM import_row WHERE batch_id = $1 GROUP BY action ORDER BY action",
        crate::args![batch_id],
    )
    .await
}

/// The row of an earlier list that was brought into the register under this key and stands there still.
pub async fn applied_row(db: &Db, source_key: &str) -> Result<Option<Row>, Error> {
    db.one(
        "SELECT r.* FROM import_row r JOIN import_batch b ON b.id = r.batch_id \
         WHERE r.source_key = $1 AND r.action = 'applied' AND b.undone_at IS NULL \
         ORDER BY b.created_at DESC LIMIT 1",
        crate::args![source_key],
    )
    .await
}
