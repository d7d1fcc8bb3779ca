use crate::prelude::*;

/// A letter's token, hashed: `kind` is `invite` or `reset`.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Invitation {
    pub token_hash: String,
    pub account_id: String,
    pub kind: String,
    pub expires_at: i64,
    pub used_at: Option<i64>,
}

pub async fn add_invitation(
    db: &Db,
    token_hash: &str,
    account_id: &str,
    kind: &str,
    at: i64,
    expires_at: i64,
) -> Result<()> {
    insert!(db, "invitation", token_hash, account_id, kind, expires_at, created_at: at).await
}

pub async fn find_invitation(db: &Db, token_hash: &str, kind: &str) -> Result<Option<Invitation>> {
    db.one(
        "SELECT token_hash, account_id, kind, expires_at, used_at FROM invitation WHERE token_hash = $1 AND kind = $2",
        args![token_hash, kind],
    )
    .await
}

/// Marks it used: [`Error::Stale`] if a person was faster.
pub async fn use_invitation(db: &Db, token_hash: &str, at: i64) -> Result<()> {
    db.exec_guarded(
        "UPDATE invitation SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL",
        args![token_hash, at],
    )
    .await
}

/// Earlier letters of the same kind stop working once a new one goes out, and all of them once a password is set.
pub async fn forget_invitations(db: &Db, account_id: &str, at: i64) -> Result<()> {
    db.run(
        "UPDATE invitation SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL",
        args![account_id, at],
    )
    .await
}

/// How many letters of a kind went to an account since an instant.
pub async fn asked_since(db: &Db, account_id: &str, kind: &str, since: i64) -> Result<i64> {
    db.number(
        "SELECT COUNT(*) AS n FROM invitation WHERE account_id = $1 AND kind = $2 AND created_at > $3",
        args![account_id, kind, since],
    )
    .await
}
