use crate::db::Db;
use crate::error::Error;
use sea_orm::FromQueryResult;

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
pub async fn insert(db: &Db, n: &NewNotice<'_>) -> Result<bool, Error> {
    let recipient = match (n.account_id, n.producer_id) {
        (Some(account), _) => account.to_owned(),
        (None, producer) => format!("producer:{}", producer.unwrap_or_default()),
    };
    let done = db
        .exec(
            "INSERT INTO notice (id, recipient, account_id, producer_id, kind, key, data, href, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (recipient, kind, key) DO NOTHING",
            crate::args![
                n.id,
                recipient,
                n.account_id,
                n.producer_id,
                n.kind,
                n.key,
                n.data,
                n.href,
                n.created_at
            ],
        )
        .await?;
    Ok(done == 1)
}

/// A person's notices, newest first.
pub async fn list(db: &Db, account: &str, limit: i64, offset: i64) -> Result<Vec<NoticeRow>, Error> {
    db.all(
        "SELECT id, kind, data, href, created_at, read_at FROM notice WHERE account_id = $1 \
         ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3",
        crate::args![account, limit, offset],
    )
    .await
}

pub async fn count(db: &Db, account: &str) -> Result<i64, Error> {
    db.number("SELECT COUNT(*) AS n FROM notice WHERE account_id = $1", crate::args![account]).await
}

pub async fn unread(db: &Db, account: &str) -> Result<i64, Error> {
    db.number(
        "SELECT COUNT(*) AS n FROM notice WHERE account_id = $1 AND read_at IS NULL",
        crate::args![account],
    )
    .await
}

/// One of a person's own notices.
pub async fn find(db: &Db, account: &str, id: &str) -> Result<Option<NoticeRow>, Error> {
    db.one(
        "SELECT id, kind, data, href, created_at, read_at FROM notice WHERE account_id = $1 AND id = $2",
        crate::args![account, id],
    )
    .await
}

pub async fn mark_read(db: &Db, account: &str, id: &str, at: i64) -> Result<(), Error> {
    let sql = "UPDATE notice SET read_at = $3 WHERE account_id = $1 AND id = $2 AND read_at IS NULL";
    db.exec(sql, crate::args![account, id, at]).await?;
    Ok(())
}

pub async fn mark_all_read(db: &Db, account: &str, at: i64) -> Result<(), Error> {
    let sql = "UPDATE notice SET read_at = $2 WHERE account_id = $1 AND read_at IS NULL";
    db.exec(sql, crate::args![account, at]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Choice {
    kind: String,
    by_mail: bool,
}

/// What a person chose: (kind, by mail); a kind that is missing goes out by mail.
pub async fn choices(db: &Db, account: &str) -> Result<Vec<(String, bool)>, Error> {
    let sql = "SELECT kind, by_mail FROM notice_choice WHERE account_id = $1 ORDER BY kind";
    let rows: Vec<Choice> = db.all(sql, crate::args![account]).await?;
    Ok(rows.into_iter().map(|r| (r.kind, r.by_mail)).collect())
}

pub async fn set_choice(db: &Db, account: &str, kind: &str, by_mail: bool) -> Result<(), Error> {
    db.exec(
        "INSERT INTO notice_choice (account_id, kind, by_mail) VALUES ($1, $2, $3) \
         ON CONFLICT (account_id, kind) DO UPDATE SET by_mail = excluded.by_mail",
        crate::args![account, kind, by_mail],
    )
    .await?;
    Ok(())
}
