use super::PostRow;
use crate::prelude::*;

/// A session with what every request needs to know of its account.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct SessionRow {
    pub token_hash: String,
    pub account_id: String,
    pub csrf: String,
    pub second_factor: bool,
    pub created_at: i64,
    pub seen_at: i64,
    pub expires_at: i64,
    /// Opened before the cookie had its prefix.
    pub unprefixed: bool,
    pub name: String,
    pub lang: String,
    /// A second factor is set up and confirmed.
    pub has_totp: bool,
    /// Notices not yet read; every page shows their number, so it comes with the session and costs no query more.
    pub unread: i64,
}

#[derive(FromQueryResult)]
struct SessionPostRow {
    #[sea_orm(nested)]
    session: SessionRow,
    #[sea_orm(nested(prefix = "post_"))]
    post: Option<PostRow>,
}

/// What a new session is made of.
#[derive(Debug, Clone)]
pub struct NewSession<'a> {
    pub token_hash: &'a str,
    pub account_id: &'a str,
    pub csrf: &'a str,
    pub second_factor: bool,
    pub at: i64,
    pub expires_at: i64,
}

/// One session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct SessionLine {
    pub token_hash: String,
    pub created_at: i64,
    pub seen_at: i64,
}

pub async fn insert_session(db: &Db, s: &NewSession<'_>) -> Result<()> {
    db.run(
        "INSERT INTO session (token_hash, account_id, csrf, second_factor, created_at, seen_at, expires_at, unprefixed) \
         VALUES ($1, $2, $3, $4, $5, $5, $6, $7)",
        args![s.token_hash, s.account_id, s.csrf, s.second_factor, s.at, s.expires_at, false],
    )
    .await
}

/// The session behind a token's hash, if it has not run out and its account may still sign in, with every post the
/// account ever held, the latest first: every request asks for both.
pub async fn find_session(db: &Db, token_hash: &str, now: i64) -> Result<Option<(SessionRow, Vec<PostRow>)>> {
    let rows: Vec<SessionPostRow> = db
        .all(
        "SELECT s.token_hash, s.account_id, s.csrf, s.second_factor, s.created_at, s.seen_at, s.expires_at, \
         s.unprefixed, a.name, a.lang, \
         (a.totp_secret IS NOT NULL AND a.totp_last_step IS NOT NULL) AS has_totp, \
         (SELECT COUNT(*) FROM notice n WHERE n.account_id = a.id AND n.read_at IS NULL) AS unread, \
         p.id AS post_id, p.account_id AS post_account_id, p.role AS post_role, p.area_id AS post_area_id, \
         p.producer_id AS post_producer_id, p.valid_from AS post_valid_from, p.valid_until AS post_valid_until, \
         p.decision AS post_decision, r.level AS post_area_level, r.code AS post_area_code, \
         r.province_code AS post_area_province, r.full_name AS post_area_name, r.valid_to AS post_area_ended, \
         m.name AS post_producer_name \
         FROM session s JOIN account a ON a.id = s.account_id LEFT JOIN post p ON p.account_id = a.id \
         LEFT JOIN area r ON r.id = p.area_id LEFT JOIN producer m ON m.id = p.producer_id \
         WHERE s.token_hash = $1 AND s.expires_at > $2 AND NOT a.disabled \
         ORDER BY p.valid_from DESC, p.id DESC",
        args![token_hash, now],
    )
    .await?;
    let mut posts = Vec::new();
    let mut session = None;
    for row in rows {
        session = Some(row.session);
        posts.extend(row.post);
    }
    Ok(session.map(|s| (s, posts)))
}

/// Moves the end of a session that is in use; an older request never moves it back.
pub async fn slide(db: &Db, token_hash: &str, seen_at: i64, expires_at: i64) -> Result<()> {
    db.run(
        "UPDATE session SET seen_at = $2, expires_at = $3 WHERE token_hash = $1 AND seen_at < $2",
        args![token_hash, seen_at, expires_at],
    )
    .await
}

pub async fn close_session(db: &Db, token_hash: &str) -> Result<u64> {
    db.exec("DELETE FROM session WHERE token_hash = $1", args![token_hash]).await
}

/// Closes every session of an account except one (`""` spares none).
pub async fn close_all(db: &Db, account_id: &str, except: &str) -> Result<u64> {
    db.exec("DELETE FROM session WHERE account_id = $1 AND token_hash <> $2", args![account_id, except]).await
}

/// Gives a session another token: [`Error::Stale`] if it ended meanwhile. When it was opened does not change.
pub async fn rotate(db: &Db, old: &str, new: &str, csrf: &str, second_factor: bool) -> Result<()> {
    db.exec_guarded(
        "UPDATE session SET token_hash = $2, csrf = $3, second_factor = $4, unprefixed = $5, totp_waiting = NULL \
         WHERE token_hash = $1",
        args![old, new, csrf, second_factor, false],
    )
    .await
}

/// The secret this session waits to confirm.
pub async fn totp_waiting(db: &Db, token_hash: &str) -> Result<Option<String>> {
    Ok(db.value("SELECT totp_waiting FROM session WHERE token_hash = $1", args![token_hash]).await?.flatten())
}

/// Whatever waits to be confirmed is set up anew.
pub async fn forget_waiting_totp(db: &Db) -> Result<()> {
    db.run("UPDATE session SET totp_waiting = NULL WHERE totp_waiting IS NOT NULL", vec![]).await
}

/// Puts a secret down for this session to confirm, if none waits there: of two requests at once the first one's stays.
pub async fn wait_totp(db: &Db, token_hash: &str, secret: &str) -> Result<()> {
    db.run(
        "UPDATE session SET totp_waiting = $2 WHERE token_hash = $1 AND totp_waiting IS NULL",
        args![token_hash, secret],
    )
    .await
}

/// The sessions of an account that still run, the latest used first.
pub async fn sessions_of(db: &Db, account_id: &str, now: i64) -> Result<Vec<SessionLine>> {
    db.all(
        "SELECT token_hash, created_at, seen_at FROM session WHERE account_id = $1 AND expires_at > $2 \
         ORDER BY seen_at DESC LIMIT 50",
        args![account_id, now],
    )
    .await
}

/// Takes away sessions that ran out before an instant, at most so many; says how many there were.
pub async fn sweep_sessions(db: &Db, before: i64, most: i64) -> Result<u64> {
    let sql = "DELETE FROM session WHERE token_hash IN \
               (SELECT token_hash FROM session WHERE expires_at < $1 LIMIT $2)";
    db.exec(sql, args![before, most]).await
}

/// The same for links that let people in.
pub async fn sweep_invitations(db: &Db, before: i64, most: i64) -> Result<u64> {
    let sql = "DELETE FROM invitation WHERE token_hash IN \
               (SELECT token_hash FROM invitation WHERE expires_at < $1 LIMIT $2)";
    db.exec(sql, args![before, most]).await
}

/// The same for one-time codes that were never used; a used one belongs to what it confirmed.
pub async fn sweep_codes(db: &Db, before: i64, most: i64) -> Result<u64> {
    let sql = "DELETE FROM assist_code WHERE id IN \
               (SELECT id FROM assist_code WHERE expires_at < $1 AND used_at IS NULL LIMIT $2)";
    db.exec(sql, args![before, most]).await
}
