//! Files on their way in: what each claims to be, how much of it is confirmed, and where its pieces lie.

use crate::prelude::*;

rows! {
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct UploadRow {
        pub id: String,
        pub account_id: String,
        pub name: String,
        pub size: i64,
        /// How many bytes are confirmed.
        pub received: i64,
        pub created_at: i64,
        pub expires_at: i64,
    }
}

#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct PartRow {
    pub begins: i64,
    pub size: i64,
    pub sha256: String,
    /// Its name in the files store.
    pub part: String,
}

pub async fn insert(db: &Db, u: &UploadRow) -> Result<()> {
    insert!(db, "upload", u.{id, account_id, name, size, received, created_at, expires_at}).await
}

/// An upload of this account that has not expired.
pub async fn find(db: &Db, id: &str, account_id: &str, now: i64) -> Result<Option<UploadRow>> {
    let columns = UploadRow::columns("u");
    db.one(
        &format!(
            "SELECT {columns} FROM upload u WHERE u.id = $1 AND u.account_id = $2 AND u.expires_at > $3"
        ),
        args![id, account_id, now],
    )
    .await
}

/// How many uploads an account has open with the pictures it set of late, and how many bytes they claim together.
pub async fn open(db: &Db, account_id: &str, now: i64) -> Result<(i64, i64)> {
    let open = "FROM (SELECT account_id, size, expires_at FROM upload UNION ALL \
                SELECT account_id, size, expires_at FROM picture_room) u WHERE account_id = $1 AND expires_at > $2";
    let count = format!("SELECT COUNT(*) AS n {open}");
    let bytes = format!("SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) AS n {open}");
    Ok((db.number(&count, args![account_id, now]).await?, db.number(&bytes, args![account_id, now]).await?))
}

/// Notes the room that a picture takes among its account's uploads, under an id of its own.
pub async fn take_room(db: &Db, id: &str, account_id: &str, (size, expires_at): (i64, i64)) -> Result<()> {
    insert!(db, "picture_room", id, account_id, size, expires_at).await
}

/// Forgets the room of pictures whose time is over.
pub async fn free_room(db: &Db, now: i64) -> Result<()> {
    db.run("DELETE FROM picture_room WHERE expires_at <= $1", args![now]).await
}

/// Confirms one more piece; [`Error::Stale`] where the upload does not stand at its beginning any more.
pub async fn confirm(db: &Db, id: &str, p: &PartRow) -> Result<()> {
    db.exec_guarded(
        "UPDATE upload SET received = $3 WHERE id = $1 AND received = $2",
        args![id, p.begins, p.begins + p.size],
    )
    .await?;
    insert!(db, "upload_part", p.{begins, size, sha256, part}, upload_id: id).await
}

/// Its pieces in order.
pub async fn parts(db: &Db, id: &str) -> Result<Vec<PartRow>> {
    db.all(
        "SELECT begins, size, sha256, part FROM upload_part WHERE upload_id = $1 ORDER BY begins",
        args![id],
    )
    .await
}

/// Takes an upload away with its pieces' rows; false where it was gone. No piece can be added meanwhile: to confirm one,
/// the upload's row is held.
pub async fn delete(db: &Db, id: &str) -> Result<bool> {
    // Held first, so that no piece is confirmed between the two deletions.
    db.hold("upload", "id = $1", args![id]).await?;
    db.exec("DELETE FROM upload_part WHERE upload_id = $1", args![id]).await?;
    Ok(db.exec("DELETE FROM upload WHERE id = $1", args![id]).await? > 0)
}

pub async fn expired(db: &Db, now: i64) -> Result<Vec<UploadRow>> {
    let columns = UploadRow::columns("u");
    db.all(
        &format!("SELECT {columns} FROM upload u WHERE u.expires_at <= $1 ORDER BY u.expires_at"),
        args![now],
    )
    .await
}

/// Is there such an upload, of any account?
pub async fn exists(db: &Db, id: &str) -> Result<bool> {
    Ok(db.number("SELECT COUNT(*) AS n FROM upload WHERE id = $1", args![id]).await? > 0)
}
