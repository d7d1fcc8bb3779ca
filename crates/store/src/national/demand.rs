//! Demands of the ministry and the dossiers they name.

use crate::page::List;
use crate::prelude::*;
use ocop_domain::term::Kind;

use crate::desk::OpenTerms;
use crate::scope::{Visible, placeholders};

/// A demand; without `answered_on` its clock runs.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct DemandRow {
    pub id: String,
    pub province_code: String,
    pub number: String,
    pub demanded_on: String,
    pub reason: String,
    pub answer_by: String,
    pub answer: Option<String>,
    pub answer_number: Option<String>,
    pub answered_on: Option<String>,
    pub created_at: i64,
    pub version: i64,
    pub items: i64,
}

/// One dossier of a demand, and what the province did about it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct DemandItemRow {
    pub dossier_id: String,
    pub asked: String,
    pub recognition_id: Option<String>,
    pub redone_at: Option<i64>,
    pub state: String,
    pub version: i64,
    pub product_name: String,
    pub producer_name: String,
    pub commune_name: String,
    pub certificate: Option<String>,
    pub withdrawn_on: Option<String>,
}

#[derive(Debug, Clone)]
pub struct NewDemand<'a> {
    pub id: &'a str,
    pub province_code: &'a str,
    pub number: &'a str,
    pub demanded_on: &'a str,
    pub reason: &'a str,
    pub answer_by: &'a str,
    pub created_by: &'a str,
    pub created_at: i64,
}

const COLUMNS: &str = "m.id, m.province_code, m.number, m.demanded_on, m.reason, m.answer_by, m.answer, \
                       m.answer_number, m.answered_on, m.created_at, m.version, \
                       (SELECT COUNT(*) FROM ministry_demand_item i WHERE i.demand_id = m.id) AS items";

pub async fn insert(db: &Db, d: &NewDemand<'_>) -> Result<()> {
    insert!(db, "ministry_demand",
        d.{id, province_code, number, demanded_on, reason, answer_by, created_by, created_at},
        version: 1_i64
    )
    .await
}

pub async fn insert_item(
    db: &Db,
    demand: &str,
    dossier: &str,
    asked: &str,
    recognition: Option<&str>,
) -> Result<()> {
    insert!(db, "ministry_demand_item",
        demand_id: demand, dossier_id: dossier, asked, recognition_id: recognition
    )
    .await
}

/// Has the ministry given the number to another demand of the same day's year?
pub async fn number_taken(db: &Db, number: &str, year: i64) -> Result<bool> {
    db.any(
        "SELECT COUNT(*) AS n FROM ministry_demand WHERE number = $1 AND demanded_on LIKE $2",
        args![number, format!("{year}-%")],
    )
    .await
}

/// Is the dossier named in a demand that is not answered yet?
pub async fn open_for(db: &Db, dossier: &str) -> Result<bool> {
    db.any(
        "SELECT COUNT(*) AS n FROM ministry_demand_item i JOIN ministry_demand m ON m.id = i.demand_id \
         WHERE i.dossier_id = $1 AND m.answered_on IS NULL",
        args![dossier],
    )
    .await
}

pub async fn demand(db: &Db, id: &str) -> Result<Option<DemandRow>> {
    db.one(&format!("SELECT {COLUMNS} FROM ministry_demand m WHERE m.id = $1"), args![id]).await
}

/// Moves the version of a demand; stale if it was changed or answered since the page was made.
pub async fn touch(db: &Db, id: &str, version: i64) -> Result<()> {
    db.exec_guarded(
        "UPDATE ministry_demand SET version = version + 1 WHERE id = $1 AND version = $2 AND answered_on IS NULL",
        args![id, version],
    )
    .await
}

/// Those without an answer first, by the day they are due.
pub async fn demands(db: &Db, who: &Visible, limit: i64, offset: i64) -> Result<(Vec<DemandRow>, i64)> {
    let mut values = Vec::new();
    let scope = match (who.all, who.provinces.is_empty()) {
        (true, _) => "1 = 1".to_owned(),
        (false, true) => "1 = 0".to_owned(),
        (false, false) => format!("m.province_code IN ({})", placeholders(&mut values, &who.provinces)),
    };
    let from = format!("FROM ministry_demand m WHERE {scope}");
    let order = "CASE WHEN m.answered_on IS NULL THEN 0 ELSE 1 END, m.answer_by, m.id";
    List { columns: COLUMNS, from: &from, order, args: values }.page(db, limit, offset).await
}

