//! Connection, transactions and the three calls every query is made with.

use crate::error::Error;
use crate::files::Files;
use crate::journal::rows::{self, Touched};
use crate::space::Space;
use sea_orm::sqlx::Connection;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    AccessMode, ConnAcquireErr, ConnectOptions, ConnectionTrait, Database, DatabaseConnection,
    DatabaseTransaction, DbBackend, DbErr, FromQueryResult, IsolationLevel, SqliteTransactionMode, Statement,
    TransactionOptions, TransactionTrait, Value,
};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// How long to wait for a connection, and on SQLite for those who write before, in this program or in another.
const TURN: Duration = Duration::from_secs(15);

/// How long the question whether writing is possible waits for its turn.
const PROBE: Duration = Duration::from_secs(5);

/// How long one writer may keep the others waiting before writing counts as impossible. A part of a long list takes
/// minutes at most; what holds the lock longer hangs.
const LONGEST_TURN: Duration = Duration::from_secs(600);

/// The connections of a store. What changes rows has none but `writer` to go by: on SQLite it is the one connection for
/// which all writers of the process stand in line, and those of `readers` refuse every write (`query_only`).
pub struct Pool {
    readers: DatabaseConnection,
    writer: DatabaseConnection,
}

impl Pool {
    /// The connection for a statement that returns rows: a write with RETURNING goes by the writer.
    fn of(&self, sql: &str) -> &DatabaseConnection {
        let writes = ["INSERT", "UPDATE", "DELETE"].iter().any(|verb| sql.trim_start().starts_with(verb));
        if writes { &self.writer } else { &self.readers }
    }
}

/// Where statements go: the pool, or one open transaction.
pub enum Db {
    Pool(Pool),
    /// With the mark that one of its statements failed, what it wrote of rows the journal keeps, and the mark that the jobs
    /// have work when it is kept.
    Tx(DatabaseTransaction, AtomicBool, Mutex<Touched>, AtomicBool),
}

impl Db {
    /// One connection that is read and written.
    pub(crate) fn single(connection: DatabaseConnection) -> Db {
        Db::Pool(Pool { readers: connection.clone(), writer: connection })
    }

    fn backend(&self) -> DbBackend {
        match self {
            Db::Pool(p) => p.readers.get_database_backend(),
            Db::Tx(t, ..) => t.get_database_backend(),
        }
    }

    pub fn in_transaction(&self) -> bool {
        matches!(self, Db::Tx(..))
    }

    pub fn is_sqlite(&self) -> bool {
        self.backend() == DbBackend::Sqlite
    }

    /// NUL is refused on both engines: PostgreSQL keeps no text with it.
    fn statement(&self, sql: &str, args: Vec<Value>) -> Result<Statement, Error> {
        if args.iter().any(|v| matches!(v, Value::String(Some(s)) if s.contains('\0'))) {
            return Err(Error::Nul);
        }
        Ok(Statement::from_sql_and_values(self.backend(), sql, args))
    }

    /// Marks the transaction when a statement failed. SQLite ends a transaction by itself when the disk is full and
    /// would keep every later statement alone; PostgreSQL answers the COMMIT of a failed transaction without an error.
    fn noted<T>(&self, outcome: Result<T, DbErr>) -> Result<T, Error> {
        if let (Db::Tx(_, failed, ..), Err(_)) = (self, &outcome) {
            failed.store(true, Ordering::Relaxed);
        }
        Ok(outcome?)
    }

    /// Refuses to go on in a transaction that cannot be kept any more.
    fn sound(&self) -> Result<(), Error> {
        match self {
            Db::Tx(_, failed, ..) if failed.load(Ordering::Relaxed) => Err(Error::Db(DbErr::Custom(
                "a statement of this transaction failed; nothing more is done in it".into(),
            ))),
            _ => Ok(()),
        }
    }

    /// Every row of a query.
    pub async fn all<T: FromQueryResult>(&self, sql: &str, args: Vec<Value>) -> Result<Vec<T>, Error> {
        let st = self.statement(sql, args)?;
        self.sound()?;
        let rows = self.noted(match self {
            Db::Pool(p) => p.of(sql).query_all_raw(st).await,
            Db::Tx(t, ..) => t.query_all_raw(st).await,
        })?;
        rows.iter().map(|r| T::from_query_result(r, "").map_err(Error::from)).collect()
    }

    /// The first row of a query, if there is one.
    pub async fn one<T: FromQueryResult>(&self, sql: &str, args: Vec<Value>) -> Result<Option<T>, Error> {
        let st = self.statement(sql, args)?;
        self.sound()?;
        let row = self.noted(match self {
            Db::Pool(p) => p.of(sql).query_one_raw(st).await,
            Db::Tx(t, ..) => t.query_one_raw(st).await,
        })?;
        row.map(|r| T::from_query_result(&r, "").map_err(Error::from)).transpose()
    }

    /// A single number, named `n` in the query; 0 where there is no row.
    pub async fn number(&self, sql: &str, args: Vec<Value>) -> Result<i64, Error> {
        Ok(self.one::<Number>(sql, args).await?.map_or(0, |r| r.n))
    }

