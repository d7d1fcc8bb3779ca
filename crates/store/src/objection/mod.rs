//! Objections as they are stored: filed once, moved on by version, never deleted.

use crate::column::Doc;
use crate::desk::OpenTerms;
use crate::page::List;
use crate::prelude::*;
use crate::scope::Visible;
use ocop_domain::criteria::{CriterionCode, SetId};
use ocop_domain::objection::{About, Outcome, State};
use ocop_domain::term::Kind;

rows! {
    /// An objection with what its lists show of the dossier.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct ObjectionRow {
        pub id: String,
        pub dossier_id: String,
        pub producer_id: String,
        pub round_id: String,
        pub about: About,
        pub decision_id: Option<String>,
        pub reason: String,
        /// Codes of criteria.
        pub criteria: Doc<Vec<CriterionCode>>,
        pub late_reason: Option<String>,
        pub state: State,
        pub filed_on: Date,
        pub filed_at: i64,
        pub received_on: Option<Date>,
        pub due_on: Date,
        pub outcome: Option<Outcome>,
        pub again: Option<bool>,
        pub answer: Option<String>,
        pub answer_number: Option<String>,
        pub answered_on: Option<Date>,
        pub withdrawn_on: Option<Date>,
        pub result_before: String,
        pub result_after: Option<String>,
        pub version: i64,
        pub set_id: SetId,
        pub product_name: String,
        pub producer_name: String,
        pub commune_id: String,
        pub province_code: String,
    }
}

#[derive(Debug, Clone)]
pub struct NewObjection<'a> {
    pub id: &'a str,
    pub dossier_id: &'a str,
    pub producer_id: &'a str,
    pub round_id: &'a str,
    pub about: About,
    pub decision_id: Option<&'a str>,
    pub reason: &'a str,
    pub criteria: &'a str,
    pub late_reason: Option<&'a str>,
    pub state: State,
    pub filed_on: Date,
    pub filed_by: &'a str,
    pub filed_at: i64,
    pub due_on: Date,
    pub result_before: &'a str,
}

/// The answer, kept as a draft or given.
#[derive(Debug, Clone)]
pub struct AnswerWords<'a> {
    pub outcome: Outcome,
    pub again: bool,
    pub answer: &'a str,
}

const FROM: &str = "FROM objection o JOIN dossier d ON d.id = o.dossier_id JOIN product p ON p.id = d.product_id \
                    JOIN producer m ON m.id = o.producer_id JOIN area a ON a.id = d.commune_id";
const COLUMNS: &str = "o.id, o.dossier_id, o.producer_id, o.round_id, o.about, o.decision_id, o.reason, o.criteria, \
     o.late_reason, o.state, o.filed_on, o.filed_at, o.received_on, o.due_on, o.outcome, o.again, o.answer, \
     o.answer_number, o.answered_on, o.withdrawn_on, o.result_before, o.result_after, o.version, d.set_id, \
     COALESCE(d.sealed_product, p.name) AS product_name, COALESCE(d.sealed_producer, m.name) AS producer_name, d.commune_id, a.province_code";

pub async fn insert(db: &Db, o: &NewObjection<'_>) -> Result<()> {
    insert!(db, "objection",
        o.{id, dossier_id, producer_id, round_id, about, decision_id, reason, criteria, late_reason, state,
        filed_on, filed_by, filed_at, due_on, result_before}, version: 1_i64
    )
    .await
}

pub async fn add_paper(db: &Db, objection: &str, evidence: &str) -> Result<()> {
    insert!(db, "objection_paper", objection_id: objection, evidence_id: evidence).await
}

pub async fn find(db: &Db, id: &str) -> Result<Option<ObjectionRow>> {
    db.one(&format!("SELECT {COLUMNS} {FROM} WHERE o.id = $1"), args![id]).await
}

