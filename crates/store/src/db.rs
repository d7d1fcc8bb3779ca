//! Where statements go, and the calls every query is made with.

mod connect;
pub(crate) mod put;
mod store;
mod transaction;

pub use connect::is_begun;
pub use store::{Connections, Ready, Store, Writes};
pub use transaction::Tx;

use crate::column::Column;
use crate::error::Error;
use crate::journal::rows::{self, Touched};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, FromQueryResult, QueryResult,
    Statement, Value,
};
use std::marker::PhantomData;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

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

    /// The one column of a query, of every row.
    pub async fn values<T: Column<K>, K, All: FromIterator<T>>(
        &self,
        sql: &str,
        args: Vec<Value>,
    ) -> Result<All, Error> {
        Ok(self.all::<One<T, K>>(sql, args).await?.into_iter().map(|row| row.0).collect())
    }

    /// The one column of a query, of its first row.
    pub async fn value<T: Column<K>, K>(&self, sql: &str, args: Vec<Value>) -> Result<Option<T>, Error> {
        Ok(self.one::<One<T, K>>(sql, args).await?.map(|row| row.0))
    }

    /// The two columns of a query, of every row.
    pub async fn pairs<A: Column<K>, K, B: Column<L>, L, All: FromIterator<(A, B)>>(
        &self,
        sql: &str,
        args: Vec<Value>,
    ) -> Result<All, Error> {
        Ok(self.all::<Two<A, K, B, L>>(sql, args).await?.into_iter().map(|row| (row.0, row.1)).collect())
    }

    /// A single number; 0 where there is no row.
    pub async fn number(&self, sql: &str, args: Vec<Value>) -> Result<i64, Error> {
        Ok(self.value(sql, args).await?.unwrap_or(0))
    }

    /// Whether the number of a query is above 0.
    pub async fn any(&self, sql: &str, args: Vec<Value>) -> Result<bool, Error> {
        Ok(self.number(sql, args).await? > 0)
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

    /// Like [`Db::exec`] where it says nothing how many rows there were.
    pub async fn run(&self, sql: &str, args: Vec<Value>) -> Result<(), Error> {
        self.exec(sql, args).await.map(|_| ())
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

    /// Holds the rows that `which` finds until the transaction ends: another transaction that holds or writes one of them
    /// waits. An act that decides by what it reads (a sum against a bound, "none is open yet", the next number) calls it
    /// before it reads, on the row of the thing by which all such acts decide: on PostgreSQL a transaction is READ COMMITTED,
    /// and two at once would each read the state before the other. Where the write itself decides, by a version
    /// ([`Db::exec_guarded`]) or a unique key, it is not needed. A row that may not be there yet is held by inserting it
    /// (`counter::hold`). SQLite has one writing transaction at a time and gets no statement.
    pub(crate) async fn hold(&self, table: &str, which: &str, args: Vec<Value>) -> Result<(), Error> {
        if !self.is_sqlite() {
            self.run(&format!("SELECT 1 FROM {table} WHERE {which} FOR NO KEY UPDATE"), args).await?;
        }
        Ok(())
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

/// The first column of a row.
struct One<T, K>(T, PhantomData<K>);

/// The first two columns of a row.
struct Two<A, K, B, L>(A, B, PhantomData<(K, L)>);

impl<T: Column<K>, K> FromQueryResult for One<T, K> {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        Ok(One(nth(row, 0)?, PhantomData))
    }
}

impl<A: Column<K>, K, B: Column<L>, L> FromQueryResult for Two<A, K, B, L> {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        Ok(Two(nth(row, 0)?, nth(row, 1)?, PhantomData))
    }
}

fn nth<T: Column<K>, K>(row: &QueryResult, nth: usize) -> Result<T, DbErr> {
    T::read(row.try_get_by_index(nth)?).map_err(|wrong| DbErr::Type(format!("column {nth}: {wrong}")))
}
