//! What a statement writes: read off its first words, so that no act can forget to say which rows it changed.

use super::tables::{TABLES, Table};
use std::collections::{BTreeMap, BTreeSet};

/// A statement that writes to a kept table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Writing {
    pub table: usize,
    /// The kept columns it gives a value.
    pub columns: BTreeSet<&'static str>,
}

/// What a transaction wrote so far.
#[derive(Debug, Default)]
pub struct Touched {
    /// Table and key, and which columns were given a value.
    pub(crate) rows: BTreeMap<(usize, Vec<String>), BTreeSet<&'static str>>,
    /// The acts the transaction wrote into the journal, in order.
    pub(crate) acts: Vec<String>,
}

impl Touched {
    pub(crate) fn act(&mut self, act: &str) {
        if self.acts.len() < 4 && !self.acts.iter().any(|a| a == act) {
            self.acts.push(act.to_owned());
        }
    }

    pub(crate) fn add(&mut self, writing: &Writing, keys: impl Iterator<Item = Vec<String>>) {
        for key in keys {
            self.rows.entry((writing.table, key)).or_default().extend(writing.columns.iter());
        }
    }
}

/// None: the statement changes nothing that is kept.
pub(crate) fn writing(sql: &str) -> Option<Writing> {
    let sql = sql.trim_start();
    if let Some(rest) = sql.strip_prefix("UPDATE ") {
        let (table, rest) = table(rest)?;
        let set = rest.trim_start().strip_prefix("SET ")?;
        let columns = assigned(set).filter_map(|name| known(&TABLES[table], name)).collect::<BTreeSet<_>>();
        return (!columns.is_empty()).then_some(Writing { table, columns });
    }
    if let Some(rest) = sql.strip_prefix("INSERT INTO ") {
        let (table, rest) = table(rest)?;
        let names =
            rest.trim_start().strip_prefix('(').and_then(|r| r.split_once(')')).map_or("", |(n, _)| n);
        let columns = names.split(',').filter_map(|name| known(&TABLES[table], name.trim())).collect();
        return Some(Writing { table, columns });
    }
    let (table, _) = table(sql.strip_prefix("DELETE FROM ")?)?;
    Some(Writing { table, columns: BTreeSet::new() })
}

fn table(rest: &str) -> Option<(usize, &str)> {
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
    let (name, rest) = rest.split_at(end);
    Some((Table::named(name)?, rest))
}

fn known(table: &Table, name: &str) -> Option<&'static str> {
    table.columns.iter().find(|(c, _)| *c == name).map(|(c, _)| *c)
}

/// Names on the left of `a = …, b = …`.
fn assigned(set: &str) -> impl Iterator<Item = &str> {
    let (mut depth, mut quoted, mut from, mut parts) = (0_i32, false, 0, Vec::new());
    let bytes = set.as_bytes();
    let mut end = bytes.len();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'\'' => quoted = !quoted,
            _ if quoted => {}
            b'(' => depth += 1,
            b')' => depth -= 1,
            b',' if depth == 0 => {
                parts.push(&set[from..at]);
                from = at + 1;
            }
            b' ' if depth == 0 && (set[at..].starts_with(" WHERE ") || set[at..].starts_with(" FROM ")) => {
                end = at;
                break;
            }
            _ => {}
        }
    }
    parts.push(&set[from..end]);
    parts.into_iter().filter_map(|part| Some(part.split_once('=')?.0.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(sql: &str) -> Option<(&'static str, Vec<&'static str>)> {
        writing(sql).map(|w| (TABLES[w.table].name, w.columns.into_iter().collect()))
    }

    #[test]
    fn a_statement_says_which_kept_columns_it_writes() {
        assert_eq!(
            said(
                "UPDATE recognition SET stars = COALESCE($1, (SELECT 1 WHERE 2 = 3)), withdrawn_on = $2 WHERE id = $3"
            ),
            Some(("recognition", vec!["stars", "withdrawn_on"]))
        );
        assert_eq!(said("UPDATE dossier SET form01 = $3, version = version + 1 WHERE id = $1"), None);
        assert_eq!(
            said("UPDATE post SET role = 'a, b = WHERE ', area_id = NULL"),
            Some(("post", vec!["area_id", "role"]))
        );
        assert_eq!(said("UPDATE posting SET role = 1"), None);
        assert_eq!(
            said("INSERT INTO decision_item (decision_id, dossier_id, stars) VALUES ($1, $2, $3)"),
            Some(("decision_item", vec!["stars"]))
        );
        assert_eq!(said("DELETE FROM decision WHERE id = $1"), Some(("decision", vec![])));
        assert_eq!(said("SELECT * FROM decision"), None);
    }
}