/// Those that wait first, by the day they are due; then the others, newest first.
pub async fn list(db: &Db, who: &Visible, limit: i64, offset: i64) -> Result<(Vec<ObjectionRow>, i64)> {
    let mut values = Vec::new();
    let from = format!("{FROM} WHERE {}", who.condition("a", "o.producer_id", &mut values));
    let order = "CASE WHEN o.state IN ('filed', 'received') THEN 0 ELSE 1 END, \
                 CASE WHEN o.state IN ('filed', 'received') THEN o.due_on ELSE '' END, o.filed_at DESC, o.id";
    List { columns: COLUMNS, from: &from, order, args: values }.page(db, limit, offset).await
}

/// Every objection about a dossier, oldest first.
pub async fn of_dossier(db: &Db, dossier: &str) -> Result<Vec<ObjectionRow>> {
    db.all(
        &format!("SELECT {COLUMNS} {FROM} WHERE o.dossier_id = $1 ORDER BY o.filed_at, o.id LIMIT 100"),
        args![dossier],
    )
    .await
}

/// A paper of the library that was put to an objection.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct PaperRow {
    pub id: String,
    pub title: String,
    pub kind: String,
}

pub async fn papers(db: &Db, objection: &str) -> Result<Vec<PaperRow>> {
    db.all(
        "SELECT e.id, e.title, e.kind FROM objection_paper x JOIN evidence e ON e.id = x.evidence_id \
         WHERE x.objection_id = $1 ORDER BY e.title, e.id",
        args![objection],
    )
    .await
}

/// Taken up by the province.
pub async fn receive(db: &Db, id: &str, version: i64, on: Date, by: &str, due_on: Date) -> Result<()> {
    db.exec_guarded(
        "UPDATE objection SET state = 'received', received_on = $3, received_by = $4, due_on = $5, \
         version = version + 1 WHERE id = $1 AND version = $2 AND state = 'filed'",
        args![id, version, on, by, due_on],
    )
    .await
}

/// The answer as the office prepares it.
pub async fn keep_draft(db: &Db, id: &str, version: i64, w: &AnswerWords<'_>) -> Result<()> {
    db.exec_guarded(
        "UPDATE objection SET outcome = $3, again = $4, answer = $5, version = version + 1 \
         WHERE id = $1 AND version = $2 AND state = 'received'",
        args![id, version, w.outcome, w.again, w.answer],
    )
    .await
}

/// The answer given, with what it did to the result.
#[expect(clippy::too_many_arguments, reason = "one row, one statement")]
pub async fn answer(
    db: &Db,
    id: &str,
    version: i64,
    w: &AnswerWords<'_>,
    number: &str,
    on: Date,
    by: &str,
    after: &str,
) -> Result<()> {
    db.exec_guarded(
        "UPDATE objection SET state = 'answered', outcome = $3, again = $4, answer = $5, answer_number = $6, \
         answered_on = $7, answered_by = $8, result_after = $9, version = version + 1 \
         WHERE id = $1 AND version = $2 AND state = 'received'",
        args![id, version, w.outcome, w.again, w.answer, number, on, by, after],
    )
    .await
}

/// Taken back by the producer; a draft of an answer stays unread.
pub async fn withdraw(db: &Db, id: &str, version: i64, on: Date) -> Result<()> {
    db.exec_guarded(
        "UPDATE objection SET state = 'withdrawn', withdrawn_on = $3, version = version + 1 \
         WHERE id = $1 AND version = $2 AND state IN ('filed', 'received')",
        args![id, version, on],
    )
    .await
}

/// The dossier a product was last judged on.
pub async fn latest_dossier(db: &Db, product: &str) -> Result<Option<String>> {
    db.value(
        "SELECT d.id FROM dossier d JOIN result s ON s.dossier_id = d.id WHERE d.product_id = $1 \
         ORDER BY s.closed_at DESC LIMIT 1",
        args![product],
    )
    .await
}

/// Objections a province is to take up or to answer.
pub(crate) const OPEN: OpenTerms = OpenTerms {
    kind: Kind::Objection,
    thing: "o.id",
    about: "COALESCE(d.sealed_product, p.name)",
    day: "o.due_on",
    producer: "o.producer_id",
    from: "FROM objection o JOIN dossier d ON d.id = o.dossier_id JOIN product p ON p.id = d.product_id \
           JOIN area a ON a.id = d.commune_id WHERE o.state IN ('filed', 'received')",
};