    /// Changes rows and says how many. In a transaction the rows of tables the journal keeps are noted.
    pub async fn exec(&self, sql: &str, args: Vec<Value>) -> Result<u64, Error> {
        if let (Db::Tx(t, _, touched, _), Some(writing)) = (self, rows::writing(sql)) {
            let st = self.statement(&format!("{sql}{}", rows::returning(&writing)), args)?;
            self.sound()?;
            let written = self.noted(t.query_all_raw(st).await)?;
            let keys: Result<Vec<_>, DbErr> = written.iter().map(rows::key_of).collect();
            let mut touched = touched.lock().unwrap_or_else(PoisonError::into_inner);
            touched.add(&writing, self.noted(keys)?.into_iter());
            return Ok(written.len() as u64);
        }
        let st = self.statement(sql, args)?;
        self.sound()?;
        let done = self.noted(match self {
            Db::Pool(p) => p.writer.execute_raw(st).await,
            Db::Tx(t, ..) => t.execute_raw(st).await,
        })?;
        Ok(done.rows_affected())
    }

    /// A transaction that writes far more than others keeps its pages in memory until it ends: with the usual few it writes
    /// each of them into the log many times over. Says nothing to a server, which has its own memory.
    pub async fn hold_more_pages(&self, more: bool) -> Result<(), Error> {
        if self.is_sqlite() {
            let kib = if more { 65_536 } else { 8_192 };
            self.exec(&format!("PRAGMA cache_size = -{kib}"), vec![]).await?;
        }
        Ok(())
    }

    /// Like [`Db::exec`] for a guarded update (`… WHERE id = $1 AND version = $2`): [`Error::Stale`] if no row fitted.
    pub async fn exec_guarded(&self, sql: &str, args: Vec<Value>) -> Result<(), Error> {
        if self.exec(sql, args).await? == 0 { Err(Error::Stale) } else { Ok(()) }
    }

    /// Has the jobs of this node look for work at once when the transaction is kept.
    pub fn wake_when_kept(&self) {
        if let Db::Tx(.., work) = self {
            work.store(true, Ordering::Relaxed);
        }
    }

    /// Notes an act the transaction writes into the journal.
    pub(crate) fn note_act(&self, act: &str) {
        if let Db::Tx(_, _, touched, _) = self {
            touched.lock().unwrap_or_else(PoisonError::into_inner).act(act);
        }
    }

    /// What the transaction wrote of kept rows; asked once, at its end.
    pub(crate) fn touched(&self) -> Touched {
        match self {
            Db::Tx(_, _, touched, _) => {
                std::mem::take(&mut *touched.lock().unwrap_or_else(PoisonError::into_inner))
            }
            Db::Pool(_) => Touched::default(),
        }
    }

    pub(crate) async fn exec_plain(&self, sql: &str) -> Result<(), Error> {
        self.sound()?;
        self.noted(match self {
            Db::Pool(p) => p.writer.execute_unprepared(sql).await,
            Db::Tx(t, ..) => t.execute_unprepared(sql).await,
        })?;
        Ok(())
    }
}

#[derive(FromQueryResult)]
struct Number {
    n: i64,
}

/// An open transaction; dropped without [`Tx::commit`] it is rolled back.
pub struct Tx {
    db: Db,
    wake: Arc<Notify>,
    _turn: Turn,
}

/// When the transactions that are open were begun, by their number.
#[derive(Default)]
struct Turns {
    open: Mutex<BTreeMap<u64, Instant>>,
    last: AtomicU64,
}

impl Turns {
    fn begin(self: &Arc<Turns>) -> Turn {
        let number = self.last.fetch_add(1, Ordering::Relaxed);
        self.open.lock().unwrap_or_else(PoisonError::into_inner).insert(number, Instant::now());
        Turn { turns: self.clone(), number }
    }

    /// The age of the oldest that is still open.
    fn oldest(&self) -> Option<Duration> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.first_key_value().map(|(_, begun)| begun.elapsed())
    }
}

/// A transaction as it stands in [`Turns`]; it ends with it.
struct Turn {
    turns: Arc<Turns>,
    number: u64,
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.turns.open.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.number);
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

impl Tx {
    /// Keeps what was written. An error means that it was not kept, save [`Error::Unsure`]: the line broke before the
    /// answer. The connection of a COMMIT that failed is not used again (see [`let_go_of_open_transactions`]).
    pub async fn commit(self) -> Result<(), Error> {
        self.db.sound()?;
        match self.db {
            Db::Tx(t, _, _, work) => {
                t.commit().await.map_err(|e| match Error::from(e) {
                    Error::Down(e) => Error::Unsure(e),
                    other => other,
                })?;
                if work.into_inner() {
                    self.wake.notify_one();
                }
                Ok(())
            }
            Db::Pool(_) => Ok(()),
        }
    }
}

impl std::ops::Deref for Tx {
    type Target = Db;
    fn deref(&self) -> &Db {
        &self.db
    }
}

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

/// Closes a connection that comes back with a transaction still open, instead of giving it to the next writer. After a
/// COMMIT or ROLLBACK that failed the driver goes on counting a transaction: what came next would be a savepoint within
/// it, confirmed and never written.
fn let_go_of_open_transactions(options: &mut ConnectOptions) {
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
fn sqlite(options: SqliteConnectOptions) -> SqliteConnectOptions {
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
fn counted(mut connection: DatabaseConnection, statements: &Arc<AtomicU64>) -> DatabaseConnection {
    let statements = statements.clone();
    connection.set_metric_callback(move |sent| {
        statements.fetch_add(1, Ordering::Relaxed);
        crate::statements::add(sent.elapsed);
    });
    connection
}

/// Opens a database. SQLite does not wait where two set the journal of a new file at once: the loser tries again.
async fn connect(options: &ConnectOptions) -> Result<DatabaseConnection, Error> {
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
#[path = "db_tests.rs"]
mod tests;
