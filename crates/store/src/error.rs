use sea_orm::sqlx::error::Error as Driver;
use sea_orm::{DbErr, RuntimeErr, SqlErr};

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong below the acts. `Busy` may be tried again with a new transaction.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The row was changed by another person since it was read.
    #[error("changed by another act in the meantime")]
    Stale,
    /// A unique value is taken; the engine's message names the column.
    #[error("already there: {0}")]
    Duplicate(String),
    /// A serialization failure or deadlock: the same transaction may pass when tried again.
    #[error("the database was busy: {0}")]
    Busy(String),
    /// Others were writing all the time this one waited; to ask again at once would wait as long again.
    #[error("the turn to write did not come: {0}")]
    NoTurn(String),
    /// The disk is full, or so nearly that nothing is written any more.
    #[error("no room to write: {0}")]
    Full(String),
    /// The database gives no answer; nothing was written.
    #[error("the database does not answer: {0}")]
    Down(String),
    /// The line to the database broke while it was told to keep a transaction: it may have been kept.
    #[error("the database did not confirm: {0}")]
    Unsure(String),
    /// A text holds the letter NUL, which PostgreSQL cannot keep.
    #[error("a text holds the letter NUL")]
    Nul,
    #[error("database: {0}")]
    Db(DbErr),
    #[error("files: {0}")]
    Files(object_store::Error),
    /// The directory of the files is not where it was at the start.
    #[error("the directory of files is gone: {0}")]
    NoFiles(String),
    /// A file that a row names is not there; its hash.
    #[error("the file {0} is not there")]
    FileLost(String),
    #[error("{0}")]
    Setup(String),
    /// A stored value does not read as what it should be: damage, never a user's fault.
    #[error("a stored value cannot be read: {0}")]
    Corrupt(String),
}

impl Error {
    pub fn is_busy(&self) -> bool {
        matches!(self, Error::Busy(_))
    }
}

impl From<DbErr> for Error {
    fn from(e: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(m)) = e.sql_err() {
            return Error::Duplicate(m);
        }
        if let DbErr::Type(what) = e {
            return Error::Corrupt(what);
        }
        let text = e.to_string();
        if is_down(&e) {
            return Error::Down(text);
        }
        // SQLSTATE 40001 (serialization), 40P01 (deadlock); SQLITE_BUSY (5) and its snapshot variant (517).
        let busy =
            ["could not serialize", "deadlock detected", "database is locked", "database table is locked"];
        if busy.iter().any(|b| text.contains(b)) {
            return Error::Busy(text);
        }
        if is_full(&text) {
            return Error::Full(text);
        }
        Error::Db(e)
    }
}

impl From<object_store::Error> for Error {
    fn from(e: object_store::Error) -> Self {
        // The cause stands in the chain below the message.
        let mut cause: Option<&dyn std::error::Error> = Some(&e);
        while let Some(now) = cause {
            if is_full(&now.to_string()) {
                return Error::Full(e.to_string());
            }
            cause = now.source();
        }
        Error::Files(e)
    }
}

/// SQLITE_FULL (13), SQLSTATE 53100, or the system's own words.
fn is_full(text: &str) -> bool {
    let full = ["database or disk is full", "No space left on device", "Disk quota exceeded"];
    full.iter().any(|f| text.contains(f))
}

/// The line to the database is broken, or cannot be had.
fn is_down(e: &DbErr) -> bool {
    let runtime = match e {
        DbErr::ConnectionAcquire(_) => return true,
        DbErr::Conn(runtime) | DbErr::Exec(runtime) | DbErr::Query(runtime) => runtime,
        _ => return false,
    };
    let RuntimeErr::SqlxError(driver) = runtime else { return matches!(e, DbErr::Conn(_)) };
    match driver.as_ref() {
        Driver::Io(_)
        | Driver::Tls(_)
        | Driver::Protocol(_)
        | Driver::PoolTimedOut
        | Driver::PoolClosed
        | Driver::WorkerCrashed => true,
        // SQLSTATE class 08, and a server that shuts down, starts up, crashed or has no line left.
        Driver::Database(told) => told.code().is_some_and(|c| {
            c.len() == 5
                && (c.starts_with("08")
                    || ["57P01", "57P02", "57P03", "57P05", "53300", "25006"].contains(&c.as_ref()))
        }),
        _ => false,
    }
}
