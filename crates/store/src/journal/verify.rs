//! Proves the journal whole: every chain entry by entry, every end of a chain, every seal. Rows are read a page at a time
//! and once, so the proof of ten years needs no more memory than that of a day.

use super::SealRow;
use super::seal::{self, PAGE, Root};
use crate::prelude::*;
use ocop_domain::journal::{Entry, GENESIS, hash, sha256};

/// What a check of the whole journal found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verification {
    pub entries: i64,
    pub chains: i64,
    pub seals: i64,
    /// What else was held against the journal: rows of law, score sheets, results, sealed dossiers, files.
    pub things: i64,
    /// One sentence per break, naming what is broken.
    pub breaks: Vec<String>,
}

/// Recomputes every chain and every seal. What cannot be read is a finding and the others go on.
pub async fn verify(db: &Db) -> Result<Verification> {
    let mut out = Verification::default();
    let read = chains(db, &mut out).await;
    goes_on(read, "the chains", &mut out.breaks)?;
    let read = ends(db, &mut out).await;
    goes_on(read, "the ends of chains", &mut out.breaks)?;
    let read = seals(db, &mut out).await;
    goes_on(read, "the seals", &mut out.breaks)?;
    let read = daily_seals(db, &mut out).await;
    goes_on(read, "the daily seals", &mut out.breaks)?;
    Ok(out)
}

/// Only a database that gives no answer ends a proof; damage is what it is there to name.
fn goes_on(read: Result<()>, what: &str, breaks: &mut Vec<String>) -> Result<()> {
    match read {
        Err(e @ (Error::Db(_) | Error::Corrupt(_))) => {
            breaks.push(format!("{what} cannot be read to their end: {e}"));
            Ok(())
        }
        other => other,
    }
}

/// An entry as it lies there: its instant may be anything.
#[derive(FromQueryResult)]
struct Lying {
    chain: String,
    seq: i64,
    at: Option<String>,
    actor: String,
    act: String,
    subject: String,
    diff: String,
    prev: String,
    hash: String,
}

impl Lying {
    fn fits(&self) -> bool {
        let Some(Ok(at)) = self.at.as_ref().map(|a| a.parse()) else { return false };
        let (chain, seq, actor, act) = (&self.chain, self.seq, &self.actor, &self.act);
        let entry = Entry { chain, seq, at, actor, act, subject: &self.subject, diff: &self.diff };
        hash(&self.prev, &entry) == self.hash
    }
}

async fn chains(db: &Db, out: &mut Verification) -> Result<()> {
    let mut chain_name = String::new();
    let (mut expected_seq, mut prev) = (1, GENESIS.to_owned());
    let mut after = (String::new(), 0_i64);
    loop {
        let page: Vec<Lying> = db
            .all(
                "SELECT chain, seq, CAST(at AS TEXT) AS at, actor, act, subject, diff, prev, hash FROM journal \
                 WHERE chain > $1 OR (chain = $1 AND seq > $2) ORDER BY chain, seq LIMIT $3",
                args![after.0.as_str(), after.1, PAGE],
            )
            .await?;
        let Some(end) = page.last() else { return Ok(()) };
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
            } else if row.prev != prev || !row.fits() {
                out.breaks.push(format!("chain {}: entry {} does not fit its hash", row.chain, row.seq));
            }
            expected_seq = row.seq + 1;
            prev.clone_from(&row.hash);
        }
    }
}

#[derive(FromQueryResult)]
struct End {
    chain: String,
    seq: i64,
    found: Option<String>,
}

/// Every chain ends where its end was written down: entries cut off since the last seal show here.
async fn ends(db: &Db, out: &mut Verification) -> Result<()> {
    let cut: Vec<End> = db
        .all(
            "SELECT h.chain, h.seq, j.hash AS found FROM journal_head h \
             LEFT JOIN journal j ON j.chain = h.chain AND j.seq = h.seq \
             WHERE j.hash IS NULL OR j.hash <> h.hash ORDER BY h.chain LIMIT $1",
            args![PAGE],
        )
        .await?;
    out.breaks.extend(cut.iter().map(|e| match e.found {
        None => format!("chain {}: its last entries are missing, up to {}", e.chain, e.seq),
        Some(_) => format!("chain {}: its last entry {} is not the one that was written", e.chain, e.seq),
    }));
    let odd: Vec<End> = db
        .all(
            "SELECT j.chain, j.seq, j.hash AS found FROM journal j LEFT JOIN journal_head h ON h.chain = j.chain \
             WHERE (h.chain IS NULL AND j.seq = 1) OR j.seq > h.seq ORDER BY j.chain, j.seq LIMIT $1",
            args![PAGE],
        )
        .await?;
    out.breaks.extend(
        odd.iter().map(|e| format!("chain {}: entry {} was not written by the program", e.chain, e.seq)),
    );
    Ok(())
}

