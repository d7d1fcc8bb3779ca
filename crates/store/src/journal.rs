//! The journal: append-only, one hash chain per thing written about, sealed daily into one root.

use crate::db::Db;
use crate::error::Error;
use ocop_domain::journal::{Entry, GENESIS, hash, sha256};
use sea_orm::FromQueryResult;

/// One entry as stored.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
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

impl JournalRow {
    fn entry(&self) -> Entry<'_> {
        Entry {
            chain: &self.chain,
            seq: self.seq,
            at: self.at,
            actor: &self.actor,
            act: &self.act,
            subject: &self.subject,
            diff: &self.diff,
        }
    }
}

#[derive(FromQueryResult)]
struct Last {
    seq: i64,
    hash: String,
}

/// Adds an entry to the end of its chain. Two writers at once: one gets [`Error::Busy`] and tries again.
pub async fn append(
    db: &Db,
    chain: &str,
    at: i64,
    actor: &str,
    act: &str,
    subject: &str,
    diff: &serde_json::Value,
) -> Result<(), Error> {
    let last: Option<Last> = db
        .one("SELECT seq, hash FROM journal WHERE chain = $1 ORDER BY seq DESC LIMIT 1", crate::args![chain])
        .await?;
    let (seq, prev) = last.map_or((1, GENESIS.to_owned()), |l| (l.seq + 1, l.hash));
    let diff = diff.to_string();
    let own = hash(&prev, &Entry { chain, seq, at, actor, act, subject, diff: &diff });
    let done = db
        .exec(
            "INSERT INTO journal (chain, seq, at, actor, act, subject, diff, prev, hash) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            crate::args![chain, seq, at, actor, act, subject, diff, prev, own],
        )
        .await;
    match done {
        Err(Error::Duplicate(m)) => Err(Error::Busy(m)),
        other => other.map(|_| ()),
    }
}

/// The first entries of things that are new: (chain, subject, what was done). A chain that is there already makes it
/// [`Error::Busy`].
pub async fn begin_chains(
    db: &Db,
    at: i64,
    actor: &str,
    act: &str,
    entries: Vec<(String, String, serde_json::Value)>,
) -> Result<(), Error> {
    let rows = entries
        .into_iter()
        .map(|(chain, subject, diff)| {
            let diff = diff.to_string();
            let entry = Entry { chain: &chain, seq: 1, at, actor, act, subject: &subject, diff: &diff };
            let own = hash(GENESIS, &entry);
            crate::args![chain, 1_i64, at, actor, act, subject, diff, GENESIS, own]
        })
        .collect();
    let head = "INSERT INTO journal (chain, seq, at, actor, act, subject, diff, prev, hash)";
    match crate::import::bulk::put(db, head, "", 9, rows).await {
        Err(Error::Duplicate(m)) => Err(Error::Busy(m)),
        other => other,
    }
}

/// A chain's entries, oldest first.
pub async fn chain(db: &Db, chain: &str) -> Result<Vec<JournalRow>, Error> {
    db.all("SELECT * FROM journal WHERE chain = $1 ORDER BY seq", crate::args![chain]).await
}

/// The latest entries, newest first.
pub async fn latest(db: &Db, limit: i64, offset: i64) -> Result<Vec<JournalRow>, Error> {
    db.all(
        "SELECT * FROM journal ORDER BY at DESC, chain, seq DESC LIMIT $1 OFFSET $2",
        crate::args![limit, offset],
    )
    .await
}

pub async fn count(db: &Db) -> Result<i64, Error> {
    db.number("SELECT COUNT(*) AS n FROM journal", vec![]).await
}

/// Which entries to list: a chain or its beginning (`account:…`) and an act; empty means any.
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
        if !self.act.is_empty() {
            args.push(self.act.as_str().into());
            all.push(format!("act = ${}", args.len()));
        }
        all.join(" AND ")
    }
}

/// The entries that fit, newest first.
pub async fn filtered(
    db: &Db,
    filter: &JournalFilter,
    limit: i64,
    offset: i64,
) -> Result<Vec<JournalRow>, Error> {
    let mut args = Vec::new();
    let condition = filter.condition(&mut args);
    args.push(limit.into());
    args.push(offset.into());
    let n = args.len();
    let sql = format!(
        "SELECT * FROM journal WHERE {condition} ORDER BY at DESC, chain, seq DESC LIMIT ${} OFFSET ${n}",
        n - 1
    );
    db.all(&sql, args).await
}

