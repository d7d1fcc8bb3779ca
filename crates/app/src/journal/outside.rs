//! Seals kept outside the database: a file to which each is added as a line of JSON. A person who can rewrite the whole journal
//! anew, with its seals, has to write this file anew as well; it belongs on a medium that only takes additions.

use crate::Error;
use ocop_store::journal::SealRow;
use serde::{Deserialize, Serialize};
use std::fs::OpenOptions;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;

/// A seal as it is kept outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its running number.
    pub seal: i64,
    /// Milliseconds since 1970.
    pub sealed_at: i64,
    pub prev: String,
    pub root: String,
}

impl Kept {
    pub(super) fn of(row: &SealRow) -> Kept {
        Kept { seal: row.n, sealed_at: row.sealed_at, prev: row.prev.clone(), root: row.root.clone() }
    }
}

/// Adds a line and waits until it lies on the disk.
pub(super) fn append(path: &Path, kept: &Kept) -> Result<(), Error> {
    let mut line = serde_json::to_vec(kept).map_err(Error::internal)?;
    line.push(b'\n');
    let mut file = OpenOptions::new().create(true).append(true).open(path).map_err(Error::internal)?;
    file.write_all(&line).map_err(Error::internal)?;
    file.sync_all().map_err(Error::internal)
}

/// Holds the seals of a file against those of the database: one sentence for each that is not there as it was kept.
pub async fn compare(cx: &crate::Cx, path: &Path) -> Result<Vec<String>, Error> {
    let file = std::fs::File::open(path).map_err(Error::internal)?;
    let mut lines = BufReader::new(file).lines();
    let (mut breaks, mut known, mut end) = (Vec::new(), std::collections::VecDeque::new(), 0);
    for (at, line) in lines.by_ref().enumerate() {
        let line = line.map_err(Error::internal)?;
        let Ok(kept) = serde_json::from_str::<Kept>(&line) else {
            breaks.push(format!("line {} of the kept seals cannot be read", at + 1));
            continue;
        };
        // Both are in order of their numbers: the database is read on as far as the line asks.
        while known.back().is_none_or(|k: &Kept| k.seal < kept.seal) {
            let page = ocop_store::journal::seals_after(cx.db(), end).await?;
            let Some(last) = page.last() else { break };
            end = last.n;
            known.extend(page.iter().map(Kept::of));
        }
        while known.front().is_some_and(|k| k.seal < kept.seal) {
            known.pop_front();
        }
        if known.front() != Some(&kept) {
            breaks.push(format!("seal {} is not in the database as it was kept outside", kept.seal));
        }
    }
    Ok(breaks)
}
