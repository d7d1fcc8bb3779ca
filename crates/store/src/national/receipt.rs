//! Checks of a package at the ministry's office.

use crate::prelude::*;

/// One check, with the package as it was then.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ReceiptRow {
    pub dossier_id: String,
    pub number: i64,
    pub file_hash: String,
    pub letter_number: Option<String>,
    pub sent_on: String,
    /// Taken; otherwise returned to be completed.
    pub taken: bool,
    /// Names of papers, one a line.
    pub missing: String,
    pub note: Option<String>,
    pub checked_on: String,
    pub checked_by: String,
    pub checked_at: i64,
}

const COLUMNS: &str = "dossier_id, number, file_hash, letter_number, sent_on, taken, missing, note, checked_on, \
                       checked_by, checked_at";

/// Oldest first.
pub async fn receipts(db: &Db, dossier: &str) -> Result<Vec<ReceiptRow>> {
    let sql = format!("SELECT {COLUMNS} FROM ministry_receipt WHERE dossier_id = $1 ORDER BY number");
    db.all(&sql, args![dossier]).await
}

pub async fn insert(db: &Db, r: &ReceiptRow) -> Result<()> {
    insert!(db, "ministry_receipt",
        r.{dossier_id, number, file_hash, letter_number, sent_on, taken, missing, note, checked_on, checked_by, checked_at}
    )
    .await
}
