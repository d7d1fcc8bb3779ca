use crate::prelude::*;

/// Whose tries are counted: `kind` is `password` or `code`, `who` a hash of the e-mail typed or an account's id,
/// `address` where they come from (`""`: the account as a whole).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TryKey<'a> {
    pub kind: &'a str,
    pub who: &'a str,
    pub address: &'a str,
}

/// How a counter stands after a try was counted.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct TryRow {
    /// Tries since the last that went through.
    pub tries: i64,
    /// When the person last got through from there.
    pub ok_at: Option<i64>,
}

/// Counts one try; `None`, and nothing is counted, while the counter is locked. One statement, so that of many at once
/// each is counted.
pub async fn count_try(db: &Db, key: TryKey<'_>, now: i64) -> Result<Option<TryRow>> {
    db.one(
        "INSERT INTO sign_in_try (kind, who, address, tries, last_at) VALUES ($1, $2, $3, 1, $4) \
         ON CONFLICT (kind, who, address) DO UPDATE SET tries = sign_in_try.tries + 1, last_at = excluded.last_at \
         WHERE sign_in_try.locked_until IS NULL OR sign_in_try.locked_until <= excluded.last_at \
         RETURNING tries, ok_at",
        args![key.kind, key.who, key.address, now],
    )
    .await
}

/// No further try until an instant.
pub async fn lock_tries(db: &Db, key: TryKey<'_>, until: i64) -> Result<()> {
    db.run(
        "UPDATE sign_in_try SET locked_until = $4 WHERE kind = $1 AND who = $2 AND address = $3",
        args![key.kind, key.who, key.address, until],
    )
    .await
}

/// A try went through: the count begins anew. `ok_at` names the instant where the person is wholly through.
pub async fn tries_passed(db: &Db, key: TryKey<'_>, now: i64, ok_at: Option<i64>) -> Result<()> {
    insert!(db, "sign_in_try",
        key.{kind, who, address}, tries: 0_i64, last_at: now, ok_at;
        "ON CONFLICT (kind, who, address) DO UPDATE SET tries = 0, locked_until = NULL, last_at = \
         excluded.last_at, ok_at = COALESCE(excluded.ok_at, sign_in_try.ok_at)"
    )
    .await
}

/// Ends every lock of one person, wherever the tries came from; who got through from where stays known.
pub async fn forget_tries(db: &Db, who: &str) -> Result<()> {
    db.run("UPDATE sign_in_try SET tries = 0, locked_until = NULL WHERE who = $1", args![who]).await
}

/// Removes counters without a try since `before`. Those of addresses known to their person stay until `known_before`.
pub async fn sweep_tries(db: &Db, before: i64, known_before: i64) -> Result<u64> {
    db.exec(
        "DELETE FROM sign_in_try WHERE last_at < $1 AND (ok_at IS NULL OR ok_at < $2) \
         AND (locked_until IS NULL OR locked_until < $1)",
        args![before, known_before],
    )
    .await
}
