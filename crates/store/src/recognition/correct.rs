//! What corrects a star, or its decision, that was read from a list. That it was corrected stands in `register_change`.

use crate::prelude::*;
use ocop_domain::recognition::{listed_key, valid_until};

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

pub async fn listed_facts(db: &Db, id: &str) -> Result<Option<ListedFacts>> {
    let sql = "SELECT stars, issued_on, issued_text, date_precision, expires_on, listed_number FROM recognition \
               WHERE id = $1";
    db.one(sql, args![id]).await
}

/// Writes what is right of a star of a list: [`Error::Stale`] where it is gone, or was withdrawn.
pub async fn correct_listed(db: &Db, id: &str, f: &ListedFacts) -> Result<()> {
    let key = f.listed_number.as_deref().and_then(listed_key);
    let set = values!(
        f.{stars, issued_on, issued_text, date_precision, expires_on, listed_number}, listed_key: key
    );
    let end = " WHERE id = $1 AND withdrawn_on IS NULL AND lookup IS NOT NULL";
    db.update("recognition", set, end, args![id]).await
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
pub async fn corrected_stars(db: &Db) -> Result<Vec<CorrectedStar>> {
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
pub async fn correct_decision(db: &Db, id: &str, version: i64, d: &RightDecision<'_>) -> Result<()> {
    db.exec_guarded(
        "UPDATE decision SET number = $3, decided_on = $4, issuer = $5, version = version + 1 \
         WHERE id = $1 AND version = $2 AND kind = 'imported'",
        args![id, version, d.number, d.decided_on, d.issuer],
    )
    .await
}

/// Another decision of lists of the province that says the same of itself.
pub async fn same_decision(db: &Db, id: &str, province: Option<&str>, d: &RightDecision<'_>) -> Result<bool> {
    let sql = "SELECT COUNT(*) AS n FROM decision WHERE kind = 'imported' AND id <> $1 \
               AND COALESCE(province_code, '') = $2 AND number = $3 AND COALESCE(decided_on, '') = $4 AND issuer = $5";
    let args = args![
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
pub async fn move_stars(db: &Db, decision: &str, (old, new): (Date, Date)) -> Result<()> {
    let of = "WHERE decision_id = $1 AND issued_on = $2 AND withdrawn_on IS NULL AND lookup IS NOT NULL";
    db.exec(
        &format!("UPDATE recognition SET expires_on = $3 {of} AND expires_on = $4"),
        args![decision, old, valid_until(new), valid_until(old)],
    )
    .await?;
    db.run(
        &format!("UPDATE recognition SET issued_on = $3, issued_text = $3, date_precision = 'day' {of}"),
        args![decision, old, new],
    )
    .await
}

/// Gives the decision's day to those of its stars of which no day was known, or no more than the month or the year it lies in,
/// and the law's end (Điều 4(3)) where they had none.
pub async fn date_stars(db: &Db, decision: &str, day: Date) -> Result<()> {
    let (year, month) = (day.year(), day.month());
    let args = args![
        decision,
        day,
        valid_until(day),
        year.to_string(),
        format!("{year}-{month:02}"),
        format!("{month:02}/{year}"),
        format!("{month}/{year}"),
    ];
    db.run(
        "UPDATE recognition SET issued_on = $2, issued_text = $2, date_precision = 'day', \
         expires_on = COALESCE(expires_on, $3) \
         WHERE decision_id = $1 AND issued_on IS NULL AND withdrawn_on IS NULL AND lookup IS NOT NULL \
         AND (date_precision = 'none' OR issued_text IN ($4, $5, $6, $7))",
        args,
    )
    .await
}

/// A product that a decision of a list gave a star that stands.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct OfDecision {
    pub product_id: String,
    pub stars: i64,
}

pub async fn stars_of_decision(db: &Db, decision: &str) -> Result<Vec<OfDecision>> {
    let sql = "SELECT product_id, stars FROM recognition WHERE decision_id = $1 AND withdrawn_on IS NULL \
               ORDER BY product_id, id";
    db.all(sql, args![decision]).await
}
