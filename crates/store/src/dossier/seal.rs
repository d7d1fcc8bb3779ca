//! Sealed packages, one for each submission.

use crate::column::Doc;
use crate::prelude::*;
use ocop_domain::dossier::Seal;

rows! {
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SealRow {
        pub dossier_id: String,
        pub attempt: i64,
        pub submitted_at: i64,
        pub due_on: Date,
        /// The day it counted as received; none where it was submitted before this was kept.
        pub received_on: Option<Date>,
        pub seal: Doc<Seal>,
        pub seal_hash: String,
    }
}

/// Keeps a sealed package, and which papers it holds.
pub async fn insert(db: &Db, s: &SealRow) -> Result<()> {
    insert!(db, "dossier_seal",
        s.{dossier_id, attempt, submitted_at, due_on, received_on, seal_hash}, seal: s.seal.text.as_str()
    )
    .await?;
    for file in &s.seal.value.files {
        insert!(db, "dossier_seal_evidence",
            s.{dossier_id, attempt}, evidence_id: file.evidence.as_str()
        )
        .await?;
    }
    Ok(())
}

/// How often the dossier was submitted.
pub async fn attempts(db: &Db, dossier_id: &str) -> Result<i64> {
    db.number("SELECT COUNT(*) AS n FROM dossier_seal WHERE dossier_id = $1", args![dossier_id]).await
}

/// The package of one submission, or of the last one.
pub async fn find(db: &Db, dossier_id: &str, attempt: Option<i64>) -> Result<Option<SealRow>> {
    let columns = SealRow::columns("s");
    db.one(
        &format!(
            "SELECT {columns} FROM dossier_seal s WHERE s.dossier_id = $1 \
             AND s.attempt = COALESCE($2, (SELECT MAX(attempt) FROM dossier_seal WHERE dossier_id = $1))"
        ),
        args![dossier_id, attempt],
    )
    .await
}

/// The text of a sealed package as it stands, whole or not.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct SealText {
    pub seal: String,
    pub seal_hash: String,
}

/// The text of one submission's package, for the proof that it is what was sealed.
pub async fn text(db: &Db, dossier_id: &str, attempt: i64) -> Result<Option<SealText>> {
    db.one(
        "SELECT seal, seal_hash FROM dossier_seal WHERE dossier_id = $1 AND attempt = $2",
        args![dossier_id, attempt],
    )
    .await
}

/// The packages of all submissions, in their order.
pub async fn all(db: &Db, dossier_id: &str) -> Result<Vec<SealRow>> {
    db.all(
        "SELECT dossier_id, attempt, submitted_at, due_on, received_on, seal, seal_hash FROM dossier_seal \
     WHERE dossier_id = $1 ORDER BY attempt",
        args![dossier_id],
    )
    .await
}

/// Dossier and number of sealed packages after one: for a caller that reads all of them a page at a time.
pub async fn keys_after(db: &Db, (dossier, attempt): (&str, i64), limit: i64) -> Result<Vec<(String, i64)>> {
    db
    .pairs(
        "SELECT dossier_id, attempt FROM dossier_seal WHERE dossier_id > $1 OR (dossier_id = $1 AND attempt > $2) \
         ORDER BY dossier_id, attempt LIMIT $3",
        args![dossier, attempt, limit],
    )
    .await
}

rows! {
    /// A sealed package found by its seal.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct FoundSeal {
        pub attempt: i64,
        pub submitted_at: i64,
        pub received_on: Option<Date>,
        pub seal: Doc<Seal>,
        pub seal_hash: String,
        pub invented: bool,
    }
}

/// Packages whose seal begins with these lower-case digits; two are enough to know that they name none.
pub async fn by_hash(db: &Db, digits: &str) -> Result<Vec<FoundSeal>> {
    // 'g' comes after every hexadecimal digit, so that the index finds the beginning.
    db.all(
        "SELECT s.attempt, s.submitted_at, s.received_on, s.seal, s.seal_hash, d.invented FROM dossier_seal s \
         JOIN dossier d ON d.id = s.dossier_id WHERE s.seal_hash >= $1 AND s.seal_hash < $2 ORDER BY s.seal_hash LIMIT 2",
        args![digits, format!("{digits}g")],
    )
    .await
}
