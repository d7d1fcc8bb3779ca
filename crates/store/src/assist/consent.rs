//! Consents a producer gave, or is asked for.

use crate::prelude::*;

/// A consent with the names around it and where its producer sits today.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ConsentRow {
    pub id: String,
    pub producer_id: String,
    pub producer_name: String,
    pub officer_id: String,
    /// None: the account is gone.
    pub officer_name: Option<String>,
    pub commune_id: String,
    pub commune_code: String,
    pub commune_name: String,
    pub purposes: String,
    pub until_day: String,
    pub asked_at: i64,
    pub how: Option<String>,
    pub given_at: Option<i64>,
    pub signed_on: Option<String>,
    pub sheet_hash: Option<String>,
    pub ending: Option<String>,
    pub ended_at: Option<i64>,
    pub version: i64,
    /// Code of the commune the producer sits in today.
    pub seat: Option<String>,
}

const SELECT: &str = "SELECT c.id, c.producer_id, m.name AS producer_name, c.officer_id, \
     (SELECT name FROM account WHERE id = c.officer_id) AS officer_name, c.commune_id, a.code AS commune_code, \
     a.full_name AS commune_name, c.purposes, c.until_day, c.asked_at, c.how, c.given_at, c.signed_on, c.sheet_hash, \
     c.ending, c.ended_at, c.version, s.code AS seat \
     FROM assist_consent c JOIN producer m ON m.id = c.producer_id JOIN area a ON a.id = c.commune_id \
     LEFT JOIN area s ON s.id = m.commune_id";

/// What a new consent is asked with.
#[derive(Debug, Clone)]
pub struct NewConsent<'a> {
    pub id: &'a str,
    pub producer_id: &'a str,
    pub officer_id: &'a str,
    pub commune_id: &'a str,
    pub purposes: &'a str,
    pub until_day: &'a str,
    pub asked_at: i64,
}

pub async fn insert(db: &Db, c: &NewConsent<'_>) -> Result<()> {
    insert!(db, "assist_consent",
        c.{id, producer_id, officer_id, commune_id, purposes, until_day, asked_at}, version: 1_i64
    )
    .await
}

pub async fn find(db: &Db, id: &str) -> Result<Option<ConsentRow>> {
    db.one(&format!("{SELECT} WHERE c.id = $1"), args![id]).await
}

/// Consents of a producer, the newest first.
pub async fn of_producer(db: &Db, producer_id: &str, limit: i64) -> Result<Vec<ConsentRow>> {
    let sql = format!("{SELECT} WHERE c.producer_id = $1 ORDER BY c.asked_at DESC, c.id DESC LIMIT $2");
    db.all(&sql, args![producer_id, limit]).await
}

/// Consents of one producer that were not ended and whose last day has not passed.
pub async fn open_of(db: &Db, producer_id: &str, officer_id: &str, today: &str) -> Result<Vec<ConsentRow>> {
    let sql = format!(
        "{SELECT} WHERE c.producer_id = $1 AND c.officer_id = $2 AND c.ending IS NULL AND c.until_day >= $3 \
         ORDER BY c.asked_at, c.id LIMIT 20"
    );
    db.all(&sql, args![producer_id, officer_id, today]).await
}

/// What an officer was given or asks for, as far as it was not ended and its last day has not passed.
pub async fn open_of_officer(db: &Db, officer_id: &str, today: &str, limit: i64) -> Result<Vec<ConsentRow>> {
    let sql = format!(
        "{SELECT} WHERE c.officer_id = $1 AND c.ending IS NULL AND c.until_day >= $2 \
         ORDER BY c.until_day, c.id LIMIT $3"
    );
    db.all(&sql, args![officer_id, today, limit]).await
}

/// What the producer gave it by.
#[derive(Debug, Clone, Default)]
pub struct Given<'a> {
    pub how: &'a str,
    pub at: i64,
    pub signed_on: Option<&'a str>,
    pub sheet_hash: Option<&'a str>,
}

pub async fn give(db: &Db, id: &str, version: i64, g: &Given<'_>) -> Result<()> {
    db.exec_guarded(
        "UPDATE assist_consent SET how = $3, given_at = $4, signed_on = $5, sheet_hash = $6, version = version + 1 \
         WHERE id = $1 AND version = $2 AND given_at IS NULL AND ending IS NULL",
        args![id, version, g.how, g.at, g.signed_on, g.sheet_hash],
    )
    .await
}

pub async fn end(db: &Db, id: &str, version: i64, ending: &str, at: i64, by: &str) -> Result<()> {
    db.exec_guarded(
        "UPDATE assist_consent SET ending = $3, ended_at = $4, ended_by = $5, version = version + 1 \
         WHERE id = $1 AND version = $2 AND ending IS NULL",
        args![id, version, ending, at, by],
    )
    .await
}

/// When a producer's mail address or telephone number was last written; the register's beginning counts too.
pub async fn contact_written_at(db: &Db, producer_id: &str, field: &str) -> Result<i64> {
    db.number(
        "SELECT COALESCE((SELECT MAX(changed_at) FROM register_change WHERE thing_id = $1 AND field = $2), \
         (SELECT created_at FROM producer WHERE id = $1), 0) AS n",
        args![producer_id, field],
    )
    .await
}
