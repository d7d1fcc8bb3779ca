use crate::prelude::*;

/// A notice to one person, or to a producer without an account.
#[derive(Debug, Clone)]
pub struct NewNotice<'a> {
    pub id: &'a str,
    pub account_id: Option<&'a str>,
    pub producer_id: Option<&'a str>,
    pub kind: &'a str,
    pub key: &'a str,
    pub data: &'a str,
    pub href: &'a str,
    pub created_at: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct NoticeRow {
    pub id: String,
    pub kind: String,
    pub data: String,
    pub href: String,
    pub created_at: i64,
    pub read_at: Option<i64>,
}

/// Writes a notice once: false where this recipient has it already.
pub async fn insert(db: &Db, n: &NewNotice<'_>) -> Result<bool> {
    let recipient = match (n.account_id, n.producer_id) {
        (Some(account), _) => account.to_owned(),
        (None, producer) => format!("producer:{}", producer.unwrap_or_default()),
    };
    let done = db
        .exec(
            "INSERT INTO notice (id, recipient, account_id, producer_id, kind, key, data, href, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (recipient, kind, key) DO NOTHING",
            args![n.id, recipient, n.account_id, n.producer_id, n.kind, n.key, n.data, n.href, n.created_at],
        )
        .await?;
    Ok(done == 1)
}

/// A person's notices, newest first.
pub async fn list(db: &Db, account: &str, limit: i64, offset: i64) -> Result<Vec<NoticeRow>> {
    db.all(
        "SELECT id, kind, data, href, created_at, read_at FROM notice WHERE account_id = $1 \
         ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3",
        args![account, limit, offset],
    )
    .await
}

pub async fn count(db: &Db, account: &str) -> Result<i64> {
    db.number("SELECT COUNT(*) AS n FROM notice WHERE account_id = $1", args![account]).await
}

pub async fn unread(db: &Db, account: &str) -> Result<i64> {
    db.number("SELECT COUNT(*) AS n FROM notice WHERE account_id = $1 AND read_at IS NULL", args![account])
        .await
}

/// One of a person's own notices.
pub async fn find(db: &Db, account: &str, id: &str) -> Result<Option<NoticeRow>> {
    db.one(
        "SELECT id, kind, data, href, created_at, read_at FROM notice WHERE account_id = $1 AND id = $2",
        args![account, id],
    )
    .await
}

pub async fn mark_read(db: &Db, account: &str, id: &str, at: i64) -> Result<()> {
    let sql = "UPDATE notice SET read_at = $3 WHERE account_id = $1 AND id = $2 AND read_at IS NULL";
    db.run(sql, args![account, id, at]).await
}

pub async fn mark_all_read(db: &Db, account: &str, at: i64) -> Result<()> {
    let sql = "UPDATE notice SET read_at = $2 WHERE account_id = $1 AND read_at IS NULL";
    db.run(sql, args![account, at]).await
}

/// What a person chose: (kind, by mail); a kind that is missing goes out by mail.
pub async fn choices(db: &Db, account: &str) -> Result<Vec<(String, bool)>> {
    let sql = "SELECT kind, by_mail FROM notice_choice WHERE account_id = $1 ORDER BY kind";
    db.pairs(sql, args![account]).await
}

pub async fn set_choice(db: &Db, account: &str, kind: &str, by_mail: bool) -> Result<()> {
    insert!(db, "notice_choice", account_id: account, kind, by_mail; or replace account_id, kind).await
}
