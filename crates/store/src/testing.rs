//! For the tests of `store`, `app` and `web`: a database of its own for each, beside the throw-away SQLite file. Most
//! tests want the tables there already; those are made once a run and copied, for making them takes longer than most
//! tests.

use crate::db::Store;
use crate::error::Error;
use sea_orm::{ConnectionTrait, Database};
use std::path::Path;
use tokio::sync::OnceCell;

/// Makes an empty database on the server behind `admin_url` (`postgres://USER@HOST:PORT/postgres`), returns its address.
pub async fn fresh_postgres(admin_url: &str, name: &str) -> Result<String, Error> {
    create(admin_url, name, "").await
}

/// Makes a database that has every table and no row.
pub async fn migrated_postgres(admin_url: &str, name: &str) -> Result<String, Error> {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let template = TEMPLATE.get_or_try_init(async || {
        let template = format!("{name}_template");
        migrate(&create(admin_url, &template, "").await?).await?;
        Ok::<_, Error>(template)
    });
    create(admin_url, name, &format!(" TEMPLATE \"{}\"", template.await?)).await
}

/// Puts an SQLite file that has every table and no row at `path`, returns its address.
pub async fn migrated_sqlite(path: &Path) -> Result<String, Error> {
    static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let template = TEMPLATE.get_or_try_init(async || {
        migrate(&format!("sqlite:{}", path.display())).await?;
        std::fs::read(path).map_err(|e| Error::Setup(e.to_string()))
    });
    std::fs::write(path, template.await?).map_err(|e| Error::Setup(e.to_string()))?;
    Ok(format!("sqlite:{}", path.display()))
}

/// Brings an empty database to the shape it had when `last` was the newest migration and writes `rows` into it; opening
/// it runs the rest.
pub async fn at_version(url: &str, last: i64, rows: &[&str]) -> Result<(), Error> {
    let address = if url.starts_with("sqlite:") { format!("{url}?mode=rwc") } else { url.to_owned() };
    let db = Database::connect(address).await?;
    db.execute_unprepared("CREATE TABLE schema_version (version BIGINT PRIMARY KEY NOT NULL)").await?;
    for (version, sql) in crate::migrate::MIGRATIONS.iter().filter(|(v, _)| *v <= last) {
        for statement in crate::migrate::statements(sql) {
            db.execute_unprepared(&statement).await?;
        }
        db.execute_unprepared(&format!("INSERT INTO schema_version (version) VALUES ({version})")).await?;
    }
    for row in rows {
        db.execute_unprepared(row).await?;
    }
    db.close().await?;
    Ok(())
}

/// Lets go of every connection for good: from here on the database does not answer.
pub async fn hang_up(store: &Store) -> Result<(), Error> {
    store.close().await
}

async fn create(admin_url: &str, name: &str, how: &str) -> Result<String, Error> {
    let admin = Database::connect(admin_url.to_owned()).await?;
    admin.execute_unprepared(&format!("CREATE DATABASE \"{name}\"{how}")).await?;
    admin.close().await?;
    let (server, _) = admin_url.rsplit_once('/').unwrap_or((admin_url, ""));
    Ok(format!("{server}/{name}"))
}

/// Makes the tables and lets go of the database, so that it can be copied whole.
async fn migrate(url: &str) -> Result<(), Error> {
    let files = std::env::temp_dir().join(format!("ocop-template-files-{}", std::process::id()));
    let store = Store::open(url, &files.display().to_string()).await?;
    store.close().await?;
    let _ = std::fs::remove_dir_all(files);
    Ok(())
}
