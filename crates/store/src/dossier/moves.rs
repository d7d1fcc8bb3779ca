//! What handed dossiers from producer to commune and back, for lists and for one.

use crate::prelude::*;
use crate::scope::placeholders;

rows! {
    /// A submission and, where it was concluded, the commune's check of it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct MoveRow {
        pub dossier_id: String,
        pub attempt: i64,
        pub submitted_at: i64,
        /// None: submitted before this was kept.
        pub received_on: Option<Date>,
        pub checked_at: Option<i64>,
        /// Concluded in favour; else sent back.
        pub proposed: bool,
    }
}

/// The moves of these dossiers, each dossier's in order.
pub async fn of(db: &Db, dossiers: &[String]) -> Result<Vec<MoveRow>> {
    if dossiers.is_empty() {
        return Ok(vec![]);
    }
    let mut args = args![false];
    let wanted = placeholders(&mut args, dossiers);
    db.all(
        &format!(
            "SELECT s.dossier_id, s.attempt, s.submitted_at, s.received_on, c.checked_at, \
             (c.conclusion IS NOT NULL) AS proposed FROM dossier_seal s \
             LEFT JOIN ward_check c ON c.dossier_id = s.dossier_id AND c.attempt = s.attempt AND c.draft = $1 \
             WHERE s.dossier_id IN ({wanted}) ORDER BY s.dossier_id, s.attempt"
        ),
        args,
    )
    .await
}
