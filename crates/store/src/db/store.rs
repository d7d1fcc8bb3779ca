//! The database and the files of one installation.

use super::connect::{TURN, connect, counted, let_go_of_open_transactions, sqlite};
use super::transaction::{Turns, Tx};
use super::{Db, Pool};
use crate::error::Error;
use crate::files::Files;
use crate::space::Space;
use sea_orm::{
    AccessMode, ConnAcquireErr, ConnectOptions, ConnectionTrait, DatabaseConnection, DbBackend, DbErr,
    IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// How long the question whether writing is possible waits for its turn.
const PROBE: Duration = Duration::from_secs(5);

/// How long one writer may keep the others waiting before writing counts as impossible. A part of a long list takes
/// minutes at most; what holds the lock longer hangs.
const LONGEST_TURN: Duration = Duration::from_secs(600);

/// The database and the files of one installation.
#[derive(Clone)]
pub struct Store {
    pool: Arc<Db>,
    /// Whence transactions come. SQLite has one writer at a time, lets the others poll, ever more seldom, and forgets the
    /// pages a connection knew whenever another has written: there it is one connection for which writers stand in line.
    writer: DatabaseConnection,
    turns: Arc<Turns>,
    wake: Arc<Notify>,
    statements: Arc<AtomicU64>,
    pub files: Files,
    pub space: Space,
}

/// Connections to the database and what they are at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connections {
    pub busy: u64,
    pub idle: u64,
    /// Writing transactions that are open, and the age of the oldest.
    pub transactions: u64,
    pub oldest: Duration,
}

/// Whether the store can be read and written, and how much room is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ready {
    pub reads: bool,
    pub writes: Writes,
    /// Bytes left on the fuller of the disks that can be measured.
    pub left: Option<u64>,
    /// Bytes that are to stay free; with less no write is begun.
    pub floor: u64,
}

impl Ready {
    pub fn has_room(&self) -> bool {
        self.left.is_none_or(|left| left > 0 && left >= self.floor)
    }
}

/// Whether something can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writes {
    Yes,
    /// Another act of this program has the turn; others wait for theirs, and it will come.
    Busy,
    No,
}

impl Store {
    /// Opens `sqlite:PATH` or `postgres://…` and `files` (a directory or `s3://bucket`), creating and migrating what
    /// is not there.
    pub async fn open(database: &str, files: &str) -> Result<Store, Error> {
        let mut options = ConnectOptions::new(database.to_owned());
        options.sqlx_logging(false).acquire_timeout(TURN);
        if database.starts_with("sqlite:") {
            // A file does not hang up: no query before each statement whether it is still there.
            options.max_connections(4).min_connections(1).test_before_acquire(false);
        } else if database.starts_with("postgres:") || database.starts_with("postgresql:") {
            options.max_connections(16);
        } else {
            return Err(Error::Setup(format!(
                "“{database}” is not a database address: write sqlite:PATH or postgres://USER@HOST/NAME"
            )));
        }
        let_go_of_open_transactions(&mut options);
        let statements = Arc::new(AtomicU64::new(0));
        let (readers, writer) = if database.starts_with("sqlite:") {
            // The writer first: it makes the file and sets its journal.
            let mut one = options.clone();
            one.max_connections(1).map_sqlx_sqlite_opts(sqlite);
            let writer = counted(connect(&one).await?, &statements);
            options.map_sqlx_sqlite_opts(|o| sqlite(o).pragma("query_only", "1"));
            (counted(connect(&options).await?, &statements), writer)
        } else {
            let pool = counted(connect(&options).await?, &statements);
            (pool.clone(), pool)
        };
        let space = Space::of(database, files);
        let files = Files::open(files, space.clone())?;
        let pool = Arc::new(Db::Pool(Pool { readers, writer: writer.clone() }));
        let (turns, wake) = (Arc::default(), Arc::default());
        let store = Store { pool, writer, turns, wake, statements, files, space };
        crate::migrate::run(&store).await?;
        Ok(store)
    }

    /// Waits until a transaction is kept that left work for the jobs.
    pub async fn work(&self) {
        self.wake.notified().await;
    }

    /// For reading outside a transaction.
    pub fn db(&self) -> &Db {
        &self.pool
    }

