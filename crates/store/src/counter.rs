//! Running numbers that are never given twice: registration forms, product codes, certificates.

use crate::prelude::*;

/// The next number of a series, from 1. Inside a transaction that fails, the number is given back.
pub async fn next(db: &Db, series: &str) -> Result<i64> {
    db.number(
        "INSERT INTO counter (series, last) VALUES ($1, 1) \
         ON CONFLICT (series) DO UPDATE SET last = counter.last + 1 RETURNING last AS n",
        args![series],
    )
    .await
}

/// Lifts a series so that numbers up to `taken` are not given again (imports bring their own numbers).
pub async fn at_least(db: &Db, series: &str, taken: i64) -> Result<()> {
    insert!(db, "counter",
        series, last: taken;
        "ON CONFLICT (series) DO UPDATE SET last = excluded.last WHERE counter.last < excluded.last"
    )
    .await
}

/// Holds a series until the transaction ends: no other transaction gives a number of it, or holds it, meanwhile.
pub async fn hold(db: &Db, series: &str) -> Result<()> {
    insert!(db, "counter",
        series, last: 0_i64; "ON CONFLICT (series) DO UPDATE SET last = counter.last"
    )
    .await
}