pub async fn count_filtered(db: &Db, filter: &JournalFilter) -> Result<i64, Error> {
    let mut args = Vec::new();
    let condition = filter.condition(&mut args);
    db.number(&format!("SELECT COUNT(*) AS n FROM journal WHERE {condition}"), args).await
}

#[derive(FromQueryResult)]
struct Day {
    day: String,
}

/// The latest day that was sealed.
pub async fn last_seal(db: &Db) -> Result<Option<String>, Error> {
    let row: Option<Day> = db.one("SELECT day FROM journal_seal ORDER BY day DESC LIMIT 1", vec![]).await?;
    Ok(row.map(|r| r.day))
}

/// What a check of the whole journal found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verification {
    pub entries: i64,
    pub chains: i64,
    pub seals: i64,
    /// One sentence per break, naming chain and number.
    pub breaks: Vec<String>,
}

/// Recomputes every chain and every daily root.
pub async fn verify(db: &Db) -> Result<Verification, Error> {
    let mut out = Verification::default();
    let mut chain_name = String::new();
    let (mut expected_seq, mut prev) = (1, GENESIS.to_owned());
    let mut after = (String::new(), 0_i64);
    loop {
        let page: Vec<JournalRow> = db
            .all(
                "SELECT * FROM journal WHERE chain > $1 OR (chain = $1 AND seq > $2) ORDER BY chain, seq LIMIT 2000",
                crate::args![after.0.as_str(), after.1],
            )
            .await?;
        let Some(end) = page.last() else { break };
        after = (end.chain.clone(), end.seq);
        for row in &page {
            if row.chain != chain_name {
                chain_name.clone_from(&row.chain);
                (expected_seq, prev) = (1, GENESIS.to_owned());
                out.chains += 1;
            }
            out.entries += 1;
            if row.seq != expected_seq {
                out.breaks.push(format!("chain {}: entry {expected_seq} is missing", row.chain));
            } else if row.prev != prev || hash(&row.prev, &row.entry()) != row.hash {
                out.breaks.push(format!("chain {}: entry {} does not fit its hash", row.chain, row.seq));
            }
            expected_seq = row.seq + 1;
            prev.clone_from(&row.hash);
        }
    }
    verify_seals(db, &mut out).await?;
    Ok(out)
}

#[derive(FromQueryResult)]
struct Seal {
    day: String,
    root: String,
    chains: i64,
    sealed_at: i64,
}

async fn verify_seals(db: &Db, out: &mut Verification) -> Result<(), Error> {
    let seals: Vec<Seal> =
        db.all("SELECT day, root, chains, sealed_at FROM journal_seal ORDER BY day", vec![]).await?;
    for seal in seals {
        out.seals += 1;
        let (root, chains, _) = root_up_to(db, seal.sealed_at).await?;
        if root != seal.root {
            let missing = if chains < seal.chains { ": whole chains are gone" } else { "" };
            out.breaks.push(format!("the seal of {} does not fit the journal{missing}", seal.day));
        }
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Head {
    chain: String,
    hash: String,
    seq: i64,
}

/// Root over the head of every chain as it stood at an instant: (root, chains, entries).
async fn root_up_to(db: &Db, at: i64) -> Result<(String, i64, i64), Error> {
    let heads: Vec<Head> = db
        .all(
            "SELECT j.chain, j.hash, j.seq FROM journal j JOIN (SELECT chain, MAX(seq) AS top FROM journal \
             WHERE at <= $1 GROUP BY chain) t ON t.chain = j.chain AND t.top = j.seq ORDER BY j.chain",
            crate::args![at],
        )
        .await?;
    let entries = heads.iter().map(|h| h.seq).sum();
    let text: String = heads.iter().map(|h| format!("{} {} {}\n", h.chain, h.seq, h.hash)).collect();
    Ok((sha256(text.as_bytes()), heads.len() as i64, entries))
}

/// Seals a day once it is over: `day` names it, `end` is its last millisecond.
pub async fn seal(db: &Db, day: &str, end: i64) -> Result<(), Error> {
    let (root, chains, entries) = root_up_to(db, end).await?;
    db.exec(
        "INSERT INTO journal_seal (day, root, chains, entries, sealed_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (day) DO NOTHING",
        crate::args![day, root, chains, entries, end],
    )
    .await?;
    Ok(())
}
