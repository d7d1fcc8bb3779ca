//! Lists brought in from outside: batches, their staged rows, and what applying and undoing them writes.

mod known;
mod places;
mod register;
mod task;
mod undo;

pub use known::{
    AppliedRow, CertificateHolder, FormerFact, FormerName, Holder, KnownDecision, KnownName, KnownProducer,
    KnownProduct, KnownRecognition, Merged, SignedDecision, applied_rows, certificate_holders, decisions,
    former_facts, holders_of_registrations, holders_of_tax_numbers, merged_producers, names_without_place,
    producers, product_names, products, recognitions, recognitions_of, said_withdrawn, signed_decisions,
};
pub use places::{Heir, Unit, heirs, units};
pub use register::{
    NewDecision, NewRecognition, insert_decisions, insert_recognitions, mark_superseded, unmark_superseded,
};
pub use task::{any_claimed, claim, finish_reading, give_up, give_up_all, insert_reading, is_claimed};
pub use undo::{
    MadeProduct, MadeRecognition, hanging_on_decisions, hanging_on_producers, hanging_on_products,
    made_products, made_recognitions, remove_decisions, remove_producers, remove_products,
    remove_recognitions, tables_on_producer, tables_on_product, untouched_producers,
};

use crate::db::put::{OrElse, Values};
use crate::page::List;
use crate::prelude::*;

/// Values in one `IN (…)`.
pub const ASKED_AT_ONCE: usize = 500;

rows! {
    #[derive(Debug, Clone, PartialEq, Eq)]
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
        /// Work on it that goes on behind the page: `read` or `apply`.
        pub task: Option<String>,
        /// Until when the program that does it has claimed it; later it has been stopped.
        pub task_until: Option<i64>,
        /// Code of what stopped the last work.
        pub failure: Option<String>,
        /// How often each remark was made when the list was read, as JSON.
        pub notes: Option<String>,
    }

    /// One row of a list; `data`, `findings` and `created_ids` are JSON.
    #[derive(Debug, Clone, PartialEq, Eq)]
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
}

pub async fn insert_batch(db: &Db, b: &Batch) -> Result<()> {
    insert!(db, "import_batch", b.{id, kind, file_name, file_hash, state, created_by, created_at}).await
}

pub async fn batch(db: &Db, id: &str) -> Result<Option<Batch>> {
    db.one(&format!("SELECT {} FROM import_batch b WHERE b.id = $1", Batch::columns("b")), args![id]).await
}

/// One page of the batches, newest first, and how many there are; `created_by` narrows to one person's.
pub async fn batches(
    db: &Db,
    created_by: Option<&str>,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Batch>, i64)> {
    let mut args = Vec::new();
    let mut condition = "1 = 1".to_owned();
    if let Some(account) = created_by {
        args.push(account.into());
        condition = "created_by = $1".into();
    }
    let (columns, from) = (Batch::columns("b"), format!("FROM import_batch b WHERE {condition}"));
    let order = "b.created_at DESC, b.id DESC";
    List { columns: &columns, from: &from, order, args }.page(db, limit, offset).await
}

/// Moves a batch from one of the states it may be in; [`Error::Stale`] when another act was faster.
pub async fn move_batch(db: &Db, id: &str, from: &str, to: &str, at: i64) -> Result<()> {
    let column = if to == "undone" { "undone_at" } else { "applied_at" };
    db.exec_guarded(
        &format!("UPDATE import_batch SET state = $3, {column} = $4 WHERE id = $1 AND state = $2"),
        args![id, from, to, at],
    )
    .await
}

/// The first number of a row that tells of a further recognition of one row of the list.
pub const FURTHER: i64 = 131_072_000_000;

/// Rows in the order of the list, the recognitions of one row together.
fn in_order() -> String {
    format!("row_no % {FURTHER}, row_no")
}

fn row_values(r: &Row) -> Values {
    // As the row's own data say; a column, so that they are found without reading every row.
    let withdrawn = r.data.contains("\"withdrawn\":true");
    values!(r.{batch_id, row_no, source_key, data, findings, action, commune_choice, created_ids}, withdrawn)
}

pub async fn insert_rows(db: &Db, rows: &[Row]) -> Result<()> {
    db.insert_all("import_row", rows.iter().map(row_values).collect(), OrElse::Refuse).await
}

/// Writes what became of rows that are there already.
pub async fn put_outcomes(db: &Db, rows: &[Row]) -> Result<()> {
    let tail = "ON CONFLICT (batch_id, row_no) DO UPDATE SET data = excluded.data, findings = excluded.findings, \
                action = excluded.action, commune_choice = excluded.commune_choice, \
                created_ids = excluded.created_ids, withdrawn = excluded.withdrawn";
    db.insert_all("import_row", rows.iter().map(row_values).collect(), OrElse::End(tail)).await
}

