//! Letters that wait to go out: written in the transaction of the act that sends them, delivered afterwards.

use crate::prelude::*;

/// After this many tries a letter waits for the administrator.
pub const MOST_ATTEMPTS: i64 = 8;

/// A letter, whole.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Letter {
    pub id: String,
    pub to_address: String,
    pub subject: String,
    pub body: String,
    pub created_at: i64,
    pub attempts: i64,
}

/// A letter as the outbox lists it: without its body, which may hold a link that lets a person in.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct MailLine {
    pub id: String,
    pub to_address: String,
    pub subject: String,
    pub created_at: i64,
    pub sent_at: Option<i64>,
    pub attempts: i64,
    pub problem: Option<String>,
}

pub async fn queue(db: &Db, id: &str, to: &str, subject: &str, body: &str, at: i64) -> Result<()> {
    insert!(db, "mail", id, to_address: to, subject, body, created_at: at, attempts: 0_i64).await?;
    db.wake_when_kept();
    Ok(())
}

/// The letters to be tried at `$1`; those that failed too often are left to the administrator.
pub(crate) fn to_be_tried() -> String {
    format!(
        "FROM mail WHERE sent_at IS NULL AND attempts < {MOST_ATTEMPTS} AND (try_at IS NULL OR try_at <= $1)"
    )
}

/// Letters to be tried now, the oldest first.
pub async fn waiting(db: &Db, now: i64, limit: i64) -> Result<Vec<Letter>> {
    let sql = format!(
        "SELECT id, to_address, subject, body, created_at, attempts {} ORDER BY created_at, id LIMIT $2",
        to_be_tried()
    );
    db.all(&sql, args![now, limit]).await
}

/// Takes a letter for one try: [`Error::Stale`] if another node took it first. The next try, if there is to be one, comes
/// at `next`.
pub async fn claim(db: &Db, id: &str, attempts: i64, next: i64) -> Result<()> {
    db.exec_guarded(
        "UPDATE mail SET attempts = $2 + 1, try_at = $3 WHERE id = $1 AND attempts = $2 AND sent_at IS NULL",
        args![id, attempts, next],
    )
    .await
}

/// Sent: the body goes, as the links in it are not needed any more.
pub async fn sent(db: &Db, id: &str, at: i64) -> Result<()> {
    db.run("UPDATE mail SET sent_at = $2, problem = NULL, body = '' WHERE id = $1", args![id, at]).await
}

pub async fn failed(db: &Db, id: &str, problem: &str) -> Result<()> {
    db.run("UPDATE mail SET problem = $2 WHERE id = $1", args![id, problem]).await
}

/// Gives a letter that failed too often another round of tries.
pub async fn retry(db: &Db, id: &str) -> Result<()> {
    let sql = "UPDATE mail SET attempts = 0, try_at = NULL WHERE id = $1 AND sent_at IS NULL";
    db.exec_guarded(sql, args![id]).await?;
    db.wake_when_kept();
    Ok(())
}

pub async fn list(db: &Db, limit: i64, offset: i64) -> Result<Vec<MailLine>> {
    db.all(
        "SELECT id, to_address, subject, created_at, sent_at, attempts, problem FROM mail \
         ORDER BY created_at DESC, id DESC LIMIT $1 OFFSET $2",
        args![limit, offset],
    )
    .await
}

pub async fn count(db: &Db) -> Result<i64> {
    db.number("SELECT COUNT(*) AS n FROM mail", vec![]).await
}

/// Takes away letters sent before an instant, and those written before it that failed too often: the links in them have
/// run out. Says how many went.
pub async fn sweep(db: &Db, before: i64, most: i64) -> Result<u64> {
    db.exec(
        "DELETE FROM mail WHERE id IN (SELECT id FROM mail WHERE sent_at < $1 \
         OR (sent_at IS NULL AND attempts >= $2 AND created_at < $1) ORDER BY created_at, id LIMIT $3)",
        args![before, MOST_ATTEMPTS, most],
    )
    .await
}
