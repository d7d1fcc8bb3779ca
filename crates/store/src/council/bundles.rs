//! Archives of a round's papers and how far each is made.

use crate::prelude::*;

/// One archive.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct BundleRow {
    pub id: String,
    pub round_id: String,
    /// waiting, ready or failed
    pub state: String,
    pub fingerprint: String,
    pub total: i64,
    pub done: i64,
    pub size: Option<i64>,
    pub sha256: Option<String>,
    pub asked_at: i64,
    pub finished_at: Option<i64>,
}

/// A paper that is made.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct PieceRow {
    pub path: String,
    pub size: i64,
    pub sha256: String,
}

const COLUMNS: &str = "id, round_id, state, fingerprint, total, done, size, sha256, asked_at, finished_at";

/// The newest first; there are never many.
pub async fn of_round(db: &Db, round: &str) -> Result<Vec<BundleRow>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM council_bundle WHERE round_id = $1 ORDER BY asked_at DESC, id DESC LIMIT 20"
    );
    db.all(&sql, args![round]).await
}

pub async fn insert(db: &Db, id: &str, round: &str, fingerprint: &str, by: &str, at: i64) -> Result<()> {
    insert!(db, "council_bundle",
        id, round_id: round, state: "waiting", fingerprint, total: 0_i64, done: 0_i64, asked_by: by, asked_at: at
    )
    .await
}

/// Archives that are still to be made.
pub async fn waiting(db: &Db) -> Result<Vec<String>> {
    let sql = "SELECT id FROM council_bundle WHERE state = 'waiting' ORDER BY asked_at, id";
    db.values(sql, args![]).await
}

pub async fn find(db: &Db, id: &str) -> Result<Option<BundleRow>> {
    db.one(&format!("SELECT {COLUMNS} FROM council_bundle WHERE id = $1"), args![id]).await
}

/// A paper more.
pub async fn note_piece(db: &Db, bundle: &str, p: &PieceRow, done: i64) -> Result<()> {
    insert!(db, "council_bundle_piece",
        p.{path, size, sha256}, bundle_id: bundle; or replace bundle_id, path
    )
    .await?;
    db.run("UPDATE council_bundle SET done = $2 WHERE id = $1", args![bundle, done]).await
}

pub async fn pieces(db: &Db, bundle: &str) -> Result<Vec<PieceRow>> {
    let sql = "SELECT path, size, sha256 FROM council_bundle_piece WHERE bundle_id = $1 ORDER BY path";
    db.all(sql, args![bundle]).await
}

/// What is to be made, and from what.
pub async fn plan(db: &Db, id: &str, fingerprint: &str, total: i64, done: i64) -> Result<()> {
    db.run(
        "UPDATE council_bundle SET fingerprint = $2, total = $3, done = $4 WHERE id = $1",
        args![id, fingerprint, total, done],
    )
    .await
}

pub async fn finish(db: &Db, id: &str, size: i64, sha256: &str, at: i64) -> Result<()> {
    db.exec_guarded(
        "UPDATE council_bundle SET state = 'ready', size = $2, sha256 = $3, finished_at = $4 \
         WHERE id = $1 AND state = 'waiting'",
        args![id, size, sha256, at],
    )
    .await
}

/// Gives an archive up that waits; it can be asked for anew.
pub async fn give_up(db: &Db, id: &str) -> Result<()> {
    let sql = "UPDATE council_bundle SET state = 'failed' WHERE id = $1 AND state = 'waiting'";
    db.run(sql, args![id]).await
}

pub async fn forget_pieces(db: &Db, bundle: &str) -> Result<()> {
    db.run("DELETE FROM council_bundle_piece WHERE bundle_id = $1", args![bundle]).await
}

pub async fn forget(db: &Db, id: &str) -> Result<()> {
    forget_pieces(db, id).await?;
    db.run("DELETE FROM council_bundle WHERE id = $1", args![id]).await
}
