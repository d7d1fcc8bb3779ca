use crate::db::Db;
use crate::error::Error;
use sea_orm::FromQueryResult;

/// A post with where it reaches: the area on the map it was given on, or a producer.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct PostRow {
    pub id: String,
    pub account_id: String,
    pub role: String,
    pub area_id: Option<String>,
    pub producer_id: Option<String>,
    pub valid_from: String,
    pub valid_until: Option<String>,
    pub decision: Option<String>,
    pub area_level: Option<String>,
    pub area_code: Option<String>,
    pub area_province: Option<String>,
    pub area_name: Option<String>,
    /// First day on which the area no longer stands.
    pub area_ended: Option<String>,
    pub producer_name: Option<String>,
}

/// What a new post is made of.
#[derive(Debug, Clone, Default)]
pub struct NewPost<'a> {
    pub id: &'a str,
    pub account_id: &'a str,
    pub role: &'a str,
    pub area_id: Option<&'a str>,
    pub producer_id: Option<&'a str>,
    pub valid_from: &'a str,
    pub valid_until: Option<&'a str>,
    pub decision: Option<&'a str>,
    pub at: i64,
}

/// What a post given and one that waits have in common, as both tables name it.
pub(super) const COLUMNS: &str =
    "id, account_id, role, area_id, producer_id, valid_from, valid_until, decision";

impl NewPost<'_> {
    /// The values of [`COLUMNS`].
    pub(super) fn values(&self) -> Vec<sea_orm::Value> {
        crate::args![
            self.id,
            self.account_id,
            self.role,
            self.area_id.map(str::to_owned),
            self.producer_id.map(str::to_owned),
            self.valid_from,
            self.valid_until.map(str::to_owned),
            self.decision.map(str::to_owned)
        ]
    }
}

const SELECT: &str = "SELECT p.id, p.account_id, p.role, p.area_id, p.producer_id, p.valid_from, p.valid_until, \
     p.decision, a.level AS area_level, a.code AS area_code, a.province_code AS area_province, \
     a.full_name AS area_name, a.valid_to AS area_ended, m.name AS producer_name \
     FROM post p LEFT JOIN area a ON a.id = p.area_id LEFT JOIN producer m ON m.id = p.producer_id";

/// Every post an account ever held, the latest first.
pub async fn posts_of(db: &Db, account_id: &str) -> Result<Vec<PostRow>, Error> {
    let sql = format!("{SELECT} WHERE p.account_id = $1 ORDER BY p.valid_from DESC, p.id DESC");
    db.all(&sql, crate::args![account_id]).await
}

pub async fn post(db: &Db, id: &str) -> Result<Option<PostRow>, Error> {
    db.one(&format!("{SELECT} WHERE p.id = $1"), crate::args![id]).await
}

pub async fn insert_post(db: &Db, p: &NewPost<'_>) -> Result<(), Error> {
    let sql = format!("INSERT INTO post ({COLUMNS}, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    let mut values = p.values();
    values.extend(crate::args![p.at]);
    db.exec(&sql, values).await?;
    Ok(())
}

/// Ends a post on a day (the last day it is held), unless it already ended before.
pub async fn end_post(db: &Db, id: &str, last_day: &str) -> Result<(), Error> {
    db.exec_guarded(
        "UPDATE post SET valid_until = $2 WHERE id = $1 AND (valid_until IS NULL OR valid_until > $2)",
        crate::args![id, last_day],
    )
    .await
}