/// By product.
pub async fn items(db: &Db, demand: &str) -> Result<Vec<DemandItemRow>> {
    db.all(
        "SELECT i.dossier_id, i.asked, i.recognition_id, i.redone_at, d.state, d.version, COALESCE(d.sealed_product, p.name) AS product_name, \
         COALESCE(d.sealed_producer, m.name) AS producer_name, a.full_name AS commune_name, CASE WHEN r.lookup IS NULL THEN r.certificate ELSE r.listed_number END AS certificate, \
         r.withdrawn_on \
         FROM ministry_demand_item i JOIN dossier d ON d.id = i.dossier_id JOIN product p ON p.id = d.product_id \
         JOIN producer m ON m.id = d.producer_id JOIN area a ON a.id = d.commune_id \
         LEFT JOIN recognition r ON r.id = i.recognition_id WHERE i.demand_id = $1 ORDER BY product_name, d.id",
        args![demand],
    )
    .await
}

/// The evaluation of this dossier is being done again; once.
pub async fn mark_redone(db: &Db, demand: &str, dossier: &str, at: i64) -> Result<()> {
    db.exec_guarded(
        "UPDATE ministry_demand_item SET redone_at = $3 WHERE demand_id = $1 AND dossier_id = $2 \
         AND redone_at IS NULL",
        args![demand, dossier, at],
    )
    .await
}

/// Closes a demand with its answer.
pub async fn answer(
    db: &Db,
    id: &str,
    version: i64,
    words: &str,
    number: &str,
    on: &str,
    by: &str,
) -> Result<()> {
    db.exec_guarded(
        "UPDATE ministry_demand SET answer = $3, answer_number = $4, answered_on = $5, answered_by = $6, \
         version = version + 1 WHERE id = $1 AND version = $2 AND answered_on IS NULL",
        args![id, version, words, number, on, by],
    )
    .await
}

/// A dossier with a result of the province's own authority, and the star it led to.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct DemandableRow {
    pub dossier_id: String,
    pub state: String,
    pub product_name: String,
    pub producer_name: String,
    pub commune_name: String,
    pub rank: i64,
    pub sum: i64,
    pub members: i64,
    pub outcome: String,
    /// In force: not withdrawn.
    pub recognition_id: Option<String>,
    pub certificate: Option<String>,
}

/// Five stars are the ministry's own and no matter of a province.
const DEMANDABLE: &str = "FROM dossier d JOIN area a ON a.id = d.commune_id JOIN product p ON p.id = d.product_id \
     JOIN producer m ON m.id = d.producer_id JOIN result s ON s.dossier_id = d.id \
     LEFT JOIN recognition r ON r.dossier_id = d.id AND r.withdrawn_on IS NULL \
     WHERE a.province_code = $1 AND d.state IN ('scored', 'recognised', 'not_recognised') \
     AND NOT (d.state = 'recognised' AND s.rank = 5)";
const DEMANDED: &str = "SELECT d.id AS dossier_id, d.state, COALESCE(d.sealed_product, p.name) AS product_name, COALESCE(d.sealed_producer, m.name) AS producer_name, \
     a.full_name AS commune_name, s.rank, s.sum, s.members, s.outcome, r.id AS recognition_id, r.certificate";

/// By product; `folded` narrows to a part of the product's or producer's name.
pub async fn demandable(
    db: &Db,
    province: &str,
    folded: &str,
    limit: i64,
    offset: i64,
) -> Result<(Vec<DemandableRow>, i64)> {
    let like = format!("%{folded}%");
    let which = format!("{DEMANDABLE} AND (p.folded LIKE $2 OR m.folded LIKE $2)");
    let total = db.number(&format!("SELECT COUNT(*) AS n {which}"), args![province, like.as_str()]).await?;
    let rows = db
        .all(
            &format!("{DEMANDED} {which} ORDER BY product_name, d.id LIMIT $3 OFFSET $4"),
            args![province, like, limit, offset],
        )
        .await?;
    Ok((rows, total))
}

/// One of them.
pub async fn demandable_one(db: &Db, province: &str, dossier: &str) -> Result<Option<DemandableRow>> {
    db.one(&format!("{DEMANDED} {DEMANDABLE} AND d.id = $2 LIMIT 1"), args![province, dossier]).await
}

/// Demands of the ministry a province is to answer.
pub(crate) const OPEN_DEMANDS: OpenTerms = OpenTerms {
    kind: Kind::Demand,
    thing: "m.id",
    about: "m.number",
    day: "m.answer_by",
    producer: "'-'",
    from: "FROM ministry_demand m JOIN area a ON a.level = 'province' AND a.code = m.province_code \
           AND a.valid_to IS NULL WHERE m.answered_on IS NULL",
};
