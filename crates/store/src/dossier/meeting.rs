//! Notes of the commune's meetings on dossiers, one a submission.

use crate::prelude::*;

rows! {
    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct MeetingRow {
        pub dossier_id: String,
        pub attempt: i64,
        pub held_on: Date,
        pub place: Option<String>,
        /// One a line.
        pub departments: String,
        pub content: String,
        pub conclusion: String,
        pub noted_by: String,
        pub noted_at: i64,
    }
}

/// Every meeting on a dossier, oldest first.
pub async fn all(db: &Db, dossier_id: &str) -> Result<Vec<MeetingRow>> {
    let columns = MeetingRow::columns("m");
    db.all(
        &format!("SELECT {columns} FROM ward_meeting m WHERE m.dossier_id = $1 ORDER BY m.attempt"),
        args![dossier_id],
    )
    .await
}

pub async fn find(db: &Db, dossier_id: &str, attempt: i64) -> Result<Option<MeetingRow>> {
    let columns = MeetingRow::columns("m");
    db.one(
        &format!("SELECT {columns} FROM ward_meeting m WHERE m.dossier_id = $1 AND m.attempt = $2"),
        args![dossier_id, attempt],
    )
    .await
}

pub async fn save(db: &Db, m: &MeetingRow) -> Result<()> {
    insert!(db, "ward_meeting",
        m.{dossier_id, attempt, held_on, place, departments, content, conclusion, noted_by, noted_at};
        or replace dossier_id, attempt
    )
    .await
}

pub async fn remove(db: &Db, dossier_id: &str, attempt: i64) -> Result<()> {
    db.run("DELETE FROM ward_meeting WHERE dossier_id = $1 AND attempt = $2", args![dossier_id, attempt])
        .await
}
