//! What a team asks of producer or commune, and the answers.

use crate::prelude::*;
use ocop_domain::term::Kind;

use crate::desk::OpenTerms;

/// What a team asked for, and the answer if there is one.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct AdvisoryRequestRow {
    pub id: String,
    pub dossier_id: String,
    pub council_id: String,
    pub kind: String,
    /// Empty: the dossier as a whole.
    pub criterion: String,
    pub reason: String,
    pub answer_by: String,
    pub asked_by: String,
    pub asked_at: i64,
    pub note: Option<String>,
    pub file_hash: Option<String>,
    pub file_name: Option<String>,
    pub answered_by: Option<String>,
    pub answered_at: Option<i64>,
}

const COLUMNS: &str = "id, dossier_id, council_id, kind, criterion, reason, answer_by, asked_by, asked_at, note, \
                       file_hash, file_name, answered_by, answered_at";

/// In the order they were asked.
pub async fn of_dossier(db: &Db, dossier: &str) -> Result<Vec<AdvisoryRequestRow>> {
    db.all(
        &format!("SELECT {COLUMNS} FROM advisory_request WHERE dossier_id = $1 ORDER BY asked_at, id"),
        args![dossier],
    )
    .await
}

pub async fn insert(db: &Db, q: &AdvisoryRequestRow) -> Result<()> {
    insert!(db, "advisory_request",
        q.{id, dossier_id, council_id, kind, criterion, reason, answer_by, asked_by, asked_at}
    )
    .await
}

/// An answer is given once; a second one finds the row answered.
pub async fn answer(
    db: &Db,
    id: &str,
    note: &str,
    file: Option<(&str, &str)>,
    by: &str,
    at: i64,
) -> Result<()> {
    db.exec_guarded(
        "UPDATE advisory_request SET note = $2, file_hash = $3, file_name = $4, answered_by = $5, answered_at = $6 \
         WHERE id = $1 AND answered_at IS NULL",
        args![id, note, file.map(|f| f.0.to_owned()), file.map(|f| f.1.to_owned()), by, at],
    )
    .await
}

/// What advisory teams asked for, while the dossier is open to them.
pub(crate) const OPEN_REQUESTS: OpenTerms = OpenTerms {
    kind: Kind::AdvisoryRequest,
    thing: "d.id",
    about: "COALESCE(d.sealed_product, p.name)",
    day: "q.answer_by",
    producer: "d.producer_id",
    from: "FROM advisory_request q JOIN dossier d ON d.id = q.dossier_id JOIN product p ON p.id = d.product_id \
           JOIN area a ON a.id = d.commune_id WHERE q.answered_at IS NULL AND d.state IN ('proposed', 'in_round')",
};
