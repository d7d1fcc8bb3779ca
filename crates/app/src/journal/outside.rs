//! Seals kept outside the database: a file to which each is added as a line of JSON. A person who can rewrite the whole journal
//! anew, with its seals, has to write this file anew as well; it belongs on a medium that only takes additions.

use crate::{Cx, Error};
use jiff::Timestamp;
use ocop_store::journal::{self as store, SealRow};
use serde::{Deserialize, Serialize};
use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

/// A line is a few hundred bytes; its end is found in as many as these.
const TAIL: u64 = 8192;
/// A line that is longer is none.
const LONGEST: u64 = 65_536;

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

    /// `seal 7 of 2026-10-05T03:00:00Z`.
    fn named(&self) -> String {
        let day =
            Timestamp::from_millisecond(self.sealed_at).map_or_else(|_| "no day".into(), |t| t.to_string());
        format!("seal {} of {day}", self.seal)
    }
}

/// Adds lines and waits until they lie on the disk. What a power cut left of a line is ended first: it stays a line that
/// cannot be read.
pub(super) fn append(path: &Path, kept: &[Kept]) -> Result<(), Error> {
    let mut text = Vec::new();
    for one in kept {
        text.extend(serde_json::to_vec(one).map_err(Error::internal)?);
        text.push(b'\n');
    }
    let mut file =
        OpenOptions::new().create(true).append(true).read(true).open(path).map_err(Error::internal)?;
    if tail(&mut file)?.last().is_some_and(|b| *b != b'\n') {
        text.insert(0, b'\n');
    }
    file.write_all(&text).map_err(Error::internal)?;
    file.sync_all().map_err(Error::internal)
}

/// The number of the last seal a file holds; 0 where there is none.
pub(super) fn last(path: &Path) -> Result<i64, Error> {
    let mut file = match std::fs::File::open(path) {
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(0),
        other => other.map_err(Error::internal)?,
    };
    let end = tail(&mut file)?;
    let mut lines = end.split(|b| *b == b'\n').rev();
    Ok(lines.find_map(|l| serde_json::from_slice::<Kept>(l).ok()).map_or(0, |k| k.seal))
}

fn tail(file: &mut std::fs::File) -> Result<Vec<u8>, Error> {
    let length = file.metadata().map_err(Error::internal)?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(TAIL))).map_err(Error::internal)?;
    let mut end = Vec::new();
    file.take(TAIL).read_to_end(&mut end).map_err(Error::internal)?;
    Ok(end)
}

/// Holds the seals of a file against those of the database, line by line and number by number: one sentence for each that
/// cannot be read, is not there as it was kept, stands twice or in another order, or is missing on either side.
pub async fn compare(cx: &Cx, path: &Path) -> Result<Vec<String>, Error> {
    let file = match std::fs::File::open(path) {
        Err(e) if e.kind() == ErrorKind::NotFound => {
            let sealed = store::last_seal(cx.db()).await?.is_some();
            return Ok(sealed.then(|| "the file of kept seals is gone".to_owned()).into_iter().collect());
        }
        other => other.map_err(Error::internal)?,
    };
    let mut lines = BufReader::new(file);
    let (mut breaks, mut at) = (Vec::new(), 0);
    let mut database = Database { cx, known: std::collections::VecDeque::new(), end: 0 };
    let mut before: Option<Kept> = None;
    loop {
        at += 1;
        let mut line = Vec::new();
        if (&mut lines).take(LONGEST).read_until(b'\n', &mut line).map_err(Error::internal)? == 0 {
            break;
        }
        let Ok(kept) = serde_json::from_slice::<Kept>(&line) else {
            breaks.push(format!("line {at} of the kept seals cannot be read"));
            continue;
        };
        let last = before.as_ref().map_or(0, |k| k.seal);
        let there = if kept.seal > last {
            if kept.seal > last + 1 {
                breaks.push(database.missing(last + 1, kept.seal - 1).await?);
            } else if before.as_ref().is_some_and(|b| b.root != kept.prev) {
                breaks.push(format!(
                    "line {at} of the kept seals: {} does not stand on the one before",
                    kept.named()
                ));
            }
            database.next(kept.seal).await?
        } else {
            let how = if kept.seal == last { "stands twice" } else { "stands out of its order" };
            breaks.push(format!("line {at} of the kept seals: {} {how}", kept.named()));
            store::seal(cx.db(), kept.seal).await?.map(|row| Kept::of(&row))
        };
        if there.as_ref() != Some(&kept) {
            breaks.push(format!("{} is not in the database as it was kept outside", kept.named()));
        }
        if kept.seal > last {
            before = Some(kept);
        }
    }
    let (last, newest) = (before.map_or(0, |k| k.seal), store::last_seal(cx.db()).await?.map_or(0, |s| s.n));
    if newest > last {
        breaks.push(database.missing(last + 1, newest).await?);
    }
    Ok(breaks)
}

/// The seals of the database in order of their numbers, read on as far as lines ask.
struct Database<'a> {
    cx: &'a Cx,
    known: std::collections::VecDeque<Kept>,
    end: i64,
}

impl Database<'_> {
    async fn next(&mut self, n: i64) -> Result<Option<Kept>, Error> {
        while self.known.back().is_none_or(|k| k.seal < n) {
            let page = store::seals_after(self.cx.db(), self.end).await?;
            let Some(last) = page.last() else { break };
            self.end = last.n;
            self.known.extend(page.iter().map(Kept::of));
        }
        while self.known.front().is_some_and(|k| k.seal < n) {
            self.known.pop_front();
        }
        Ok(self.known.front().filter(|k| k.seal == n).cloned())
    }

    /// Says that the file has no line for these numbers, with the days of the first and the last as the database has them.
    async fn missing(&self, from: i64, to: i64) -> Result<String, Error> {
        let named = async |n| {
            let row = store::seal(self.cx.db(), n).await?;
            let named = row.map_or_else(|| format!("seal {n}"), |r| Kept::of(&r).named());
            Ok::<_, Error>(named)
        };
        let first = named(from).await?;
        Ok(if from == to {
            format!("{first} is missing in the file of kept seals")
        } else {
            format!("{first} up to {} are missing in the file of kept seals", named(to).await?)
        })
    }
}