/// Each seal follows from the one before and from the heads kept with it, and each of these stands in the journal.
async fn seals(db: &Db, out: &mut Verification) -> Result<()> {
    let mut prev = seal::before_the_first(db).await?;
    let mut n = 0;
    loop {
        let page = super::seals_after(db, n).await?;
        let Some(end) = page.last() else { break };
        n = end.n;
        for row in &page {
            out.seals += 1;
            if let Some(wrong) = one(db, row, &prev, out.seals).await? {
                out.breaks.push(wrong);
            }
            prev.clone_from(&row.root);
        }
    }
    let gone: Vec<Lost> = db
        .all(
            "SELECT s.n, s.chain, s.seq FROM journal_sealed s LEFT JOIN journal j ON j.chain = s.chain \
             AND j.seq = s.seq WHERE j.hash IS NULL OR j.hash <> s.hash ORDER BY s.n, s.chain LIMIT $1",
            args![PAGE],
        )
        .await?;
    out.breaks.extend(
        gone.iter().map(|l| format!("chain {}: entry {} is not as seal {} found it", l.chain, l.seq, l.n)),
    );
    // A chain says up to where it was sealed: the seal that found it there is kept.
    let unsealed = "SELECT COUNT(*) AS n FROM journal_head h LEFT JOIN \
                    (SELECT s.chain, MAX(s.seq) AS seq FROM journal_sealed s JOIN journal_root r ON r.n = s.n \
                     GROUP BY s.chain) t ON t.chain = h.chain \
                    WHERE h.sealed > 0 AND (t.seq IS NULL OR t.seq <> h.sealed)";
    match db.number(unsealed, vec![]).await? {
        0 => {}
        n => out
            .breaks
            .push(format!("seals are missing: the ends of {n} chains were sealed and no seal has them")),
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Lost {
    n: i64,
    chain: String,
    seq: i64,
}

async fn one(db: &Db, row: &SealRow, prev: &str, nth: i64) -> Result<Option<String>> {
    if row.n != nth {
        return Ok(Some(format!("seal {nth} is missing")));
    }
    let (mut root, mut after) = (Root::over(prev), String::new());
    loop {
        let page = seal::heads(db, row.n, &after).await?;
        let Some(end) = page.last() else { break };
        after.clone_from(&end.chain);
        page.iter().for_each(|h| root.add(h));
    }
    let fits = row.prev == prev && root.end() == row.root;
    Ok((!fits).then(|| format!("seal {} does not fit what it covers", row.n)))
}

#[derive(FromQueryResult)]
struct Daily {
    day: String,
    root: String,
    chains: i64,
    sealed_at: i64,
}

/// Seals of before, one a day, each over the ends of all chains: they keep their rule.
async fn daily_seals(db: &Db, out: &mut Verification) -> Result<()> {
    let seals: Vec<Daily> =
        db.all("SELECT day, root, chains, sealed_at FROM journal_seal ORDER BY day", vec![]).await?;
    for seal in seals {
        out.seals += 1;
        let (root, chains) = root_up_to(db, seal.sealed_at).await?;
        if root != seal.root {
            let missing = if chains < seal.chains { ": whole chains are gone" } else { "" };
            out.breaks.push(format!("the seal of {} does not fit the journal{missing}", seal.day));
        }
    }
    Ok(())
}

/// Root over the head of every chain as it stood at an instant, and how many chains there were. Entries written since
/// these seals ended belong to none of them, whatever the clock said: what counts is their number in the chain.
async fn root_up_to(db: &Db, at: i64) -> Result<(String, i64)> {
    let heads: Vec<seal::Head> = db
        .all(
            "SELECT j.chain, j.hash, j.seq FROM journal j JOIN (SELECT o.chain, MAX(o.seq) AS top FROM journal o \
             JOIN journal_daily_end e ON e.chain = o.chain AND o.seq <= e.seq WHERE o.at <= $1 GROUP BY o.chain) t ON t.chain = j.chain AND t.top = j.seq ORDER BY j.chain",
            args![at],
        )
        .await?;
    let text: String = heads.iter().map(|h| format!("{} {} {}\n", h.chain, h.seq, h.hash)).collect();
    Ok((sha256(text.as_bytes()), heads.len() as i64))
}
