//! Which dossiers of a round a query reads. The same query serves one dossier, a page of them and the whole round, so that
//! what a page costs does not grow with the round.

use crate::scope::placeholders;
use crate::{Db, Error, Value};
use sea_orm::{DbErr, FromQueryResult, QueryResult};
use std::collections::BTreeMap;

/// Dossiers of a round: those in it now, and those judged in it before they went on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which<'a> {
    All,
    /// These, by their ids.
    Page(&'a [String]),
    One(&'a str),
}

impl Which<'_> {
    /// A condition on the column that names the dossier, for rows that say their round themselves. Its values are added
    /// to those of the query.
    pub(super) fn among(self, column: &str, args: &mut Vec<Value>) -> String {
        match self {
            Which::All => "1 = 1".into(),
            Which::Page(ids) => any_of(column, ids, args),
            Which::One(id) => {
                args.push(id.into());
                format!("{column} = ${}", args.len())
            }
        }
    }

    /// The same for rows that do not say their round.
    pub(super) fn of_round(self, round: &str, column: &str, args: &mut Vec<Value>) -> String {
        if self != Which::All {
            return self.among(column, args);
        }
        args.push(round.into());
        format!("{column} IN ({})", in_round(args.len()))
    }
}

/// A condition that a column holds one of these ids; with no id there is no such row.
pub(super) fn any_of(column: &str, ids: &[String], args: &mut Vec<Value>) -> String {
    if ids.is_empty() { "1 = 0".into() } else { format!("{column} IN ({})", placeholders(args, ids)) }
}

/// Ids of the dossiers that lie in the round `$n` now, or were judged in it before they went on.
pub(super) fn in_round(n: usize) -> String {
    format!(
        "SELECT id FROM dossier WHERE round_id = ${n} UNION SELECT dossier_id FROM ballot WHERE round_id = ${n}"
    )
}

/// A row with the id of what it belongs to, read as `key`.
struct Keyed<T> {
    key: String,
    row: T,
}

impl<T: FromQueryResult> FromQueryResult for Keyed<T> {
    fn from_query_result(found: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Keyed { key: found.try_get(prefix, "key")?, row: T::from_query_result(found, prefix)? })
    }
}

/// Rows by the id of what they belong to.
pub type ByKey<T> = BTreeMap<String, Vec<T>>;

/// The rows of a query by their `key`, in the order of the query.
pub(super) async fn by_key<T: FromQueryResult>(
    db: &Db,
    sql: &str,
    args: Vec<Value>,
) -> Result<ByKey<T>, Error> {
    let mut out: ByKey<T> = ByKey::new();
    for Keyed { key, row } in db.all::<Keyed<T>>(sql, args).await? {
        out.entry(key).or_default().push(row);
    }
    Ok(out)
}
