//! What waits for a decision: dossiers with a closed result that are in no decision yet.

use crate::prelude::*;
use crate::scope::Visible;
use ocop_domain::criteria::SetId;
use ocop_domain::dossier::State;

/// A round with dossiers that wait.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct CandidateRound {
    pub round_id: String,
    pub name: String,
    pub year: i64,
    pub council: String,
    pub province_code: Option<String>,
    /// 3 and 4 stars: to be recognised by the province.
    pub to_recognise: i64,
    /// 5 stars: the result to be approved and sent up.
    pub to_approve: i64,
    /// 5 stars of the national council: to be recognised by the ministry.
    pub to_recognise_five: i64,
}

rows! {
    /// A dossier with its result, product and producer as they were sealed.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Candidate {
        pub dossier_id: String,
        pub state: State,
        pub version: i64,
        pub set_id: SetId,
        pub stars: i64,
        pub sum: i64,
        pub members: i64,
        pub closed_at: i64,
        pub invented: bool,
        pub product_id: String,
        pub product_name: String,
        pub product_code: Option<String>,
        pub producer_id: String,
        pub producer_name: String,
        pub producer_email: Option<String>,
        /// Of the establishment, else of the producer, as sealed.
        pub address: String,
        pub commune_id: String,
        pub commune_code: String,
        pub commune_name: String,
        pub province_code: String,
    }
}

/// In no decision on this very result; an approval that once sent it to the ministry is about an earlier one.
const WAITING: &str = "d.state IN ('scored', 'nationally_scored') AND s.rank BETWEEN 3 AND 5 \
     AND NOT EXISTS (SELECT 1 FROM decision_item i JOIN decision x ON x.id = i.decision_id \
       WHERE i.dossier_id = d.id AND x.round_id = s.round_id)";

/// What the national council closed is the ministry's alone until it is signed (Điều 7(4)).
fn seen_by(who: &Visible) -> &'static str {
    if who.all { "" } else { " AND d.state = 'scored'" }
}

/// Rounds with dossiers that wait for a decision, the oldest first.
pub async fn waiting(db: &Db, who: &Visible, limit: i64, offset: i64) -> Result<Vec<CandidateRound>> {
    let mut args = Vec::new();
    let scope = who.condition("a", "d.producer_id", &mut args);
    args.extend(args![limit, offset]);
    let n = args.len();
    db.all(
        &format!(
            "SELECT r.id AS round_id, r.name, r.year, c.name AS council, c.province_code, \
             SUM(CASE WHEN s.rank < 5 THEN 1 ELSE 0 END) AS to_recognise, \
             SUM(CASE WHEN s.rank = 5 AND d.state = 'scored' THEN 1 ELSE 0 END) AS to_approve, \
             SUM(CASE WHEN d.state = 'nationally_scored' THEN 1 ELSE 0 END) AS to_recognise_five \
             FROM dossier d JOIN area a ON a.id = d.commune_id JOIN result s ON s.dossier_id = d.id \
             JOIN round r ON r.id = s.round_id JOIN council c ON c.id = r.council_id \
             WHERE {WAITING}{} AND {scope} \
             GROUP BY r.id, r.name, r.year, c.name, c.province_code ORDER BY r.year, r.id LIMIT ${} OFFSET ${n}",
            seen_by(who),
            n - 1
        ),
        args,
    )
    .await
}

pub async fn waiting_count(db: &Db, who: &Visible) -> Result<i64> {
    let mut args = Vec::new();
    let scope = who.condition("a", "d.producer_id", &mut args);
    db.number(
        &format!(
            "SELECT COUNT(DISTINCT s.round_id) AS n FROM dossier d JOIN area a ON a.id = d.commune_id \
             JOIN result s ON s.dossier_id = d.id WHERE {WAITING}{} AND {scope}",
            seen_by(who)
        ),
        args,
    )
    .await
}

const COLUMNS: &str = "d.id AS dossier_id, d.state, d.version, d.set_id, s.sum, s.members, s.closed_at, d.invented, \
     p.id AS product_id, COALESCE(d.sealed_product, p.name) AS product_name, p.code AS product_code, m.id AS producer_id, \
     COALESCE(d.sealed_producer, m.name) AS producer_name, m.email AS producer_email, COALESCE(d.sealed_address, e.address, m.address) AS address, \
     a.id AS commune_id, a.code AS commune_code, a.full_name AS commune_name, a.province_code";
const RESULT: &str = "JOIN result s ON s.dossier_id = d.id";
const TABLES: &str = "JOIN product p ON p.id = d.product_id \
     JOIN producer m ON m.id = d.producer_id LEFT JOIN establishment e ON e.id = p.establishment_id \
     JOIN area a ON a.id = d.commune_id";

/// The dossiers of a round that wait for a decision, by place and name.
pub async fn candidates(db: &Db, round: &str, who: &Visible) -> Result<Vec<Candidate>> {
    let mut args = args![round];
    let scope = who.condition("a", "d.producer_id", &mut args);
    db.all(
        &format!(
            "SELECT {COLUMNS}, s.rank AS stars FROM dossier d {RESULT} {TABLES} WHERE s.round_id = $1 AND {WAITING}{} \
             AND {scope} ORDER BY s.rank, a.code, product_name, d.id",
            seen_by(who)
        ),
        args,
    )
    .await
}

/// One of them, if it still waits.
pub async fn free_candidate(db: &Db, round: &str, dossier: &str) -> Result<Option<Candidate>> {
    db.one(
        &format!(
            "SELECT {COLUMNS}, s.rank AS stars FROM dossier d {RESULT} {TABLES} WHERE s.round_id = $1 AND d.id = $2 AND {WAITING}"
        ),
        args![round, dossier],
    )
    .await
}

/// The dossiers of a decision, with the stars the decision gives them and the result it was made on.
pub async fn item_candidates(db: &Db, decision: &str) -> Result<Vec<Candidate>> {
    db.all(
        &format!(
            "SELECT {COLUMNS}, i.stars FROM decision_item i JOIN dossier d ON d.id = i.dossier_id \
             JOIN decision x ON x.id = i.decision_id \
             JOIN any_result s ON s.dossier_id = d.id AND s.round_id = x.round_id {TABLES} \
             WHERE i.decision_id = $1 ORDER BY a.code, product_name, d.id"
        ),
        args![decision],
    )
    .await
}
