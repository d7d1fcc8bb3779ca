//! Rows that hold facts of law, kept in the journal: with each transaction that writes one, the journal says how the row
//! stands after it, in a chain of the row's own. A row changed, put in or taken away beside the program then differs from
//! what the journal last said. Columns the program did not write keep what was said of them before, so that a change
//! made beside the program is not confirmed by the next act on the row.

mod prove;
mod tables;
mod written;

pub use prove::prove;
pub use tables::{Kind, TABLES, Table};
pub use written::Touched;
pub(crate) use written::{Writing, writing};

use super::Known;
use crate::prelude::*;
use ocop_domain::journal::sha256;
use sea_orm::{DbErr, QueryResult, Value as Arg};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What the chains of kept rows begin with.
pub const PREFIX: &str = "row:";
/// Where it stands which tables were taken up, rows of before included.
const TAKEN_UP: &str = "rows";
/// Rows looked at in one go.
const PAGE: usize = 200;

/// A row's key and the texts of its kept columns, as the journal keeps them.
struct Row {
    key: Vec<String>,
    values: Vec<Option<String>>,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Row, DbErr> {
        let mut out = Row { key: Vec::new(), values: Vec::new() };
        for name in row.column_names() {
            let value: Option<String> = row.try_get("", &name)?;
            if name.starts_with("k_") {
                out.key.push(value.unwrap_or_default())
            } else {
                out.values.push(value)
            }
        }
        Ok(out)
    }
}

impl Row {
    /// Column by column, in the journal's form.
    fn said(&self, table: &Table) -> Map<String, Value> {
        let columns = table.columns.iter().zip(&self.values);
        columns
            .map(|((name, kind), value)| ((*name).to_owned(), self.one(table, name, *kind, value.as_deref())))
            .collect()
    }

    fn one(&self, table: &Table, name: &str, kind: Kind, value: Option<&str>) -> Value {
        match (kind, value) {
            (_, None) => Value::Null,
            (Kind::Hashed, Some(text)) => {
                let bound = format!("{} {} {name} {text}", table.name, self.key.join("|"));
                sha256(bound.as_bytes()).chars().take(32).collect::<String>().into()
            }
            (_, Some(text)) => text.into(),
        }
    }
}

/// What is appended to a statement to learn which rows it wrote.
pub(crate) fn returning(writing: &Writing) -> String {
    format!(" RETURNING {}", keys(&TABLES[writing.table]))
}

/// The keys a statement gave back.
pub(crate) fn key_of(row: &QueryResult) -> Result<Vec<String>, DbErr> {
    Ok(Row::from_query_result(row, "")?.key)
}

fn keys(table: &Table) -> String {
    let all: Vec<String> = table.key.iter().map(|(k, _)| format!("CAST({k} AS TEXT) AS k_{k}")).collect();
    all.join(", ")
}

fn columns(table: &Table) -> String {
    let one = |(c, kind): &(&str, Kind)| match kind {
        Kind::Flag => format!("CASE WHEN {c} IS NULL THEN NULL WHEN {c} THEN '1' ELSE '0' END AS c_{c}"),
        _ => format!("CAST({c} AS TEXT) AS c_{c}"),
    };
    let all: Vec<String> = table.columns.iter().map(one).collect();
    all.join(", ")
}

fn arg(kind: Kind, text: &str) -> Result<Arg> {
    match kind {
        Kind::Number => {
            text.parse::<i64>().map(Arg::from).map_err(|_| Error::Corrupt(format!("a key {text}")))
        }
        _ => Ok(text.into()),
    }
}

/// The rows of some keys, by their chain.
async fn load(db: &Db, table: &Table, wanted: &[Vec<String>]) -> Result<HashMap<String, Row>> {
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let (mut args, mut any) = (Vec::new(), Vec::new());
    for key in wanted {
        let mut all = Vec::new();
        for ((name, kind), text) in table.key.iter().zip(key) {
            args.push(arg(*kind, text)?);
            all.push(format!("{name} = ${}", args.len()));
        }
        any.push(format!("({})", all.join(" AND ")));
    }
    let sql =
        format!("SELECT {}, {} FROM {} WHERE {}", keys(table), columns(table), table.name, any.join(" OR "));
    let rows: Vec<Row> = db.all(&sql, args).await?;
    Ok(rows.into_iter().map(|r| (table.chain(&r.key), r)).collect())
}

/// The end of a row's chain.
#[derive(FromQueryResult)]
struct End {
    chain: String,
    seq: i64,
    hash: String,
    subject: String,
    diff: String,
}

/// What the journal last said of a row.
struct Said {
    by: String,
    /// None: that the row is gone.
    row: Option<Map<String, Value>>,
}

impl End {
    /// None: it cannot be read.
    fn said(&self) -> Option<Said> {
        let mut diff: Value = serde_json::from_str(&self.diff).ok()?;
        let by = diff["by"].as_str().unwrap_or_default().to_owned();
        match diff["row"].take() {
            Value::Object(row) => Some(Said { by, row: Some(row) }),
            Value::Null => Some(Said { by, row: None }),
            _ => None,
        }
    }
}

const ENDS: &str = "SELECT h.chain, h.seq, h.hash, j.subject, j.diff FROM journal_head h \
                    JOIN journal j ON j.chain = h.chain AND j.seq = h.seq";

async fn ends(db: &Db, chains: &[String]) -> Result<HashMap<String, End>> {
    let marks: Vec<String> = (1..=chains.len()).map(|n| format!("${n}")).collect();
    let list = if marks.is_empty() { "''".to_owned() } else { marks.join(", ") };
    let args = chains.iter().map(|c| c.as_str().into()).collect();
    let rows: Vec<End> = db.all(&format!("{ENDS} WHERE h.chain IN ({list})"), args).await?;
    Ok(rows.into_iter().map(|r| (r.chain.clone(), r)).collect())
}