pub async fn row(db: &Db, batch_id: &str, row_no: i64) -> Result<Option<Row>> {
    let sql =
        format!("SELECT {} FROM import_row r WHERE r.batch_id = $1 AND r.row_no = $2", Row::columns("r"));
    db.one(&sql, args![batch_id, row_no]).await
}

/// Every row of a batch, in the order of the sheet. A batch is one file, bounded when it is staged.
pub async fn rows(db: &Db, batch_id: &str) -> Result<Vec<Row>> {
    let sql =
        format!("SELECT {} FROM import_row r WHERE batch_id = $1 ORDER BY {}", Row::columns("r"), in_order());
    db.all(&sql, args![batch_id]).await
}

/// The rows of a batch that can still be answered, in the order of the sheet: those that wait and those that are ready.
pub async fn open_rows(db: &Db, batch_id: &str) -> Result<Vec<Row>> {
    let sql = format!(
        "SELECT {} FROM import_row r WHERE batch_id = $1 AND action IN ('waiting', 'new') ORDER BY {}",
        Row::columns("r"),
        in_order()
    );
    db.all(&sql, args![batch_id]).await
}

/// Which rows of a batch to show; empty means any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowFilter {
    /// An action, or `findings`: those with something to look at.
    pub action: String,
    /// `error`, `question` or `warning`: those with such a remark.
    pub severity: String,
    /// The code of a remark.
    pub code: String,
}

impl RowFilter {
    fn condition(&self, args: &mut Vec<sea_orm::Value>) -> String {
        let mut condition = "batch_id = $1".to_owned();
        match self.action.as_str() {
            "" => {}
            "findings" => condition.push_str(" AND findings <> '[]'"),
            action => {
                args.push(action.into());
                condition.push_str(&format!(" AND action = ${}", args.len()));
            }
        }
        // The remarks are JSON written by the program itself, without blanks.
        for (name, value) in [("severity", &self.severity), ("code", &self.code)] {
            if !value.is_empty() {
                args.push(format!("%\"{name}\":\"{value}\"%").into());
                condition.push_str(&format!(" AND findings LIKE ${}", args.len()));
            }
        }
        condition
    }
}

/// One page of a batch's rows.
pub async fn rows_page(
    db: &Db,
    batch_id: &str,
    filter: &RowFilter,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Row>, i64)> {
    let mut args = args![batch_id];
    let condition = filter.condition(&mut args);
    let (columns, from) = (Row::columns("r"), format!("FROM import_row r WHERE {condition}"));
    List { columns: &columns, from: &from, order: &in_order(), args }.page(db, limit, offset).await
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ActionCount {
    pub action: String,
    pub n: i64,
}

pub async fn action_counts(db: &Db, batch_id: &str) -> Result<Vec<ActionCount>> {
    db.all(
        "SELECT action, COUNT(*) AS n FROM import_row WHERE batch_id = $1 GROUP BY action ORDER BY action",
        args![batch_id],
    )
    .await
}

/// Rows of a batch whose number is this or more.
pub async fn rows_from(db: &Db, batch_id: &str, row_no: i64) -> Result<i64> {
    let sql = "SELECT COUNT(*) AS n FROM import_row WHERE batch_id = $1 AND row_no >= $2";
    db.number(sql, args![batch_id, row_no]).await
}

/// What a batch made in the register, also after it was undone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, FromQueryResult)]
pub struct Made {
    pub products: i64,
    pub producers: i64,
    pub decisions: i64,
    pub recognitions: i64,
    /// Recognitions of products that were in the register already.
    pub further: i64,
}

pub async fn made(db: &Db, batch_id: &str) -> Result<Made> {
    // The ids are JSON written by the program itself, without blanks.
    let has = |name: &str| format!("created_ids LIKE '%\"{name}\":%'");
    let (product, producer) = (has("product"), has("producer"));
    let (decision, recognition) = (has("decision"), has("recognition"));
    let n = |condition: &str| format!("COALESCE(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END), 0)");
    let sql = format!(
        "SELECT {} AS products, {} AS producers, {} AS decisions, {} AS recognitions, {} AS further \
         FROM import_row WHERE batch_id = $1 AND action IN ('applied', 'undone')",
        n(&product),
        n(&producer),
        n(&decision),
        n(&recognition),
        n(&has("further")),
    );
    Ok(db.one(&sql, args![batch_id]).await?.unwrap_or_default())
}
