//! The journal: append-only, one hash chain per thing written about, sealed by the hour into one root. Where each chain
//! ends stands beside it as well, written in the same transaction, so that an end cut off shows before the next seal.

pub mod rows;
mod seal;
mod verify;

pub use seal::{SealRow, last_seal, seal, seal_now, seals_after};
pub use verify::{Verification, verify};

use crate::db::put::OrElse;
use crate::prelude::*;
use ocop_domain::journal::{Entry, GENESIS, hash};
use std::collections::{BTreeSet, HashMap};

rows! {
    /// One entry as stored.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct JournalRow {
        pub chain: String,
        pub seq: i64,
        pub at: i64,
        pub actor: String,
        pub act: String,
        pub subject: String,
        pub diff: String,
        pub prev: String,
        pub hash: String,
    }
}

#[derive(FromQueryResult)]
struct Last {
    seq: i64,
    hash: String,
}

/// Adds an entry to the end of its chain. The end of the chain is locked first: writers of one chain at once stand in line,
/// so that none of them is turned away however many there are.
pub async fn append(
    db: &Db,
    chain: &str,
    at: i64,
    actor: &str,
    act: &str,
    subject: &str,
    diff: &serde_json::Value,
) -> Result<()> {
    // The end as it was written down, not as the rows happen to end: after a cut the chain goes on with a gap in it. An
    // update that changes nothing takes the lock on both engines; `FOR UPDATE` is unknown to SQLite.
    let last: Option<Last> = db
        .one(
            "INSERT INTO journal_head (chain, seq, hash, sealed) VALUES ($1, 0, $2, 0) \
             ON CONFLICT (chain) DO UPDATE SET seq = journal_head.seq RETURNING seq, hash",
            args![chain, GENESIS],
        )
        .await?;
    let (seq, prev) = last.map_or((1, GENESIS.to_owned()), |l| (l.seq + 1, l.hash));
    let diff = diff.to_string();
    let own = hash(&prev, &Entry { chain, seq, at, actor, act, subject, diff: &diff });
    db.note_act(act);
    match insert!(db, "journal", chain, seq, at, actor, act, subject, diff, prev, hash: own.as_str()).await {
        Err(Error::Duplicate(m)) => return Err(Error::Busy(m)),
        other => other?,
    };
    insert!(db, "journal_head",
        chain, seq, hash: own, sealed: 0_i64;
        "ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, hash = excluded.hash"
    )
    .await
}

/// The first entries of things that are new: (chain, subject, what was done). A chain that is there already makes it
/// [`Error::Busy`].
pub async fn begin_chains(
    db: &Db,
    at: i64,
    actor: &str,
    act: &str,
    entries: Vec<(String, String, serde_json::Value)>,
) -> Result<()> {
    db.note_act(act);
    let mut rows = Vec::with_capacity(entries.len());
    let mut heads = Vec::with_capacity(entries.len());
    for (chain, subject, diff) in entries {
        let diff = diff.to_string();
        let entry = Entry { chain: &chain, seq: 1, at, actor, act, subject: &subject, diff: &diff };
        let own = hash(GENESIS, &entry);
        heads.push(values!(chain: chain.as_str(), seq: 1_i64, hash: own.as_str(), sealed: 0_i64));
        rows.push(values!(chain, seq: 1_i64, at, actor, act, subject, diff, prev: GENESIS, hash: own));
    }
    match db.insert_all("journal", rows, OrElse::Refuse).await {
        Err(Error::Duplicate(m)) => return Err(Error::Busy(m)),
        other => other?,
    }
    db.insert_all("journal_head", heads, OrElse::Refuse).await
}

/// An entry to be added to a chain whose end is known.
struct Known {
    chain: String,
    /// Number and hash of its last entry; none where it begins.
    end: Option<(i64, String)>,
    act: &'static str,
    subject: String,
    diff: serde_json::Value,
}

/// Adds an entry to each of many chains. Another writer of one of them at once makes it [`Error::Busy`].
async fn append_many(db: &Db, at: i64, actor: &str, entries: Vec<Known>) -> Result<()> {
    let mut rows = Vec::with_capacity(entries.len());
    let mut heads = Vec::with_capacity(entries.len());
    for Known { chain, end, act, subject, diff } in entries {
        let (seq, prev) = end.map_or((1, GENESIS.to_owned()), |(seq, hash)| (seq + 1, hash));
        let diff = diff.to_string();
        let own = hash(&prev, &Entry { chain: &chain, seq, at, actor, act, subject: &subject, diff: &diff });
        heads.push(values!(chain: chain.as_str(), seq, hash: own.as_str(), sealed: 0_i64));
        rows.push(values!(chain, seq, at, actor, act, subject, diff, prev, hash: own));
    }
    match db.insert_all("journal", rows, OrElse::Refuse).await {
        Err(Error::Duplicate(m)) => return Err(Error::Busy(m)),
        other => other?,
    }
    let tail = "ON CONFLICT (chain) DO UPDATE SET seq = excluded.seq, hash = excluded.hash";
    db.insert_all("journal_head", heads, OrElse::End(tail)).await
}

/// Chains looked at in one go.
const AT_ONCE: usize = 500;

