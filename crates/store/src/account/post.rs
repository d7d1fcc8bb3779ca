use crate::db::put::{OrElse, Values};
use crate::prelude::*;

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

impl NewPost<'_> {
    /// What a post given and one that waits have in common, as both tables name it.
    pub(super) fn values(&self) -> Values {
        let p = self;
        values!(p.{id, account_id, role, area_id, producer_id, valid_from, valid_until, decision})
    }
}

const SELECT: &str = "SELECT p.id, p.account_id, p.role, p.area_id, p.producer_id, p.valid_from, p.valid_until, \
     p.decision, a.level AS area_level, a.code AS area_code, a.province_code AS area_province, \
     a.full_name AS area_name, a.valid_to AS area_ended, m.name AS producer_name \
     FROM post p LEFT JOIN area a ON a.id = p.area_id LEFT JOIN producer m ON m.id = p.producer_id";

/// Every post an account ever held, the latest first.
pub async fn posts_of(db: &Db, account_id: &str) -> Result<Vec<PostRow>> {
    let sql = format!("{SELECT} WHERE p.account_id = $1 ORDER BY p.valid_from DESC, p.id DESC");
    db.all(&sql, args![account_id]).await
}

pub async fn post(db: &Db, id: &str) -> Result<Option<PostRow>> {
    db.one(&format!("{SELECT} WHERE p.id = $1"), args![id]).await
}

pub async fn insert_post(db: &Db, p: &NewPost<'_>) -> Result<()> {
    let own = values!(created_at: p.at);
    db.insert("post", [p.values(), own].concat(), OrElse::Refuse).await
}

/// Ends a post on a day (the last day it is held), unless it already ended before.
pub async fn end_post(db: &Db, id: &str, last_day: &str) -> Result<()> {
    db.exec_guarded(
        "UPDATE post SET valid_until = $2 WHERE id = $1 AND (valid_until IS NULL OR valid_until > $2)",
        args![id, last_day],
    )
    .await
}
