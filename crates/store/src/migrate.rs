//! Brings a database to the present shape. Migrations are plain SQL files that both engines read; a file that has
//! landed is never edited, a change is a new file. Nodes that start at once take turns.

use crate::db::{Db, Store};
use crate::error::Error;

pub(crate) const MIGRATIONS: &[(i64, &str)] = &[
    (1, include_str!("../migrations/0001_base.sql")),
    (2, include_str!("../migrations/0002_area.sql")),
    (3, include_str!("../migrations/0003_account.sql")),
    (4, include_str!("../migrations/0004_producer_product.sql")),
    (5, include_str!("../migrations/0005_dossier.sql")),
    (6, include_str!("../migrations/0006_council.sql")),
    (7, include_str!("../migrations/0007_recognition.sql")),
    (12, include_str!("../migrations/0012_account.sql")),
    (13, include_str!("../migrations/0013_product.sql")),
    (14, include_str!("../migrations/0014_dossier.sql")),
    (16, include_str!("../migrations/0016_recognition.sql")),
    (17, include_str!("../migrations/0017_guide.sql")),
    (18, include_str!("../migrations/0018_dossier_seal.sql")),
    (19, include_str!("../migrations/0019_evidence.sql")),
    (20, include_str!("../migrations/0020_dossier_kinds.sql")),
    (21, include_str!("../migrations/0021_register.sql")),
    (22, include_str!("../migrations/0022_notice.sql")),
    (23, include_str!("../migrations/0023_desk.sql")),
    (24, include_str!("../migrations/0024_upload.sql")),
    (25, include_str!("../migrations/0025_assist.sql")),
    (26, include_str!("../migrations/0026_council_conflict.sql")),
    (27, include_str!("../migrations/0027_council_rules.sql")),
    (28, include_str!("../migrations/0028_advisory.sql")),
    (29, include_str!("../migrations/0029_council_papers.sql")),
    (30, include_str!("../migrations/0030_national.sql")),
    (31, include_str!("../migrations/0031_objection.sql")),
    (32, include_str!("../migrations/0032_written_opinion.sql")),
    (33, include_str!("../migrations/0033_practice.sql")),
    (34, include_str!("../migrations/0034_sheet_mark.sql")),
    (35, include_str!("../migrations/0035_subgroup.sql")),
    (36, include_str!("../migrations/0036_correction.sql")),
    (37, include_str!("../migrations/0037_tasting.sql")),
    (38, include_str!("../migrations/0038_lookup.sql")),
    (39, include_str!("../migrations/0039_given_number.sql")),
    (40, include_str!("../migrations/0040_calendar.sql")),
    (41, include_str!("../migrations/0041_filed_on.sql")),
    (42, include_str!("../migrations/0042_import_task.sql")),
    (44, include_str!("../migrations/0044_once.sql")),
    (47, include_str!("../migrations/0047_sign_in.sql")),
    (48, include_str!("../migrations/0048_waiting_post.sql")),
    (49, include_str!("../migrations/0049_journal_head.sql")),
    (50, include_str!("../migrations/0050_registration_key.sql")),
    (51, include_str!("../migrations/0051_journal_daily_end.sql")),
    (52, include_str!("../migrations/0052_registration_number.sql")),
    (53, include_str!("../migrations/0053_settled_on.sql")),
    (54, include_str!("../migrations/0054_sealed_words.sql")),
    (55, include_str!("../migrations/0055_member_name.sql")),
    (56, include_str!("../migrations/0056_picture_room.sql")),
    (57, include_str!("../migrations/0057_withdrawn_row.sql")),
];

pub async fn run(store: &Store) -> Result<(), Error> {
    // Read before anything is written: a database that is as it should be opens on a full disk. Where there is no table
    // yet there is no answer either.
    if let Ok(have) = version(store.db()).await
        && !behind(have)?
    {
        return Ok(());
    }
    make_ready(store).await?;
    loop {
        let tx = store.begin().await?;
        if !tx.is_sqlite() {
            // SQLite's writing transaction shuts the others out already.
            tx.exec_plain("LOCK TABLE schema_version IN EXCLUSIVE MODE").await?;
        }
        let have = version(&tx).await?;
        behind(have)?;
        let Some((version, sql)) = MIGRATIONS.iter().find(|(v, _)| *v > have) else { return Ok(()) };
        for statement in statements(sql) {
            tx.exec_plain(&statement).await?;
        }
        tx.exec("INSERT INTO schema_version (version) VALUES ($1)", crate::args![*version]).await?;
        tx.commit().await?;
    }
}

async fn version(db: &Db) -> Result<i64, Error> {
    db.number("SELECT COALESCE(MAX(version), 0) AS n FROM schema_version", vec![]).await
}

/// Whether a database of this version lacks something; one of a newer program is refused.
fn behind(have: i64) -> Result<bool, Error> {
    let newest = MIGRATIONS.last().map_or(0, |(v, _)| *v);
    if have > newest {
        return Err(Error::Setup(format!(
            "this database was made by a newer version of ocop (schema {have}, this program knows {newest})"
        )));
    }
    Ok(have < newest)
}

/// A file's statements, without its comments.
pub(crate) fn statements(sql: &str) -> Vec<String> {
    let code: Vec<&str> = sql.lines().filter(|l| !l.trim_start().starts_with("--")).collect();
    code.join("\n").split(';').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
}

/// The table the versions stand in. PostgreSQL answers a second node that makes it in the same moment with a
/// duplicate in its own catalogue, of the row or of the type; by then it is there.
async fn make_ready(store: &Store) -> Result<(), Error> {
    let sql = "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY NOT NULL)";
    match store.db().exec_plain(sql).await {
        Err(_) => store.db().exec_plain(sql).await,
        Ok(()) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_database_of_the_newest_shape_opens_without_room_to_write() {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", dir.path().join("ocop.db").display());
        let store = Store::open(&url, &dir.path().join("files").display().to_string()).await.unwrap();
        store.space.keep_free(u64::MAX);
        assert!(matches!(store.begin().await, Err(Error::Full(_))));
        run(&store).await.unwrap();
        let newer = "INSERT INTO schema_version (version) VALUES (9999)";
        store.db().exec_plain(newer).await.unwrap();
        assert!(matches!(run(&store).await, Err(Error::Setup(_))));
        store.db().exec_plain("DELETE FROM schema_version WHERE version >= 50").await.unwrap();
        assert!(matches!(run(&store).await, Err(Error::Full(_))), "what is missing has to be written");
    }
}
