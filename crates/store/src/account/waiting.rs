use super::post::NewPost;
use crate::db::put::OrElse;
use crate::prelude::*;

/// A post that waits for a second person, with the names of what it is about.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct WaitingRow {
    pub id: String,
    pub account_id: String,
    pub role: String,
    pub area_id: Option<String>,
    pub producer_id: Option<String>,
    pub valid_from: String,
    pub valid_until: Option<String>,
    pub decision: Option<String>,
    pub asked_by: String,
    pub asked_at: i64,
    /// The account was there already and its owner has not taken the offer yet.
    pub for_owner: bool,
    pub account_name: String,
    pub email: String,
    pub asked_by_name: Option<String>,
    pub area_level: Option<String>,
    pub area_code: Option<String>,
    pub area_province: Option<String>,
    pub area_name: Option<String>,
    pub producer_name: Option<String>,
    /// Province of the producer the post is for.
    pub producer_province: Option<String>,
}

const SELECT: &str = "SELECT w.id, w.account_id, w.role, w.area_id, w.producer_id, w.valid_from, w.valid_until, \
     w.decision, w.asked_by, w.asked_at, w.for_owner, a.name AS account_name, a.email, b.name AS asked_by_name, \
     r.level AS area_level, r.code AS area_code, r.province_code AS area_province, r.full_name AS area_name, \
     m.name AS producer_name, c.province_code AS producer_province \
     FROM waiting_post w JOIN account a ON a.id = w.account_id LEFT JOIN account b ON b.id = w.asked_by \
     LEFT JOIN area r ON r.id = w.area_id LEFT JOIN producer m ON m.id = w.producer_id \
     LEFT JOIN area c ON c.id = m.commune_id WHERE w.answered_at IS NULL";

pub async fn insert_waiting(db: &Db, p: &NewPost<'_>, asked_by: &str, for_owner: bool) -> Result<()> {
    let own = values!(asked_by, asked_at: p.at, for_owner);
    db.insert("waiting_post", [p.values(), own].concat(), OrElse::Refuse).await
}

/// What waits, the oldest first.
pub async fn waiting_posts(db: &Db) -> Result<Vec<WaitingRow>> {
    db.all(&format!("{SELECT} ORDER BY w.asked_at, w.id LIMIT 500"), vec![]).await
}

pub async fn waiting_post(db: &Db, id: &str) -> Result<Option<WaitingRow>> {
    db.one(&format!("{SELECT} AND w.id = $1"), args![id]).await
}

/// What waits for one producer's people.
pub async fn waiting_for_producer(db: &Db, producer_id: &str) -> Result<Vec<WaitingRow>> {
    let sql = format!("{SELECT} AND w.producer_id = $1 ORDER BY w.asked_at, w.id");
    db.all(&sql, args![producer_id]).await
}

/// What is offered to one account.
pub async fn offers(db: &Db, account_id: &str) -> Result<Vec<WaitingRow>> {
    let sql = format!("{SELECT} AND w.account_id = $1 AND w.for_owner = $2 ORDER BY w.asked_at, w.id");
    db.all(&sql, args![account_id, true]).await
}

/// What one account has taken, or was made with, and a second person has not confirmed yet.
pub async fn unconfirmed(db: &Db, account_id: &str) -> Result<Vec<WaitingRow>> {
    let sql = format!("{SELECT} AND w.account_id = $1 AND w.for_owner = $2 ORDER BY w.asked_at, w.id");
    db.all(&sql, args![account_id, false]).await
}

/// The owner takes the offer: [`Error::Stale`] if it was taken or answered before.
pub async fn take_offer(db: &Db, id: &str) -> Result<()> {
    db.exec_guarded(
        "UPDATE waiting_post SET for_owner = $2 WHERE id = $1 AND answered_at IS NULL AND for_owner = $3",
        args![id, false, true],
    )
    .await
}

/// Writes the answer down: [`Error::Stale`] if it was answered before.
pub async fn answer_waiting(db: &Db, id: &str, by: &str, at: i64, confirmed: bool) -> Result<()> {
    db.exec_guarded(
        "UPDATE waiting_post SET answered_by = $2, answered_at = $3, confirmed = $4 \
         WHERE id = $1 AND answered_at IS NULL",
        args![id, by, at, confirmed],
    )
    .await
}

/// A person who acts for a producer.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ActingFor {
    pub post_id: String,
    /// When the post was entered, whatever day it is held from.
    pub created_at: i64,
    pub account_id: String,
    pub name: String,
    pub email: String,
    pub valid_from: String,
    pub valid_until: Option<String>,
}

/// The accounts that hold a producer's post on a day and may sign in, the longest first.
pub async fn acting_for(db: &Db, producer_id: &str, on: &str) -> Result<Vec<ActingFor>> {
    db.all(
        "SELECT p.id AS post_id, p.created_at, a.id AS account_id, a.name, a.email, p.valid_from, p.valid_until FROM post p \
         JOIN account a ON a.id = p.account_id WHERE p.producer_id = $1 AND p.role = 'producer' \
         AND p.valid_from <= $2 AND (p.valid_until IS NULL OR p.valid_until >= $2) AND NOT a.disabled \
         ORDER BY p.valid_from, p.id LIMIT 100",
        args![producer_id, on],
    )
    .await
}

/// The address of a producer in the register.
pub async fn producer_email(db: &Db, producer_id: &str) -> Result<Option<String>> {
    let email = db.value("SELECT email FROM producer WHERE id = $1", args![producer_id]).await?;
    Ok(email.flatten().filter(|e: &String| !e.is_empty()))
}
