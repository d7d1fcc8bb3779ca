//! How the connections to a database are opened, and what is let go of.

use super::Db;
use crate::error::Error;
use sea_orm::sqlx::Connection;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How long to wait for a connection, and on SQLite for those who write before, in this program or in another.
pub(super) const TURN: Duration = Duration::from_secs(15);

/// Closes a connection that comes back with a transaction still open, instead of giving it to the next writer. After a
/// COMMIT or ROLLBACK that failed the driver goes on counting a transaction: what came next would be a savepoint within
/// it, confirmed and never written.
pub(super) fn let_go_of_open_transactions(options: &mut ConnectOptions) {
    options.map_sqlx_sqlite_pool_opts(|pool| {
        pool.after_release(|conn, _| {
            Box::pin(async move {
                // The rollback of a dropped transaction is queued: the answer to the ping comes after it.
                conn.ping().await?;
                Ok(!conn.is_in_transaction())
            })
        })
        .before_acquire(|conn, _| Box::pin(async move { Ok(!conn.is_in_transaction()) }))
    });
    options.map_sqlx_postgres_pool_opts(|pool| {
        pool.after_release(|conn, _| Box::pin(async move { Ok(!conn.is_in_transaction()) }))
    });
}

/// How a file of SQLite is opened.
pub(super) fn sqlite(options: SqliteConnectOptions) -> SqliteConnectOptions {
    options
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // FULL: an act confirmed to a person survives a power cut, not only a crash of the program.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(TURN)
        .pragma("cache_size", "-8192")
        // The commit that fills the log to this many pages writes them all into the database: at the default of 1000 a
        // draft in fifty waited for it.
        .pragma("wal_autocheckpoint", "4000")
}

/// Counts what a connection sends, for the store and for the task at work.
pub(super) fn counted(mut connection: DatabaseConnection, statements: &Arc<AtomicU64>) -> DatabaseConnection {
    let statements = statements.clone();
    connection.set_metric_callback(move |sent| {
        statements.fetch_add(1, Ordering::Relaxed);
        crate::statements::add(sent.elapsed);
    });
    connection
}

/// Opens a database. SQLite does not wait where two set the journal of a new file at once: the loser tries again.
pub(super) async fn connect(options: &ConnectOptions) -> Result<DatabaseConnection, Error> {
    let mut tries = 0;
    loop {
        match Database::connect(options.clone()).await.map_err(Error::from) {
            Err(e) if e.is_busy() && tries < 100 => tries += 1,
            done => return done,
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Does the database hold data of ours? Nothing is made where there is none.
pub async fn is_begun(database: &str) -> Result<bool, Error> {
    if let Some(file) = crate::space::sqlite_path(database)
        && !std::fs::metadata(&file).is_ok_and(|m| m.is_file() && m.len() > 0)
    {
        return Ok(false);
    }
    let mut options = ConnectOptions::new(database.to_owned());
    options.sqlx_logging(false).acquire_timeout(TURN).max_connections(1);
    let pool = Database::connect(options).await?;
    let found = Db::single(pool.clone()).number("SELECT COUNT(*) AS n FROM schema_version", vec![]).await;
    pool.close_by_ref().await?;
    match found {
        Ok(n) => Ok(n > 0),
        // The engines list their tables by different queries.
        Err(e) if ["no such table", "does not exist"].iter().any(|w| e.to_string().contains(w)) => Ok(false),
        Err(e) => Err(e),
    }
}
