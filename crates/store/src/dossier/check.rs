//! The commune's checks, one row for each submission.

use crate::db::Db;
use crate::error::Error;
use crate::rows;

rows! {
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct WardCheckRow {
        pub dossier_id: String,
        pub attempt: i64,
        pub local_material: Option<String>,
        pub local_labour: Option<String>,
        pub idea_origin: Option<String>,
        pub local_identity: Option<String>,
        pub conclusion: Option<String>,
        pub reasons: Option<String>,
        pub draft: bool,
        pub checked_by: String,
        pub checked_at: i64,
    }
}

pub async fn find(db: &Db, dossier_id: &str, attempt: i64) -> Result<Option<WardCheckRow>, Error> {
    let columns = WardCheckRow::columns("c");
    db.one(
        &format!("SELECT {columns} FROM ward_check c WHERE c.dossier_id = $1 AND c.attempt = $2"),
        crate::args![dossier_id, attempt],
    )
    .await
}

/// Every check that was concluded, newest first.
pub async fn concluded(db: &Db, dossier_id: &str) -> Result<Vec<WardCheckRow>, Error> {
    let columns = WardCheckRow::columns("c");
    db.all(
        &format!("SELECT {columns} FROM ward_check c WHERE c.dossier_id = $1 AND c.draft = $2 ORDER BY c.attempt DESC"),
        crate::args![dossier_id, false],
    )
    .await
}

pub async fn save(db: &Db, c: &WardCheckRow) -> Result<(), Error> {
    db.exec(
        "INSERT INTO ward_check (dossier_id, attempt, local_material, local_labour, idea_origin, local_identity, \
         conclusion, reasons, draft, checked_by, checked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
         ON CONFLICT (dossier_id, attempt) DO UPDATE SET local_material = excluded.local_material, \
         local_labour = excluded.local_labour, idea_origin = excluded.idea_origin, \
         local_identity = excluded.local_identity, conclusion = excluded.conclusion, reasons = excluded.reasons, \
         draft = excluded.draft, checked_by = excluded.checked_by, checked_at = excluded.checked_at",
        crate::args![
            c.dossier_id.as_str(),
            c.attempt,
            c.local_material.as_deref(),
            c.local_labour.as_deref(),
            c.idea_origin.as_deref(),
            c.local_identity.as_deref(),
            c.conclusion.as_deref(),
            c.reasons.as_deref(),
            c.draft,
            c.checked_by.as_str(),
            c.checked_at
        ],
    )
    .await?;
    Ok(())
}
