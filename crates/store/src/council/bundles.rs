//! Archives of a round's papers and how far each is made.

use sea_orm::FromQueryResult;

use crate::{Db, Error, args};

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
pub async fn bundles_of(db: &Db, round: &str) -> Result<Vec<BundleRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM council_bundle WHERE round_id = $1 ORDER BY asked_at DESC, id DESC LIMIT 20"
    );
    db.all(&sql, args![round]).await
}

pub async fn insert_bundle(
    db: &Db,
    id: &str,
    round: &str,
    fingerprint: &str,
    by: &str,
    at: i64,
) -> Result<(), Error> {
    db.exec(
        "INSERT INTO council_bundle (id, round_id, state, fingerprint, total, done, asked_by, asked_at) \
         VALUES ($1, $2, 'waiting', $3, 0, 0, $4, $5)",
        args![id, round, fingerprint, by, at],
    )
    .await?;
    Ok(())
}

/// Archives that are still to be made.
pub async fn waiting_bundles(db: &Db) -> Result<Vec<String>, Error> {
    #[derive(FromQueryResult)]
    struct Waiting {
        id: String,
    }
    let sql = "SELECT id FROM council_bundle WHERE state = 'waiting' ORDER BY asked_at, id";
    let rows: Vec<Waiting> = db.all(sql, args![]).await?;
    Ok(rows.into_iter().map(|r| r.id).collect())
}

pub async fn find_bundle(db: &Db, id: &str) -> Result<Option<BundleRow>, Error> {
    db.one(&format!("SELECT {COLUMNS} FROM council_bundle WHERE id = $1"), args![id]).await
}

/// A paper more.
pub async fn note_piece(db: &Db, bundle: &str, p: &PieceRow, done: i64) -> Result<(), Error> {
    db.exec(
        "INSERT INTO council_bundle_piece (bundle_id, path, size, sha256) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (bundle_id, path) DO UPDATE SET size = excluded.size, sha256 = excluded.sha256",
        args![bundle, p.path.as_str(), p.size, p.sha256.as_str()],
    )
    .await?;
    db.exec("UPDATE council_bundle SET done = $2 WHERE id = $1", args![bundle, done]).await?;
    Ok(())
}

pub async fn pieces(db: &Db, bundle: &str) -> Result<Vec<PieceRow>, Error> {
    let sql = "SELECT path, size, sha256 FROM council_bundle_piece WHERE bundle_id = $1 ORDER BY path";
    db.all(sql, args![bundle]).await
}

/// What is to be made, and from what.
pub async fn plan_bundle(db: &Db, id: &str, fingerprint: &str, total: i64, done: i64) -> Result<(), Error> {
    db.exec(
        "UPDATE council_bundle SET fingerprint = $2, total = $3, done = $4 WHERE id = $1",
        args![id, fingerprint, total, done],
    )
    .await?;
    Ok(())
}

pub async fn finish_bundle(db: &Db, id: &str, size: i64, sha256: &str, at: i64) -> Result<(), Error> {
    db.exec_guarded(
        "UPDATE council_bundle SET state = 'ready', size = $2, sha256 = $3, finished_at = $4 \
         WHERE id = $1 AND state = 'waiting'",
        args![id, size, sha256, at],
    )
    .await
}

/// Gives an archive up that waits; it can be asked for anew.
pub async fn give_up_bundle(db: &Db, id: &str) -> Result<(), Error> {
    let sql = "UPDATE council_bundle SET state = 'failed' WHERE id = $1 AND state = 'waiting'";
    db.exec(sql, args![id]).await?;
    Ok(())
}

pub async fn forget_pieces(db: &Db, bundle: &str) -> Result<(), Error> {
    db.exec("DELETE FROM council_bundle_piece WHERE bundle_id = $1", args![bundle]).await?;
    Ok(())
}

pub async fn forget_bundle(db: &Db, id: &str) -> Result<(), Error> {
    forget_pieces(db, id).await?;
    db.exec("DELETE FROM council_bundle WHERE id = $1", args![id]).await?;
    Ok(())
}