    /// The same store for reading what belongs together: all its reads see the database as it is at the first of them,
    /// whatever is written meanwhile. It keeps one connection of the pool until it is dropped, so a reader that waits for
    /// a second one while it holds the first can wait for itself: what has a snapshot reads by it alone.
    pub async fn snapshot(&self) -> Result<Store, Error> {
        let Db::Pool(pool) = &*self.pool else { return Ok(self.clone()) };
        let options = match pool.readers.get_database_backend() {
            // On SQLite every transaction sees one state.
            DbBackend::Sqlite => TransactionOptions::default(),
            _ => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..TransactionOptions::default()
            },
        };
        let tx = pool.readers.begin_with_options(options).await?;
        let db = Db::Tx(tx, AtomicBool::default(), Mutex::default(), AtomicBool::default());
        Ok(Store { pool: Arc::new(db), ..self.clone() })
    }

    /// How many statements were sent since it was opened: an act on many things is held to few of them.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Begins a writing transaction, where there is room to write. On SQLite it takes the write lock at once, so that
    /// what is read inside still holds when it is written.
    pub async fn begin(&self) -> Result<Tx, Error> {
        if self.space.check().is_err() {
            self.give_log_back().await;
            self.space.check()?;
        }
        self.begin_anyway().await
    }

    /// Gives back the room that a long write which came to nothing left in SQLite's write-ahead log.
    async fn give_log_back(&self) {
        if !self.pool.is_sqlite() {
            return;
        }
        match self.writer.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await {
            Ok(_) => self.space.measure_again(),
            Err(error) => tracing::warn!(%error, "the write-ahead log gave no room back"),
        }
    }

    async fn begin_anyway(&self) -> Result<Tx, Error> {
        let mut options = TransactionOptions::default();
        if self.pool.is_sqlite() {
            options.sqlite_transaction_mode = Some(SqliteTransactionMode::Immediate);
        }
        match self.writer.begin_with_options(options).await {
            Ok(tx) => {
                let db = Db::Tx(tx, AtomicBool::default(), Mutex::default(), AtomicBool::default());
                Ok(Tx { db, wake: self.wake.clone(), _turn: self.turns.begin() })
            }
            Err(e) if self.pool.is_sqlite() => Err(no_turn(e)),
            // A server gave no line for as long as that: it does not answer.
            Err(e) => Err(e.into()),
        }
    }

    /// The connections there are now, for the metrics.
    pub fn connections(&self) -> Connections {
        let of = |c: &DatabaseConnection| match c.get_database_backend() {
            DbBackend::Sqlite => {
                let pool = c.get_sqlite_connection_pool();
                (pool.size(), pool.num_idle())
            }
            _ => {
                let pool = c.get_postgres_connection_pool();
                (pool.size(), pool.num_idle())
            }
        };
        let (mut open, mut idle) = of(&self.writer);
        if let (Db::Pool(pool), true) = (&*self.pool, self.pool.is_sqlite()) {
            let (more, resting) = of(&pool.readers);
            (open, idle) = (open + more, idle + resting);
        }
        let open = u64::from(open);
        let idle = idle as u64;
        let oldest = self.turns.oldest().unwrap_or_default();
        let transactions = self.turns.open.lock().unwrap_or_else(PoisonError::into_inner).len() as u64;
        Connections { busy: open.saturating_sub(idle), idle, transactions, oldest }
    }

    /// Lets go of every connection.
    pub(crate) async fn close(&self) -> Result<(), Error> {
        if let Db::Pool(pool) = &*self.pool {
            pool.readers.close_by_ref().await?;
        }
        Ok(self.writer.close_by_ref().await?)
    }

    /// Asks the database for an answer, and for a write that is taken back at once.
    pub async fn ready(&self) -> Ready {
        let read = tokio::time::timeout(PROBE, self.pool.number("SELECT CAST(1 AS BIGINT) AS n", vec![]));
        let reads = read.await.is_ok_and(|n| n.is_ok());
        let writes = if reads { self.writes().await } else { Writes::No };
        Ready { reads, writes, left: self.space.left(), floor: self.space.floor() }
    }

    async fn writes(&self) -> Writes {
        match tokio::time::timeout(PROBE, self.try_writing()).await {
            Ok(Ok(())) => Writes::Yes,
            // The turn did not come in time.
            Err(_) | Ok(Err(Error::Busy(_))) if self.turns.oldest().is_some_and(|age| age < LONGEST_TURN) => {
                Writes::Busy
            }
            _ => Writes::No,
        }
    }

    async fn try_writing(&self) -> Result<(), Error> {
        let tx = self.begin_anyway().await?;
        tx.exec("UPDATE schema_version SET version = version WHERE version = 1", vec![]).await?;
        match tx.db {
            Db::Tx(t, ..) => Ok(t.rollback().await?),
            Db::Pool(_) => Ok(()),
        }
    }
}
/// What kept SQLite from beginning to write: the one writing line of this process was taken, or another process held the
/// file, for as long as a request waits.
fn no_turn(e: DbErr) -> Error {
    if let DbErr::ConnectionAcquire(e @ ConnAcquireErr::Timeout) = e {
        return Error::NoTurn(e.to_string());
    }
    match Error::from(e) {
        Error::Busy(m) => Error::NoTurn(m),
        other => other,
    }
}

#[cfg(test)]
#[path = "store_tests.rs"]
mod tests;
