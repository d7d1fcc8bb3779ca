//! Statements that write a row by its columns with their values (`values!`), so that each column is named once.

use crate::prelude::*;

/// Columns with their values.
pub(crate) type Values = Vec<(&'static str, Value)>;

/// What is done where a row to insert is there already.
#[derive(Clone, Copy)]
pub(crate) enum OrElse {
    Refuse,
    /// Replaces the row of this key.
    Replace(&'static [&'static str]),
    /// The end of the statement.
    End(&'static str),
}

/// Rows in one statement: each statement costs a way to the database and back. Whole batches have the same text, so it is
/// prepared once.
const AT_ONCE: usize = 40;

impl Db {
    /// Inserts one row; see `insert!`.
    pub(crate) async fn insert(&self, table: &str, row: Values, there: OrElse) -> Result<()> {
        self.insert_all(table, vec![row], there).await
    }

    /// Inserts many rows of the same columns with few statements: a list has up to twenty thousand.
    pub(crate) async fn insert_all(&self, table: &str, mut rows: Vec<Values>, there: OrElse) -> Result<()> {
        while !rows.is_empty() {
            let (mut columns, mut args, mut places) = (Vec::new(), Vec::new(), Vec::new());
            for row in rows.drain(..rows.len().min(AT_ONCE)) {
                let first = args.len() + 1;
                let (names, values): (Vec<_>, Vec<_>) = row.into_iter().unzip();
                if !columns.is_empty() && columns != names {
                    return Err(crate::Error::Corrupt(format!("{table}: rows of other columns")));
                }
                columns = names;
                args.extend(values);
                let marks: Vec<String> = (first..=args.len()).map(|n| format!("${n}")).collect();
                places.push(format!("({})", marks.join(", ")));
            }
            let end = match there {
                OrElse::Refuse => String::new(),
                OrElse::End(end) => end.to_owned(),
                OrElse::Replace(key) => {
                    let others = columns.iter().filter(|c| !key.contains(c));
                    let new: Vec<String> = others.map(|c| format!("{c} = excluded.{c}")).collect();
                    format!("ON CONFLICT ({}) DO UPDATE SET {}", key.join(", "), new.join(", "))
                }
            };
            let (columns, places) = (columns.join(", "), places.join(", "));
            self.run(&format!("INSERT INTO {table} ({columns}) VALUES {places} {end}"), args).await?;
        }
        Ok(())
    }

    /// Sets columns of the row that `end` finds by the values of `$1, $2 …`, or [`crate::Error::Stale`]. `end` begins behind
    /// the last column: ` WHERE …`, or `, version = version + 1 WHERE …`.
    pub(crate) async fn update(
        &self,
        table: &str,
        set: Values,
        end: &str,
        mut args: Vec<Value>,
    ) -> Result<()> {
        let mut sets = Vec::with_capacity(set.len());
        for (column, value) in set {
            args.push(value);
            sets.push(format!("{column} = ${}", args.len()));
        }
        self.exec_guarded(&format!("UPDATE {table} SET {}{end}", sets.join(", ")), args).await
    }
}
