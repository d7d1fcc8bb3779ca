//! Many rows with few statements: a list has up to twenty thousand, and each statement costs a way to the database and
//! back.

use crate::db::Db;
use crate::error::Error;
use sea_orm::Value;

/// Rows in one statement. Whole batches have the same text, so it is prepared once.
const AT_ONCE: usize = 40;

/// Values in one `IN (…)`.
pub const ASKED_AT_ONCE: usize = 500;

/// Writes rows of `columns` values: `head VALUES (…), (…) tail`.
pub async fn put(
    db: &Db,
    head: &str,
    tail: &str,
    columns: usize,
    mut rows: Vec<Vec<Value>>,
) -> Result<(), Error> {
    while !rows.is_empty() {
        let some: Vec<Vec<Value>> = rows.drain(..rows.len().min(AT_ONCE)).collect();
        let marks = crate::area::value_rows(some.len(), columns);
        db.exec(&format!("{head} VALUES {marks} {tail}"), some.into_iter().flatten().collect()).await?;
    }
    Ok(())
}
