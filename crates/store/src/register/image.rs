//! Whole rows, column by column, whatever columns a table has: what a merge keeps to be able to give them back.

use crate::prelude::*;
use sea_orm::{DbErr, QueryResult, Value as Arg};
use serde_json::{Map, Value};

/// One row of any table: the name of each column and its value (text, whole number, yes or no, nothing).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image(pub Map<String, Value>);

impl FromQueryResult for Image {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Image, DbErr> {
        let mut out = Map::new();
        for name in row.column_names() {
            let value = if let Ok(text) = row.try_get::<Option<String>>("", &name) {
                text.map_or(Value::Null, Value::from)
            } else if let Ok(number) = row.try_get::<i64>("", &name) {
                number.into()
            } else {
                row.try_get::<bool>("", &name)?.into()
            };
            out.insert(name, value);
        }
        Ok(Image(out))
    }
}

impl Image {
    pub fn text(&self, column: &str) -> Option<&str> {
        self.0.get(column).and_then(Value::as_str)
    }

    pub fn get(&self, column: &str) -> &Value {
        self.0.get(column).unwrap_or(&Value::Null)
    }

    pub fn read(json: &str) -> Result<Image> {
        serde_json::from_str(json).map(Image).map_err(|_| Error::Corrupt("an image of a row".into()))
    }

    pub fn json(&self) -> String {
        Value::Object(self.0.clone()).to_string()
    }

    /// Columns in which two images of one row differ.
    pub fn differing<'a>(&'a self, other: &'a Image) -> impl Iterator<Item = &'a String> {
        self.0.keys().filter(|c| self.get(c) != other.get(c))
    }

    /// The values of the key, joined: what names the row in a record of a merge.
    pub fn id(&self, keys: &[&str]) -> String {
        let parts: Vec<&str> = keys.iter().map(|k| self.text(k).unwrap_or_default()).collect();
        parts.join(" ")
    }
}

/// `NULL` as a word, since its type would have to be known; everything else as a value.
fn value(v: &Value, args: &mut Vec<Arg>) -> String {
    match v {
        Value::String(s) => args.push(s.as_str().into()),
        Value::Bool(b) => args.push((*b).into()),
        Value::Number(n) => args.push(n.as_i64().into()),
        _ => return "NULL".into(),
    }
    format!("${}", args.len())
}

fn by_keys(image: &Image, keys: &[&str], args: &mut Vec<Arg>) -> String {
    let parts: Vec<String> = keys.iter().map(|k| format!("{k} = {}", value(image.get(k), args))).collect();
    parts.join(" AND ")
}

/// The row as it stands, held for the transaction.
pub async fn hold(db: &Db, table: &str, keys: &[&str], image: &Image) -> Result<Option<Image>> {
    let mut args = Vec::new();
    let condition = by_keys(image, keys, &mut args);
    db.hold(table, &condition, args.clone()).await?;
    db.one(&format!("SELECT * FROM {table} WHERE {condition}"), args).await
}

/// Every row of a table with this value in a column, held for the transaction, in the order of its keys.
pub async fn hold_all(db: &Db, table: &str, keys: &[&str], column: &str, id: &str) -> Result<Vec<Image>> {
    db.hold(table, &format!("{column} = $1"), args![id]).await?;
    let order = keys.join(", ");
    db.all(&format!("SELECT * FROM {table} WHERE {column} = $1 ORDER BY {order}"), args![id]).await
}

/// Writes some columns of the row `now` stands for.
pub async fn write(
    db: &Db,
    table: &str,
    keys: &[&str],
    now: &Image,
    columns: &[(String, Value)],
) -> Result<()> {
    if columns.is_empty() {
        return Ok(());
    }
    let mut args = Vec::new();
    let sets: Vec<String> = columns.iter().map(|(c, v)| format!("{c} = {}", value(v, &mut args))).collect();
    let condition = by_keys(now, keys, &mut args);
    db.exec_guarded(&format!("UPDATE {table} SET {} WHERE {condition}", sets.join(", ")), args).await
}

/// Puts a whole row in.
pub async fn insert(db: &Db, table: &str, image: &Image) -> Result<()> {
    let mut args = Vec::new();
    let names: Vec<&str> = image.0.keys().map(String::as_str).collect();
    let values: Vec<String> = image.0.values().map(|v| value(v, &mut args)).collect();
    let sql = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), values.join(", "));
    db.run(&sql, args).await
}

/// Takes a row away.
pub async fn delete(db: &Db, table: &str, keys: &[&str], image: &Image) -> Result<()> {
    let mut args = Vec::new();
    let condition = by_keys(image, keys, &mut args);
    db.exec_guarded(&format!("DELETE FROM {table} WHERE {condition}"), args).await
}

/// A table's rows as text, one a line, in an order of their own: two dumps are equal when the tables are.
pub async fn dump(db: &Db, table: &str) -> Result<String> {
    let rows: Vec<Image> = db.all(&format!("SELECT * FROM {table}"), vec![]).await?;
    let mut lines: Vec<String> = rows.iter().map(Image::json).collect();
    lines.sort();
    Ok(format!("{table}\n{}\n", lines.join("\n")))
}

/// A row by its id, not held.
pub async fn find(db: &Db, table: &str, id: &str) -> Result<Option<Image>> {
    db.one(&format!("SELECT * FROM {table} WHERE id = $1"), args![id]).await
}
