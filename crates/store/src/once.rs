//! Forms that were carried out: the same sending of the same account a second time finds where the first one led.

use crate::db::Db;
use crate::error::Error;
use sea_orm::FromQueryResult;

#[derive(FromQueryResult)]
struct Row {
    led_to: String,
}

/// Enters a sending; false if it is entered already. A sending whose first transaction is still open waits for it.
pub async fn claim(db: &Db, account: &str, sending: &str, led_to: &str, at: i64) -> Result<bool, Error> {
    let entered = db
        .exec(
            "INSERT INTO sent_form (account_id, sending, led_to, at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (account_id, sending) DO NOTHING",
            crate::args![account, sending, led_to, at],
        )
        .await?;
    Ok(entered > 0)
}

/// Where a sending led, if it was carried out.
pub async fn led_to(db: &Db, account: &str, sending: &str) -> Result<Option<String>, Error> {
    let row: Option<Row> = db
        .one(
            "SELECT led_to FROM sent_form WHERE account_id = $1 AND sending = $2",
            crate::args![account, sending],
        )
        .await?;
    Ok(row.map(|r| r.led_to))
}

/// Takes away what was sent before an instant.
pub async fn sweep(db: &Db, before: i64) -> Result<u64, Error> {
    db.exec("DELETE FROM sent_form WHERE at < $1", crate::args![before]).await
}
