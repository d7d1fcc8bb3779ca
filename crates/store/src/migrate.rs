//! Brings a database to the present shape. Migrations are plain SQL files that both engines read; a file that has
//! landed is never edited, a change is a new file.

use crate::db::Store;
use crate::error::Error;

const MIGRATIONS: &[(i64, &str)] = &[
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
    (19, include_str!("../migrations/0019_evidence.sql")),
];

pub async fn run(store: &Store) -> Result<(), Error> {
    let db = store.db();
    db.exec_plain("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT PRIMARY KEY NOT NULL)").await?;
    let newest = MIGRATIONS.last().map_or(0, |(v, _)| *v);
    let have = db.number("SELECT COALESCE(MAX(version), 0) AS n FROM schema_version", vec![]).await?;
    if have > newest {
        return Err(Error::Setup(format!(
            "this database was made by a newer version of ocop (schema {have}, this program knows {newest})"
        )));
    }
    for (version, sql) in MIGRATIONS.iter().filter(|(v, _)| *v > have) {
        let tx = store.begin().await?;
        let code: Vec<&str> = sql.lines().filter(|l| !l.trim_start().starts_with("--")).collect();
        for statement in code.join("\n").split(';').map(str::trim).filter(|s| !s.is_empty()) {
            tx.exec_plain(statement).await?;
        }
        tx.exec("INSERT INTO schema_version (version) VALUES ($1)", crate::args![*version]).await?;
        tx.commit().await?;
    }
    Ok(())
}
