use crate::prelude::*;
use crate::recognition::{Days, in_force};

rows! {
    /// A paper that runs out within a stretch of days.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct EndingPaper {
        pub id: String,
        pub producer_id: String,
        pub title: String,
        pub expires_on: Result<Date, String>,
        /// Communes that have to know: a running dossier of theirs cites it, or a star that holds today rests on it.
        pub commune_id: Option<String>,
    }
}

/// Papers that end, and have not been renewed, from the day to `last`, one row for each commune concerned (none: one row without). Paged by id.
pub async fn ending_papers(
    db: &Db,
    days: &Days,
    last: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<EndingPaper>> {
    let sql = format!(
        "SELECT DISTINCT e.id, e.producer_id, e.title, e.expires_on, d.commune_id FROM evidence e \
         LEFT JOIN dossier_evidence c ON c.evidence_id = e.id \
         LEFT JOIN dossier d ON d.id = c.dossier_id AND (d.state NOT IN ('draft', 'returned', 'recognised', \
           'not_recognised') OR EXISTS (SELECT 1 FROM recognition r JOIN product p ON p.id = r.product_id \
           WHERE r.dossier_id = d.id AND {})) \
         WHERE e.id IN \
           (SELECT x.id FROM evidence x WHERE x.expires_on >= $1 AND x.expires_on <= $2 AND x.replaced_by IS NULL AND x.id > $3 \
            ORDER BY x.id LIMIT $4) \
         ORDER BY e.id, d.commune_id",
        in_force(5)
    );
    let mut args = args![days.on.as_str(), last, after, limit];
    args.extend(days.args());
    db.all(&sql, args).await
}
