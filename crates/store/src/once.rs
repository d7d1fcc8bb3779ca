//! Forms that were carried out: the same sending of the same account a second time finds where the first one led.

use crate::prelude::*;

/// Enters a sending; false if it is entered already. A sending whose first transaction is still open waits for it.
pub async fn claim(db: &Db, account: &str, sending: &str, led_to: &str, at: i64) -> Result<bool> {
    let entered = db
        .exec(
            "INSERT INTO sent_form (account_id, sending, led_to, at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (account_id, sending) DO NOTHING",
            args![account, sending, led_to, at],
        )
        .await?;
    Ok(entered > 0)
}

/// Where a sending led, if it was carried out.
pub async fn led_to(db: &Db, account: &str, sending: &str) -> Result<Option<String>> {
    db.value("SELECT led_to FROM sent_form WHERE account_id = $1 AND sending = $2", args![account, sending])
        .await
}

/// Forgets the sendings that led to a thing which is taken away.
pub async fn forget(db: &Db, led_to: &str) -> Result<u64> {
    db.exec("DELETE FROM sent_form WHERE led_to = $1", args![led_to]).await
}

/// Takes away what was sent before an instant.
pub async fn sweep(db: &Db, before: i64) -> Result<u64> {
    db.exec("DELETE FROM sent_form WHERE at < $1", args![before]).await
}
