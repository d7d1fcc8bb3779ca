use crate::prelude::*;

/// An account with its secrets' hashes. `totp_secret` is sealed, and counts only once `totp_last_step` is there.
#[derive(Clone, PartialEq, Eq, FromQueryResult)]
pub struct AccountRow {
    pub id: String,
    pub name: String,
    pub email: String,
    pub phone: Option<String>,
    pub password_hash: Option<String>,
    pub totp_secret: Option<String>,
    pub totp_last_step: Option<i64>,
    pub failures: i64,
    pub locked_until: Option<i64>,
    pub disabled: bool,
    pub lang: String,
    pub created_at: i64,
    pub version: i64,
}

/// What a new account is made of.
#[derive(Clone, Default)]
pub struct NewAccount<'a> {
    pub id: &'a str,
    pub name: &'a str,
    /// Already in lower case: an address is one however it is typed.
    pub email: &'a str,
    pub phone: Option<&'a str>,
    pub password_hash: Option<&'a str>,
    pub lang: &'a str,
    pub at: i64,
}

const SELECT: &str = "SELECT id, name, email, phone, password_hash, totp_secret, totp_last_step, failures, \
     locked_until, disabled, lang, created_at, version FROM account";

/// Is there any account yet?
pub async fn any(db: &Db) -> Result<bool> {
    Ok(db.number("SELECT COUNT(*) AS n FROM (SELECT id FROM account LIMIT 1) a", vec![]).await? > 0)
}

pub async fn by_id(db: &Db, id: &str) -> Result<Option<AccountRow>> {
    db.one(&format!("{SELECT} WHERE id = $1"), args![id]).await
}

pub async fn by_email(db: &Db, email: &str) -> Result<Option<AccountRow>> {
    db.one(&format!("{SELECT} WHERE email = $1"), args![email]).await
}

pub async fn insert(db: &Db, a: &NewAccount<'_>) -> Result<()> {
    insert!(db, "account",
        a.{id, name, email, lang}, phone: a.phone.map(str::to_owned),
        password_hash: a.password_hash.map(str::to_owned), failures: 0_i64, disabled: false,
        created_at: a.at, version: 1_i64, folded: ocop_domain::text::fold(a.name)
    )
    .await
}

/// A new password.
pub async fn set_password(db: &Db, id: &str, hash: &str) -> Result<()> {
    db.exec_guarded(
        "UPDATE account SET password_hash = $2, failures = 0, locked_until = NULL, version = version + 1 \
         WHERE id = $1",
        args![id, hash],
    )
    .await
}

/// The same password kept in a newer way, unless it was changed meanwhile.
pub async fn rehash(db: &Db, id: &str, old: &str, new: &str) -> Result<()> {
    db.run("UPDATE account SET password_hash = $3 WHERE id = $1 AND password_hash = $2", args![id, old, new])
        .await
}

/// An account with the secret of its second factor as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct TotpRow {
    pub id: String,
    pub totp_secret: String,
    pub totp_last_step: Option<i64>,
}

/// Every secret of a second factor that is not kept sealed.
pub async fn totp_secrets(db: &Db, sealed_prefix: &str) -> Result<Vec<TotpRow>> {
    db.all(
        "SELECT id, totp_secret, totp_last_step FROM account WHERE totp_secret IS NOT NULL \
         AND SUBSTR(totp_secret, 1, LENGTH($1)) <> $1",
        args![sealed_prefix],
    )
    .await
}

/// Is there no sealed secret at all?
pub async fn none_sealed(db: &Db, sealed_prefix: &str) -> Result<bool> {
    let sql = "SELECT COUNT(*) AS n FROM account WHERE SUBSTR(totp_secret, 1, LENGTH($1)) = $1";
    Ok(db.number(sql, args![sealed_prefix]).await? == 0)
}

/// Sets or takes away the second factor's secret, with the last time step that was used.
pub async fn set_totp(db: &Db, id: &str, secret: Option<&str>, step: Option<i64>) -> Result<()> {
    db.exec_guarded(
        "UPDATE account SET totp_secret = $2, totp_last_step = $3, version = version + 1 WHERE id = $1",
        args![id, secret.map(str::to_owned), step],
    )
    .await
}

/// Takes a time step for used: [`Error::Stale`] if it, or a later one, was used before. A step beyond `most` was
/// written by a clock that ran ahead and bars nothing.
pub async fn step_used(db: &Db, id: &str, step: i64, most: i64) -> Result<()> {
    db.exec_guarded(
        "UPDATE account SET totp_last_step = $2 WHERE id = $1 \
         AND (totp_last_step IS NULL OR totp_last_step < $2 OR totp_last_step > $3)",
        args![id, step, most],
    )
    .await
}

pub async fn set_lang(db: &Db, id: &str, lang: &str) -> Result<()> {
    db.run("UPDATE account SET lang = $2 WHERE id = $1", args![id, lang]).await
}

pub async fn set_name(db: &Db, id: &str, name: &str, phone: Option<&str>) -> Result<()> {
    db.exec_guarded(
        "UPDATE account SET name = $2, phone = $3, folded = $4, version = version + 1 WHERE id = $1",
        args![id, name, phone.map(str::to_owned), ocop_domain::text::fold(name)],
    )
    .await
}

/// Lets an account sign in, or stops it.
pub async fn enable(db: &Db, id: &str, version: i64, enabled: bool) -> Result<()> {
    db.exec_guarded(
        "UPDATE account SET disabled = $3, version = version + 1 WHERE id = $1 AND version = $2",
        args![id, version, !enabled],
    )
    .await
}
