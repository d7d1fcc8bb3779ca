use crate::prelude::*;
use crate::scope::Visible;

/// A producer without an account, and what the producer has to be told by telephone.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct CallRow {
    pub id: String,
    pub producer_id: String,
    pub producer_name: String,
    pub representative: Option<String>,
    pub phone: Option<String>,
    pub commune_id: Option<String>,
    pub kind: String,
    pub data: String,
    pub href: String,
    pub created_at: i64,
}

const FROM: &str = "FROM notice n JOIN producer m ON m.id = n.producer_id LEFT JOIN area a ON a.id = m.commune_id \
     WHERE n.account_id IS NULL AND n.called_at IS NULL";

/// Calls to be made within the reader's reach, the oldest first; one call where `id` is given.
pub async fn calls(
    db: &Db,
    who: &Visible,
    id: Option<&str>,
    limit: i64,
    offset: i64,
) -> Result<Vec<CallRow>> {
    let mut args = vec![];
    let scope = who.condition("a", "m.id", &mut args);
    let mut one = String::new();
    if let Some(id) = id {
        args.push(id.into());
        one = format!(" AND n.id = ${}", args.len());
    }
    args.extend(args![limit, offset]);
    let n = args.len();
    let sql = format!(
        "SELECT n.id, m.id AS producer_id, m.name AS producer_name, m.representative, m.phone, m.commune_id, n.kind, \
         n.data, n.href, n.created_at {FROM} AND {scope}{one} ORDER BY n.created_at, n.id LIMIT ${} OFFSET ${n}",
        n - 1
    );
    db.all(&sql, args).await
}

pub async fn call_count(db: &Db, who: &Visible) -> Result<i64> {
    let mut args = vec![];
    let scope = who.condition("a", "m.id", &mut args);
    db.number(&format!("SELECT COUNT(*) AS n {FROM} AND {scope}"), args).await
}

/// Done by telephone: [`Error::Stale`] where a colleague called first.
pub async fn mark_called(db: &Db, id: &str, by: &str, at: i64) -> Result<()> {
    db.exec_guarded(
        "UPDATE notice SET called_at = $3, called_by = $2 WHERE id = $1 AND called_at IS NULL AND account_id IS NULL",
        args![id, by, at],
    )
    .await
}

/// Takes calls whose words are out of date off the list, and what they said out of the database: all of a kind whose key
/// begins so.
pub async fn forget_calls(db: &Db, kind: &str, key: &str) -> Result<()> {
    db.run(
        "DELETE FROM notice WHERE account_id IS NULL AND kind = $1 AND SUBSTR(key, 1, LENGTH($2)) = $2",
        args![kind, key],
    )
    .await
}
