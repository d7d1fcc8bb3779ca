//! What corrects a star, or its decision, that was read from a list. That it was corrected stands in `register_change`.

use crate::Error;
use crate::db::Db;
use crate::rows;
use jiff::civil::Date;
use ocop_domain::recognition::{listed_key, valid_until};
use sea_orm::FromQueryResult;

/// The kinds of things whose corrections `register_change` keeps beside those of producers and products.
pub const STAR: &str = "recognition";
pub const DECISION: &str = "decision";

rows! {
    /// What a list says of a star, as far as a person may correct it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ListedFacts {
        pub stars: i64,
        pub issued_on: Option<Date>,
        pub issued_text: Option<String>,
        pub date_precision: String,
        pub expires_on: Option<Date>,
        pub listed_number: Option<String>,
    }
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
            f.issued_on,
            f.issued_text.as_deref(),
            f.date_precision.as_str(),
            f.expires_on,
            f.listed_number.as_deref(),
            f.listed_number.as_deref().and_then(listed_key)
        ],
    )
    .await
}

rows! {
    /// A star of a list as the register tells of it since it, or its decision, was corrected.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct CorrectedStar {
        pub id: String,
        pub stars: i64,
        pub issued_on: Option<Date>,
        pub issued_text: Option<String>,
        pub date_precision: String,
        pub expires_on: Option<Date>,
        pub listed_number: Option<String>,
        pub decision_number: Option<String>,
        pub issuer: String,
    }
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

/// What is right of a decision that a list told wrongly of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightDecision<'a> {
    pub number: Option<&'a str>,
    pub decided_on: Option<Date>,
    pub issuer: &'a str,
}

/// Writes it: [`Error::Stale`] where another person changed the decision first, or it is gone.
pub async fn correct_decision(db: &Db, id: &str, version: i64, d: &RightDecision<'_>) -> Result<(), Error> {
    db.exec_guarded(
        "UPDATE decision SET number = $3, decided_on = $4, issuer = $5, version = version + 1 \
         WHERE id = $1 AND version = $2 AND kind = 'imported'",
        crate::args![id, version, d.number, d.decided_on, d.issuer],
    )
    .await
}

/// Another decision of lists of the province that says the same of itself.
pub async fn same_decision(
    db: &Db,
    id: &str,
    province: Option<&str>,
    d: &RightDecision<'_>,
) -> Result<bool, Error> {
    let sql = "SELECT COUNT(*) AS n FROM decision WHERE kind = 'imported' AND id <> $1 \
               AND COALESCE(province_code, '') = $2 AND number = $3 AND COALESCE(decided_on, '') = $4 AND issuer = $5";
    let args = crate::args![
        id,
        province.unwrap_or_default(),
        d.number,
        d.decided_on.map(|day| day.to_string()).unwrap_or_default(),
        d.issuer
    ];
    Ok(db.number(sql, args).await? > 0)
}

/// The decision's stars that had its day have the new one, and those of them that ran the law's 36 months run them from
/// there (Điều 4(3)). What was withdrawn stays as it was.
pub async fn move_stars(db: &Db, decision: &str, (old, new): (Date, Date)) -> Result<(), Error> {
    let of = "WHERE decision_id = $1 AND issued_on = $2 AND withdrawn_on IS NULL AND lookup IS NOT NULL";
    db.exec(
        &format!("UPDATE recognition SET expires_on = $3 {of} AND expires_on = $4"),
        crate::args![decision, old, valid_until(new), valid_until(old)],
    )
    .await?;
    db.exec(
        &format!("UPDATE recognition SET issued_on = $3, issued_text = $3, date_precision = 'day' {of}"),
        crate::args![decision, old, new],
    )
    .await?;
    Ok(())
}

/// Gives the decision's day to those of its stars of which no day was known, or no more than the month or the year it lies in,
/// and the law's end (Điều 4(3)) where they had none.
pub async fn date_stars(db: &Db, decision: &str, day: Date) -> Result<(), Error> {
    let (year, month) = (day.year(), day.month());
    let args = crate::args![
        decision,
        day,
        valid_until(day),
        year.to_string(),
        format!("{year}-{month:02}"),
        format!("{month:02}/{year}"),
        format!("{month}/{year}"),
    ];
    db.exec(
        "UPDATE recognition SET issued_on = $2, issued_text = $2, date_precision = 'day', \
         expires_on = COALESCE(expires_on, $3) \
         WHERE decision_id = $1 AND issued_on IS NULL AND withdrawn_on IS NULL AND lookup IS NOT NULL \
         AND (date_precision = 'none' OR issued_text IN ($4, $5, $6, $7))",
        args,
    )
    .await?;
    Ok(())
}

/// A product that a decision of a list gave a star that stands.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct OfDecision {
    pub product_id: String,
    pub stars: i64,
}

pub async fn stars_of_decision(db: &Db, decision: &str) -> Result<Vec<OfDecision>, Error> {
    let sql = "SELECT product_id, stars FROM recognition WHERE decision_id = $1 AND withdrawn_on IS NULL \
               ORDER BY product_id, id";
    db.all(sql, crate::args![decision]).await
}
