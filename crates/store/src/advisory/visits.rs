//! Visits of a team: what was looked at, who was there, the photos.

use crate::prelude::*;

/// A visit on the spot. The place by the device stands in millionths of a degree, its accuracy in metres.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct VisitRow {
    pub id: String,
    pub dossier_id: String,
    pub council_id: String,
    pub visited_on: String,
    pub place: String,
    pub latitude: Option<i64>,
    pub longitude: Option<i64>,
    pub accuracy: Option<i64>,
    pub conclusion: Option<String>,
    pub sha256: String,
    pub recorded_by: String,
    pub recorded_at: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct VisitCheckRow {
    pub visit_id: String,
    pub criterion: String,
    pub verdict: String,
    pub note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct VisitPersonRow {
    pub visit_id: String,
    pub number: i64,
    pub name: String,
    pub capacity: String,
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct VisitFileRow {
    pub visit_id: String,
    pub number: i64,
    /// photo, sign or sheet
    pub role: String,
    /// A photo's criterion, a signature's person; else empty.
    pub about: String,
    pub file_hash: String,
    pub file_name: String,
    pub media_type: String,
    pub size: i64,
}

const COLUMNS: &str = "id, dossier_id, council_id, visited_on, place, latitude, longitude, accuracy, conclusion, \
                       sha256, recorded_by, recorded_at";

pub async fn find(db: &Db, id: &str) -> Result<Option<VisitRow>> {
    db.one(&format!("SELECT {COLUMNS} FROM advisory_visit WHERE id = $1"), args![id]).await
}

/// In the order of their days.
pub async fn of_dossier(db: &Db, dossier: &str) -> Result<Vec<VisitRow>> {
    db.all(
        &format!(
            "SELECT {COLUMNS} FROM advisory_visit WHERE dossier_id = $1 ORDER BY visited_on, recorded_at, id"
        ),
        args![dossier],
    )
    .await
}

const OF_DOSSIER: &str = "JOIN advisory_visit v ON v.id = x.visit_id WHERE v.dossier_id = $1";

pub async fn checks(db: &Db, dossier: &str) -> Result<Vec<VisitCheckRow>> {
    db.all(
        &format!(
            "SELECT x.visit_id, x.criterion, x.verdict, x.note FROM advisory_visit_check x {OF_DOSSIER} \
             ORDER BY v.visited_on, x.visit_id, x.criterion"
        ),
        args![dossier],
    )
    .await
}

pub async fn people(db: &Db, dossier: &str) -> Result<Vec<VisitPersonRow>> {
    db.all(
        &format!(
            "SELECT x.visit_id, x.number, x.name, x.capacity FROM advisory_visit_person x {OF_DOSSIER} \
             ORDER BY x.visit_id, x.number"
        ),
        args![dossier],
    )
    .await
}

pub async fn files(db: &Db, dossier: &str) -> Result<Vec<VisitFileRow>> {
    db.all(
        &format!(
            "SELECT x.visit_id, x.number, x.role, x.about, x.file_hash, x.file_name, x.media_type, x.size \
             FROM advisory_visit_file x {OF_DOSSIER} ORDER BY x.visit_id, x.number"
        ),
        args![dossier],
    )
    .await
}

pub async fn insert(
    db: &Db,
    v: &VisitRow,
    checks: &[VisitCheckRow],
    people: &[VisitPersonRow],
    files: &[VisitFileRow],
) -> Result<()> {
    insert!(db, "advisory_visit",
        v.{id, dossier_id, council_id, visited_on, place, latitude, longitude, accuracy, conclusion, sha256,
        recorded_by, recorded_at}
    )
    .await?;
    for c in checks {
        insert!(db, "advisory_visit_check", c.{criterion, verdict, note}, visit_id: v.id.as_str()).await?;
    }
    for p in people {
        insert!(db, "advisory_visit_person", p.{number, name, capacity}, visit_id: v.id.as_str()).await?;
    }
    for f in files {
        insert!(db, "advisory_visit_file",
            f.{number, role, about, file_hash, file_name, media_type, size}, visit_id: v.id.as_str()
        )
        .await?;
    }
    Ok(())
}
