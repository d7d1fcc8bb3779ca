use sea_orm::{DbErr, SqlErr};

/// What can go wrong below the acts. `Busy` may be tried again with a new transaction.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The row was changed by somebody else since it was read.
    #[error("changed by somebody else in the meantime")]
    Stale,
    /// A unique value is taken; the engine's message names the column.
    #[error("already there: {0}")]
    Duplicate(String),
    /// A serialization failure or deadlock: the same transaction may pass when tried again.
    #[error("the database was busy: {0}")]
    Busy(String),
    #[error("database: {0}")]
    Db(DbErr),
    #[error("files: {0}")]
    Files(#[from] object_store::Error),
    #[error("{0}")]
    Setup(String),
    /// A stored value does not read as what it should be: damage, never a user's fault.
    #[error("the stored value “{0}” cannot be read")]
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
        let text = e.to_string();
        // SQLSTATE 40001 (serialization), 40P01 (deadlock); SQLITE_BUSY (5) and its snapshot variant (517).
        let busy =
            ["could not serialize", "deadlock detected", "database is locked", "database table is locked"];
        if busy.iter().any(|b| text.contains(b)) {
            return Error::Busy(text);
        }
        Error::Db(e)
    }
}