/// Number and hash of the last entries of chains, by chain.
async fn ends(db: &Db, chains: &[String]) -> Result<HashMap<String, (i64, String)>> {
    #[derive(FromQueryResult)]
    struct Head {
        chain: String,
        seq: i64,
        hash: String,
    }
    let mut args = Vec::new();
    let list = crate::scope::placeholders(&mut args, chains);
    let heads: Vec<Head> =
        db.all(&format!("SELECT chain, seq, hash FROM journal_head WHERE chain IN ({list})"), args).await?;
    Ok(heads.into_iter().map(|h| (h.chain, (h.seq, h.hash))).collect())
}

/// Adds entries of one act to many chains, several to one where it is named more than once: (chain, subject, what was done).
/// Another writer of one of them at once makes it [`Error::Busy`].
pub async fn append_all(
    db: &Db,
    at: i64,
    actor: &str,
    act: &'static str,
    entries: Vec<(String, String, serde_json::Value)>,
) -> Result<()> {
    db.note_act(act);
    let mut left = entries;
    while !left.is_empty() {
        // Each chain once in a go: an entry stands on the one before.
        let mut named = BTreeSet::new();
        let (now, later): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|(chain, ..)| named.len() < AT_ONCE && named.insert(chain.clone()));
        let mut ends = ends(db, &Vec::from_iter(named)).await?;
        let known = now.into_iter().map(|(chain, subject, diff)| {
            let end = ends.remove(&chain);
            Known { chain, end, act, subject, diff }
        });
        append_many(db, at, actor, known.collect()).await?;
        left = later;
    }
    Ok(())
}

/// A chain's entries, oldest first.
pub async fn chain(db: &Db, chain: &str) -> Result<Vec<JournalRow>> {
    let columns = JournalRow::columns("j");
    let sql = format!("SELECT {columns} FROM journal j WHERE j.chain = $1 ORDER BY j.seq");
    db.all(&sql, args![chain]).await
}

/// The last entries of the chains of a kind (`area:`), where they are of this act.
pub async fn last_of(db: &Db, prefix: &str, act: &str) -> Result<Vec<JournalRow>> {
    let sql = format!(
        "SELECT {} FROM journal_head h JOIN journal j ON j.chain = h.chain AND j.seq = h.seq \
         WHERE h.chain LIKE $1 AND j.act = $2 ORDER BY h.chain",
        JournalRow::columns("j")
    );
    db.all(&sql, args![format!("{prefix}%"), act]).await
}

/// Does an entry of a chain hold these words in what changed?
pub async fn says(db: &Db, chain: &str, words: &str) -> Result<bool> {
    let like = format!("%{}%", words.replace(['%', '_'], ""));
    let sql = "SELECT COUNT(*) AS n FROM journal WHERE chain = $1 AND diff LIKE $2";
    Ok(db.number(sql, args![chain, like]).await? > 0)
}

/// The latest entries, newest first.
pub async fn latest(db: &Db, limit: i64, offset: i64) -> Result<Vec<JournalRow>> {
    let sql = format!(
        "SELECT {} FROM journal j ORDER BY j.at DESC, j.chain, j.seq DESC LIMIT $1 OFFSET $2",
        JournalRow::columns("j")
    );
    db.all(&sql, args![limit, offset]).await
}

pub async fn count(db: &Db) -> Result<i64> {
    db.number("SELECT COUNT(*) AS n FROM journal", vec![]).await
}

/// Which entries to list: a chain or its beginning (`account:…`) and an act; empty means any but those of kept rows
/// ([`rows`]), which are many and say the same once more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalFilter {
    pub chain: String,
    pub act: String,
}

impl JournalFilter {
    fn condition(&self, args: &mut Vec<sea_orm::Value>) -> String {
        let mut all = vec!["1 = 1".to_owned()];
        if !self.chain.is_empty() {
            args.push(format!("{}%", self.chain.replace('%', "")).into());
            all.push(format!("chain LIKE ${}", args.len()));
        }
        if self.chain.is_empty() && self.act.is_empty() {
            args.push(format!("{}%", rows::PREFIX).into());
            all.push(format!("chain NOT LIKE ${}", args.len()));
        }
        if !self.act.is_empty() {
            args.push(self.act.as_str().into());
            all.push(format!("act = ${}", args.len()));
        }
        all.join(" AND ")
    }
}

/// The entries that fit, newest first.
pub async fn filtered(db: &Db, filter: &JournalFilter, limit: i64, offset: i64) -> Result<Vec<JournalRow>> {
    let mut args = Vec::new();
    let condition = filter.condition(&mut args);
    args.push(limit.into());
    args.push(offset.into());
    let n = args.len();
    let sql = format!(
        "SELECT {} FROM journal j WHERE {condition} ORDER BY at DESC, chain, seq DESC LIMIT ${} OFFSET ${n}",
        JournalRow::columns("j"),
        n - 1
    );
    db.all(&sql, args).await
}

pub async fn count_filtered(db: &Db, filter: &JournalFilter) -> Result<i64> {
    let mut args = Vec::new();
    let condition = filter.condition(&mut args);
    db.number(&format!("SELECT COUNT(*) AS n FROM journal WHERE {condition}"), args).await
}
