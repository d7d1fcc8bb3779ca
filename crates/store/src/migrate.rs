//! Brings a database to the present shape. Migrations are plain SQL files that both engines read; a file that has
//! landed is never edited, a change is a new file. Nodes that start at once take turns.

use crate::db::Store;
use crate::prelude::*;
use ocop_domain::journal::sha256;

/// One file of the folder `migrations`.
pub(crate) struct Migration {
    pub number: i64,
    pub name: &'static str,
    pub sql: &'static str,
}

/// In the order of their numbers; `build.rs` makes the list from the folder.
pub(crate) const MIGRATIONS: &[Migration] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// The migration that gives `schema_version` its column for checksums.
const CHECKSUMS: i64 = 62;

impl Migration {
    /// Over the statements alone, so that a comment may be put into better words.
    fn checksum(&self) -> String {
        sha256(statements(self.sql).join(";\n").as_bytes())
    }
}

pub async fn run(store: &Store) -> Result<()> {
    // Read before anything is written: a database that is as it should be opens on a full disk. Where there is no table
    // yet there is no answer either.
    if let Ok(have) = version(store.db()).await
        && !behind(have)?
    {
        return compare(store.db()).await;
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
        if have >= CHECKSUMS {
            compare(&tx).await?;
        }
        let Some(next) = MIGRATIONS.iter().find(|m| m.number > have) else { return Ok(()) };
        for statement in statements(next.sql) {
            tx.exec_plain(&statement).await?;
        }
        insert!(tx, "schema_version", version: next.number).await?;
        if next.number >= CHECKSUMS {
            keep_checksums(&tx).await?;
        }
        tx.commit().await?;
    }
}

/// Writes down the checksums that are not there yet: those of the migrations before the column, and the newest.
async fn keep_checksums(tx: &Db) -> Result<()> {
    let sql = "UPDATE schema_version SET checksum = $2 WHERE version = $1 AND checksum IS NULL";
    for m in MIGRATIONS {
        tx.exec(sql, args![m.number, m.checksum()]).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Taken {
    version: i64,
    checksum: Option<String>,
}

/// Refuses a database that took a migration in another wording, or that lacks one below its newest.
async fn compare(db: &Db) -> Result<()> {
    let taken: Vec<Taken> = db.all("SELECT version, checksum FROM schema_version", vec![]).await?;
    let newest = taken.iter().map(|t| t.version).max().unwrap_or_default();
    for m in MIGRATIONS.iter().filter(|m| m.number <= newest) {
        let Some(row) = taken.iter().find(|t| t.version == m.number) else {
            return Err(Error::Setup(format!(
                "this database has schema {newest} but never took migration {}: a migration's number must be above all \
                 that have landed",
                m.name
            )));
        };
        if row.checksum.as_ref().is_some_and(|sum| *sum != m.checksum()) {
            return Err(Error::Setup(format!(
                "migration {} was edited after this database took it: put it back as it was and write the change as a \
                 new migration",
                m.name
            )));
        }
    }
    Ok(())
}

async fn version(db: &Db) -> Result<i64> {
    db.number("SELECT COALESCE(MAX(version), 0) AS n FROM schema_version", vec![]).await
}

/// Whether a database of this version lacks something; one of a newer program is refused.
fn behind(have: i64) -> Result<bool> {
    let newest = MIGRATIONS.last().map_or(0, |m| m.number);
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
async fn make_ready(store: &Store) -> Result<()> {
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

    #[test]
    fn a_comment_may_change_and_a_statement_may_not() {
        let of = |sql| Migration { number: 1, name: "0001_x.sql", sql }.checksum();
        assert_eq!(of("-- one\nCREATE TABLE a (b TEXT);\n"), of("-- two\n\nCREATE TABLE a (b TEXT);"));
        assert_ne!(of("CREATE TABLE a (b TEXT);"), of("CREATE TABLE a (c TEXT);"));
        assert!(
            MIGRATIONS.is_sorted_by_key(|m| m.number) && MIGRATIONS.iter().any(|m| m.number == CHECKSUMS)
        );
    }
}
