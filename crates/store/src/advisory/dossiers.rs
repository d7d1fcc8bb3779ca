//! Which dossiers a team has to do with, and which council they lie before.

use crate::page::List;
use crate::prelude::*;

use crate::scope::{Visible, placeholders};

/// A dossier on a team's list, with how far the team has come.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct AdvisoryLine {
    pub id: String,
    pub product_name: String,
    pub producer_name: String,
    pub commune_name: String,
    pub set_id: String,
    pub state: String,
    /// 0: no review begun, 1: a draft, 2: handed in.
    pub review: i64,
    pub visits: i64,
    pub open_requests: i64,
}

/// The council a dossier lies before: that of its round, else the newest of its province.
pub async fn council_before(db: &Db, dossier: &str) -> Result<Option<String>> {
    let sql = "SELECT r.council_id FROM dossier d JOIN round r ON r.id = d.round_id WHERE d.id = $1";
    if let Some(council) = db.value(sql, args![dossier]).await? {
        return Ok(Some(council));
    }
    db.value(
        "SELECT c.id FROM council c JOIN dossier d ON d.id = $1 JOIN area a ON a.id = d.commune_id \
         WHERE c.level = 'province' AND c.province_code = a.province_code \
         ORDER BY c.decided_on DESC, c.id DESC LIMIT 1",
        args![dossier],
    )
    .await
}

/// Dossiers proposed or before a council: of the provinces a reader's posts reach, and of the teams the reader sits in. What is
/// open comes first, then the newest proposal.
pub async fn list(
    db: &Db,
    visible: &Visible,
    account: &str,
    limit: i64,
    offset: i64,
) -> Result<(Vec<AdvisoryLine>, i64)> {
    let mut values: Vec<crate::Value> = Vec::new();
    let reach = if visible.all {
        "1 = 1".to_owned()
    } else {
        values.push(account.into());
        // The same rule as `council_before`: the round's council, else the newest of the province.
        let mut reach = "EXISTS (SELECT 1 FROM advisory_member m WHERE m.account_id = $1 AND m.council_id = \
             COALESCE((SELECT r.council_id FROM round r WHERE r.id = d.round_id), \
             (SELECT c.id FROM council c WHERE c.level = 'province' AND c.province_code = a.province_code \
             ORDER BY c.decided_on DESC, c.id DESC LIMIT 1)))"
            .to_owned();
        if !visible.provinces.is_empty() {
            let list = placeholders(&mut values, &visible.provinces);
            reach.push_str(&format!(" OR a.province_code IN ({list})"));
        }
        reach
    };
    let from = format!(
        "FROM dossier d JOIN product p ON p.id = d.product_id JOIN producer r ON r.id = d.producer_id \
         JOIN area a ON a.id = d.commune_id \
         WHERE (d.state IN ('proposed', 'in_round') OR EXISTS \
         (SELECT 1 FROM advisory_review v WHERE v.dossier_id = d.id)) AND ({reach})"
    );
    let columns = "d.id, COALESCE(d.sealed_product, p.name) AS product_name, \
         COALESCE(d.sealed_producer, r.name) AS producer_name, a.full_name AS commune_name, d.set_id, d.state, \
         (SELECT COUNT(*) + COUNT(v.handed_in_at) FROM advisory_review v WHERE v.dossier_id = d.id) AS review, \
         (SELECT COUNT(*) FROM advisory_visit v WHERE v.dossier_id = d.id) AS visits, \
         (SELECT COUNT(*) FROM advisory_request q WHERE q.dossier_id = d.id AND q.answered_at IS NULL) AS open_requests";
    let order = "CASE WHEN d.state IN ('proposed', 'in_round') THEN 0 ELSE 1 END, d.proposed_on DESC, d.id";
    List { columns, from: &from, order, args: values }.page(db, limit, offset).await
}
