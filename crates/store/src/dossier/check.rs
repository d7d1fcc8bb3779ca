//! The commune's checks, one row for each submission.

use crate::prelude::*;

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

pub async fn find(db: &Db, dossier_id: &str, attempt: i64) -> Result<Option<WardCheckRow>> {
    let columns = WardCheckRow::columns("c");
    db.one(
        &format!("SELECT {columns} FROM ward_check c WHERE c.dossier_id = $1 AND c.attempt = $2"),
        args![dossier_id, attempt],
    )
    .await
}

/// Every check that was concluded, newest first.
pub async fn concluded(db: &Db, dossier_id: &str) -> Result<Vec<WardCheckRow>> {
    let columns = WardCheckRow::columns("c");
    db.all(
        &format!("SELECT {columns} FROM ward_check c WHERE c.dossier_id = $1 AND c.draft = $2 ORDER BY c.attempt DESC"),
        args![dossier_id, false],
    )
    .await
}

pub async fn save(db: &Db, c: &WardCheckRow) -> Result<()> {
    insert!(db, "ward_check",
        c.{dossier_id, attempt, local_material, local_labour, idea_origin, local_identity, conclusion,
        reasons, draft, checked_by, checked_at}; or replace dossier_id, attempt
    )
    .await
}
