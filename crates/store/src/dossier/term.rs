//! Running terms of communes, counted anew where the calendar of working days changed (Điều 7(2), 26/2026).

use crate::desk::OpenTerms;
use crate::prelude::*;
use ocop_domain::term::Kind;

rows! {
    /// A dossier at a commune with the days of its last submission.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct RunningRow {
        pub dossier_id: String,
        pub attempt: i64,
        pub registration_number: Option<String>,
        pub submitted_at: i64,
        pub due_on: Date,
        /// As the submission has it.
        pub sealed_due_on: Date,
        /// None: submitted before this was kept.
        pub received_on: Option<Date>,
        pub commune_code: String,
        pub province_code: String,
    }
}

/// The terms that run at communes: handed in before a moment and due on a day or later.
pub async fn running(db: &Db, submitted_before: i64, due_from: Date) -> Result<Vec<RunningRow>> {
    db.all(
        "SELECT d.id AS dossier_id, s.attempt, d.registration_number, s.submitted_at, d.due_on, \
         s.due_on AS sealed_due_on, s.received_on, \
         a.code AS commune_code, a.province_code FROM dossier d \
         JOIN area a ON a.id = d.commune_id \
         JOIN dossier_seal s ON s.dossier_id = d.id \
          AND s.attempt = (SELECT MAX(x.attempt) FROM dossier_seal x WHERE x.dossier_id = d.id) \
         WHERE d.state = 'at_ward' AND d.due_on >= $2 AND s.submitted_at < $1 ORDER BY d.due_on, d.id",
        args![submitted_before, due_from],
    )
    .await
}

rows! {
    /// A term that moved, with the days it had.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct DueChange {
        pub dossier_id: String,
        pub attempt: i64,
        pub nth: i64,
        pub due_before: Date,
        pub due_after: Date,
        pub received_before: Option<Date>,
        pub received_after: Option<Date>,
        /// The changed days of the calendar, with blanks between.
        pub days: String,
        pub changed_at: i64,
    }
}

/// Moves a term that still runs and writes down where it stood. The dossier's version stays: what its reader typed
/// beside it is not touched.
pub async fn move_due(db: &Db, c: &DueChange) -> Result<()> {
    db.exec_guarded(
        "UPDATE dossier SET due_on = $2 WHERE id = $1 AND state = 'at_ward' AND due_on = $3",
        args![c.dossier_id.as_str(), c.due_after, c.due_before],
    )
    .await?;
    db.exec_guarded(
        "UPDATE dossier_seal SET due_on = $3, received_on = $4 WHERE dossier_id = $1 AND attempt = $2",
        args![c.dossier_id.as_str(), c.attempt, c.due_after, c.received_after],
    )
    .await?;
    db.run(
        "INSERT INTO dossier_due_change (dossier_id, attempt, nth, due_before, due_after, received_before, \
         received_after, days, changed_at) VALUES ($1, $2, (SELECT COUNT(*) + 1 FROM dossier_due_change \
         WHERE dossier_id = $1 AND attempt = $2), $3, $4, $5, $6, $7, $8)",
        args![
            c.dossier_id.as_str(),
            c.attempt,
            c.due_before,
            c.due_after,
            c.received_before,
            c.received_after,
            c.days.as_str(),
            c.changed_at
        ],
    )
    .await
}

/// What moved the term of one submission, in order.
pub async fn changes(db: &Db, dossier_id: &str, attempt: i64) -> Result<Vec<DueChange>> {
    db.all(
        "SELECT dossier_id, attempt, nth, due_before, due_after, received_before, received_after, days, changed_at \
         FROM dossier_due_change WHERE dossier_id = $1 AND attempt = $2 ORDER BY nth",
        args![dossier_id, attempt],
    )
    .await
}

/// Dossiers a commune is to check (Điều 7(2), 26/2026).
pub(crate) const WARD_CHECK: OpenTerms = OpenTerms {
    kind: Kind::WardCheck,
    thing: "d.id",
    about: "COALESCE(d.sealed_product, p.name)",
    day: "d.due_on",
    producer: "d.producer_id",
    from: "FROM dossier d JOIN product p ON p.id = d.product_id JOIN area a ON a.id = d.commune_id \
           WHERE d.state = 'at_ward' AND d.due_on IS NOT NULL",
};
