//! Notes of the commune's meetings on dossiers, one a submission.

use crate::db::Db;
use crate::error::Error;
use crate::rows;
use jiff::civil::Date;

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
pub async fn all(db: &Db, dossier_id: &str) -> Result<Vec<MeetingRow>, Error> {
    let columns = MeetingRow::columns("m");
    db.all(
        &format!("SELECT {columns} FROM ward_meeting m WHERE m.dossier_id = $1 ORDER BY m.attempt"),
        crate::args![dossier_id],
    )
    .await
}

pub async fn find(db: &Db, dossier_id: &str, attempt: i64) -> Result<Option<MeetingRow>, Error> {
    let columns = MeetingRow::columns("m");
    db.one(
        &format!("SELECT {columns} FROM ward_meeting m WHERE m.dossier_id = $1 AND m.attempt = $2"),
        crate::args![dossier_id, attempt],
    )
    .await
}

pub async fn save(db: &Db, m: &MeetingRow) -> Result<(), Error> {
    db.exec(
        "INSERT INTO ward_meeting (dossier_id, attempt, held_on, place, departments, content, conclusion, noted_by, \
         noted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (dossier_id, attempt) DO UPDATE SET held_on = excluded.held_on, place = excluded.place, \
         departments = excluded.departments, content = excluded.content, conclusion = excluded.conclusion, \
         noted_by = excluded.noted_by, noted_at = excluded.noted_at",
        crate::args![
            m.dossier_id.as_str(),
            m.attempt,
            m.held_on,
            m.place.as_deref(),
            m.departments.as_str(),
            m.content.as_str(),
            m.conclusion.as_str(),
            m.noted_by.as_str(),
            m.noted_at
        ],
    )
    .await?;
    Ok(())
}

pub async fn remove(db: &Db, dossier_id: &str, attempt: i64) -> Result<(), Error> {
    db.exec(
        "DELETE FROM ward_meeting WHERE dossier_id = $1 AND attempt = $2",
        crate::args![dossier_id, attempt],
    )
    .await?;
    Ok(())
}
