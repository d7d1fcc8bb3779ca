//! Connection, transactions and the three calls every query is made with.

use crate::error::Error;
use crate::files::Files;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    FromQueryResult, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait, Value,
};
use std::sync::Arc;
use std::time::Duration;

/// How long to wait for a connection, and on SQLite for those who write before, in this program or in another.
const TURN: Duration = Duration::from_secs(15);

/// Where statements go: the pool, or one open transaction.
pub enum Db {
    Pool(DatabaseConnection),
    Tx(DatabaseTransaction),
}

impl Db {
    fn backend(&self) -> DbBackend {
        match self {
            Db::Pool(c) => c.get_database_backend(),
            Db::Tx(t) => t.get_database_backend(),
        }
    }

    pub fn is_sqlite(&self) -> bool {
        self.backend() == DbBackend::Sqlite
    }

    fn statement(&self, sql: &str, args: Vec<Value>) -> Statement {
        Statement::from_sql_and_values(self.backend(), sql, args)
    }

    /// Every row of a query.
    pub async fn all<T: FromQueryResult>(&self, sql: &str, args: Vec<Value>) -> Result<Vec<T>, Error> {
        let st = self.statement(sql, args);
        let rows = match self {
            Db::Pool(c) => c.query_all_raw(st).await,
            Db::Tx(t) => t.query_all_raw(st).await,
        }?;
        rows.iter().map(|r| T::from_query_result(r, "").map_err(Error::from)).collect()
    }

    /// The first row of a query, if there is one.
    pub async fn one<T: FromQueryResult>(&self, sql: &str, args: Vec<Value>) -> Result<Option<T>, Error> {
        let st = self.statement(sql, args);
        let row = match self {
            Db::Pool(c) => c.query_one_raw(st).await,
            Db::Tx(t) => t.query_one_raw(st).await,
        }?;
        row.map(|r| T::from_query_result(&r, "").map_err(Error::from)).transpose()
    }

    /// A single number, named `n` in the query; 0 where there is no row.
    pub async fn number(&self, sql: &str, args: Vec<Value>) -> Result<i64, Error> {
        Ok(self.one::<Number>(sql, args).await?.map_or(0, |r| r.n))
    }

    /// Changes rows and says how many.
    pub async fn exec(&self, sql: &str, args: Vec<Value>) -> Result<u64, Error> {
        let st = self.statement(sql, args);
        let done = match self {
            Db::Pool(c) => c.execute_raw(st).await,
            Db::Tx(t) => t.execute_raw(st).await,
        }?;
        Ok(done.rows_affected())
    }

    /// Like [`Db::exec`] for a guarded update (`… WHERE id = $1 AND version = $2`): [`Error::Stale`] if no row fitted.
    pub async fn exec_guarded(&self, sql: &str, args: Vec<Value>) -> Result<(), Error> {
        if self.exec(sql, args).await? == 0 { Err(Error::Stale) } else { Ok(()) }
    }

    pub(crate) async fn exec_plain(&self, sql: &str) -> Result<(), Error> {
        match self {
            Db::Pool(c) => c.execute_unprepared(sql).await,
            Db::Tx(t) => t.execute_unprepared(sql).await,
        }?;
        Ok(())
    }
}

#[derive(FromQueryResult)]
struct Number {
    n: i64,
}

/// An open transaction; dropped without [`Tx::commit`] it is rolled back.
pub struct Tx(Db);

impl Tx {
    pub async fn commit(self) -> Result<(), Error> {
        match self.0 {
            Db::Tx(t) => Ok(t.commit().await?),
            Db::Pool(_) => Ok(()),
        }
    }
}

impl std::ops::Deref for Tx {
    type Target = Db;
    fn deref(&self) -> &Db {
        &self.0
    }
}

/// The database and the files of one installation.
#[derive(Clone)]
pub struct Store {
    pool: Arc<Db>,
    /// Whence transactions come. SQLite has one writer at a time, lets the others poll, ever more seldom, and forgets the
    /// pages a connection knew whenever another has written: there it is one connection for which writers stand in line.
    writer: DatabaseConnection,
    pub files: Files,
}

impl Store {
    /// Opens `sqlite:PATH` or `postgres://…` and `files` (a directory or `s3://bucket`), creating and migrating what
    /// is not there.
    pub async fn open(database: &str, files: &str) -> Result<Store, Error> {
        let mut options = ConnectOptions::new(database.to_owned());
        options.sqlx_logging(false).acquire_timeout(TURN);
        if database.starts_with("sqlite:") {
            // A file does not hang up: no question before each statement whether it is still there.
            options.max_connections(4).min_connections(1).test_before_acquire(false);
            // FULL: an act confirmed to a person survives a power cut, not only a crash of the program.
            options.map_sqlx_sqlite_opts(|o| {
                o.create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal)
                    .synchronous(SqliteSynchronous::Full)
                    .foreign_keys(true)
                    .busy_timeout(TURN)
                    .pragma("cache_size", "-8192")
                    // The commit that fills the log to this many pages writes them all into the database: at the
                    // default of 1000 a draft in fifty waited for it.
                    .pragma("wal_autocheckpoint", "4000")
            });
        } else if database.starts_with("postgres:") || database.starts_with("postgresql:") {
            options.max_connections(16);
        } else {
            return Err(Error::Setup(format!(
                "“{database}” is not a database address: write sqlite:PATH or postgres://USER@HOST/NAME"
            )));
        }
        let pool = Database::connect(options.clone()).await?;
        let writer = match pool.get_database_backend() {
            DbBackend::Sqlite => Database::connect(options.max_connections(1).to_owned()).await?,
            _ => pool.clone(),
        };
        let store = Store { pool: Arc::new(Db::Pool(pool)), writer, files: Files::open(files)? };
        crate::migrate::run(&store).await?;
        Ok(store)
    }

    /// For reading outside a transaction.
    pub fn db(&self) -> &Db {
        &self.pool
    }

    /// Begins a writing transaction. On SQLite it takes the write lock at once, so that what is read inside still
    /// holds when it is written.
    pub async fn begin(&self) -> Result<Tx, Error> {
        let mut options = TransactionOptions::default();
        if self.pool.is_sqlite() {
            options.sqlite_transaction_mode = Some(SqliteTransactionMode::Immediate);
        }
        match self.writer.begin_with_options(options).await {
            Ok(tx) => Ok(Tx(Db::Tx(tx))),
            Err(DbErr::ConnectionAcquire(e)) => Err(Error::Busy(e.to_string())),
            Err(e) => Err(e.into()),
        }
    }

    /// Lets go of every connection.
    pub(crate) async fn close(&self) -> Result<(), Error> {
        if let Db::Pool(pool) = &*self.pool {
            pool.close_by_ref().await?;
        }
        Ok(self.writer.close_by_ref().await?)
    }

    /// True when the database answers.
    pub async fn ready(&self) -> bool {
        self.pool.number("SELECT CAST(1 AS BIGINT) AS n", vec![]).await.is_ok_and(|n| n == 1)
    }
}
