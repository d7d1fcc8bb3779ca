//! What corrects a star, or its decision, that was read from a list. That it was corrected stands in `register_change`.

use crate::Error;
use crate::db::Db;
use ocop_domain::recognition::listed_key;
use sea_orm::FromQueryResult;

/// The kinds of things whose corrections `register_change` keeps beside those of producers and products.
pub const STAR: &str = "recognition";
pub const DECISION: &str = "decision";

/// What a list says of a star, as far as a person may correct it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ListedFacts {
    pub stars: i64,
    pub issued_on: Option<String>,
    pub issued_text: Option<String>,
    pub date_precision: String,
    pub expires_on: Option<String>,
    pub listed_number: Option<String>,
}

pub async fn listed_facts(db: &Db, id: &str) -> Result<Option<ListedFacts>, Error> {
    let sql = "SELECT stars, issued_on, issued_text, date_precision, expires_on, listed_number FROM recognition \
               WHERE id = $1";
    db.one(sql, crate::args![id]).await
}

/// Writes what is right of a star of a list: [`Error::Stale`] where it is gone, or was withdrawn.
pub async fn correct_listed(db: &Db, id: &str, f: &ListedFacts) -> Result<(), Error> {
    db.exec_guarded(
        "UPDATE recognition SET stars = $2, issued_on = $3, issued_text = $4, date_precision = $5, expires_on = $6, \
         listed_number = $7, listed_key = $8 WHERE id = $1 AND withdrawn_on IS NULL AND lookup IS NOT NULL",
        crate::args![
            id,
            f.stars,
            f.issued_on.as_deref(),
            f.issued_text.as_deref(),
            f.date_precision.as_str(),
            f.expires_on.as_deref(),
            f.listed_number.as_deref(),
            f.listed_number.as_deref().and_then(listed_key)
        ],
    )
    .await
}

/// A star of a list as the register tells of it since it, or its decision, was corrected.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct CorrectedStar {
    pub id: String,
    pub stars: i64,
    pub issued_on: Option<String>,
    pub issued_text: Option<String>,
    pub date_precision: String,
    pub expires_on: Option<String>,
    pub listed_number: Option<String>,
    pub decision_number: Option<String>,
    pub issuer: String,
}

/// Every star of a list that was corrected.
pub async fn corrected_stars(db: &Db) -> Result<Vec<CorrectedStar>, Error> {
    let of = |key: &str, thing: &str| {
        format!(
            "SELECT r.id, r.stars, r.issued_on, r.issued_text, r.date_precision, r.expires_on, r.listed_number, \
             d.number AS decision_number, d.issuer FROM recognition r JOIN decision d ON d.id = r.decision_id \
             WHERE {key} IN (SELECT c.thing_id FROM register_change c WHERE c.thing = '{thing}')"
        )
    };
    db.all(&format!("{} UNION {}", of("r.id", STAR), of("r.decision_id", DECISION)), vec![]).await
}
