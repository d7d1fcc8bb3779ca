//! Throws away what has run out: sessions, links that let people in, unused one-time codes, counters of tries. In small batches, so that
//! writers wait for none of them long.

use super::tries;
use crate::{Cx, Error, write_tx};
use ocop_store::account as store;

/// Rows of one transaction.
const BATCH: i64 = 500;
/// A link or a code that ran out says so for a month yet; limits on asking look back a day.
const KEPT_MS: i64 = 30 * 24 * 3_600_000;

/// Says how many rows went.
pub async fn sweep(cx: &Cx) -> Result<u64, Error> {
    let now = cx.now_ms();
    let mut gone = 0;
    loop {
        let batch: u64 = write_tx!(cx, |tx| {
            let sessions = store::sweep_sessions(&tx, now, BATCH).await?;
            let links = store::sweep_invitations(&tx, now - KEPT_MS, BATCH).await?;
            let codes = store::sweep_codes(&tx, now - KEPT_MS, BATCH).await?;
            Ok(sessions + links + codes)
        })?;
        gone += batch;
        if batch == 0 {
            break;
        }
    }
    let tries: u64 = write_tx!(cx, |tx| { tries::sweep(cx, &tx).await })?;
    Ok(gone + tries)
}
