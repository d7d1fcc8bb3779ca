//! One page of a list: the rows and how many there are in all, from one description of the list.

use crate::prelude::*;

/// A list of which pages are asked for. `from` begins with `FROM` and holds the whole condition; `args` are the values of
/// its places `$1, $2 …`. The count reads `from` alone, so it must hold every join that decides which rows there are.
pub struct List<'a> {
    pub columns: &'a str,
    pub from: &'a str,
    pub order: &'a str,
    pub args: Vec<Value>,
}

impl List<'_> {
    /// The rows from `offset` on, at most `limit`, and the number of rows of the whole list.
    pub async fn page<T: FromQueryResult>(self, db: &Db, limit: i64, offset: i64) -> Result<(Vec<T>, i64)> {
        let List { columns, from, order, mut args } = self;
        let total = db.number(&format!("SELECT COUNT(*) AS n {from}"), args.clone()).await?;
        let n = args.len();
        args.extend(args![limit, offset]);
        let sql = format!("SELECT {columns} {from} ORDER BY {order} LIMIT ${} OFFSET ${}", n + 1, n + 2);
        Ok((db.all(&sql, args).await?, total))
    }
}
