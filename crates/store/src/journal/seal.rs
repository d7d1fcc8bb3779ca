//! Seals. Each covers the seal before it and the ends of the chains that grew since, which are kept with it: so a row of
//! seals is proved in one pass, however long it has become.

use crate::prelude::*;
use ocop_domain::journal::sha256;

/// One seal: its number, when it was made, and the root that is kept outside as well.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct SealRow {
    pub n: i64,
    pub sealed_at: i64,
    pub prev: String,
    pub root: String,
    pub chains: i64,
}

/// The end of a chain as a seal found it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub(super) struct Head {
    pub chain: String,
    pub seq: i64,
    pub hash: String,
}

/// How many ends of chains are looked at in one go.
pub(super) const PAGE: i64 = 2000;

/// The root of a seal, fed with its heads in order of their chains, so that no more than a page is held.
pub(super) struct Root(ocop_domain::journal::Running);

impl Root {
    pub fn over(prev: &str) -> Root {
        let mut running = ocop_domain::journal::Running::default();
        running.add(&format!("{prev}\n"));
        Root(running)
    }

    pub fn add(&mut self, head: &Head) {
        self.0.add(&format!("{} {} {}\n", head.chain, head.seq, head.hash));
    }

    pub fn end(self) -> String {
        self.0.end()
    }
}

pub async fn last_seal(db: &Db) -> Result<Option<SealRow>> {
    db.one("SELECT n, sealed_at, prev, root, chains FROM journal_root ORDER BY n DESC LIMIT 1", vec![]).await
}

/// One seal.
pub async fn seal(db: &Db, n: i64) -> Result<Option<SealRow>> {
    let sql = "SELECT n, sealed_at, prev, root, chains FROM journal_root WHERE n = $1";
    db.one(sql, args![n]).await
}

/// Seals after the `n`th, oldest first, a page of them.
pub async fn seals_after(db: &Db, n: i64) -> Result<Vec<SealRow>> {
    db.all(
        "SELECT n, sealed_at, prev, root, chains FROM journal_root WHERE n > $1 ORDER BY n LIMIT $2",
        args![n, PAGE],
    )
    .await
}

/// What the first seal of this kind stands on: the last daily seal of before, if there is one.
pub(super) async fn before_the_first(db: &Db) -> Result<String> {
    let old = db.value("SELECT root FROM journal_seal ORDER BY day DESC LIMIT 1", vec![]).await?;
    Ok(old.unwrap_or_else(|| sha256(b"")))
}

/// Seals what was written since the last seal, inside a transaction.
pub async fn seal_now(db: &Db, at: i64) -> Result<SealRow> {
    let last = last_seal(db).await?;
    let (n, prev) = match last {
        Some(last) => (last.n + 1, last.root),
        None => (1, before_the_first(db).await?),
    };
    // Its number comes first: of two nodes that seal at once the second is told here.
    let first = "INSERT INTO journal_root (n, sealed_at, prev, root, chains) VALUES ($1, $2, $3, '', 0)";
    match db.exec(first, args![n, at, prev.as_str()]).await {
        Err(Error::Duplicate(m)) => return Err(Error::Busy(m)),
        other => other?,
    };
    db.exec(
        "INSERT INTO journal_sealed (n, chain, seq, hash) \
         SELECT CAST($1 AS BIGINT), chain, seq, hash FROM journal_head WHERE seq > sealed",
        args![n],
    )
    .await?;
    db.exec(
        "UPDATE journal_head SET sealed = (SELECT s.seq FROM journal_sealed s WHERE s.n = $1 \
         AND s.chain = journal_head.chain) WHERE chain IN (SELECT chain FROM journal_sealed WHERE n = $1)",
        args![n],
    )
    .await?;
    let (mut root, mut chains, mut after) = (Root::over(&prev), 0, String::new());
    loop {
        let page = heads(db, n, &after).await?;
        let Some(end) = page.last() else { break };
        after.clone_from(&end.chain);
        chains += page.len() as i64;
        page.iter().for_each(|h| root.add(h));
    }
    let root = root.end();
    db.exec("UPDATE journal_root SET root = $2, chains = $3 WHERE n = $1", args![n, root.as_str(), chains])
        .await?;
    Ok(SealRow { n, sealed_at: at, prev, root, chains })
}

/// The heads of a seal after a chain, in bytes' order: both engines compare texts alike only as the program does.
pub(super) async fn heads(db: &Db, n: i64, after: &str) -> Result<Vec<Head>> {
    let order = if db.is_sqlite() { "chain" } else { "chain COLLATE \"C\"" };
    db.all(
        &format!(
            "SELECT chain, seq, hash FROM journal_sealed WHERE n = $1 AND {order} > $2 ORDER BY {order} LIMIT $3"
        ),
        args![n, after, PAGE],
    )
    .await
}
