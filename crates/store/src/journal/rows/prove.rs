//! Holds every kept row against what the journal last said of it, and every chain of a row against the rows.

use super::tables::{Kind, TABLES, Table};
use super::{ENDS, End, PAGE, Row, Said, ends, load, page, taken_up};
use crate::prelude::*;
use serde_json::{Map, Value};

/// One sentence for each row that is not as the journal last said; returns how many rows were looked at.
pub async fn prove(db: &Db, breaks: &mut Vec<String>) -> Result<i64> {
    let taken_up = taken_up(db).await?;
    let mut things = 0;
    for table in TABLES.iter() {
        things += rows(db, table, taken_up.contains(table.name), breaks).await?;
        lost(db, table, breaks).await?;
    }
    Ok(things)
}

/// Rows that differ from what was said, and where all were taken up, rows of which nothing was said.
async fn rows(db: &Db, table: &Table, all: bool, breaks: &mut Vec<String>) -> Result<i64> {
    let (mut after, mut things): (Option<Vec<String>>, i64) = (None, 0);
    loop {
        let page = page(db, table, after.as_deref()).await?;
        let Some(last) = page.last() else { return Ok(things) };
        after = Some(last.key.clone());
        let chains: Vec<String> = page.iter().map(|r| table.chain(&r.key)).collect();
        let ends = ends(db, &chains).await?;
        for (row, chain) in page.iter().zip(&chains) {
            things += 1;
            if judged(table, Some(row), ends.get(chain), all).is_some()
                && let Some(wrong) = looked_at_again(db, table, &row.key, all).await?
            {
                breaks.push(format!("{} {}: {wrong}", table.name, row.key.join("|")));
            }
        }
    }
}

/// What is wrong with a row and the end of its chain.
fn judged(table: &Table, row: Option<&Row>, end: Option<&End>, all: bool) -> Option<String> {
    match (row, end) {
        (None, None) => None,
        (Some(_), None) => all.then(|| "the journal does not know that it was written".to_owned()),
        (Some(row), Some(end)) => of_row(table, row, end),
        (None, Some(end)) => match end.said() {
            None => Some(unreadable(end)),
            Some(Said { row: None, .. }) => None,
            Some(said) => Some(format!("the row is gone ({})", said.by)),
        },
    }
}

/// How often a row that is being written is looked at anew.
const LOOKS: usize = 5;

/// Row and chain are read one after the other while acts go on. Where the chain ended alike before and after the row was
/// read, the row is the one of that end; what an act changed in between is looked at anew.
async fn looked_at_again(db: &Db, table: &Table, key: &[String], all: bool) -> Result<Option<String>> {
    let chain = table.chain(key);
    let one = std::slice::from_ref(&chain);
    let wanted = [key.to_vec()];
    for _ in 0..LOOKS {
        let before = ends(db, one).await?;
        let rows = load(db, table, &wanted).await?;
        let after = ends(db, one).await?;
        let seq = |found: &std::collections::HashMap<String, End>| found.get(&chain).map(|e| e.seq);
        if seq(&before) == seq(&after) {
            return Ok(judged(table, rows.get(&chain), after.get(&chain), all));
        }
    }
    Ok(None)
}

fn of_row(table: &Table, row: &Row, end: &End) -> Option<String> {
    match end.said() {
        None => Some(unreadable(end)),
        Some(Said { by, row: None }) => Some(format!("it is there, but the journal says it is gone ({by})")),
        Some(Said { by, row: Some(said) }) => {
            let wrong = differing(table, &row.said(table), &said);
            (!wrong.is_empty()).then(|| format!("{} ({by})", wrong.join(", ")))
        }
    }
}

fn unreadable(end: &End) -> String {
    format!("entry {} of {} cannot be read", end.seq, end.chain)
}

/// Columns that came to be kept later are not in entries of before: what was not said is not compared.
fn differing(table: &Table, now: &Map<String, Value>, said: &Map<String, Value>) -> Vec<String> {
    let one = |(name, kind): &(&str, Kind)| {
        let (now, said) = (now.get(*name)?, said.get(*name)?);
        let shown = |v: &Value| v.as_str().map_or_else(|| "nothing".to_owned(), str::to_owned);
        (now != said).then(|| match kind {
            Kind::Hashed => format!("{name} is not what the journal said"),
            _ => format!("{name} is {}, the journal said {}", shown(now), shown(said)),
        })
    };
    table.columns.iter().filter_map(one).collect()
}

/// Rows the journal says are there and that are not.
async fn lost(db: &Db, table: &Table, breaks: &mut Vec<String>) -> Result<()> {
    let mut after = String::new();
    loop {
        let sql = format!("{ENDS} WHERE h.chain LIKE $1 AND h.chain > $2 ORDER BY h.chain LIMIT {PAGE}");
        // `_` of a name stands for any letter in LIKE: the prefix is looked at again below.
        let found: Vec<End> = db.all(&sql, args![format!("{}%", table.prefix()), after.as_str()]).await?;
        let Some(last) = found.last() else { return Ok(()) };
        after.clone_from(&last.chain);
        // What cannot be read is told with its row, or here where there is none.
        let there: Vec<&End> = found
            .iter()
            .filter(|e| e.chain.starts_with(&table.prefix()) && e.said().is_none_or(|s| s.row.is_some()))
            .collect();
        let key = |e: &&End| e.subject.splitn(table.key.len(), '|').map(str::to_owned).collect::<Vec<_>>();
        let keys: Vec<Vec<String>> = there.iter().map(key).filter(|k| k.len() == table.key.len()).collect();
        let rows = load(db, table, &keys).await?;
        for end in there.iter().filter(|end| !rows.contains_key(&end.chain)) {
            let name = end.chain.trim_start_matches(&table.prefix());
            let wrong = match key(end) {
                key if key.len() == table.key.len() => looked_at_again(db, table, &key, false).await?,
                _ => judged(table, None, Some(end), false),
            };
            breaks.extend(wrong.map(|wrong| format!("{} {name}: {wrong}", table.name)));
        }
    }
}
