use crate::prelude::*;

/// A request for a reset, of whatever address was typed.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct ResetRequest {
    pub id: String,
    pub email: String,
    pub asked_at: i64,
    pub address: String,
}

/// Takes a request down, unless one for the same address waits already or `most` wait in all. The statement is the same for all
/// who ask: the time it takes tells nothing.
pub async fn ask_reset(db: &Db, r: &ResetRequest, most: i64) -> Result<bool> {
    let done = db
        .exec(
            "INSERT INTO reset_request (id, email, asked_at, address) \
             SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS BIGINT), CAST($4 AS TEXT) \
             WHERE NOT EXISTS (SELECT 1 FROM reset_request WHERE email = $2) \
             AND (SELECT COUNT(*) FROM reset_request) < $5",
            args![r.id.as_str(), r.email.as_str(), r.asked_at, r.address.as_str(), most],
        )
        .await?;
    Ok(done > 0)
}

/// The oldest requests.
pub async fn reset_requests(db: &Db, limit: i64) -> Result<Vec<ResetRequest>> {
    db.all(
        "SELECT id, email, asked_at, address FROM reset_request ORDER BY asked_at, id LIMIT $1",
        args![limit],
    )
    .await
}

/// Takes a request for answered: [`Error::Stale`] if another node was faster.
pub async fn take_reset(db: &Db, id: &str) -> Result<()> {
    db.exec_guarded("DELETE FROM reset_request WHERE id = $1", args![id]).await
}