/// A row's key, and the columns that were given a value.
type KeyAndColumns = (Vec<String>, BTreeSet<&'static str>);

/// Says of every row the transaction wrote how it stands now. The last thing done in a transaction.
pub async fn keep(db: &Db, at: i64, actor: &str) -> Result<()> {
    let touched = db.touched();
    let by = touched.acts.join(", ");
    let mut all: BTreeMap<usize, Vec<KeyAndColumns>> = BTreeMap::new();
    for ((table, key), columns) in touched.rows {
        all.entry(table).or_default().push((key, columns));
    }
    for (table, rows) in all {
        for some in rows.chunks(PAGE) {
            keep_some(db, (at, actor, &by), &TABLES[table], some).await?;
        }
    }
    Ok(())
}

async fn keep_some(
    db: &Db,
    (at, actor, by): (i64, &str, &str),
    table: &Table,
    some: &[(Vec<String>, BTreeSet<&str>)],
) -> Result<()> {
    let wanted: Vec<Vec<String>> = some.iter().map(|(key, _)| key.clone()).collect();
    let chains: Vec<String> = wanted.iter().map(|key| table.chain(key)).collect();
    let (rows, ends) = (load(db, table, &wanted).await?, ends(db, &chains).await?);
    let mut entries = Vec::new();
    for (chain, (key, written)) in chains.into_iter().zip(some) {
        let end = ends.get(&chain);
        // What cannot be read any more is a finding of the proof and stays one: nothing is said over it.
        let Ok(said) = end.map(|e| e.said().ok_or(())).transpose() else { continue };
        let said = said.and_then(|s| s.row);
        let now = rows.get(&chain).map(|row| row.said(table));
        let next = match (now, &said) {
            (None, None) => continue,
            (None, Some(_)) => Value::Null,
            (Some(now), None) => now.into(),
            (Some(mut now), Some(before)) => {
                for (name, value) in &mut now {
                    if let Some(old) = before.get(name).filter(|_| !written.contains(name.as_str())) {
                        *value = old.clone();
                    }
                }
                if now == *before {
                    continue;
                }
                now.into()
            }
        };
        let diff = json!({ "by": by, "row": next });
        let known = end.map(|e| (e.seq, e.hash.clone()));
        entries.push(Known { chain, end: known, act: "row.keep", subject: key.join("|"), diff });
    }
    super::append_many(db, at, actor, entries).await
}

/// The tables taken up, as the journal says.
async fn taken_up(db: &Db) -> Result<BTreeSet<String>> {
    let mut out = BTreeSet::new();
    for entry in super::chain(db, TAKEN_UP).await? {
        let diff: Value = serde_json::from_str(&entry.diff).unwrap_or_default();
        out.extend(diff["tables"].as_object().into_iter().flat_map(|t| t.keys().cloned()));
    }
    Ok(out)
}

/// Whether every table is kept already.
pub async fn all_taken_up(db: &Db) -> Result<bool> {
    let had = taken_up(db).await?;
    Ok(TABLES.iter().all(|t| had.contains(t.name)))
}

/// Takes up the tables that are not yet kept: of every row there is, the journal says how it stands, as it was found.
/// From then on a row of which the journal says nothing was not written by the program. Once a table.
pub async fn take_up(db: &Db, at: i64, actor: &str) -> Result<bool> {
    let had = taken_up(db).await?;
    let mut tables = Map::new();
    for table in TABLES.iter().filter(|t| !had.contains(t.name)) {
        let (mut after, mut found) = (None, 0);
        loop {
            let page = page(db, table, after.as_deref()).await?;
            let Some(end) = page.last() else { break };
            after = Some(end.key.clone());
            found += page.len();
            let all = table.columns.iter().map(|(c, _)| *c).collect::<BTreeSet<_>>();
            let unsaid = without_entry(db, table, &page).await?;
            let some: Vec<_> = unsaid.into_iter().map(|key| (key, all.clone())).collect();
            keep_some(db, (at, actor, "row.take_up"), table, &some).await?;
        }
        tables.insert(table.name.to_owned(), found.into());
    }
    if tables.is_empty() {
        return Ok(false);
    }
    super::append(db, TAKEN_UP, at, actor, "row.take_up", "", &json!({ "tables": tables })).await?;
    Ok(true)
}

async fn without_entry(db: &Db, table: &Table, page: &[Row]) -> Result<Vec<Vec<String>>> {
    let chains: Vec<String> = page.iter().map(|r| table.chain(&r.key)).collect();
    let ends = ends(db, &chains).await?;
    let rows = page.iter().zip(&chains);
    Ok(rows.filter(|(_, c)| !ends.contains_key(*c)).map(|(r, _)| r.key.clone()).collect())
}

/// Rows after a key, in order of their keys.
async fn page(db: &Db, table: &Table, after: Option<&[String]>) -> Result<Vec<Row>> {
    let names: Vec<&str> = table.key.iter().map(|(k, _)| *k).collect();
    let mut args = Vec::new();
    let mut condition = String::new();
    if let Some(after) = after {
        for ((_, kind), text) in table.key.iter().zip(after) {
            args.push(arg(*kind, text)?);
        }
        let marks: Vec<String> = (1..=names.len()).map(|n| format!("${n}")).collect();
        condition = format!("WHERE ({}) > ({})", names.join(", "), marks.join(", "));
    }
    let sql = format!(
        "SELECT {}, {} FROM {} {condition} ORDER BY {} LIMIT {PAGE}",
        keys(table),
        columns(table),
        table.name,
        names.join(", ")
    );
    db.all(&sql, args).await
}
