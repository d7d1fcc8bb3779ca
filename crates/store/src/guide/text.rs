//! One row for each version of a text; nothing is rewritten. The highest version of a place and scope is what holds.

use crate::prelude::*;

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct GuideTextRow {
    pub id: String,
    pub set_id: String,
    pub criterion: String,
    /// 0: the criterion as a whole.
    pub option_no: i64,
    /// Empty: the ministry's, for all; else the code of a province.
    pub scope: String,
    pub version: i64,
    pub issuer: Option<String>,
    pub duration: Option<String>,
    pub cost: Option<String>,
    pub advice: Option<String>,
    pub guide_link: Option<String>,
    pub film_link: Option<String>,
    pub effort: Option<i64>,
    pub written_by: String,
    pub written_at: i64,
    /// The name of the account that wrote it.
    pub author: Option<String>,
}

/// What a text belongs to.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    pub set_id: &'a str,
    pub criterion: &'a str,
    pub option_no: i64,
    pub scope: &'a str,
}

const COLUMNS: &str = "g.id, g.set_id, g.criterion, g.option_no, g.scope, g.version, g.issuer, g.duration, g.cost, \
     g.advice, g.guide_link, g.film_link, g.effort, g.written_by, g.written_at, a.name AS author \
     FROM guide_text g LEFT JOIN account a ON a.id = g.written_by";

pub async fn insert(db: &Db, t: &GuideTextRow) -> Result<()> {
    insert!(db, "guide_text",
        t.{id, set_id, criterion, option_no, scope, version, issuer, duration, cost, advice, guide_link,
        film_link, effort, written_by, written_at}
    )
    .await
}

/// The texts in force of a set: the ministry's, and those of a province where one is named.
pub async fn in_force(db: &Db, set_id: &str, province: Option<&str>) -> Result<Vec<GuideTextRow>> {
    db.all(
        &format!(
            "SELECT {COLUMNS} WHERE g.set_id = $1 AND g.scope IN ('', $2) AND g.version = (SELECT MAX(n.version) \
             FROM guide_text n WHERE n.set_id = g.set_id AND n.criterion = g.criterion \
             AND n.option_no = g.option_no AND n.scope = g.scope) ORDER BY g.criterion, g.option_no, g.scope"
        ),
        args![set_id, province.unwrap_or_default()],
    )
    .await
}

/// Every version of one text, newest first.
pub async fn versions(db: &Db, at: At<'_>, limit: i64, offset: i64) -> Result<Vec<GuideTextRow>> {
    db.all(
        &format!(
            "SELECT {COLUMNS} WHERE g.set_id = $1 AND g.criterion = $2 AND g.option_no = $3 AND g.scope = $4 \
             ORDER BY g.version DESC LIMIT $5 OFFSET $6"
        ),
        args![at.set_id, at.criterion, at.option_no, at.scope, limit, offset],
    )
    .await
}

/// The newest version there is; 0 for none.
pub async fn newest(db: &Db, at: At<'_>) -> Result<i64> {
    db.number(
        "SELECT COALESCE(MAX(version), 0) AS n FROM guide_text \
         WHERE set_id = $1 AND criterion = $2 AND option_no = $3 AND scope = $4",
        args![at.set_id, at.criterion, at.option_no, at.scope],
    )
    .await
}
